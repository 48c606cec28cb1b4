"""What comes before any claim: whether a policy took effect in the runs, and whether it lasted."""

from collections.abc import Mapping
from typing import Any

from sim.analysis.compare.acting import Acting
from sim.experiments.store.schema import MIN_PAIRS
from sim.present.telling import Telling
from sim.present.words.language import words


def claims_nothing(acting: Acting) -> bool:
    """Tell whether a policy acted in so few pairs that anything else said of it would hide that."""
    return acting.n_acted < min(MIN_PAIRS, acting.n_pairs) or acting.n_acted == 0


def acting_sentence(tell: Telling, acting: Acting) -> str:
    """Say in how many pairs a policy took effect; nothing where it did in all."""
    idle = acting.n_pairs - acting.n_acted
    if not idle:
        return ""
    if not acting.n_acted:
        return tell.say("acting.never", pairs=acting.n_pairs)
    since = _between(acting.first_months)
    if claims_nothing(acting):
        return tell.say("acting.few", idle=idle, pairs=acting.n_pairs, n=acting.n_acted, since=since)
    return tell.say("acting.some", idle=idle, pairs=acting.n_pairs, acted=acting.n_acted, since=since)


def _between(months: tuple[str, ...]) -> str:
    first, last = months[0], months[-1]
    if first == last:
        return words().say("acting.since", first=words().month(first))
    return words().say("acting.between", first=words().month(first), last=words().month(last))


def lasting_sentence(tell: Telling, acting: Acting, settings: Any, last_month: str) -> str:
    """Say in how many pairs what a policy changed was undone, since when, and by how many cities; or nothing."""
    first = short_lasting(tell, acting, settings, last_month)
    if not acting.n_undone:
        return first
    parts = [first, _since(acting.undone_months)]
    if acting.cities_again:
        parts.append(tell.say("lasting.again", n=round(acting.cities_again)))
    return " ".join(parts)


def short_lasting(tell: Telling, acting: Acting, settings: Any, last_month: str) -> str:
    """Say the first part of it alone; a policy that was set to end says so first."""
    month = _set_to_end(settings)
    if not acting.n_undone:
        return tell.say("lasting.some_again", k=acting.n_again, n=acting.n_pairs) if acting.n_again else ""
    counts = {"k": acting.n_undone, "n": acting.n_pairs}
    if month is not None and month < last_month:
        return tell.say("lasting.ended", month=words().month(month), **counts)
    return tell.say("lasting.undone", **counts)


def first_lasting(tell: Telling, acting: Acting, settings: Any, last_month: str) -> str:
    """Say it before anything else where more than a few pairs show it: one of twenty would read as the rule."""
    is_seen = (acting.n_undone or acting.n_again) >= MIN_PAIRS
    return short_lasting(tell, acting, settings, last_month) if is_seen else ""


def _since(months: tuple[str, ...]) -> str:
    first, middle, last = (words().month(month) for month in (months[0], months[len(months) // 2], months[-1]))
    if first == last:
        return words().say("lasting.since_one", n=len(months), first=first)
    return words().say("lasting.since_many", k=len(months), first=first, middle=middle, last=last)


def _set_to_end(settings: Any) -> str | None:
    """Return the last month of a policy of which every setting has one."""
    if not isinstance(settings, list) or not settings:
        return None
    ends = [str(one["to"]) for one in settings if isinstance(one, Mapping) and one.get("to") is not None]
    return max(ends) if len(ends) == len(settings) else None
