"""What an outcome hangs on that few have published: every sentence about the outcome names it."""

from collections.abc import Mapping
from typing import Literal

from sim.model.outcomes import Outcome
from sim.present.words.language import words

HANGS_ON: Mapping[str, str] = {  # by outcome, what it hangs on: a template under driver.name
    "stops_wrongful": "control_rooms",
    "stops_repeated": "control_rooms",
    "stops_most_burdened": "control_rooms",
    "stops_share_most_burdened": "control_rooms",
    "stops_per_100k_worst_group": "control_rooms",
    "stops_per_100k_others": "control_rooms",
    "stops_wrongful_ratio_worst_group": "control_rooms",
}
Form = Literal["clause", "label", "title"]


def with_driver(form: Form, outcome: Outcome, told: str) -> str:
    """Add to what is told of an outcome what it hangs on, where it hangs on anything.

    A clause has a verb, a label is a name among others, a title ends what it is added to.
    """
    driver = HANGS_ON.get(outcome.name)
    if driver is None:
        return told
    return words().say(f"driver.form.{form}", told=told, driver=words().say(f"driver.name.{driver}"))
