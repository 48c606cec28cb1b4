"""Arithmetic that gives the same bits everywhere.

exp, log and their kin in the C library differ between processors in the last bit, which is enough
to decide an event otherwise. Those here use only + - * / and sqrt, which every processor rounds alike.
"""

from math import frexp, sqrt

from sim.numbers.compiler import power_of_two, rule, whole

__all__ = ["exp", "inverse_normal", "log", "log_of_one_minus", "normal_cdf", "power", "sqrt"]

_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_INVERSE_LN2 = 1.44269504088896338700
_LARGEST = 709.78271289338397
_INFINITY = float("inf")


@rule
def exp(x: float) -> float:
    """Return e to the power x, within one unit in the last place; 0 below -708.

    Source: range reduction and rational approximation of the public-domain fdlibm (Sun, 1993).

    Examples
    --------
    >>> exp(0.0), round(exp(1.0), 14)
    (1.0, 2.71828182845905)
    """
    bounded = min(max(x, -708.0), _LARGEST)
    scaled = bounded * _INVERSE_LN2
    k = whole(scaled + 0.5 if scaled >= 0.0 else scaled - 0.5)
    high = bounded - k * _LN2_HIGH
    low = k * _LN2_LOW
    r = high - low
    t = r * r
    c = 4.13813679705723846039e-08
    c = -1.65339022054652515390e-06 + t * c
    c = 6.61375632143793436117e-05 + t * c
    c = -2.77777777770155933842e-03 + t * c
    c = 1.66666666666666019037e-01 + t * c
    c = r - t * c
    mantissa = 1.0 - ((low - (r * c) / (2.0 - c)) - high)
    result = mantissa * 2.0 * power_of_two(k - 1)
    result = _INFINITY if x > _LARGEST else result
    return 0.0 if x < -708.0 else result


@rule
def log(x: float) -> float:
    """Return the natural logarithm of x, within one unit in the last place; minus infinity at 0.

    Source: the public-domain fdlibm (Sun, 1993).

    Examples
    --------
    >>> log(1.0), round(log(10.0), 15)
    (0.0, 2.302585092994046)
    """
    if x <= 0.0:
        return -_INFINITY
    mantissa, k = frexp(x)
    if mantissa < 0.70710678118654752440:
        mantissa = mantissa * 2.0
        k = k - 1
    f = mantissa - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    t1 = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    t2 = 1.818357216161805012e-01 + w * 1.479819860511658591e-01
    t2 = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * t2))
    half = 0.5 * f * f
    return k * _LN2_HIGH - ((half - (s * (half + t1 + t2) + k * _LN2_LOW)) - f)


@rule
def log_of_one_minus(p: float) -> float:
    """Return log(1 - p) without losing small p.

    Examples
    --------
    >>> round(log_of_one_minus(1e-12) * 1e12, 9), round(log_of_one_minus(0.5), 6)
    (-1.0, -0.693147)
    """
    if p < 1e-3:
        return -p * (1.0 + p * (1 / 2 + p * (1 / 3 + p * (1 / 4 + p * (1 / 5 + p * (1 / 6))))))
    return log(1.0 - p)


@rule
def power(x: float, y: float) -> float:
    """Return x to the power y for x >= 0; relative error below 1e-15 times 1 + |y log x|.

    Examples
    --------
    >>> round(power(2.0, 10.0), 9), power(0.0, 2.0)
    (1024.0, 0.0)
    """
    if x <= 0.0:
        return 1.0 if y == 0.0 else 0.0
    return exp(y * log(x))


@rule
def normal_cdf(x: float) -> float:
    """Return the probability that a standard normal variate is at most x.

    Source: Marsaglia (2004), Evaluating the normal distribution, J. Stat. Software 11(4).

    Examples
    --------
    >>> normal_cdf(0.0), round(normal_cdf(1.96), 6), normal_cdf(-40.0)
    (0.5, 0.975002, 0.0)
    """
    if x > 8.0:
        return 1.0
    if x < -8.0:
        return 0.0
    total = x
    term = x
    for odd in range(3, 400, 2):
        term = term * x * x / odd
        total = total + term
    # Cancellation leaves an error of 2e-15, which must not take a probability out of 0..1.
    return min(1.0, max(0.0, 0.5 + total * exp(-0.5 * x * x) * 0.39894228040143267794))


# Coefficients of AS241, highest power first: numerator and denominator near the middle, in the tails, far out.
_MIDDLE_TOP = (
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
    1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0,
)  # fmt: skip
_MIDDLE_BOTTOM = (
    5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
    5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0,
)  # fmt: skip
_TAIL_TOP = (
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
    3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0,
)  # fmt: skip
_TAIL_BOTTOM = (
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
    6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1.0,
)  # fmt: skip
_FAR_TOP = (
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
    2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0,
)  # fmt: skip
_FAR_BOTTOM = (
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
    1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0,
)  # fmt: skip


@rule
def _polynomial(coefficients: tuple[float, ...], x: float) -> float:
    total = 0.0
    for coefficient in coefficients:
        total = total * x + coefficient
    return total


@rule
def inverse_normal(u: float) -> float:
    """Return the standard normal quantile of u, for 0 <= u < 1; u is kept 2**-54 away from 0 and 1.

    Source: Wichura (1988), Algorithm AS 241, Applied Statistics 37(3); relative error about 1e-16.

    Examples
    --------
    >>> inverse_normal(0.5), round(inverse_normal(0.975), 9), round(inverse_normal(1e-10), 9)
    (0.0, 1.959963985, -6.361340902)
    """
    u = min(max(u, 5.551115123125783e-17), 0.9999999999999999)
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        return q * _polynomial(_MIDDLE_TOP, r) / _polynomial(_MIDDLE_BOTTOM, r)
    r = sqrt(-log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        x = _polynomial(_TAIL_TOP, r - 1.6) / _polynomial(_TAIL_BOTTOM, r - 1.6)
    else:
        x = _polynomial(_FAR_TOP, r - 5.0) / _polynomial(_FAR_BOTTOM, r - 5.0)
    return -x if q < 0.0 else x
