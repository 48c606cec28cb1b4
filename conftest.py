"""The fast lane: `pytest -m fast` runs what needs no long run of the model, in under a minute of CPU time."""

import pytest

FAST = (
    "sim",  # examples of docstrings
    "tests/analysis",
    "tests/cli/test_parser.py",
    "tests/docs",
    "tests/scenario",
    "tests/test_package.py",
)

collect_ignore = [
    "sim/engines/web/target.py",  # it knows one version of the compiler only
    "tests/present/archive/serve.py",  # for the Python of another environment
]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test in those places as fast, unless it is marked slow."""
    places = [config.rootpath / place for place in FAST]
    for item in items:
        if item.get_closest_marker("slow") is None and any(item.path.is_relative_to(place) for place in places):
            item.add_marker("fast")
