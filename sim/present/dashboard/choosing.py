"""How a view lets its reader choose two policies of an experiment, and what an address means by them."""

from dash import html

from sim.experiments.store.reader import Results
from sim.present.dashboard import parts
from sim.present.dashboard.address import Asked
from sim.present.words.language import words


def chosen_policies(asked: Asked, results: Results) -> tuple[str, str, tuple[str, ...]]:
    """Return the baseline and the policy that an address means, and what of it could not be meant."""
    arms = tuple(results.arms)
    baseline, no_baseline = asked.chosen("baseline", arms, results.baseline)
    others = [arm for arm in arms if arm != baseline]
    policy, no_policy = asked.chosen("policy", others, others[0])
    return baseline, policy, (*no_baseline, *no_policy)


def policy_fields(results: Results, baseline: str, policy: str) -> list[html.Div]:
    """Return a list of policies and one of baselines, without what stands on the other side."""
    arms = {arm: results.called(arm) for arm in results.arms}
    return [
        field("policy", {arm: name for arm, name in arms.items() if arm != baseline}, policy),
        field("baseline", {arm: name for arm, name in arms.items() if arm != policy}, baseline),
    ]


def field(name: str, options: dict[str, str], value: str) -> html.Div:
    """Return a list to choose from, under its words."""
    return parts.select(name, words().say(f"dashboard.choose.{name}"), options, value)
