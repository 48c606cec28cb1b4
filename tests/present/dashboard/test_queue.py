"""Experiments that were asked for in the dashboard, run by real commands under servers that are killed."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import urlencode

import pytest

from sim.experiments.problems import UsageError
from sim.experiments.queueing.job import Job, Order, State, write_state
from sim.experiments.queueing.queue import Queue
from sim.experiments.store.reader import Results, read_results
from tests.present.dashboard.served import Served, serving, texts

ORDER = Order("A question?", "one-city-x", 4, ("pause",), {}, "")
CHANGED = {"scenario": "stored:whole", "rule": "pause", "pairs": "4"}


@pytest.fixture
def folder(real: Results, tmp_path: Path) -> Path:
    """A results folder with one experiment."""
    copytree(real.folder, tmp_path / "shelf" / "whole")
    return tmp_path / "shelf"


def send(served: Served, act: str, **fields: str) -> Any:
    headers = {"Origin": served.base, "Content_Type": "application/x-www-form-urlencoded"}
    answer = served.ask(f"/queue/{act}", "POST", urlencode(fields).encode(), **headers)
    assert answer.status == 200, answer
    return json.loads(answer.body)


def ask_for(served: Served, title: str, **levers: str) -> None:
    assert send(served, "add", search=urlencode({**CHANGED, "title": title, **levers})) == {"go": "/runs"}


def until(found: Callable[[], Any], what: str) -> Any:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.1)
    pytest.fail(f"waited in vain: {what}")


def jobs(folder: Path) -> dict[str, Job]:
    return {job.order.title: job for job in Queue(folder).jobs()}


def words(folder: Path) -> dict[str, str]:
    return {title: job.state.word for title, job in jobs(folder).items()}


def test_a_run_outlives_the_server_and_ends_on_the_shelf(folder: Path) -> None:
    with serving(folder) as first:
        ask_for(first, "killed", retention_days="7")
        pid = until(lambda: jobs(folder)["killed"].state.pid, "the command runs")
        first.process.kill()
        first.process.wait()
    os.kill(pid, 0)  # the command goes on
    with serving(folder) as second:
        until(lambda: words(folder)["killed"] == "done", "the run is found and ends")
        results = read_results(folder / jobs(folder)["killed"].order.out)
        assert (results.title, list(results.arms), results.n_seeds) == ("killed", ["status-quo", "pause", "my-rule"], 4)
        assert "killed" in list(texts(json.loads(second.shown("/"))["content"]["children"]))


def test_two_servers_on_one_folder_lose_nothing(folder: Path) -> None:
    """Each run is made once, one after another; when the server that runs them is killed, the other goes on."""
    with serving(folder) as one, serving(folder) as other:
        ask_for(one, "first", audit_share="0.5")
        until(lambda: jobs(folder)["first"].state.pid, "the first runs")
        ask_for(other, "second", audit_share="0.25")
        assert words(folder) == {"first": "running", "second": "waiting"}
        one.process.kill()
        one.process.wait()
        until(lambda: words(folder)["second"] == "running", "the other server goes on")
        assert words(folder)["first"] == "done"
        send(other, "stop", job=jobs(folder)["second"].name)
        until(lambda: words(folder)["second"] == "stopped", "the second is stopped")
        send(other, "remove", job=jobs(folder)["first"].name)
        send(other, "again", job=jobs(folder)["second"].name)
        until(lambda: words(folder) == {"second": "done"}, "the second is made after all")


def test_ctrl_c_ends_the_server_and_its_run_and_keeps_the_job(folder: Path) -> None:
    with serving(folder) as served:
        ask_for(served, "kept", retention_days="9", pairs="100")
        pid = until(lambda: jobs(folder)["kept"].state.pid, "the command runs")
        assert served.end() == 0
    until(lambda: not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split()[2], "ended")
    assert words(folder) == {"kept": "running"}


def test_what_went_wrong_is_told(tmp_path: Path) -> None:
    Queue(tmp_path).add(ORDER, "format: 1\nname: x\nextends: nothing.yaml\n")
    with serving(tmp_path) as served:
        until(lambda: list(words(tmp_path).values()) == ["failed"], "the command fails")
        said = " ".join(texts(json.loads(served.shown("/runs"))["content"]["children"]))
    assert "nothing.yaml" in said
    assert str(tmp_path) not in said


def test_a_queue_has_an_end_and_no_twins(tmp_path: Path) -> None:
    queue = Queue(tmp_path, most=2)
    queue.add(ORDER, "")
    with pytest.raises(UsageError, match="the same experiment is in the queue already"):
        queue.add(ORDER, "")
    queue.add(ORDER._replace(n_seeds=5), "")
    with pytest.raises(UsageError, match="2 experiments wait already"):
        queue.add(ORDER._replace(n_seeds=6), "")


def test_only_what_is_over_is_removed(tmp_path: Path) -> None:
    queue = Queue(tmp_path)
    queue.add(ORDER, "")
    queue.remove(queue.jobs()[0])
    (waiting,) = queue.jobs()
    write_state(waiting.folder, State("stopped"))
    queue.remove(queue.jobs()[0])
    assert queue.jobs() == []


def test_a_damaged_job_is_left_out(tmp_path: Path) -> None:
    name = Queue(tmp_path).add(ORDER, "")
    (tmp_path / ".queue" / name / "order.json").write_text('{"title": 3')
    assert Queue(tmp_path).jobs() == []


def test_another_origin_puts_nothing_into_the_queue(served: Served) -> None:
    answer = served.ask("/queue/add", "POST", b"search=", Origin="http://evil.example")
    assert answer.status == 403
