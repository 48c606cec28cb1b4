"""What is needed at run time is part of the package."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_package_is_listed_for_the_wheel() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(ROOT) for path in (ROOT / "sim").rglob("__init__.py")}
    assert set(listed) == {".".join(folder.parts) for folder in folders} | {"sim.shipped"}


def test_every_shipped_file_lies_where_the_wheel_looks() -> None:
    for path in (ROOT / "scenarios").rglob("*"):
        depth = len(path.relative_to(ROOT / "scenarios").parts)
        assert path.is_dir() or depth == 2 or (depth == 1 and path.suffix == ".yaml"), path
