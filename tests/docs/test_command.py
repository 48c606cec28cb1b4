"""python -m docs: what is generated is what the code says; a stale document and a wrong word are told."""

import subprocess
import sys

import pytest

import docs.__main__ as command
from docs.generators import limits
from docs.tables import ROOT


def test_every_generated_document_is_what_the_code_says() -> None:
    done = subprocess.run([sys.executable, "-m", "docs", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_stale_or_missing_document_is_told_and_made_anew(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(command, "ROOT", tmp_path)
    assert command.main(["limits", "--check"]) == 1
    assert "docs/limits.md is stale; run: python -m docs limits" in capsys.readouterr().err
    assert command.main(["limits"]) == 0
    assert command.main(["limits", "--check"]) == 0
    (tmp_path / limits.PATH).write_text("older")
    assert command.main(["limits", "--check"]) == 1
    assert (tmp_path / limits.PATH).read_text() == "older"


@pytest.mark.parametrize(("words", "message"), [
    (["limit"], "there is no document 'limit'"),
    (["expectations"], "add --result RESULT"),
    (["limits", "picture"], "add --result RESULT"),
])  # fmt: skip
def test_a_wrong_word_is_told(words, message, capsys) -> None:
    with pytest.raises(SystemExit) as end:
        command.main(words)
    assert end.value.code == 2
    assert message in capsys.readouterr().err


def test_a_folder_without_a_result_is_told(tmp_path, capsys) -> None:
    assert command.main(["expectations", "--result", str(tmp_path)]) == 1
    assert "not an experiment folder" in capsys.readouterr().err


def test_there_is_a_file_for_every_name_and_a_name_for_every_file() -> None:
    files = {path.stem for path in (ROOT / "docs" / "generators").glob("[!_]*.py")}
    assert files == {*command.FROM_CODE, *command.FROM_RUNS}
