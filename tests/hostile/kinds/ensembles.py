"""Ensembles: parameter sets as nobody should write them."""

import random
from collections.abc import Iterator

from sim.scenario.registry import registered_parameters
from tests.hostile.case import DRY_RUN, SETS, Case, at, of

FIELDS = [
    "nan",
    "inf",
    "1e400",
    "-1",
    "2",
    "",
    "x",
    "0x1",
    "1_0",
    "5%",
    "true",
    "1,1",
    '"',
    "\u202e0",
    "0" * 200,
    "1e-400",
]
GOOD = ["0.1", "1", "0", "1e-3", ".5", "5e-1"]


def cases() -> Iterator[Case]:
    """Yield tables of sets that are large, ragged or wrong, and a few that are right."""
    rng = random.Random(3)
    names = [parameter.name for parameter in registered_parameters()]
    for field in FIELDS:
        yield _sets(
            f"field {field[:20]!r}",
            f"findable_share\n{field}\n0.1\n" if field else "findable_share,set\n,1\n",
            at(SETS),
        )
    for field in GOOD:
        yield _sets(f"good field {field}", f"findable_share\n{field}\n")
    for name in rng.sample(names, 20):
        yield _sets(f"misspelt {name}", f"{name}q\n1\n", at(SETS, "is not a parameter"))
    values = ",".join(str(parameter.value) for parameter in registered_parameters())
    yield _sets("every parameter", f"{','.join(names)}\n{values}\n")
    yield _sets("every parameter, 100 times", f"{','.join(names)}\n" + f"{values}\n" * 100)
    for n_rows in (2_001, 50_000, 400_000):
        yield _sets(f"{n_rows} sets", "findable_share\n" + "0.1\n" * n_rows, of(SETS, "at most 2,000|larger than"))
    for n_columns in (300, 501, 3_000, 100_000):
        header = ",".join(f"c{n}" for n in range(n_columns))
        yield _sets(f"{n_columns} columns", f"{header}\n1\n", at(SETS))
    for length in (20_000, 200_000, 900_000, 5_000_000):
        yield _sets(f"field of {length}", f"findable_share\n0.{'1' * length}\n", of(SETS, "are possible|larger than"))
    for name, text in (
        ("empty", ""),
        ("no line end", "findable_share"),
        ("only a header", "findable_share\n"),
        ("twice", "set,set\n1,1\n"),
        ("no parameter", "set,wave\n0,0\n"),
        ("ragged", "findable_share,users_per_camera\n0.1\n"),
        ("quote", '"a\n1\n'),
        ("YAML", "format: 1\nname: x\n"),
        ("JSON", '{"findable_share": [0.1]}\n'),
        ("semicolons and commas", "set;findable_share\n0;0,1\n"),
    ):
        yield _sets(name, text, of(SETS))
    yield _sets("semicolons", "set;findable_share\n0;0.1\n", None)


def _sets(name: str, text: str, refused: str | None = None) -> Case:
    return Case(name, {SETS: text}, DRY_RUN, refused)
