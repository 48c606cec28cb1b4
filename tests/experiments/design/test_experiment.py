from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.design.identity import canonical, digest
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


def test_an_edited_arm_alone_gets_another_identity():
    edited = experiment(small(**{"arms__retention-5": "[{lever: retention_days, value: 6, from: 2021-01}]"}))
    assert edited.identity == EXPERIMENT.identity
    changed = [a.name for a, b in zip(edited.arms, EXPERIMENT.arms, strict=True) if a.identity != b.identity]
    assert changed == ["retention-5"]


def test_arms_branch_where_they_first_differ():
    same = "[{lever: retention_days, value: 30, from: 2018-01}]"
    made = experiment(small(**{"arms__retention-5": same}))
    assert [arm.first_difference for arm in made.arms] == [None, 60, None]  # 2016-01 to 2021-01
    assert made.branching_months == {"status-quo": 72, "ban": 60, "retention-5": 72}
