"""The job script for Slurm: an array of shares, each in a folder of its own, and a last job that joins them.

No two jobs write to one folder, so nothing hangs on locks of a file system that machines share. A share that is made
twice gives the same files, and what a lost share did not make the last job makes itself.
"""

import math
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_SPARE = 3.0  # times what a share should take: other machines are slower, and Slurm ends what takes longer
_START_S = 600.0  # [seconds] to start and to compile the model
_LEAST_GB = 2
_SPARE_MEMORY = 1.5

_SCRIPT = """\
#!/usr/bin/env bash
# {title}
# {n_runs} runs in {n_tasks} shares, each of about {share_time} on {cores}; then one job joins and compares them.
#
# Start it on a machine that has `sbatch`, in any folder:    bash {script}
# Start it again after anything went wrong: finished runs are kept, and only what is missing is made.
# Look at it with `squeue --me`; what the jobs say is written to {logs}

# What every job is given. A line that begins with #SBATCH is read by Slurm, not by bash.
#SBATCH --job-name={name}
# Cores of one share: as many processes make runs at a time.
#SBATCH --cpus-per-task={cpus}
# One machine for each share.
#SBATCH --nodes=1
# Memory: {memory_about} estimated, and half as much again.
#SBATCH --mem={memory_gb}G
# Time after which Slurm ends a share: {spare:.0f} times the estimate, and {start_minutes:.0f} minutes to start and to
# compile the model.
#SBATCH --time={time}
# What a job says: %x is its name, %A its number, %a its share.
#SBATCH --output={logs}/%x-%A-%a.txt

# Stop at the first command that fails.
set -euo pipefail

# This script, which hands itself in.
script=$(readlink -f "$0")

# The folder in which the names of files below mean what they meant when this script was written.
cd {folder}

# The program, by the Python that it is installed for; every machine must see it under this path.
program=({program})

# What is run, as it was given to `submit`.
what=({what})

# The result, and beside it the shares, where all machines can write.
result={result}
shares={shares}

case "${{1:-}}" in
  "")
    # Started by hand: make the folders, hand in the shares as one array, then the last job, which waits for all of
    # them, however they end: it makes what is missing.
    mkdir -p "$shares" {logs}
    array=$(sbatch --parsable --array=1-{n_tasks} "$script" share)
    after=(--dependency="afterany:$array" --time={last_time} --output={logs}/%x-%A-join.txt)
    last=$(sbatch --parsable "${{after[@]}}" "$script" join)
    echo "Shares: job $array. Joining: job $last. The result will be in $result"
    ;;
  share)
    # One share of the array: Slurm tells which. Its runs go into a folder of their own.
    "${{program[@]}}" "${{what[@]}}" --share "$SLURM_ARRAY_TASK_ID/{n_tasks}" --out "$shares/$SLURM_ARRAY_TASK_ID"
    ;;
  join)
    # The last job: take over the runs of all shares, make what is missing, compare, write the report.
    "${{program[@]}}" "${{what[@]}}" --join "$shares" --out "$result"
    ;;
esac
"""


class Work(NamedTuple):
    """What is to be made, and what it takes."""

    title: str
    name: str
    program: Sequence[str]
    what: Sequence[str]  # the command's words but for folders and shares
    n_runs: int
    cpu_seconds: float
    memory_bytes: float  # of one command on so many cores
    cpus: int  # of each share


class Place(NamedTuple):
    """Where things lie."""

    folder: Path  # in which the command was given
    script: Path
    result: Path

    @property
    def shares(self) -> Path:
        """The folder of the shares."""
        return self.result.with_name(f"{self.result.name}-shares")

    @property
    def logs(self) -> Path:
        """The folder of what jobs say."""
        return self.result.with_name(f"{self.result.name}-logs")


def share_seconds(work: Work, n_tasks: int) -> float:
    """Return what one share should take, once the model is compiled [seconds]."""
    return work.cpu_seconds / n_tasks / work.cpus


def script_text(work: Work, place: Place, n_tasks: int) -> str:
    """Return the job script, each line of it explained."""
    seconds = share_seconds(work, n_tasks)
    limit_s = _START_S + _SPARE * seconds
    return _SCRIPT.format(
        title=work.title.replace("\n", " "),
        n_runs=work.n_runs,
        n_tasks=n_tasks,
        share_time=_in_words(seconds),
        cpus=work.cpus,
        cores="1 core" if work.cpus == 1 else f"{work.cpus} cores",
        script=shlex.quote(str(place.script)),
        name=work.name,
        memory_about=f"{work.memory_bytes / 1e9:,.1f} GB",
        memory_gb=max(_LEAST_GB, math.ceil(_SPARE_MEMORY * work.memory_bytes / 1e9)),
        spare=_SPARE,
        start_minutes=_START_S / 60,
        time=slurm_time(limit_s),
        last_time=slurm_time(_START_S + limit_s),
        folder=shlex.quote(str(place.folder)),
        program=shlex.join(work.program),
        what=shlex.join(work.what),
        result=shlex.quote(str(place.result)),
        shares=shlex.quote(str(place.shares)),
        logs=shlex.quote(str(place.logs)),
    )


def _in_words(seconds: float) -> str:
    return f"{math.ceil(seconds)} s" if seconds < 100 else f"{round(seconds / 60)} minutes"


def slurm_time(seconds: float) -> str:
    """Return a time as Slurm reads it, days-hours:minutes:seconds, in whole minutes.

    Examples
    --------
    >>> slurm_time(61.0), slurm_time(100_000.0)
    ('0-00:02:00', '1-03:47:00')
    """
    minutes = math.ceil(seconds / 60)
    return f"{minutes // 1440}-{minutes // 60 % 24:02d}:{minutes % 60:02d}:00"
