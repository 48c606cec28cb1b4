"""What is installed and works, and what is missing: the checks that `doctor` shows."""

import os
import platform
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from pathlib import Path
from typing import Literal, NamedTuple

import sim

_PROGRAM = "rollout-simulator"
_ROOT = Path(sim.__file__).parent.parent  # of a checkout, where it is one
_LEAST_PYTHON = (3, 11)

State = Literal["ok", "missing", "broken"]  # missing: a part that few commands need


class Check(NamedTuple):
    """One thing that was looked at."""

    name: str
    state: State
    about: str
    help: str = ""  # what to do about it


class Requirement(NamedTuple):
    """A package that the program can use."""

    package: str
    extra: str  # of which it is part; empty: always needed

    @property
    def key(self) -> str:
        """The name as all spellings of it are compared."""
        return re.sub(r"[-_.]+", "-", self.package).lower()


def checks() -> Iterator[Check]:
    """Yield every check, what is most needed first."""
    yield _python()
    yield from _packages()
    yield from _extras()
    for name, look in _PLACES.items():
        try:
            yield look(name)
        except ImportError as error:
            yield Check(name, "broken", f"cannot be looked at: {error}", how_to_get())


def _python() -> Check:
    wanted = ".".join(map(str, _LEAST_PYTHON))
    state: State = "ok" if sys.version_info >= _LEAST_PYTHON else "broken"
    return Check("python", state, f"{platform.python_version()}, {platform.platform()}", f"install {wanted} or later")


def requirements() -> tuple[Requirement, ...]:
    """Return what the program says it needs: in a checkout its sources, elsewhere what was installed."""
    found = []
    for line in _declared() if _is_checkout() else requires(_PROGRAM) or ():
        package = re.match(r"[\w.-]+", line)
        extra = re.search(r"extra\s*==\s*['\"]([\w-]+)['\"]", line)
        if package:
            found.append(Requirement(package.group(), extra.group(1) if extra else ""))
    return tuple(found)


def _is_checkout() -> bool:
    return (_ROOT / "pyproject.toml").is_file()


def _declared() -> Iterator[str]:
    """Yield the requirements in the words that an installed package has for them."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    yield from project["dependencies"]
    for extra, lines in project["optional-dependencies"].items():
        yield from (f"{line}; extra == '{extra}'" for line in lines)


def _packages() -> Iterator[Check]:
    """Import each package that is always needed."""
    modules, tested = _modules(), _tested_versions()
    for one in requirements():
        if not one.extra:
            yield _package(one, modules.get(one.key, ""), tested.get(one.key, ""))


def _package(one: Requirement, module: str, tested: str) -> Check:
    try:
        installed = version(one.package)
        import_module(module)
    except PackageNotFoundError:
        return Check(one.package, "broken", "is not installed", how_to_get())
    except Exception as error:  # whatever keeps it from working is what is asked for
        return Check(one.package, "broken", f"does not load: {type(error).__name__}: {error}", how_to_get())
    other = f"; tested with {tested}" if tested not in ("", installed) else ""
    return Check(one.package, "ok", installed + other)


def _modules() -> Mapping[str, str]:
    """Return the module that each installed package is known by: the one of its name, if there is one."""
    found: dict[str, str] = {}
    for module, packages in packages_distributions().items():
        for key in {Requirement(package, "").key for package in packages}:
            if module == key.replace("-", "_") or (key not in found and not module.startswith("_")):
                found[key] = module
    return found


def _tested_versions() -> Mapping[str, str]:
    """Return the versions that were tested together; none outside a checkout."""
    file = _ROOT / "constraints.txt"
    pins = re.findall(r"^([\w.-]+)==(\S+)", file.read_text(encoding="utf-8"), re.MULTILINE) if file.is_file() else []
    return {Requirement(package, "").key: pinned for package, pinned in pins}


def _extras() -> Iterator[Check]:
    """Tell which optional parts are installed."""
    optional = [one for one in requirements() if one.extra]
    for extra in dict.fromkeys(one.extra for one in optional):
        packages = [one.package for one in optional if one.extra == extra]
        missing = [package for package in packages if not _is_installed(package)]
        if missing:
            yield Check(f"extra {extra}", "missing", ", ".join(missing), how_to_get(extra))
        else:
            yield Check(f"extra {extra}", "ok", ", ".join(packages))


def _is_installed(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


def how_to_get(extra: str = "") -> str:
    """Return the command that installs the program, with an optional part."""
    part = f"[{extra}]" if extra else ""
    if _is_checkout():
        return f"in {_ROOT}: pip install -c constraints.txt -e '.{part}'"
    return f"pip install '{_PROGRAM}{part}'"


def _scenarios(name: str) -> Check:
    from sim.scenario.shipped import shipped_files
    from sim.scenario.text.files import shipped_root

    n_files = len(shipped_files())
    return Check(name, "ok" if n_files else "broken", f"{n_files} in {shipped_root()}", how_to_get())


def _compiled_code(name: str) -> Check:
    """Tell where compiled code is kept and whether the model is compiled there."""
    from sim.numbers.cache import is_filled
    from sim.numbers.cache_place import VARIABLE, cache_place

    try:
        place, is_compiled = cache_place(), is_filled()
    except OSError as error:
        return Check(name, "broken", f"no folder can be written: {error.strerror}", f"set {VARIABLE}")
    refused = "".join(f"; {root} cannot be written ({reason})" for root, reason in place.refused)
    there = "the model is compiled" if is_compiled else "the model is compiled by the first command that needs it"
    if place.is_temporary:
        return Check(name, "missing", f"kept for one command alone{refused}", f"set {VARIABLE} to a folder")
    return Check(name, "ok", f"{there}, in {place.root}{refused}")


def _results(name: str) -> Check:
    """Tell whether results can be written where they go; nothing is left there."""
    from sim.experiments.store.latest import RESULTS

    folder = next(path for path in (RESULTS.absolute(), *RESULTS.absolute().parents) if path.exists())
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return Check(name, "ok", f"{RESULTS.absolute()}, which can be written")
    hint = "start in another folder, or choose one with --out"
    return Check(name, "broken", f"{RESULTS.absolute()} cannot be written", hint)


def _machine(name: str) -> Check:
    from sim.experiments.size import free_memory

    return Check(name, "ok", f"{free_memory() / 1e9:.1f} GB of memory free, {os.cpu_count() or 1} cores")


_PLACES = {"scenarios": _scenarios, "compiled code": _compiled_code, "results": _results, "machine": _machine}
