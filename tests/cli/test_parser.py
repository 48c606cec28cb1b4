"""A command is one file; help is quick, says its own name and tells what each exit code means."""

import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from sim.cli import commands, exit_codes, main
from sim.cli.arguments import settings_of
from sim.cli.console import print_table
from sim.cli.parser import command_names, parse
from sim.experiments.problems import UsageError

ROOT = Path(__file__).parents[2]
HEAVY = {"numpy", "numba", "pydantic", "yaml", "duckdb", "plotly", "matplotlib", "mesa", "scipy", "networkx"}
MADE_UP = '''"""Greet somebody.

Politely."""
def add_arguments(parser):
    parser.add_argument("name")
def run(options):
    print("hello", options.name)
    return 4
'''


def python(*arguments):
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_a_new_command_is_one_new_file(tmp_path, monkeypatch, capsys):
    (tmp_path / "say_hello.py").write_text(MADE_UP)
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])
    assert main(["say-hello", "world"]) == 4
    assert capsys.readouterr().out == "hello world\n"
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "say-hello     greet somebody\n" in capsys.readouterr().out


def test_help_imports_nothing_heavy():
    code = "import sys; from sim.cli.parser import make_parsers as m; m('x').program.format_help(); print(*sys.modules)"
    assert HEAVY.isdisjoint(python("-c", code).split())


@pytest.mark.parametrize(("words", "name"), [(["run.py"], "run.py"), (["-m", "sim"], "python -m sim")])
def test_help_says_what_the_user_typed(words, name):
    assert python(*words, "--help").startswith(f"usage: {name} [-h]")
    assert python(*words, "list", "--help").startswith(f"usage: {name} list [-h]")


def test_the_installed_command_says_its_own_name(capsys):
    (entry,) = entry_points(group="console_scripts", name="rollout")
    with pytest.raises(SystemExit):
        entry.load()(["--help"])
    assert capsys.readouterr().out.startswith("usage: rollout [-h]")


@pytest.mark.parametrize("name", command_names())
def test_every_command_says_what_it_does_and_takes(name, capsys):
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    about = sys.modules[f"sim.cli.commands.{name.replace('-', '_')}"].__doc__
    assert about.splitlines()[0] in " ".join(capsys.readouterr().out.split())


def test_every_exit_code_has_a_meaning_that_help_tells(capsys):
    codes = {value for name, value in vars(exit_codes).items() if name.isupper() and isinstance(value, int)}
    assert codes == set(exit_codes.MEANINGS)
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert all(f"{code} {meaning}" in shown for code, meaning in exit_codes.MEANINGS.items())


def test_a_table_has_columns_of_one_width(capsys):
    print_table([("a", "long title", "x"), ("name", "b", "y")])
    assert capsys.readouterr().out == "a     long title  x\nname  b           y\n"


@pytest.mark.parametrize(("words", "message"), [
    (["simulat"], "there is no command 'simulat'; allowed: .* Did you mean simulate?"),
    (["simulate", "one-city", "--sedes", "3"], "there is no option --sedes; .* Did you mean --seeds?"),
    (["simulate", "one-city", "--seed", "3"], "there is no option --seed; .* Did you mean --seeds?"),
    (["simulate", "one-city", "--seed=3"], "there is no option --seed; .* Did you mean --seeds?"),
    (["simulate", "one-city", "--seeds", "2.0"], "a whole number, 1 or more, in digits alone, not '2.0'; write 2"),
    (["simulate", "one-city", "--seeds", "2.5"], "a whole number, 1 or more, in digits alone, not '2.5'$"),
    (["simulate", "one-city", "--seeds", "1_0"], "not '1_0'"),
    (["simulate", "one-city", "--seeds", "9" * 400], "a whole number"),
    (["simulate", "one-city", "--arms", "a,,b"], "one is missing in 'a,,b'"),
    (["simulate", "one-city", "--arms", ""], "one is missing in ''"),
    (["simulate", "one-city", "--arms", "a, b,a"], "names a twice"),
    (["simulate", "one-city", "--run-timeout", "nan"], "a number of seconds, more than 0, not 'nan'"),
    (["list", "more"], "does not know what to do with more"),
])  # fmt: skip
def test_a_word_that_nothing_knows_is_told_with_the_nearest(words, message, capsys):
    with pytest.raises(SystemExit) as end:
        parse("x", words)
    assert end.value.code == 2
    told = capsys.readouterr()
    assert re.search(message.replace("?", r"\?"), told.err, re.MULTILINE)
    assert told.out == ""


def test_spaces_around_names_and_settings_do_not_count():
    options = parse("x", ["simulate", "one-city", "--arms", "ban, pause", "--set", "people_per_agent = 500"])
    assert options.arms == ["ban", "pause"]
    assert settings_of(options.set) == {"people_per_agent": "500"}


@pytest.mark.parametrize(("pairs", "message"), [
    (["a=1", "a = 2"], "--set gives a twice: 1 and 2; leave one out"),
    (["nonsense"], "KEY=VALUE, not 'nonsense'"),
    (["=1"], "KEY=VALUE, not '=1'"),
])  # fmt: skip
def test_a_setting_that_cannot_be_meant_is_told(pairs, message):
    with pytest.raises(UsageError, match=re.escape(message)):
        settings_of(pairs)


def test_a_package_that_is_not_installed_has_its_exit_code(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "psutil", None)
    monkeypatch.delitem(sys.modules, "sim.experiments.size", raising=False)
    assert main(["simulate", "one-city", "--dry-run"]) == exit_codes.MISSING
    assert "psutil" in capsys.readouterr().err
