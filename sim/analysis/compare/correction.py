"""Which of many differences stand: step-down maximum statistic over sign flips.

A comparison asks many questions at once, and one in twenty intervals leaves out zero by luck alone. Here
a difference stands only if all that would be called different, taken together, hold a false alarm in at
most one of twenty experiments in which nothing differs.

Were a policy without effect, each pair's difference would be as likely up as down, in all outcomes and
policies together. So the signs of whole pairs are flipped, which keeps how outcomes hang together. With
fewer than six pairs that differ no pattern of signs is rarer than one in twenty, and nothing is claimed.

Sources: Westfall and Young (1993), Resampling-based multiple testing; Romano and Wolf (2005), Exact and
approximate stepdown methods for multiple hypothesis testing, JASA 100(469).
"""

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def adjusted_p_values(differences: Values) -> Values:
    """Return, for each row, the smallest familywise rate of false alarms at which its difference stands.

    Parameters
    ----------
    differences
        (n_questions, n_pairs): a column is one pair of runs; 0 where the runs agree or one is undefined.

    Returns
    -------
    numpy.ndarray
        (n_questions,), 1 where no pair differs.

    Examples
    --------
    >>> steady = [3.0, 2.0, 4.0, 3.0, 2.5, 3.5]
    >>> adjusted_p_values(np.array([steady, [1.0, -1.0, 2.0, -2.0, 1.0, -1.0]]))
    array([0.03125, 1.     ])
    """
    from sim.numbers.paired import adjusted  # where it is used: the compiler takes a second to import

    found = np.empty(len(differences))
    adjusted(np.ascontiguousarray(differences), found)
    return found
