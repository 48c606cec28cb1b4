"""A reader's policy is put into the queue, if it can be run here."""

import os
from collections.abc import Iterable
from dataclasses import replace

from sim.experiments.design.experiment import Experiment, design_experiment
from sim.experiments.making.shown import duration
from sim.experiments.problems import UsageError
from sim.experiments.queueing.job import Order
from sim.experiments.queueing.queue import Queue
from sim.experiments.size import Size, refuse_if_too_large, size_of
from sim.present.dashboard.draft import Draft
from sim.present.words.language import words
from sim.scenario.scenario import Scenario

_ENGINE = "compiled"
_MOST_S = 12 * 3600.0  # that an experiment may take


def order(draft: Draft, queue: Queue) -> str:
    """Put the experiment of a policy into the queue and return its name there.

    Raises
    ------
    UsageError
        The file has mistakes, the experiment is too large for this computer, or the queue is full.
    """
    scenario = draft.scenario
    if scenario is None:
        raise UsageError(words().say("dashboard.edit.mistakes"))
    experiment = design_experiment(scenario, _ENGINE)
    size = _size(experiment, draft.n_pairs)
    refuse_if_too_large(experiment, size)
    if size.seconds > _MOST_S:
        raise UsageError(words().say("dashboard.edit.too_long", time=duration(size.seconds), most=duration(_MOST_S)))
    arms = tuple(arm for arm in scenario.arms if arm != scenario.baseline)
    asked = Order(draft.title, experiment.default_folder, draft.n_pairs, arms, dict(draft.origin.settings), "")
    return queue.add(asked, draft.text, draft.origin.beside)


def size_told(scenario: Scenario, n_pairs: int) -> str:
    """Say how long an experiment takes and what memory, as the command's own estimate has it."""
    size = _size(design_experiment(scenario, _ENGINE), n_pairs)
    return words().say("dashboard.edit.size", n=size.n_runs, time=duration(size.seconds), memory=_gigabytes(size))


def people_told(scenario: Scenario, choices: Iterable[str], n_pairs: int) -> dict[str, str]:
    """Say of each number of people that one agent may stand for what it takes, by the same estimate."""
    return {people: _with_cost(scenario, people, n_pairs) for people in choices}


def _with_cost(scenario: Scenario, people: str, n_pairs: int) -> str:
    world = scenario.world._replace(people_per_agent=int(people))
    size = _size(design_experiment(replace(scenario, world=world), _ENGINE), n_pairs)
    is_possible = size.memory_bytes <= size.free_bytes and size.seconds <= _MOST_S
    told = {"people": f"{int(people):,}", "time": duration(size.seconds), "memory": _gigabytes(size)}
    return words().say(f"dashboard.edit.{'costs' if is_possible else 'costs_too_much'}", **told)


def _size(experiment: Experiment, n_pairs: int) -> Size:
    return size_of(experiment, n_pairs, os.cpu_count() or 1)


def _gigabytes(size: Size) -> str:
    return f"{size.memory_bytes / 1e9:.1f}"
