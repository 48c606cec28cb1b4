"""What a command's exit code means: the one table."""

OK = 0
FAILED = 1
USAGE = 2  # argparse uses it too
MISSING = 3
CHECK_FAILED = 4
INTERRUPTED = 130  # 128 and the number of the signal, as in a shell

MEANINGS = {
    OK: "done",
    FAILED: "failed",
    USAGE: "bad usage, or an invalid scenario",
    MISSING: "an optional part is missing; the message says which",
    CHECK_FAILED: "finished, and a quality check failed",
    INTERRUPTED: "interrupted; what was finished is kept",
}
