"""Dask workers make the same bytes as processes do, whatever befalls them, and are nobody else's."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from sim.experiments.making import families
from sim.experiments.making.dask import connecting
from sim.experiments.making.dask.connecting import Connection, connected
from sim.experiments.making.dask.named import Cluster
from sim.experiments.making.dask.pool import DaskPool
from sim.experiments.making.dask.worker import Order
from sim.experiments.problems import ExperimentError, UsageError
from tests.experiments.folders import InWorker, contents, hang, kill, run, small, with_policy
from tests.experiments.making.clusters import end, scheduler_with_workers, start_worker


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with scheduler_with_workers(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed") / "experiment"
    run(folder, n_workers=2)
    return contents(folder)


def outcomes(folder: Path) -> str:
    return hashlib.sha256((folder / "outcomes.parquet").read_bytes()).hexdigest()


def test_every_way_to_make_runs_gives_one_hash(tmp_path, monkeypatch, by_hand, undisturbed) -> None:
    run(tmp_path / "tcp", cluster=by_hand)
    run(tmp_path / "tls", cluster=Cluster(), n_workers=2)
    run(tmp_path / "one process")
    for place in ("tcp", "tls", "one process"):
        assert contents(tmp_path / place) == undisturbed, place
    for size in (1, 2):
        monkeypatch.setattr(families, "_MOST_RUNS_IN_BATCH", size)
        run(tmp_path / f"batches of {size}", cluster=by_hand)
        assert contents(tmp_path / f"batches of {size}") == undisturbed, size


def test_what_a_worker_that_was_killed_had_in_hand_is_made_again(tmp_path, capfd, by_hand, undisturbed) -> None:
    scenario = with_policy(small(), "ban", InWorker(kill, tmp_path / "calls", 20))
    finished = run(tmp_path / "x", scenario, cluster=by_hand)
    assert "a worker process went away; what it had in hand is made again" in capfd.readouterr().err
    assert finished.is_whole
    assert contents(tmp_path / "x") == undisturbed


def test_a_run_that_kills_its_workers_is_left_out_until_it_is_asked_for(tmp_path, by_hand, undisturbed) -> None:
    folder = tmp_path / "x"
    finished = run(folder, with_policy(small(), "ban", InWorker(kill)), n_seeds=1, cluster=by_hand)
    assert [(run.policy, run.seed) for run, reason in finished.failures] == [("ban", 0)]
    assert finished.failures[0].reason == "3 worker processes were lost with it; the last one went away"
    assert (finished.n_made, finished.left_out) == (2, [])
    again = run(folder, cluster=by_hand)
    assert (again.n_made, again.n_kept, again.left_out, again.failures) == (6, 2, finished.failures, [])
    assert run(folder, retries_failed=True).is_whole
    assert outcomes(folder) == hashlib.sha256(undisturbed["outcomes.parquet"]).hexdigest()


def test_a_worker_whose_run_hangs_ends_itself(tmp_path, capfd, by_hand, undisturbed) -> None:
    scenario = with_policy(small(), "ban", InWorker(hang, tmp_path / "calls", 5))
    assert run(tmp_path / "x", scenario, cluster=by_hand, run_timeout_s=4.0).is_whole
    assert "a worker process got nothing done within 4 s; what it" in capfd.readouterr().err
    assert contents(tmp_path / "x") == undisturbed


@pytest.fixture
def connection(by_hand: Cluster) -> Iterator[Connection]:
    with connected(by_hand, 1) as connection:
        yield connection


def look_until_told(pool: DaskPool) -> None:
    for _ in range(300):
        pool.look()
        time.sleep(0.1)


def test_workers_that_do_not_see_the_folder_are_named(tmp_path, connection) -> None:
    pool = DaskPool(connection, Order(tmp_path / "elsewhere" / "job", 60.0), lambda: None)
    with pytest.raises(UsageError, match=r"do not see .*elsewhere: tcp://127.0.0.1:\d+.*--out a folder"):
        look_until_told(pool)


ANOTHER_MACHINE = "import platform; platform.machine = lambda: 'riscv64'"


def test_a_worker_on_something_else_is_refused_by_name(tmp_path, by_hand) -> None:
    odd = start_worker(by_hand.address, tmp_path, "--no-nanny", "--preload", ANOTHER_MACHINE)
    try:
        with connected(by_hand, 1) as connection:
            connection.client.wait_for_workers(3, timeout=60)
            with pytest.raises(UsageError, match=r"the Dask worker tcp://\S+ has architecture riscv64 \(here "):
                run(tmp_path / "x", cluster=by_hand, n_seeds=200)  # time enough for the third to say what it is
    finally:
        end(odd)


def listening() -> set[tuple[str, int]]:
    """Return where this process and those that it started wait for connections."""
    ours = [psutil.Process(), *psutil.Process().children(recursive=True)]
    places = [place for one in ours for place in one.net_connections() if place.status == "LISTEN"]
    return {(place.laddr.ip, place.laddr.port) for place in places}


def test_a_cluster_of_our_own_is_on_loopback_encrypted_and_has_no_page(tmp_path) -> None:
    before = listening()
    with connected(Cluster(), 1) as connection:
        connection.client.wait_for_workers(1, timeout=60)
        address = connection.client.scheduler.address
        ours = listening() - before
        assert {host for host, port in ours} == {"127.0.0.1"}
        assert len(ours) == 1 + 1  # the scheduler and its worker
        stranger = "import sys; from distributed import Client; Client(sys.argv[1], timeout=3)"
        for guess in (address, address.replace("tls://", "tcp://")):
            answer = subprocess.run([sys.executable, "-c", stranger, guess], capture_output=True, text=True)
            assert answer.returncode != 0
            assert "Error" in answer.stderr


def test_where_no_scheduler_answers_it_is_said(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(connecting, "_CONNECTED_S", 1.0)
    with pytest.raises(ExperimentError, match="no Dask scheduler answers at tcp://127.0.0.1:9"):
        run(tmp_path / "x", cluster=Cluster("tcp://127.0.0.1:9"))
