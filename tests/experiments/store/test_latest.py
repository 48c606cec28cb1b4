"""results/latest: which folder it names, and what is told where it names none."""

from pathlib import Path

import pytest

from sim.experiments.problems import UsageError
from sim.experiments.store.latest import find_result, note_latest


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "results" / "one").mkdir(parents=True)
    (tmp_path / "results" / "two").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("given", ["latest", "results/latest"])
def test_the_last_one_noted_is_found(here, given):
    for name in ("one", "two"):
        note_latest(Path("results") / name)
        assert find_result(Path(given)) == Path("results") / name
    assert sorted(path.name for path in (here / "results").iterdir()) == ["latest", "one", "two"]


def test_it_is_a_link_that_dashboards_follow(here):
    (here / "results" / "two" / "outcomes.csv").write_text("made\n")
    note_latest(here / "results" / "one")
    note_latest(Path("results") / "two")
    assert (here / "results" / "latest" / "outcomes.csv").read_text() == "made\n"
    assert (here / "results" / "latest").readlink() == Path("two")


def test_without_links_it_is_a_file(here, monkeypatch):
    monkeypatch.setattr(Path, "symlink_to", refused)
    note_latest(Path("results") / "one")
    note_latest(Path("results") / "two")
    assert (here / "results" / "latest").read_text() == "two\n"
    assert find_result(Path("latest")) == Path("results") / "two"


def test_a_file_of_an_earlier_program_becomes_a_link(here):
    (here / "results" / "latest").write_text("one\n")
    note_latest(Path("results") / "two")
    assert find_result(Path("latest")) == Path("results") / "two"


def test_a_link_whose_folder_is_gone_is_told(here):
    note_latest(Path("results") / "one")
    (here / "results" / "one").rmdir()
    with pytest.raises(UsageError, match="names 'one', which is not a folder beside it"):
        find_result(Path("latest"))


def refused(self, target, target_is_directory=False):
    raise OSError("no links here")


def test_latest_of_another_place_is_found_there(here, tmp_path):
    note_latest(tmp_path / "results" / "one")
    assert find_result(tmp_path / "results" / "latest") == tmp_path / "results" / "one"


@pytest.mark.parametrize("given", ["results/one", "results/nowhere", "elsewhere/latests"])
def test_any_other_path_is_what_it_says(here, given):
    assert find_result(Path(given)) == Path(given)


def test_a_folder_of_that_name_is_itself(here):
    (here / "latest").mkdir()
    (here / "results" / "latest").mkdir()
    note_latest(Path("results") / "one")
    assert find_result(Path("latest")) == Path("latest")
    assert find_result(Path("results/latest")) == Path("results/latest")


def test_none_noted_yet_is_told_with_what_to_do(here):
    with pytest.raises(UsageError, match="results/latest names no experiment yet; run simulate"):
        find_result(Path("latest"))


@pytest.mark.parametrize("name", ["three", "", "../elsewhere", "one/../two"])
def test_a_name_that_is_no_folder_beside_it_is_told(here, name):
    (here / "elsewhere").mkdir()
    (here / "results" / "latest").write_text(f"{name}\n")
    with pytest.raises(UsageError, match="which is not a folder beside it"):
        find_result(Path("latest"))
