"""The packages that the program runs on, each with its version: those it needs, and those that they need."""

import re
from collections.abc import Iterator, Mapping
from importlib import metadata

PROGRAM = "rollout-simulator"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")


def installed_packages() -> dict[str, str]:
    """Return the version of every package that the program stands on here, by name; optional parts are left out."""
    found: dict[str, str] = {}
    waiting = list(_needed(PROGRAM))
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:  # needed on other systems only
            continue
        waiting += _needed(name)
    return dict(sorted(found.items()))


def requirements_text(python: str, packages: Mapping[str, str | None]) -> str:
    """Return packages as pip reads them: `pip install -r` gives the same ones.

    Examples
    --------
    >>> print(requirements_text("3.11.7", {"numpy": "2.4.6", "mesa": None}), end="")
    # Python 3.11.7
    numpy==2.4.6
    """
    pins = [f"{name}=={version}\n" for name, version in sorted(packages.items()) if version]
    return "".join([f"# Python {python}\n", *pins])


def _needed(package: str) -> Iterator[str]:
    """Yield the names of what a package needs, spelled in one way."""
    try:
        lines = metadata.requires(package) or ()
    except metadata.PackageNotFoundError:
        return
    for line in lines:
        if (name := _NAME.match(line)) and not re.search(r"\bextra\s*==", line):
            yield re.sub(r"[-_.]+", "-", name.group()).lower()
