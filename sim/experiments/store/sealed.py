"""JSON files that carry a seal, the SHA-256 of their own content: a slip of a byte does not pass for a value.

A seal guards against accidents (a failing disk, a cut copy, an edit by hand), not against forgers.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from sim.experiments.problems import DamageError
from sim.experiments.store.files import write_text

MAKE_AGAIN = "The same `simulate` command makes it again from the stored runs"
_SEAL = "seal"


def write_sealed(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON object with its seal, whole or not at all."""
    write_text(path, _text(content))


def is_as_written(path: Path) -> bool:
    """Tell whether a file with a seal has the very bytes that `write_sealed` wrote."""
    content = json.loads(path.read_bytes())
    seal = content.pop(_SEAL, None)
    return seal == _seal(content) and path.read_bytes() == _text(content).encode()


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content | {_SEAL: _seal(content)}, indent=1, ensure_ascii=False) + "\n"


def read_sealed(path: Path) -> dict[str, Any]:
    """Return a JSON object whose seal holds; versions until 0.2.0 set none.

    Raises
    ------
    DamageError
        The file is not what was written.
    OSError
        It cannot be read.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise DamageError(f"{path} is damaged ({error}). {MAKE_AGAIN}.") from None
    if not isinstance(content, dict):
        raise DamageError(f"{path} is damaged: it holds no JSON object. {MAKE_AGAIN}.")
    seal = content.pop(_SEAL, None)
    if seal is not None and seal != _seal(content):
        raise DamageError(f"{path} is damaged: its content is not what was sealed. {MAKE_AGAIN}.")
    return content


def _seal(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
