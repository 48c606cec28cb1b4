"""The guides take their readers to the end: every command of theirs is run, in the order of the page.

What differs from the page is said in SMALLER. Commands of `pip` and `venv` are only parsed: CI installs the program so.
"""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from sim.cli import main
from sim.cli.parser import command_names, parse
from tests.present.dashboard.served import serving

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
EXAMPLE = "rollout simulate one-city --arms ban --people-per-agent 100 --seeds 8"
SMALLER = {
    "--people-per-agent 100 --seeds 20": "--people-per-agent 5000 --seeds 2",
    "--people-per-agent 500": "--people-per-agent 5000",
    "--seeds 24": "--seeds 2",
    "sweep one-city storage-and-sellers --people-per-agent 5000 --seeds 8": (
        "sweep one-city storage-and-sellers --people-per-agent 5000 --seeds 1 --arms ban"
    ),
    "rollout explore": "rollout explore --people-per-agent 1000",
    "rollout demo": "rollout demo --seeds 1",
    "simulate russia": "simulate russia --dry-run",
}
ACTIVATE = r".venv\Scripts\activate"


def text_of(guide: str) -> str:
    return (ROOT / "docs" / "guides" / f"{guide}.md").read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    """Return the indented commands, in order."""
    return re.findall(r"^ {4,}((?:rollout|python3?|py|\.) ?.*)$", text, re.MULTILINE)


def smaller(command: str) -> list[str]:
    """Return the words of a command of the program, changed as SMALLER says; runs are made in this process."""
    for said, done in SMALLER.items():
        if done not in command or done in said:
            command = command.replace(said, done)
    words = shlex.split(command)[1:]
    return [*words, "--jobs", "1"] if words[0] in ("simulate", "sweep") else words


def run(words: list[str], folder: Path) -> None:
    """Run a command in a folder; `serve` as a process that is asked for its first page and ended."""
    parse("rollout", words)
    if words[0] == "serve":
        with serving(folder / "results") as served:
            assert served.ask("/").status == 200
    else:
        assert main(words) == 0, words


@pytest.fixture
def program_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a copy of the scenarios, as the working directory."""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("guide", [path.stem for path in GUIDES])
def test_every_command_of_a_guide_runs_in_its_order(
    guide: str, program_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = {shlex.join(smaller(line)): line for line in commands(text_of(guide)) if line.startswith("rollout ")}
    assert ours
    printed = {}
    for words, line in ours.items():
        run(shlex.split(words), program_folder)
        printed[line] = capsys.readouterr().out
    if guide == "journalist":
        _check_figures(printed[EXAMPLE])


def _check_figures(printed: str) -> None:
    """Every figure of the quoted sentences is printed by the example."""
    quoted = text_of("journalist").split("## How to quote")[1].split("\n## ")[0]
    number = re.compile(r"\d[\d,]*(?:\.\d+)?")
    found = set(number.findall(quoted))
    assert len(found) > 10
    assert found <= set(number.findall(printed)), found - set(number.findall(printed))


def test_there_are_three_right_and_three_wrong_sentences_and_a_method_in_100_words() -> None:
    text = text_of("journalist")
    for kind in ("right", "wrong"):
        rows = text.split(f"| {kind} | why |\n|---|---|\n")[1].split("\n\n")[0]
        assert len(re.findall(r'^\| "', rows, re.MULTILINE)) == 3
    assert len(text.split("## The method in 100 words\n")[1].split()) <= 100


def test_windows_and_macos_have_the_commands_of_linux() -> None:
    sections = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", text_of("install"), re.MULTILINE | re.DOTALL))
    linux = commands(sections["Linux"])
    windows = re.findall(r"^ {4}(.*)$", sections["Windows"], re.MULTILINE)
    assert len(linux) == 5
    assert commands(sections["macOS"]) == linux
    unlike = {"py -m venv .venv": "python3 -m venv .venv", ACTIVATE: ". .venv/bin/activate"}
    assert [unlike.get(command, command) for command in windows] == linux


def test_what_pip_is_given_is_there() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    given = [command for command in commands(text_of("install")) if " pip " in command]
    assert len(given) == 6
    for command in given:
        words = shlex.split(command)
        if "-c" in words:
            assert (ROOT / words[words.index("-c") + 1]).is_file()
        for extra in re.findall(r"\[(\w+)\]", command):
            assert f"\n{extra} = [" in settings
    assert given[-1].endswith("--no-index --find-links wheels rollout-simulator")
    assert '\nname = "rollout-simulator"\n' in settings


def test_a_guide_fits_on_a_page_and_names_commands_that_there_are() -> None:
    assert {path.stem for path in GUIDES} == {"dashboards", "install", "journalist", "researcher", "teacher"}
    for path in GUIDES:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 60, path.name
        assert set(re.findall(r"^ +rollout ([\w-]+)", text, re.MULTILINE)) <= set(command_names())
        assert f"docs/guides/{path.name}" in (ROOT / "README.md").read_text(encoding="utf-8")
