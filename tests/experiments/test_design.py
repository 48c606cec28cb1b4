from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiments.design import batch_of, first_difference, halves, make_batches
from sim.experiments.identity import canonical, digest
from tests.experiments.folders import experiment, small

EXPERIMENT = experiment()

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)  # fmt: skip


@given(st.dictionaries(st.text(max_size=5), json_values, max_size=6))
def test_identity_does_not_depend_on_the_order_of_keys(value):
    assert digest(dict(reversed(value.items()))) == digest(value)
    assert canonical(value).count("\n") == 0


@settings(max_examples=30, deadline=None)
@given(n_seeds=st.integers(1, 45), kept=st.sets(st.integers(0, 200)))
def test_every_missing_run_is_in_exactly_one_batch(n_seeds, kept):
    everything = [run for batch in make_batches(EXPERIMENT, n_seeds, ()) for run in batch.runs]
    assert len({run.identity for run in everything}) == len(everything) == 3 * n_seeds
    finished = {run.identity for index, run in enumerate(everything) if index in kept}
    missing = [run for batch in make_batches(EXPERIMENT, n_seeds, finished) for run in batch.runs]
    assert missing == [run for run in everything if run.identity not in finished]


def test_more_seeds_leave_full_batches_as_they_are():
    few, many = make_batches(EXPERIMENT, 10, ()), make_batches(EXPERIMENT, 30, ())
    assert set(few) <= set(many)


def test_halves_hold_the_same_runs():
    (batch, *_) = make_batches(EXPERIMENT, 3, ())
    first, second = halves(batch)
    assert first.runs + second.runs == batch.runs
    assert batch_of(batch.runs) == batch


def test_an_edited_arm_alone_gets_another_identity():
    edited = experiment(small(**{"arms__retention-5": "[{lever: retention_days, value: 6, from: 2021-01}]"}))
    assert edited.identity == EXPERIMENT.identity
    changed = [a.name for a, b in zip(edited.arms, EXPERIMENT.arms, strict=True) if a.identity != b.identity]
    assert changed == ["retention-5"]


def test_first_difference_is_the_month_of_the_first_setting():
    scenario = small()
    baseline = scenario.policies["status-quo"]
    assert first_difference(scenario.policies["ban"], baseline) == 60  # 2016-01 to 2021-01
    assert first_difference(baseline, baseline) is None
    assert scenario.first_difference == 60
