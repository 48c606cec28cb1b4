"""The queue as a list: how far each experiment is, and what can be done about it."""

import json
from datetime import datetime
from hashlib import sha256

from dash import html
from plotly.utils import PlotlyJSONEncoder

from sim.experiments.making.shown import duration
from sim.experiments.queueing.job import Job, Progress, progress_of
from sim.experiments.queueing.queue import Queue
from sim.present.dashboard import parts
from sim.present.words.language import words

LIST, TICK, SEEN = "runs-list", "runs-tick", "runs-seen"


def queued(queue: Queue) -> html.Div:
    """Return every job, the one that was asked for last first."""
    jobs = queue.jobs()
    if not jobs:
        return html.Div(html.P(words().say("dashboard.runs.nothing"), className="alone"))
    return html.Div(html.Ul([html.Li(_card(job), key=job.name) for job in reversed(jobs)], className="shelf"))


def digest_of(listed: html.Div) -> str:
    """Return what changes whenever the list does: an unchanged one is left alone, with the focus that is in it."""
    return sha256(json.dumps(listed, cls=PlotlyJSONEncoder).encode()).hexdigest()


def _card(job: Job) -> html.Article:
    order = job.order
    asked = datetime.fromisoformat(order.asked).astimezone().strftime("%Y-%m-%d %H:%M")
    about = words().say("dashboard.runs.about", n=order.n_seeds, asked=asked)
    buttons = html.Div(_buttons(job), className="acts")
    return html.Article([html.H2(order.title), html.P(about, className="soft"), *_state(job), buttons])


def _state(job: Job) -> parts.Parts:
    word = job.state.word
    is_ending = job.is_to_stop and not job.is_over
    said = [html.P(words().say(f"dashboard.runs.state.{'ending' if is_ending else word}"), className=f"state {word}")]
    progress = progress_of(job) if word == "running" else None
    if progress is not None:
        said += _bar(job, progress)
    if job.state.message:
        said.append(html.P(job.state.message, className="trouble"))
    return said


def _bar(job: Job, progress: Progress) -> parts.Parts:
    name = words().say("dashboard.runs.progress", title=job.order.title)
    bar = html.Progress(value=str(progress.over), max=str(progress.runs), **parts.aria(label=name))
    text = words().say("dashboard.runs.over", k=progress.over, n=progress.runs)
    if progress.over == progress.runs:
        text += " " + words().say("dashboard.runs.writing")
    elif progress.runs_per_second and progress.seconds_left is not None:
        pace = {"rate": f"{progress.runs_per_second:.2g}", "left": duration(progress.seconds_left)}
        text += " " + words().say("dashboard.runs.pace", **pace)
    if progress.failed:
        text += " " + words().say("dashboard.runs.failed", k=progress.failed)
    return [html.P([bar, " ", text])]


def _buttons(job: Job) -> parts.Parts:
    title = job.order.title
    if not job.is_over:
        return [] if job.is_to_stop else [act("stop", title, job=job.name)]
    shown = words().say("dashboard.runs.show")
    found = [parts.to(shown, "/compare", experiment=job.order.out)] if job.state.word == "done" else []
    again = [] if job.state.word == "done" else [act("again", title, job=job.name)]
    return [*found, *again, act("remove", title, job=job.name)]


def act(name: str, about: str, **sent: str) -> html.Form:
    """A button that does something; what it answers is put beside it."""
    label = words().say(f"dashboard.runs.act.{name}")
    along = [
        html.Div(html.Select([html.Option(value, value=value, selected=True)], name=key), hidden=True)
        for key, value in sent.items()
    ]
    ident = "-".join([name, *(sent[key] for key in ("job",) if key in sent)])  # by which it keeps the focus
    button = html.Button(label, type="submit", id=ident, **parts.aria(label=f"{label}: {about}"))
    told = html.Span("", role="status", className="answered")
    return html.Form([*along, button, told], action=f"/queue/{name}", method="post", className="act")
