"""Values of Python as the text of scenario files, so that they are checked by what checks the files."""

import json
from typing import Any

from sim.experiments.problems import UsageError


def as_yaml(value: Any) -> str:
    """Return a value as scenario files write it: JSON, which YAML holds.

    Raises
    ------
    UsageError
        It holds something that no scenario file can hold.
    """
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise UsageError(
            f"{value!r} cannot stand in a scenario ({error}); use numbers, text, true and false, lists and mappings, "
            "months as '2021-01'. A policy written in Python is added by with_policy."
        ) from None
