"""What the model says: state, rules, the order of a month. No files, no frameworks, no pictures."""
