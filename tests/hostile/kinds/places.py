"""Files that are not there, lead outside, lead in circles, or are not files."""

import os
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.case import DRY_RUN, SCENARIO, SETS, Case, at, of
from tests.scenario.files import VALID, changed

CHILD = "format: 1\nname: child\ntitle: A child\nextends: {}\n"
OUTSIDE = [
    "/etc/passwd", "/dev/zero", "../x.yaml", "../../../../etc/x.yaml", "~/x.yaml", "C:x.yaml", "a\\b.yaml", ".", "..",
    "x.txt", "none.yaml", "''", "[]", "3", "''''", "'x.yaml '", "x/../../x.yaml", "link.yaml", "loop.yaml",
    "folder.yaml", "pipe.yaml", "'a\u202e.yaml'", "dangling.yaml", "x" * 300 + ".yaml", "x/" * 2_100 + ".yaml",
    "zero.yaml",
]  # fmt: skip
NAMED = [
    "none",
    "folder.yaml",
    "pipe.yaml",
    "zero.yaml",
    "loop.yaml",
    "dangling.yaml",
    "x" * 300,
    "x/" * 2_500,
    "a\0b",
    "bad\udcff.yaml",
]


def cases() -> Iterator[Case]:
    """Yield every kind of place as scenario, parent, table of cities and ensemble."""
    for name in OUTSIDE:
        text = CHILD.format(name) + "evnts: []\n"
        yield Case(
            f"extends {name[:30]!r}",
            {SCENARIO: text},
            refused=rf"(?s){SCENARIO}:4:10: extends: .*Did you mean events",
            prepare=odd_files,
        )
        table = name.replace(".yaml", ".csv")
        text = changed("file: cities.csv", f"file: {table}")
        yield Case(f"cities {table[:30]!r}", {SCENARIO: text}, refused=at(SCENARIO, ""), prepare=odd_files)
    for name in NAMED:
        shown = r".{3,}: .*is not a "
        yield Case(f"scenario {name[:30]!r}", command=("validate", name), refused=shown, prepare=odd_files)
        command = ("simulate", SCENARIO, "--dry-run", "--ensemble", name)
        yield Case(
            f"ensemble {name[:30]!r}", command=command, refused=r"is not a file|cannot be used", prepare=odd_files
        )
    for device in ("/dev/zero", "/dev/null", "/dev/full", "/proc/self/mem", "/"):
        yield Case(f"scenario {device}", command=("validate", device), refused=of(device, "is not a|cannot be read"))
        yield Case(f"ensemble {device}", command=(*DRY_RUN[:-1], device), refused=of(device, "is not a|cannot be read"))
    for length in (1, 2, 5, 8, 9):
        yield _circle(length)
    for name in ("dangling", "link"):
        yield Case(
            f"new over {name}",
            command=("new", name, "--from", "one-city"),
            refused=of(f"{name}.yaml", "exists"),
            prepare=odd_files,
        )
    yield Case(
        "broken parent", {SCENARIO: CHILD.format("p.yaml"), "p.yaml": "a: ["}, refused=at("p.yaml", "not valid YAML")
    )
    yield Case(
        "parent of another format",
        {SCENARIO: CHILD.format("p.yaml"), "p.yaml": VALID.replace("format: 1", "format: 2")},
        refused=at("p.yaml", "must be 1"),
    )
    yield Case(
        "ensemble in a link",
        {SETS: "findable_share\n0.1\n"},
        (*DRY_RUN[:-1], "sets-link.csv"),
        prepare=lambda f: (f / "sets-link.csv").symlink_to(f / SETS),
    )


def odd_files(folder: Path) -> None:
    """Make links, pipes and folders, with names of scenarios and of tables."""
    outside = folder.parent / f"{folder.name}-outside.yaml"
    for suffix in ("yaml", "csv"):
        (folder / f"link.{suffix}").symlink_to("/etc/hostname")
        (folder / f"loop.{suffix}").symlink_to(f"loop.{suffix}")
        (folder / f"dangling.{suffix}").symlink_to(outside)
        (folder / f"zero.{suffix}").symlink_to("/dev/zero")
        (folder / f"folder.{suffix}").mkdir()
        os.mkfifo(folder / f"pipe.{suffix}")


def _circle(length: int) -> Case:
    files = {f"c{n}.yaml": CHILD.format(f"c{(n + 1) % length}.yaml") for n in range(length)}
    message = "goes in a circle: c0.yaml -> " if length <= 8 else "a chain of more than 8 files"
    return Case(f"circle of {length} files", files, ("validate", "c0.yaml"), at(r"c\d.yaml", message))
