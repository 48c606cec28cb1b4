"""What the server refuses, asked over HTTP as a hostile page or a curious neighbour would ask."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest

from sim.experiments.queueing.job import Order, State, write_state
from sim.experiments.queueing.queue import Queue
from sim.experiments.store.files import only_writer
from sim.present.words.language import words
from tests.present.dashboard.served import ROOT, Served, serving

UPDATE = "/_dash-update-component"
JSON = "application/json"


@pytest.mark.parametrize("path", ["/", "/_dash-layout", "/table.csv", "/no/such"])
def test_every_answer_says_what_a_browser_may_do(served: Served, path: str) -> None:
    headers = served.ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "'unsafe-eval'" not in headers["content-security-policy"]
    assert "server" not in headers


def test_a_foreign_name_is_refused(served: Served) -> None:
    assert served.ask("/", Host="evil.example").status == 400
    assert served.ask("/").status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
def test_another_origin_is_refused(served: Served, origin: str) -> None:
    headers = {"Origin": origin} if origin else {}
    assert served.ask(UPDATE, "POST", b"{}", Content_Type=JSON, **headers).status == 403


def test_a_large_body_is_refused(served: Served) -> None:
    """It is so by what its header says: nothing of it is read."""
    length = str(2 * 1024 * 1024 + 1)
    assert served.ask(UPDATE, "POST", Content_Length=length, Content_Type=JSON, Origin=served.base).status == 413


def test_a_file_may_do_nothing_in_a_browser(served: Served) -> None:
    answer = served.ask("/file/whole/scenario.resolved.yaml")
    assert answer.status == 200
    assert answer.headers["content-security-policy"].endswith("sandbox")
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("path", [
    "/file/whole/experiment.json", "/file/whole/outcomes.parquet", "/file/../scenario.resolved.yaml",
    "/file/none/comparison.csv", "/table.csv?experiment=whole&baseline=status-quo&policy=status-quo",
    "/picture/path-nothing.svg?experiment=whole&baseline=status-quo&policy=pause",
    "/picture/path-offences.exe?experiment=whole&baseline=status-quo&policy=pause",
])  # fmt: skip
def test_what_is_not_for_readers_is_not_found(served: Served, path: str) -> None:
    assert served.ask(path).status == 404


@pytest.mark.parametrize(
    "path", ["/file/whole/..%2F..%2Fwhole%2Fcomparison.csv", "/file/..%2Fshelf%2Fwhole/report.html"]
)
def test_a_way_out_of_the_folder_leads_to_the_shelf(served: Served, path: str) -> None:
    assert served.ask(path).body.startswith(b'<!doctype html>\n<html lang="en">\n<head><meta http-equiv')


def test_other_computers_need_the_token(shelf_folder: Path) -> None:
    with serving(shelf_folder, "--lan") as lan:
        token = lan.url.partition("token=")[2]
        assert len(token) >= 22  # 128 bits
        assert lan.ask("/").status == 401
        opened = lan.ask(f"/?token={token}")
        cookie = opened.headers["set-cookie"]
        assert (opened.status, opened.headers["location"]) == (303, "/")
        assert {"HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
        assert lan.ask("/", Cookie=cookie.partition(";")[0]).status == 200
        assert lan.ask("/", Cookie="rollout=x").status == 401
        assert [lan.ask("/?token=guess").status for _ in range(6)] == [401] * 5 + [429]


class Lent(NamedTuple):
    """A dashboard that is open to a network, and its queue, in which one job runs and one is done."""

    served: Served
    queue: Queue

    def files(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.queue.folder.rglob("*") if path.is_file()}

    def post(self, act: str, **fields: str) -> object:
        """Do something to the queue as another computer that knows the token; without it nobody may."""
        token = self.served.url.partition("token=")[2]
        cookie = self.served.ask(f"/?token={token}").headers["set-cookie"].partition(";")[0]
        headers = {"Origin": self.served.base, "Content_Type": "application/x-www-form-urlencoded"}
        path, body = f"/queue/{act}", urlencode(fields).encode()
        assert self.served.ask(path, "POST", body, **headers).status == 401
        return json.loads(self.served.ask(path, "POST", body, Cookie=cookie, **headers).body)


@contextmanager
def lent(folder: Path, *options: str) -> Iterator[Lent]:
    """Open a dashboard to a network meanwhile; the queue is held, so that it starts no job."""
    queue = Queue(folder)
    queue.folder.mkdir()
    with only_writer(queue.folder), serving(folder, "--lan", *options) as served:
        for word in ("running", "done"):
            write_state(queue.folder / queue.add(Order(word, word, 4, (), {}, ""), ""), State(word))
        yield Lent(served, queue)


@pytest.fixture(scope="module")
def looking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lent]:
    with lent(tmp_path_factory.mktemp("looking")) as found:
        yield found


@pytest.mark.parametrize(("act", "title"), [("add", ""), ("stop", "running"), ("again", "done"), ("remove", "done")])
def test_other_computers_change_nothing_in_the_queue(looking: Lent, act: str, title: str) -> None:
    jobs, before = {job.order.title: job.name for job in looking.queue.jobs()}, looking.files()
    policy = urlencode({"scenario": "one-city", "rule": "retention-5", "pairs": "4"})
    answer = looking.post(act, job=jobs[title]) if title else looking.post(act, search=policy)
    assert looking.files() == before
    assert answer == {"told": words().say("dashboard.runs.not_allowed")}


def test_other_computers_change_the_queue_where_they_are_allowed(tmp_path: Path) -> None:
    with lent(tmp_path, "--allow-runs") as allowed:
        done = next(job for job in allowed.queue.jobs() if job.order.title == "done")
        assert allowed.post("remove", job=done.name) == {"go": "/runs"}
        assert [job.order.title for job in allowed.queue.jobs()] == ["running"]


def test_allow_runs_without_lan_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sim", "serve", "--results", str(tmp_path), "--port", "0", "--allow-runs"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert answer.returncode == 2
    assert "--allow-runs goes with --lan" in answer.stderr


def test_without_lan_there_is_no_token(served: Served) -> None:
    assert served.url == f"{served.base}/"
