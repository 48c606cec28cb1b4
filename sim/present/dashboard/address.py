"""What an address asks for. Everything that is chosen stands there, so that a view can be sent on and opened again."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from sim.present.words.language import words

_MOST = 2_000  # characters of an address, of which any view needs a tenth
_FIELDS = 80  # a lever has three


class Asked(NamedTuple):
    """What an address asks for: values by key, and what of it was left out, in sentences."""

    values: dict[str, str]
    notes: tuple[str, ...] = ()

    def chosen(self, key: str, allowed: Sequence[str], usual: str) -> tuple[str, tuple[str, ...]]:
        """Return the value of a key if it is one that is allowed, else the usual one and a sentence that says so."""
        value = self.values.get(key)
        if value is None or value in allowed:
            return value or usual, ()
        return usual, (words().say(f"dashboard.unknown.{key}", usual=usual),)


def asked(search: str, keys: Iterable[str]) -> Asked:
    """Read what stands behind the question mark of an address; what a view does not know is left out and told.

    Examples
    --------
    >>> asked("?experiment=one-city-1a2b3c4d&policy=ban", ["experiment", "policy"]).values
    {'experiment': 'one-city-1a2b3c4d', 'policy': 'ban'}
    """
    if len(search) > _MOST:
        return Asked({}, (words().say("dashboard.unknown.long"),))
    try:
        pairs = parse_qsl(search.removeprefix("?"), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError:
        return Asked({}, (words().say("dashboard.unknown.address"),))
    known = frozenset(keys)
    names = [name for name, _ in pairs]
    values = {name: value for name, value in pairs if name in known and names.count(name) == 1}
    return Asked(values, () if len(values) == len(pairs) else (words().say("dashboard.unknown.key"),))


def link(path: str, **values: str) -> str:
    """Return an address within the dashboard.

    Examples
    --------
    >>> link("/compare", experiment="a b", policy="ban")
    '/compare?experiment=a+b&policy=ban'
    """
    return f"{quote(path)}?{urlencode(values)}" if values else quote(path)
