"""The fields of a lever: its value and dates, with unit, limits and cost as the registry has them."""

from typing import Any

from dash import dcc, html

from sim.model.levers import LEVER_NAMES, Lever
from sim.present.dashboard import parts
from sim.present.dashboard.draft import FROM, TO, Draft, first_month
from sim.present.words.language import words
from sim.scenario.parts.levers import lever_text


def lever_fields(draft: Draft, lever: Lever) -> html.Fieldset:
    """Return what can be said of a lever: nothing leaves it as the changed policy has it."""
    name = words().say(f"page.lever.{lever.name}")
    is_set = bool(draft.asked.get(lever.name))
    value = _number(draft, lever) if lever.kind == "number" else _choice(draft, lever)
    dates = [
        _text(draft, f"{lever.name}{FROM}", words().say("dashboard.edit.from"), first_month(draft.origin)),
        _text(draft, f"{lever.name}{TO}", words().say("dashboard.edit.to"), words().say("dashboard.edit.end")),
    ]
    cost = html.Small(words().say("page.rules.cost", cost=words().say(f"page.cost.{lever.name}")))
    look = " ".join(["lever", *(["moved"] if is_set else [])])
    inside = [html.Legend(name), html.Div([value, *dates], className="row"), cost]
    return html.Fieldset(inside, className=look, **_limits(lever))


def _limits(lever: Lever) -> Any:
    """What the browser must know to try a value before this program has seen it."""
    words_of = {"number": [], "switch": ["false", "true"], "choice": list(lever.choices)}
    told = {"lever": lever.name, "order": LEVER_NAMES.index(lever.name), "low": lever.low, "high": lever.high}
    return {f"data-{key}": value for key, value in {**told, "words": " ".join(words_of[lever.kind])}.items()}


def _number(draft: Draft, lever: Lever) -> html.Div:
    limits = {"low": f"{lever.low:,.12g}", "high": f"{lever.high:,.12g}", "unit": lever.unit}
    return _text(draft, lever.name, words().say("dashboard.edit.limits", **limits), _now(draft, lever))


def _choice(draft: Draft, lever: Lever) -> html.Div:
    listed = [lever_text(lever, k) for k in range(int(lever.high) + 1)]
    options = {"": words().say("dashboard.edit.as_is", now=_word(lever, _now(draft, lever)))}
    options |= {text: _word(lever, text) for text in listed}
    made = parts.select(lever.name, words().say("dashboard.edit.value"), options, draft.asked.get(lever.name, ""))
    return html.Div([made, *_trouble(draft, lever.name)])


def _word(lever: Lever, text: str) -> str:
    if lever.kind == "switch":
        return words().say(f"value.{'yes' if text == 'true' else 'no'}")
    return words().say(f"choice.{text}")


def _now(draft: Draft, lever: Lever) -> str:
    """Return what the changed policy has in the last month, in the first city, as a file says it."""
    scenario = draft.origin.scenario
    column = scenario.policies.columns(draft.base).get(lever.name)
    return lever_text(lever, scenario.resolved_world["levers"][lever.name] if column is None else column[-1, 0].item())


def _text(draft: Draft, name: str, label: str, usual: str) -> html.Div:
    """A field for a text, which shows what holds while it is empty, and what is wrong with it."""
    ident = f"choose-{name}"
    field = dcc.Input(id=ident, name=name, type="text", value=draft.asked.get(name, ""), placeholder=usual,
                      maxLength=40, autoComplete="off")  # fmt: skip
    return html.Div([html.Label([label, *_trouble(draft, name)], htmlFor=ident), field], className="field")


def _trouble(draft: Draft, name: str) -> parts.Parts:
    said = draft.troubles.get(name)
    return [html.Span(said, className="wrong")] if said else []
