"""What can be wrong with an engine before it runs, in words meant for its user."""


class EngineError(Exception):
    """The engine cannot run this; another one may."""


class MissingPartError(ImportError):
    """The engine needs a package that is not installed."""
