"""MODEL.md: its generated parts, made anew from the code.

A part begins with `<!-- generated: NAME ARGUMENTS -->`, as in `<!-- generated: rules adoption budget -->`,
and ends with `<!-- end -->`. NAME is a function in this file.
"""

import ast
import dataclasses
import inspect
import re
from collections.abc import Callable

from docs.generated import Generated
from docs.tables import ROOT, read_csv, table
from sim.model.columns import CITIZEN_COLUMNS, CITY_COLUMNS, FACTORS, NATION_COLUMNS, SUPPLIER_COLUMNS
from sim.model.levers import LEVERS
from sim.model.outcomes import OUTCOMES
from sim.model.policies import ADAPTIVE_POLICIES
from sim.model.schedule import SCHEDULE
from sim.scenario.practices import published_practices

PATH = "MODEL.md"
MODEL = ROOT / "sim" / "model"
BLOCK = re.compile(r"(<!-- generated: (\w+)((?: \w+)*) -->\n).*?(<!-- end -->)", re.DOTALL)
COLUMNS = {
    "citizens": CITIZEN_COLUMNS,
    "cities": CITY_COLUMNS,
    "suppliers": SUPPLIER_COLUMNS,
    "nation": NATION_COLUMNS,
}


def parameters() -> str:
    """Return every parameter with value, range, confidence and source."""
    rows = [
        [
            f"`{r['name']}`",
            r["unit"],
            r["value"],
            f"{r['low']} to {r['high']}",
            r["confidence"],
            r["meaning"],
            r["source"],
        ]
        for r in sorted(read_csv(ROOT / "sim" / "data" / "parameters.csv"), key=lambda row: row["group"])
    ]
    return table(["parameter", "unit", "value", "plausible range", "confidence", "meaning", "source"], rows)


def levers() -> str:
    """Return every lever with limits and cost."""
    rows = []
    for lever in LEVERS:
        limits = ", ".join(lever.choices) if lever.choices else f"{lever.low:g} to {lever.high:g}"
        limits = "true or false" if lever.kind == "switch" else limits
        rows.append([f"`{lever.name}`", lever.unit, limits, lever.meaning, lever.cost])
    return table(["lever", "unit", "limits", "meaning", "what it costs"], rows)


def outcomes() -> str:
    """Return every outcome with its definition."""
    rows = [[f"`{o.name}`", o.unit, o.over_time, o.better or "-", o.stakeholder, o.definition] for o in OUTCOMES]
    return table(["outcome", "unit", "over months", "wanted", "stakeholder", "definition"], rows)


def schedule() -> str:
    """Return the steps of a month in their order."""
    rows = []
    for number, step in enumerate(SCHEDULE, 1):
        text = inspect.getdoc(step.cities) if step.cities else ""
        first = (text or "").splitlines()[0] if text else ""
        rows.append([str(number), step.name, first, f"`{step.citizens}`" if step.citizens else ""])
    return table(["", "step", "cities, suppliers, nation", "each citizen"], rows)


def factors() -> str:
    """Return what dated events can multiply."""
    return ", ".join(f"`{name}`" for name in FACTORS)


def practices() -> str:
    """Return what control rooms are known to hold."""
    rows = [
        [f"`{p.name}`", f"{p.value:g}", f"{p.low:g} to {p.high:g}", p.unit, p.since, p.meaning, p.source]
        for p in published_practices().values()
    ]
    return table(["practice", "value", "range", "unit", "seen since", "meaning", "source"], rows)


def variables(of: str) -> str:
    """Return the state variables of one kind of agent."""
    rows = [[f"`{column.name}`", column.unit, column.note] for column in COLUMNS[of]]
    return table(["variable", "unit", "note"], rows)


def rules(*modules: str) -> str:
    """Return the rules of some modules: name, what it returns, source."""
    rows = []
    for module in modules:
        for node in ast.parse((MODEL / "rules" / f"{module}.py").read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and (text := ast.get_docstring(node)):
                body = " ".join(text.split("Examples\n")[0].split())
                first = re.split(r"(?<=\.)\s", body)[0].removeprefix("Return ").removeprefix("Tell ")
                source = re.search(r"Source: (.*)$", body)
                rows.append([f"`{module}.{node.name}`", first, source.group(1).rstrip(".") if source else ""])
    return table(["rule", "it returns", "source"], rows)


def policies() -> str:
    """Return every adaptive policy."""
    rows = [
        [f"`{word}`", (inspect.getdoc(kind) or "").splitlines()[0], ", ".join(f"`{name}`" for name in names(kind))]
        for word, kind in ADAPTIVE_POLICIES.items()
    ]
    return table(["adaptive policy", "what it does", "options"], rows)


def names(kind: type) -> list[str]:
    """Return the fields of a class of options."""
    return [field.name for field in dataclasses.fields(kind)]


PARTS: dict[str, Callable[..., str]] = {
    part.__name__: part
    for part in (parameters, levers, outcomes, schedule, factors, practices, variables, rules, policies)
}


def fill(text: str) -> str:
    """Return a document with its generated parts made anew."""
    return BLOCK.sub(lambda found: f"{found[1]}\n{PARTS[found[2]](*found[3].split())}\n\n{found[4]}", text)


def make() -> Generated:
    """Return MODEL.md."""
    return Generated(fill((ROOT / PATH).read_text(encoding="utf-8")))
