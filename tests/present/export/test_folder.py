"""The folder of exports: written whole, the same each time, checked by `verify`, and no harm to the result."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import main
from sim.cli.exit_codes import OK, USAGE
from sim.experiments.checking.files import check_files
from sim.experiments.store.datapackage import write_datapackage
from sim.experiments.store.exports import EXPORT, PARTIAL
from sim.experiments.store.reader import read_results
from sim.experiments.store.schema import DICTIONARY
from sim.experiments.store.sealed import read_sealed, write_sealed
from sim.present.export import writing
from sim.present.export.formats import format_of
from tests.experiments.folders import contents
from tests.present.export.opened import Exported

UNLIKE = {"result.duckdb", "datapackage.json"}  # a database of DuckDB has a number of its own
SMALL = ("iamc", "sqlite")


@pytest.fixture
def folder(result: Path, tmp_path: Path) -> Path:
    """A copy of the result."""
    return Path(shutil.copytree(result, tmp_path / "copy"))


def faults(folder: Path) -> set[tuple[str, str]]:
    """Return what `verify` finds in the exports."""
    return {(fault.path, fault.what) for fault in check_files(folder).faults if fault.path.startswith(EXPORT)}


def export(folder: Path, *more: str) -> list[Path]:
    formats = () if "--to" in more else ("--to", ",".join(SMALL))
    assert main(["export", str(folder), *formats, *more]) == OK
    return sorted(path for path in (folder / EXPORT).rglob("*") if path.is_file() and path.name != ".lock")


def valid(folder: Path) -> int:
    """Return how many files of a Data Package the standard validator calls valid."""
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    report = json.loads(answer.stdout)
    assert report["valid"], answer.stdout
    return int(report["stats"]["tasks"])


def test_the_standard_validator_calls_it_valid_with_decimal_commas_too(folder: Path, exported: Exported) -> None:
    export(folder, "--to", "csv", "--locale", "ru_RU")
    export(folder)
    assert valid(folder / EXPORT) == len(list(exported.folder.rglob("*.csv"))) + 1
    assert (folder / EXPORT / "csv" / "summary.csv").read_bytes().startswith(b"\xef\xbb\xbfpolicy;outcome;mean;")
    russian = Exported(exported.results, folder / EXPORT)
    for name in ("csv/by_month.csv", "csv/comparison.csv"):
        (header, rows), (_, plain) = russian.csv(name, ";"), exported.csv(name)
        at = header.index("offences" if "offences" in header else "difference")
        assert any("," in row[at] for row in rows)
        assert [row[at].replace(",", ".") for row in rows] == [row[at] for row in plain]


def test_the_same_result_gives_the_same_bytes(result: Path, exported: Exported, tmp_path: Path) -> None:
    writing.export_result(result, tmp_path / "again", writing.wanted(None, None))
    again, before = contents(tmp_path / "again"), contents(exported.folder)
    assert again.keys() == before.keys()
    assert {name for name in again if again[name] != before[name]} <= UNLIKE


def test_what_is_there_and_holds_is_not_written_again(folder: Path) -> None:
    files = export(folder)
    before = contents(folder / EXPORT)
    stamps = [path.stat().st_mtime_ns for path in files if path.name != "datapackage.json"]
    assert export(folder) == files
    assert [path.stat().st_mtime_ns for path in files if path.name != "datapackage.json"] == stamps
    assert contents(folder / EXPORT) == before


def test_the_result_stays_as_it_is_and_verify_accepts_the_folder(folder: Path, result: Path) -> None:
    before = check_files(folder)
    n_files = len(export(folder))
    assert {name: text for name, text in contents(folder).items() if EXPORT not in name} == contents(result)
    after = check_files(folder)
    assert after.faults == before.faults
    assert after.n_files == before.n_files + n_files


def test_verify_finds_a_flipped_bit_a_lost_file_and_a_strange_one(folder: Path) -> None:
    for path in export(folder):
        content = path.read_bytes()
        at = len(content) // 2
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert f"{EXPORT}/{path.name}" in {name for name, _ in faults(folder)}
        path.write_bytes(content)
    assert faults(folder) == set()
    (folder / EXPORT / "datapackage.json").write_text("{")
    assert {name for name, _ in faults(folder)} == {f"{EXPORT}/datapackage.json"}
    export(folder)
    (folder / EXPORT / "iamc.csv").unlink()
    (folder / EXPORT / "notes.txt").write_text("mine")
    assert faults(folder) == {
        (f"{EXPORT}/iamc.csv", "is missing; `export` makes it again"),
        (f"{EXPORT}/notes.txt", "does not belong to this experiment"),
    }
    export(folder)
    assert faults(folder) == {(f"{EXPORT}/notes.txt", "does not belong to this experiment")}


def test_verify_finds_exports_of_earlier_tables_and_export_mends_them(folder: Path) -> None:
    export(folder)
    (folder / DICTIONARY.file).write_text((folder / DICTIONARY.file).read_text().replace("offences", "crimes", 1))
    write_datapackage(folder, read_results_anew(folder).record)
    assert {name for name, _ in faults(folder)} == {
        f"{EXPORT}/{name}" for name in ("iamc.csv", "iamc_variables.csv", "result.sqlite")
    }
    export(folder)
    assert faults(folder) == set()


def read_results_anew(folder: Path) -> object:
    from sim.experiments.store.reader import read_made
    from sim.experiments.store.record import read_record

    return read_made(folder, read_record(folder))


def test_a_command_that_fails_leaves_what_was_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(folder)
    before = contents(folder)

    def broken(*_arguments: object) -> None:
        (folder / EXPORT / PARTIAL / "half.csv").write_text("half")
        raise OSError("the disk is gone")

    monkeypatch.setattr(format_of("csv"), "write", broken)
    assert main(["export", str(folder), "--to", "csv,iamc"]) != OK
    assert contents(folder) == before


def test_what_a_kill_left_is_no_fault_and_goes_away(folder: Path) -> None:
    export(folder)
    (folder / EXPORT / PARTIAL / "csv").mkdir(parents=True)
    (folder / EXPORT / PARTIAL / "csv" / "by_month.csv").write_text("half")
    assert faults(folder) == set()
    export(folder)
    assert not (folder / EXPORT / PARTIAL).exists()


def test_formats_that_are_not_asked_for_stay(folder: Path) -> None:
    export(folder, "--to", "csv")
    before = contents(folder / EXPORT)
    export(folder, "--to", "iamc")
    after = contents(folder / EXPORT)
    assert {name: after[name] for name in before if name != "datapackage.json"} == {
        name: text for name, text in before.items() if name != "datapackage.json"
    }
    assert faults(folder) == set()


def test_an_archive_leaves_exports_out_and_is_exported_beside_it(
    result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from sim.experiments.archive.container import write_archive

    files = {f"result/{path.relative_to(result).as_posix()}": path for path in result.rglob("*")
             if path.is_file() and path.name != ".lock"}  # fmt: skip
    write_archive(tmp_path / "handed-on.zip", files)
    assert main(["export", str(tmp_path / "handed-on.zip"), "--to", "iamc", "--json"]) == OK
    told = json.loads(capsys.readouterr().out)
    assert [file["path"] for file in told["files"]] == [
        str(tmp_path / "handed-on-export" / name) for name in ("iamc.csv", "iamc_variables.csv")
    ]


def test_everything_wrong_with_a_command_is_told_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(folder), "--to", "excel,iamc,sqlit", "--locale", "xx_YY"]) == USAGE
    told = capsys.readouterr().err
    assert "there is no format 'excel'; allowed: csv, duckdb, iamc, sqlite, xlsx" in told
    assert "there is no format 'sqlit'" in told
    assert "Did you mean sqlite?" in told
    assert "--locale is for csv, which --to leaves out" in told
    assert "--locale 'xx_YY' is not known" in told
    assert not (folder / EXPORT).exists()


@pytest.mark.parametrize("place", ["figures", "export/mine", "."])
def test_a_folder_among_the_files_of_the_result_is_refused(
    folder: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(folder), "--out", str(folder / place)]) == USAGE
    assert "lies in the result that is exported" in capsys.readouterr().err


def test_results_of_earlier_schemas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = Path(__file__).parents[2] / "data"
    assert main(["export", str(data / "schema-2"), "--to", "iamc", "--out", str(tmp_path / "out")]) == OK
    assert main(["export", str(data / "schema-1"), "--to", "iamc", "--out", str(tmp_path / "out")]) == USAGE
    assert "whose tables have neither dates nor cities" in capsys.readouterr().err
    assert read_results(data / "schema-2").record.schema == 2


@pytest.mark.parametrize("path", ["../kept.txt", "/kept.txt", "..\\kept.txt", "c:kept.txt", 7])
def test_a_list_from_strangers_leads_out_of_the_folder_for_nobody(folder: Path, path: object) -> None:
    export(folder, "--to", "iamc")
    kept = folder / "kept.txt"
    kept.write_text("kept")
    listed = read_sealed(folder / EXPORT / "datapackage.json")
    listed["resources"][0]["path"] = path
    write_sealed(folder / EXPORT / "datapackage.json", listed)
    assert (f"{EXPORT}/datapackage.json", "is not as written; `export` makes it again") in faults(folder)
    export(folder, "--to", "iamc")
    assert kept.read_text() == "kept"
    assert faults(folder) == set()
