"""What the sentences of the page are made from, as data: words, outcomes, levers, thresholds, said once in Python."""

from dataclasses import asdict

from babel.dates import get_month_names

from sim.analysis.compare.acting import KEPT_SHARE, LARGE_SHARE
from sim.analysis.compare.comparison import TOLD
from sim.experiments.store.schema import LEVEL, MIN_PAIRS
from sim.model.levers import LEVERS, Lever
from sim.model.outcomes import OUTCOMES
from sim.model.policies import ADAPTIVE_POLICIES
from sim.present.acted import BAN
from sim.present.changes import LARGE_PERCENT, PARTS, SMALL_PERCENT
from sim.present.chosen import SHARE_OPTIONS, meaning_of
from sim.present.drivers import HANGS_ON
from sim.present.lists import NAMED_CITIES
from sim.present.sentences import COST_OF_SOLVING, LAW, MARKET, SET_BY_LAW
from sim.present.words.language import KEPT, words

Json = dict[str, object]


def tables() -> Json:
    """Return what `page/words` and `page/compare` are told: they name nothing of it themselves."""
    language = words().language
    return {
        "language": language,
        "words": words().templates,
        "months": [get_month_names("wide", "stand-alone", language)[number] for number in range(1, 13)],
        "hangs_on": dict(HANGS_ON),
        "outcomes": [outcome._asdict() for outcome in OUTCOMES],
        "levers": [_told(lever) for lever in LEVERS],
        "adaptive": {name: asdict(kind()) for name, kind in ADAPTIVE_POLICIES.items()},
        "share_options": SHARE_OPTIONS,
        "kept": KEPT,
        "parts": PARTS,
        "told": TOLD,
        "market": MARKET,
        "cost_of_solving": COST_OF_SOLVING,
        "law": LAW,
        "set_by_law": SET_BY_LAW,
        "level": LEVEL,
        "min_pairs": MIN_PAIRS,
        "large_share": LARGE_SHARE,
        "kept_share": KEPT_SHARE,
        "large_percent": LARGE_PERCENT,
        "small_percent": SMALL_PERCENT,
        "named_cities": NAMED_CITIES,
        "ban": BAN,
    }


def _told(lever: Lever) -> Json:
    known = {"name": lever.name, "kind": lever.kind, "meaning": meaning_of(lever), "unit": lever.unit}
    return {**known, "high": lever.high, "usual": lever.default, "choices": lever.choices}
