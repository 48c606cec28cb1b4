import io
import json

import pytest

from sim.experiments.making import progress
from sim.experiments.making.progress import Progress
from sim.experiments.making.shown import shown as told


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(progress, "time", made)
    return made


def live_through(shown: Progress, clock: Clock, months: range, seconds: float) -> None:
    for month in months:
        clock.now += seconds
        shown.live(month)


def test_a_long_run_shows_its_month_on_a_terminal(clock: Clock) -> None:
    stream = Terminal()
    shown = Progress(1, 180, 180, stream)
    live_through(shown, clock, range(1, 58), 1.0)
    assert stream.getvalue().split("\r")[-1].strip() == "run 1 of 1, month 57 of 180, about 2 min left"
    live_through(shown, clock, range(58, 181), 1.0)
    shown.advance(1)
    shown.close()
    assert stream.getvalue().split("\r")[-1].rstrip(" ") == "1 of 1 runs, 0.0056 runs/s, 0 s left".ljust(60) + "\n"


def test_lines_are_sparse_where_there_is_no_terminal(clock: Clock) -> None:
    stream = io.StringIO()
    shown = Progress(2, 300, 180, stream)
    live_through(shown, clock, range(1, 181), 1.0)
    shown.advance(1)
    live_through(shown, clock, range(61, 181), 1.0)
    shown.advance(1)
    shown.close()
    lines = stream.getvalue().splitlines()
    assert lines[0] == "run 1 of 2, month 30 of 180, about 4 min left"
    assert "run 2 of 2, month 90 of 180, about 90 s left" in lines
    assert lines[-1] == "2 of 2 runs, 0.0067 runs/s, 0 s left"
    assert len(lines) <= 1 + 300 // 30


def test_short_runs_show_no_months(clock: Clock) -> None:
    stream = io.StringIO()
    shown = Progress(10, 1000, 100, stream)
    for _ in range(10):
        live_through(shown, clock, range(1, 101), 0.0101)
        shown.advance(1)
    assert "month" not in stream.getvalue()
    assert [line.split(",")[0] for line in stream.getvalue().splitlines()] == ["5 of 10 runs", "10 of 10 runs"]


def test_runs_count_when_they_are_over_and_no_rate_is_told_of_the_first_few(clock: Clock) -> None:
    """Runs of a family are stored together, long after the first of them is over."""
    stream = io.StringIO()
    shown = Progress(20, 2000, 100, stream)
    for _ in range(16):
        clock.now += 5.0
        shown.end_run()
    clock.now += 5.0
    shown.advance(16)
    clock.now += 5.0
    shown.say_lost("was stopped")
    clock.now += 5.0
    shown.end_run()
    lines = stream.getvalue().splitlines()
    assert lines[:4] == [f"{k} of 20 runs" for k in (1, 2, 3)] + ["4 of 20 runs, 0.2 runs/s, 80 s left"]
    assert lines[15] == "16 of 20 runs, 0.2 runs/s, 20 s left"
    assert lines[16] == "16 of 20 runs, 0.19 runs/s, 21 s left"
    assert lines[-1] == "17 of 20 runs, 0.18 runs/s, 17 s left"


def test_each_policy_and_what_failed_is_told_beside_the_pace(clock: Clock) -> None:
    stream = io.StringIO()
    shown = Progress(20, 2000, 100, stream, planned={"status-quo": 10, "ban": 10})
    for policy, n in (("status-quo", 5), ("ban", 3)):
        clock.now += 10.0
        shown.fail()
        shown.advance(n, policy)
    assert stream.getvalue().splitlines() == [
        "5 of 20 runs, 1 failed, 0.5 runs/s, 30 s left; stored: status-quo 5 of 10, ban 0 of 10",
        "8 of 20 runs, 2 failed, 0.4 runs/s, 30 s left; stored: status-quo 5 of 10, ban 3 of 10",
    ]


def test_a_narrow_terminal_cuts_the_line_and_a_shorter_one_covers_it(clock: Clock, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "41")
    stream = Terminal()
    shown = Progress(8, 800, 100, stream, planned={"status-quo": 4, "a-policy-with-a-long-name": 4})
    for n in (4, 4):
        clock.now += 10.0
        shown.advance(n, "status-quo")
    lines = stream.getvalue().split("\r")[1:]
    assert [line.rstrip(" ") for line in lines] == [
        "4 of 8 runs, 0.4 runs/s, 10 s left; stor",
        "8 of 8 runs, 0.4 runs/s, 0 s left; store",
    ]


def test_programs_read_one_object_a_line(clock: Clock) -> None:
    stream = io.StringIO()
    shown = Progress(4, 400, 100, stream, "json", {"status-quo": 2, "ban": 2})
    clock.now += 2.0
    shown.advance(2, "ban")
    shown.say_lost("was stopped")
    clock.now += 2.0
    shown.advance(2, "status-quo")
    told("json", stream).tell_step("writing tables")
    events = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [event["event"] for event in events] == ["progress", "notice", "progress", "step"]
    assert events[0]["policies"] == {"status-quo": {"stored": 0, "runs": 2}, "ban": {"stored": 2, "runs": 2}}
    assert (events[0]["runs_per_second"], events[0]["seconds_left"]) == (None, None)  # too few runs to know
    assert events[-1] == {"event": "step", "text": "writing tables"}
    assert events[1]["text"] == "a worker process was stopped; what it had in hand is made again"
    assert (events[2]["over"], events[2]["runs"], events[2]["runs_per_second"], events[2]["seconds_left"]) == (
        4,
        4,
        1.0,
        0.0,
    )


def test_quiet_tells_what_went_wrong_and_nothing_else(clock: Clock) -> None:
    stream = Terminal()
    shown = Progress(4, 400, 100, stream, "quiet")
    clock.now += 1000.0
    shown.advance(2)
    shown.say_lost("was stopped")
    shown.advance(2)
    shown.close()
    told("quiet", stream).tell_step("writing tables")
    assert stream.getvalue() == "a worker process was stopped; what it had in hand is made again\n"
