"""Points of the unit cube that fill it evenly; the same seed gives the same points.

Imported where they are used: scipy.stats takes a second, SALib brings pandas along.
"""

import numpy as np

from sim.scenario.designs.space import Vectors


def latin_hypercube(n: int, n_axes: int, seed: int) -> Vectors:
    """Return n points (n, n_axes), one in each of n equal slices of every axis; another n has other points.

    Source: McKay, Beckman and Conover (1979), Technometrics 21(2).
    """
    from scipy.stats.qmc import LatinHypercube

    points: Vectors = LatinHypercube(n_axes, rng=np.random.default_rng(seed)).random(n)
    return points


def sobol(n: int, n_axes: int, seed: int) -> Vectors:
    """Return the first n points (n, n_axes) of a scrambled Sobol sequence; n is a power of two.

    The first points stay what they are however many follow, so that a design can be made larger.
    Source: Owen (1998), Scrambling Sobol' and Niederreiter-Xing points. Journal of Complexity 14(4).
    """
    from scipy.stats.qmc import Sobol

    sequence = Sobol(n_axes, scramble=True, rng=np.random.default_rng(seed))
    points: Vectors = sequence.random_base2(n.bit_length() - 1)
    return points


def morris(n_trajectories: int, n_axes: int, levels: int, seed: int) -> Vectors:
    """Return (n_trajectories * (n_axes + 1), n_axes) points: on each way one axis after the other makes one step.

    SALib draws way after way, so that the first ones stay what they are however many follow.
    Source: Morris (1991), Factorial sampling plans for preliminary computational experiments. Technometrics 33(2).

    Raises
    ------
    ModuleNotFoundError
        SALib is not installed.
    """
    from SALib.sample.morris import sample

    cube = {"num_vars": n_axes, "names": [f"x{i}" for i in range(n_axes)], "bounds": [[0.0, 1.0]] * n_axes}
    points: Vectors = sample(cube, n_trajectories, num_levels=levels, seed=np.random.default_rng(seed))
    return points
