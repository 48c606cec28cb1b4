"""A language's templates: words with slots, and with forms for one and for many.

A language is one JSON file beside this one. Plural forms are those of the Unicode CLDR, by Babel, since other
languages have more than two.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

KEPT = "\N{NO-BREAK SPACE}"  # between a number and what it counts: they never stand on two lines
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})


class WordsError(Exception):
    """A template is missing, or its slots are not those that are filled."""


class Words:
    """The templates of one language."""

    def __init__(self, language: str, templates: Mapping[str, Any]) -> None:
        self.language = language
        self.templates = templates
        self._templates = dict(_flat(templates))

    @property
    def keys(self) -> tuple[str, ...]:
        """Every template, by its way through the file: `heading.gain`."""
        return tuple(self._templates)

    def slots(self, key: str) -> frozenset[str]:
        """Return the slots of a template; a plural has those of its forms together, and `n`."""
        forms = self.forms(key)
        names = {name for form in forms.values() for _, name, _, _ in Formatter().parse(form) if name is not None}
        return frozenset(names | ({"n"} if len(forms) > 1 else set()))

    def say(self, key: str, **slots: object) -> str:
        """Fill a template; where it has plural forms, slot `n` is the number that chooses.

        Raises
        ------
        WordsError
            No such template, or a slot too many or too few.
        """
        wanted = self.slots(key)
        if wanted != slots.keys():
            raise WordsError(f"{self.language}.json: {key!r} has slots {sorted(wanted)}, and got {sorted(slots)}")
        forms = self.forms(key)
        return forms[self._plural(slots["n"], forms) if len(forms) > 1 else "other"].format(**slots)

    def month(self, month: str) -> str:
        """Write a month given as YYYY-MM in words, "February 2024"; anything else stays as it is."""
        from babel.dates import format_date  # where it is used: `--help` stays quick

        if not _MONTH.fullmatch(month):
            return month
        return format_date(date.fromisoformat(f"{month}-01"), "LLLL yyyy", locale=self.language)

    def forms(self, key: str) -> dict[str, str]:
        """Return the plural forms of a template by their name; one without plurals has "other" alone.

        Raises
        ------
        WordsError
            No such template.
        """
        if key not in self._templates:
            raise WordsError(f"{self.language}.json: there is no template {key!r}")
        found = self._templates[key]
        return found if isinstance(found, dict) else {"other": found}

    def _plural(self, n: object, forms: dict[str, str]) -> str:
        from babel import Locale  # where it is used: `--help` stays quick

        assert isinstance(n, int | float)
        category = str(Locale.parse(self.language).plural_form(n))
        return category if category in forms else "other"


@cache
def words(language: str = "en") -> Words:
    """Return the templates of a language."""
    text = files("sim").joinpath("present", "words", f"{language}.json").read_text(encoding="utf-8")
    return Words(language, json.loads(text))


def _flat(templates: Mapping[str, Any], way: str = "") -> Iterator[tuple[str, Any]]:
    for name, inner in templates.items():
        key = f"{way}{name}"
        if isinstance(inner, str) or "other" in inner and inner.keys() <= _PLURALS:
            yield key, inner
        else:
            yield from _flat(inner, f"{key}.")
