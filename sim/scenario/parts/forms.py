"""The parts of a scenario file: keys, kinds of value, limits of form.

What a word refers to (a lever, a city, a date within the period) is checked where it is used.
"""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from sim.scenario.text.months import parse_month

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def check_id(word: str) -> str:
    """Return a word that can name an arm, a supplier, a file.

    Raises
    ------
    ValueError: it has other characters, or is a reserved name on Windows.
    """
    if not _ID.fullmatch(word):
        raise ValueError("must be 1 to 64 of a-z, 0-9, - and _, beginning with a letter or digit")
    if _RESERVED.fullmatch(word):
        raise ValueError("is a name that Windows reserves; choose another")
    return word


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Month = Annotated[int, BeforeValidator(parse_month)]
Slug = Annotated[str, AfterValidator(check_id)]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(max_length=2000)]
Label = Annotated[str, Field(min_length=1, max_length=80)]
WordList = Annotated[list[str], BeforeValidator(_as_list), Field(min_length=1)]


class Form(BaseModel):
    """A mapping with these keys and no others; nothing is converted."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Head(Form):
    """The words at the top of a file, which no child inherits."""

    format: Annotated[int, Field(ge=1, le=1)]
    name: Slug
    title: Title
    description: str = ""
    look_for: Text = ""
    people_per_agent: Annotated[int, Field(ge=1, le=100_000_000)]
    baseline: Slug


class QuestionForm(Form):
    """What a reader is asked first: an outcome, and the policy that may change it."""

    outcome: str
    policy: str


class LabelsForm(Form):
    """Plain names of arms, for readers who do not know the file."""

    labels: dict[str, Label]


class Period(Form):
    """First and last month, both included."""

    start: Month
    end: Month


class CityFile(Form):
    """Which cities there are."""

    file: str
    include_flagged: bool = False


class SupplierForm(Form):
    """A supplier of recognition."""

    name: Title
    false_negative_rate: Annotated[float, Field(gt=0, le=1)]
    false_match_rate: Annotated[float, Field(gt=0, le=1)]
    tested: Month | None = None
    det_slope: Annotated[float | None, Field(ge=0, le=2)] = None
    price_factor: Annotated[float, Field(gt=0, le=1000)] = 1.0
    reputation: Annotated[float, Field(ge=-100, le=100)] = 0.0
    worst_group_factor: Annotated[float | None, Field(ge=1, le=10_000)] = None


class ParameterForm(Form):
    """A parameter with what is known about it."""

    value: float
    low: float | None = None
    high: float | None = None
    source: str | None = None
    unit: str | None = None


class Where(Form):
    """Which cities: keys are AND, lists inside one are OR."""

    cities: WordList | None = None
    region: WordList | None = None
    federal_district: WordList | None = None
    population_below: Annotated[float, Field(ge=0)] | None = None
    population_above: Annotated[float, Field(ge=0)] | None = None
    fr_stage: WordList | None = None


class EventForm(Form):
    """A dated event that multiplies factors, or says what control rooms hold by practice."""

    name: Slug
    first: Annotated[Month, Field(alias="from")]
    last: Annotated[Month | None, Field(alias="to")] = None
    multiply: Annotated[dict[str, Annotated[float, Field(ge=0, le=1e6)]], Field(min_length=1)] | None = None
    practice: str | None = None
    where: Where = Where()


class LeverEntry(Form):
    """A dated setting of one lever."""

    lever: str
    value: Any
    first: Annotated[Month, Field(alias="from")]
    last: Annotated[Month | None, Field(alias="to")] = None
    ramp_months: Annotated[int | None, Field(ge=1, le=1200)] = None
    where: Where = Where()


class AdaptiveEntry(Form):
    """A policy that adapts, in force from one month to another."""

    adaptive: str
    first: Annotated[Month, Field(alias="from")]
    last: Annotated[Month | None, Field(alias="to")] = None
    options: dict[str, Any] = {}
    where: Where = Where()


class UseEntry(Form):
    """Everything that another arm sets."""

    use: Slug
