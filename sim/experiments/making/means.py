"""With what the runs of an experiment are made: this process, others on this machine, or the workers of a cluster."""

import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from io import StringIO
from typing import NamedTuple

from sim.experiments.making.audit import Audit
from sim.experiments.making.branching import Job
from sim.experiments.making.dask.named import Cluster
from sim.experiments.making.executor import Executor
from sim.experiments.making.families import Family, Share, months_to_live, share_out, split
from sim.experiments.making.processes import local_executor
from sim.experiments.making.progress import Progress
from sim.experiments.making.readiness import make_ready
from sim.experiments.making.runs import Mishaps, RunStore, RunTask
from sim.experiments.making.shown import Style
from sim.experiments.making.timeout import run_timeout_s
from sim.experiments.problems import UsageError


class Means(NamedTuple):
    """With what runs are made."""

    n_workers: int
    timeout_s: float | None = None  # after which a worker that finished no run is ended; None: by the size of a run
    cluster: Cluster | None = None  # None: processes on this machine
    audit_share: float = 0.0  # of the runs
    progress: Style = "line"  # how it is shown, on stderr


def make_runs(job: Job, families: Sequence[Family], means: Means) -> Mishaps:
    """Make and store families on so many cores, or on the workers of a cluster; progress is shown on stderr.

    Raises
    ------
    ExperimentError
        Nothing can be stored, or nothing can be made.
    UsageError
        There is nobody to audit what is made.
    """
    experiment, job = job.experiment, job._replace(is_audited=means.audit_share > 0)
    if job.is_audited:
        _prepare_audit(job)
    limit_s = means.timeout_s or run_timeout_s(experiment.scenario.world, experiment.engine)
    share = share_out(experiment, families, means.n_workers)
    if means.cluster is not None:
        return _make_on(means.cluster, job, families, share.n_workers, limit_s, means)
    n_workers = _n_processes(share, means)
    _make_ready(experiment.engine, means, share.threads)
    executor = local_executor(n_workers, limit_s)
    return _make(job._replace(threads=share.threads), share.families, executor, means)


def _prepare_audit(job: Job) -> None:
    if job.save_at:
        raise UsageError(
            "--audit compares what runs came to, and cannot say whether a checkpoint is right. Give --checkpoint in a "
            "command without --audit"
        )
    (job.desk / ".tmp").mkdir(parents=True, exist_ok=True)


def _n_processes(share: Share, means: Means) -> int:
    """Return how many processes make runs; an audit needs a second one."""
    if not means.audit_share:
        return share.n_workers
    if means.n_workers < 2 or share.threads > 1:
        why = "these runs are so large that one is made at a time" if share.threads > 1 else "--jobs is 1"
        raise UsageError(
            f"--audit needs a second worker, and {why}. Give --jobs 2 or more, or --dask; or leave it out and run "
            "`verify` on the result, which makes a share of the runs again"
        )
    return max(2, share.n_workers)


def _make_on(
    cluster: Cluster, job: Job, families: Sequence[Family], n_local: int, limit_s: float, means: Means
) -> Mishaps:
    """Make families on a cluster, each run on one thread; one of our own has no more workers than fit."""
    from sim.experiments.making.dask.connecting import connected  # an optional part
    from sim.experiments.making.dask.executor import OnDask

    _make_ready(job.experiment.engine, means)
    with connected(cluster, n_local) as connection:
        executor = OnDask(connection, job.parts / ".tmp", limit_s)
        return _make(job, split(families, connection.n_expected), executor, means)


def _make_ready(engine: str, means: Means, threads: int = 1) -> None:
    make_ready(engine, StringIO() if means.progress == "quiet" else sys.stderr, threads)


def _make(job: Job, families: Sequence[Family], executor: Executor, means: Means) -> Mishaps:
    experiment, world = job.experiment, job.experiment.scenario.world
    progress = Progress(
        n_runs=sum(len(family.runs) for family in families),
        n_months=sum(months_to_live(experiment, family, job.save_at) for family in families),
        run_months=world.n_months,
        stream=sys.stderr,
        style=means.progress,
        planned=Counter(run.policy for family in families for run in family.runs),
    )
    store = RunStore(job, families, progress)
    audit = Audit(job, families, means.audit_share, store.note_expelled) if means.audit_share else None
    with closing(progress):
        executor.make(RunTask(job), store, audit)
    return store.mishaps._replace(audited=audit.outcome._replace(n_unchecked=store.n_unchecked) if audit else None)
