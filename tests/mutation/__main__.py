"""Mutants of rules: small faults put in one by one; worked cases and examples ought to notice each.

`python -m tests.mutation [MODULE ...]` tries the mutants of all rules, or of some modules, and compares those that
survive with docs/mutants.csv, where each has a reason; `--write` rewrites that file and keeps the reasons. The
mutants come from cosmic-ray. Rules run as plain Python, and a mutant lives in a forked process alone, never on disk.
"""

import argparse
import csv
import importlib
import importlib.util
import os
import re
import signal
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pytest
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from docs.tables import DOCS, ROOT, read_csv

RULES_FOLDER = ROOT / "sim" / "model" / "rules"
SURVIVORS_FILE = DOCS / "mutants.csv"
WORKED_CASES = "tests/model/test_worked_cases.py"
PYTEST_OPTIONS = ("-x", "-q", "--noconftest", "-p", "no:cacheprovider")
COLUMNS = ("module", "rule", "line", "operator", "change", "reason")
KEY = ("module", "rule", "operator", "change")  # what stays when lines move
LIMIT_S = 20  # a mutant that runs longer counts as killed

# Left out are operators that fail on any call (shifts and bits of floats) and twins of those listed (`is`, unary plus).
OPERATORS = re.compile(
    r"core/(ReplaceBinaryOperator_(Add|Sub|Mul|Div|FloorDiv|Mod)_(Add|Sub|Mul|Div)"
    r"|ReplaceComparisonOperator_\w+_(Eq|NotEq|Lt|LtE|Gt|GtE)|ReplaceUnaryOperator_Delete_\w+"
    r"|NumberReplacer|AddNot|ReplaceAndWithOr|ReplaceOrWithAnd|ReplaceTrueWithFalse|ReplaceFalseWithTrue)"
)


class Mutant(NamedTuple):
    """A module of rules with one line changed, and its row of docs/mutants.csv, without a reason."""

    row: dict[str, str]
    source: str


def mutants_of(module: str) -> Iterator[Mutant]:
    """Yield all mutants of a module of rules, in a fixed order."""
    source = (RULES_FOLDER / f"{module}.py").read_text(encoding="utf-8")
    for name in sorted(filter(OPERATORS.fullmatch, operator_names())):
        operator = get_operator(name)()
        occurrence = 0
        while (mutated := mutate_code(source, operator, occurrence)) is not None:
            yield _mutant(module, name.removeprefix("core/"), source, mutated)
            occurrence += 1


def _mutant(module: str, operator: str, source: str, mutated: str) -> Mutant:
    before, after = source.splitlines(), mutated.splitlines()
    index = next(i for i, (old, new) in enumerate(zip(before, after, strict=True)) if old != new)
    rules = [line.split("(")[0].removeprefix("def ") for line in before[: index + 1] if line.startswith("def ")]
    change = f"{before[index].strip()} -> {after[index].strip()}"
    cells = (module, rules[-1] if rules else "", str(index + 1), operator, change, "")
    return Mutant(dict(zip(COLUMNS, cells, strict=True)), mutated)


def passes(module: str, source: str) -> bool:
    """Tell whether worked cases and the module's examples pass with this source of it."""
    child = os.fork()
    if child == 0:
        _test_and_exit(module, source)
    return os.waitpid(child, 0)[1] == 0


def _test_and_exit(module: str, source: str) -> None:
    status = 1
    try:
        signal.alarm(LIMIT_S)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        _install(module, source)
        status = int(pytest.main([*PYTEST_OPTIONS, f"sim/model/rules/{module}.py", WORKED_CASES]))
    finally:
        os._exit(status)


def _install(module: str, source: str) -> None:
    name, path = f"sim.model.rules.{module}", RULES_FOLDER / f"{module}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    exec(compile(source, path, "exec"), made.__dict__)


def _prepare() -> None:
    """Load what every child needs but the rules, with compilation off."""
    os.chdir(ROOT)
    os.environ |= {"NUMBA_DISABLE_JIT": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    importlib.import_module("sim.numbers.arithmetic")


def survivors_of(modules: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of mutants that no test notices, and print how many were tried."""
    tried = killed = 0
    for module in modules:
        assert passes(module, (RULES_FOLDER / f"{module}.py").read_text(encoding="utf-8")), f"{module} fails as it is"
        mutants = list(mutants_of(module))
        alive = [mutant.row for mutant in mutants if passes(module, mutant.source)]
        tried, killed = tried + len(mutants), killed + len(mutants) - len(alive)
        print(f"{module}: {len(mutants)} mutants, {len(mutants) - len(alive)} killed", flush=True)
        yield from alive
    print(f"all: {tried} mutants, {killed} killed ({killed / tried:.1%})")


def with_reasons(alive: Iterable[dict[str, str]], known: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows of survivors, with the reasons that known ones have."""
    reasons = {tuple(row[column] for column in KEY): row["reason"] for row in known}
    return [row | {"reason": reasons.get(tuple(row[column] for column in KEY), "")} for row in alive]


def _write(rows: Iterable[dict[str, str]]) -> None:
    with SURVIVORS_FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> int:
    """Return 0 where every survivor is listed with a reason, 1 otherwise."""
    everything = sorted(path.stem for path in RULES_FOLDER.glob("*.py") if path.stem != "__init__")
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description="Try mutants of rules.")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="modules of sim/model/rules (default: all)")
    parser.add_argument("--write", action="store_true", help=f"rewrite {SURVIVORS_FILE.relative_to(ROOT)}")
    arguments = parser.parse_args()
    modules = arguments.modules or everything
    _prepare()
    known = read_csv(SURVIVORS_FILE)
    survivors = with_reasons(survivors_of(modules), known)
    if arguments.write:
        others = [row for row in known if row["module"] not in modules]
        _write(sorted(others + survivors, key=lambda row: (row["module"], int(row["line"]), row["change"])))
    unexplained = [row for row in survivors if not row["reason"]]
    for row in unexplained:
        print(f"{row['module']}.py:{row['line']}: {row['operator']}: {row['change']}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
