"""Published figures beside the model: targets, fitting, validation."""
