"""What names an experiment, and what does not."""

from pathlib import Path

import pytest

import sim
from sim.engines import version
from sim.experiments.design import identity
from sim.experiments.design.identity import engine_version, experiment_identity, model_version
from sim.model.outcomes import OUTCOMES

ROOT = Path(sim.__file__).parent
WORLD = {"parameters": {"a": 1.0}}


@pytest.fixture
def fresh(monkeypatch):
    """Return a function that works names out anew, with some sources edited and some of the module's names replaced."""

    def again(edits=(), **replaced):
        for name, value in replaced.items():
            monkeypatch.setattr(identity if hasattr(identity, name) else version, name, value)
        plain = Path.read_text

        def read(path, *arguments, **options):
            text = plain(path, *arguments, **options)
            for place, old, new in edits:
                if path == ROOT / place:
                    assert old in text
                    text = text.replace(old, new, 1)
            return text

        monkeypatch.setattr(Path, "read_text", read)
        for function in (version.model_version, version.engine_version):
            function.cache_clear()
        names = model_version(), engine_version("compiled"), engine_version("reference")
        full = experiment_identity(WORLD, 100, "compiled")
        monkeypatch.undo()
        for function in (version.model_version, version.engine_version):
            function.cache_clear()
        return names, full

    return again


def test_a_reworded_docstring_or_comment_changes_no_name(fresh):
    edits = [("model/schedule.py", '"""', '"""Reworded. '), ("engines/course.py", '"""', '"""Reworded. ')]
    assert fresh(edits) == fresh()


def test_a_rule_that_is_edited_changes_the_model_and_no_engine(fresh):
    (plain, _, _), (edited, *engines) = fresh()[0], fresh([("model/rules/leak.py", "return ", "return 0.0 + ")])[0]
    assert edited != plain
    assert tuple(engines) == fresh()[0][1:]


def test_an_engines_own_sources_count_for_it_alone(fresh):
    source = ("engines/reference/engine.py", 'name = "reference"', 'name = "other"')
    (model, compiled, reference), full = fresh([source])
    (model_before, compiled_before, reference_before), full_before = fresh()
    assert (model, compiled) == (model_before, compiled_before)
    assert reference != reference_before
    assert full == full_before  # of the compiled engine


def test_what_engines_share_counts_for_all(fresh):
    (_, *engines), _ = fresh([("engines/course.py", "import", "import sys, os\nimport")])
    (_, *before), _ = fresh()
    assert all(one != other for one, other in zip(engines, before, strict=True))


def test_an_outcome_by_city_changes_no_model_version_and_belongs_to_another_experiment(fresh):
    more = tuple(one._replace(by_city=True, label=f"{one.label}, reworded") for one in OUTCOMES)
    by_city = tuple(one.name for one in more)
    edited = ("model/outcomes.py", "by_city=True", "by_city=False")
    names, full = fresh([edited], OUTCOMES=more, CITY_OUTCOMES=by_city)
    names_before, full_before = fresh()
    assert names == names_before
    assert full != full_before


def test_what_a_ratio_divides_counts(fresh):
    changed = tuple(one._replace(denominator=("offences",)) if one.denominator else one for one in OUTCOMES)
    assert fresh(OUTCOMES=changed)[0] != fresh()[0]


def test_a_parameters_value_counts_and_its_source_does_not(fresh):
    registered = version.registered_parameters()
    reworded = tuple(one._replace(source="elsewhere", meaning="reworded") for one in registered)
    doubled = (registered[0]._replace(value=2.0 * registered[0].value + 1.0), *registered[1:])
    assert fresh(registered_parameters=lambda: reworded) == fresh()
    assert fresh(registered_parameters=lambda: doubled)[0] != fresh()[0]
