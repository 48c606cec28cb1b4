"""Shares of an experiment, made apart and joined, are the experiment."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiments.making.families import Portion, missing_families, portion_of
from sim.experiments.simulate import Finished
from sim.experiments.store.datapackage import PACKAGE
from sim.experiments.store.inventory import stored_runs
from sim.experiments.store.quarantine import QUARANTINE, Failure, quarantine
from tests.experiments.folders import contents, experiment, run, run_alone

EXPERIMENT = experiment()
OF = 4


@settings(max_examples=30, deadline=None)
@given(n_seeds=st.integers(1, 60), of=st.integers(1, 12))
def test_shares_are_all_runs_and_none_is_in_two(n_seeds: int, of: int) -> None:
    families = missing_families(EXPERIMENT, n_seeds, ())
    shares = [portion_of(families, Portion(number, of)) for number in range(1, of + 1)]
    found = [run.identity for share in shares for family in share for run in family.runs]
    assert sorted(found) == sorted(run.identity for family in families for run in family.runs)


def make_shares(place: Path, numbers: tuple[int, ...] = (1, 2, 3, 4)) -> list[Finished]:
    return [run_alone(place / str(number), n_seeds=3, portion=Portion(number, OF)) for number in numbers]


def joined(folder: Path, place: Path, **options: object) -> Finished:
    return run(folder, n_seeds=3, joined=tuple(sorted(place.iterdir())), **options)


def test_joined_shares_are_the_undisturbed_experiment_byte_for_byte(tmp_path: Path) -> None:
    made = make_shares(tmp_path / "shares")
    assert sum(share.n_made for share in made) == 9
    assert not any((share.folder / PACKAGE).exists() or (share.folder / "outcomes.parquet").exists() for share in made)
    finished = joined(tmp_path / "joined", tmp_path / "shares")
    assert (finished.n_made, finished.n_kept) == (0, 9)
    run(tmp_path / "alone", n_seeds=3)
    assert contents(tmp_path / "joined") == contents(tmp_path / "alone")


def test_what_a_lost_share_did_not_make_is_made_when_it_is_joined(tmp_path: Path) -> None:
    (lost,) = make_shares(tmp_path / "shares", (2,))
    finished = joined(tmp_path / "joined", tmp_path / "shares")
    assert (finished.n_made, finished.n_kept) == (9 - lost.n_made, lost.n_made)


def test_a_share_goes_on_where_it_stopped(tmp_path: Path) -> None:
    (first,) = make_shares(tmp_path, (1,))
    part = next((first.folder / "runs").glob("*.parquet"))
    part.write_bytes(b"")
    (again,) = make_shares(tmp_path, (1,))
    assert (again.n_made, again.n_made + again.n_kept) == (first.n_made, first.n_made)
    assert again.damaged == [part.name]


def test_a_run_that_failed_in_a_share_is_left_out_until_it_is_asked_for_again(tmp_path: Path) -> None:
    planned = missing_families(EXPERIMENT, 3, ())[0].runs[-1]
    (made,) = make_shares(tmp_path / "shares", (1,))
    assert planned.identity not in stored_runs(made.folder / "runs")
    quarantine(made.folder, [Failure(planned, "it does not end")])
    finished = joined(tmp_path / "joined", tmp_path / "shares")
    assert [(failure.run, failure.reason) for failure in finished.left_out] == [(planned, "it does not end")]
    assert not finished.is_whole
    assert joined(tmp_path / "joined", tmp_path / "shares", retries_failed=True).is_whole
    assert not (tmp_path / "joined" / QUARANTINE).exists()


def test_a_share_without_runs_is_whole(tmp_path: Path) -> None:
    finished = run_alone(tmp_path, n_seeds=1, portion=Portion(OF, OF))
    assert (finished.n_made, finished.n_kept, finished.is_whole) == (0, 0, True)
