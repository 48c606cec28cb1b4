"""What is needed at run time is part of the package."""

from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_folder_of_modules_is_a_package_that_the_wheel_finds() -> None:
    for path in (ROOT / "sim").rglob("*.py"):
        assert (path.parent / "__init__.py").is_file(), f"{path.parent} needs an __init__.py"


def test_every_shipped_file_lies_where_the_wheel_looks() -> None:
    for path in (ROOT / "scenarios").rglob("*"):
        depth = len(path.relative_to(ROOT / "scenarios").parts)
        assert path.is_dir() or depth == 2 or (depth == 1 and path.suffix == ".yaml"), path
