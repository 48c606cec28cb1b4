"""The page's modules as one script: a file opened from a disk may not import another."""

import posixpath
import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

PAGE: Traversable = files("sim").joinpath("present", "explorer", "page")
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.\.?/[\w./-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)


def joined(entry: str, folder: Traversable = PAGE) -> str:
    """Return a module and all that it imports as one script, each in a scope of its own, in the order of use.

    A module imports by `import { name } from "./path.js";`, by a path from its own place, and exports where it
    declares.

    Raises
    ------
    ValueError
        Modules import one another in a circle, or a module has an import or export of another form.
    """
    return '"use strict";\nconst modules = {};\n' + "".join(
        _scope(name, text) for name, text in _in_order(entry, folder, ())
    )


def _in_order(entry: str, folder: Traversable, above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield modules, those that are imported first, each once."""
    if entry in above:
        raise ValueError(f"modules import one another in a circle: {' -> '.join((*above, entry))}")
    text = folder.joinpath(*entry.split("/")).read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for match in _IMPORT.finditer(text):
        found |= dict(_in_order(_place(match[2], entry), folder, (*above, entry)))
    yield from found.items()
    yield entry, text


def _scope(name: str, text: str) -> str:
    """Return a module as a function that is called once and returns what it exports."""
    body = _IMPORT.sub(lambda match: _taken(match[1], _place(match[2], name)), text)
    exported = _EXPORT.findall(body)
    body = _EXPORT.sub("", body)
    if re.search(r"^(import|export)\b", body, re.MULTILINE):
        raise ValueError(f"{name} has an import or export that cannot be joined")
    return f'modules["{name}"] = (() => {{\n{body}return {{ {", ".join(exported)} }};\n}})();\n'


def _place(path: str, importer: str) -> str:
    """Return the place of a module from the page's folder; `path` is from the module that imports it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), path))


def _taken(names: str, module: str) -> str:
    return f'const {{{names.replace(" as ", ": ")}}} = modules["{module}"];\n'
