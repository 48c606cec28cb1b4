"""What can go wrong with an experiment, in words meant for its user."""


class ExperimentError(Exception):
    """The experiment could not go on; what was finished is kept."""


class UsageError(ExperimentError):
    """The command asks for something that cannot be; nothing was changed."""


class DamageError(ExperimentError):
    """A stored file is not what was written; nothing was read from it."""
