"""What comes before any claim: whether a policy took effect in the runs, and whether it lasted.

Each is said at length in a line of its own, and in short before the first sentence, so that nothing stands twice.
"""

from collections.abc import Mapping
from typing import Any, Literal

from sim.analysis.compare.acting import Acting
from sim.experiments.store.schema import MIN_PAIRS
from sim.present.telling import Telling
from sim.present.words.language import words

BAN = "existing_fr_permitted"  # the lever of the ban that a city can undo, see model/processes/legislate.py
Length = Literal["line", "first"]


def claims_nothing(acting: Acting) -> bool:
    """Tell whether a policy acted in so few pairs that anything else said of it would hide that."""
    return acting.n_acted < min(MIN_PAIRS, acting.n_pairs) or acting.n_acted == 0


def acting_sentence(tell: Telling, acting: Acting, length: Length = "line") -> str:
    """Say in how many pairs a policy took effect; nothing where it did in all."""
    idle = acting.n_pairs - acting.n_acted
    if not idle:
        return ""
    kind = "never" if not acting.n_acted else "few" if claims_nothing(acting) else "some"
    since = _between(acting.first_months) if acting.n_acted else ""
    known = {"idle": idle, "pairs": acting.n_pairs, "n": acting.n_acted, "since": since}
    key = f"acting.{length}.{kind}"
    return tell.say(key, **{name: value for name, value in known.items() if name in words().slots(key)})


def _between(months: tuple[str, ...]) -> str:
    first, last = months[0], months[-1]
    if first == last:
        return words().say("acting.since", first=words().month(first))
    return words().say("acting.between", first=words().month(first), last=words().month(last))


def lasting_sentence(tell: Telling, acting: Acting, settings: Any, last_month: str) -> str:
    """Say in how many pairs what a policy changed was undone, since when, by how many cities, and why; or nothing."""
    parts = [_lasting(tell, acting, settings, last_month, "line")]
    if acting.n_undone:
        parts.append(_since(acting.undone_months))
        if n := round(acting.cities_again):
            parts.append(tell.say("lasting.again", n=n))
    if parts[0] and _bans_to_the_end(settings, last_month):
        parts.append(words().say("lasting.why"))
    return " ".join(parts)


def first_lasting(tell: Telling, acting: Acting, settings: Any, last_month: str) -> str:
    """Say it before anything else where more than a few pairs show it: one of twenty would read as the rule."""
    is_seen = (acting.n_undone or acting.n_again) >= MIN_PAIRS
    return _lasting(tell, acting, settings, last_month, "first") if is_seen else ""


def _lasting(tell: Telling, acting: Acting, settings: Any, last_month: str, length: Length) -> str:
    """Say in how many pairs it did not last; a policy that was set to end says so first."""
    month = _set_to_end(settings)
    if not acting.n_undone:
        counts = {"k": acting.n_again, "n": acting.n_pairs}
        return tell.say(f"lasting.{length}.some_again", **counts) if acting.n_again else ""
    counts = {"k": acting.n_undone, "n": acting.n_pairs}
    if month is not None and month < last_month:
        return tell.say(f"lasting.{length}.ended", month=words().month(month), **counts)
    return tell.say(f"lasting.{length}.undone", **counts)


def _since(months: tuple[str, ...]) -> str:
    first, middle, last = (words().month(month) for month in (months[0], months[len(months) // 2], months[-1]))
    if first == last:
        return words().say("lasting.since_one", n=len(months), first=first)
    return words().say("lasting.since_many", k=len(months), first=first, middle=middle, last=last)


def _set_to_end(settings: Any) -> str | None:
    """Return the last month of a policy of which every setting has one."""
    entries = entries_of(settings)
    ends = [str(one["to"]) for one in entries if one.get("to") is not None]
    return max(ends) if ends and len(ends) == len(entries) else None


def _bans_to_the_end(settings: Any, last_month: str) -> bool:
    """Tell whether a policy forbids running recognition until the end, so that only cities can undo it."""
    return any(
        one.get("lever") == BAN and not one.get("value") and str(one.get("to") or last_month) >= last_month
        for one in entries_of(settings)
    )


def entries_of(settings: Any) -> list[Mapping[str, Any]]:
    """Return the entries of an arm; a folder of results may hold anything."""
    return [one for one in settings if isinstance(one, Mapping)] if isinstance(settings, list) else []
