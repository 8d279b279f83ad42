"""Numbers that are not one number: an uncertain value, and a distribution to draw from. Frozen, in base units."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Z90 = NormalDist().inv_cdf(0.9)

Form: TypeAlias = Literal["uniform", "percentiles", "normal"]
Family: TypeAlias = Literal["fixed", "exponential", "lognormal", "weibull"]


@dataclass(frozen=True)
class Uncertain:
    """A number known only by a range, in the base unit of its field, never outside the field's domain `lo..hi`.

    | form | a | b | c |
    | --- | --- | --- | --- |
    | uniform | low | high | 0 |
    | percentiles | P10 | P50 | P90 |
    | normal | mean | s.d. | 0 |
    """

    form: Form
    a: float
    b: float
    c: float = 0.0
    lo: float = float("-inf")
    hi: float = float("inf")

    @property
    def median(self) -> float:
        """Return the value with as much above as below it."""
        middle = {"uniform": (self.a + self.b) / 2, "percentiles": self.b, "normal": self.a}[self.form]
        return min(max(middle, self.lo), self.hi)

    def quantile(self, u: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Return the values below which the shares `u` (each within 0..1) of all plausible values lie.

        P10, P50, P90 are met exactly, by half a normal on either side of P50.
        """
        import numpy as np  # here, so that reading a scenario does not pay for it

        shares = np.asarray(u, dtype=np.float64)
        if self.form == "uniform":
            values = self.a + (self.b - self.a) * shares
        else:
            inside = np.clip(shares, 1e-16, 1 - 1e-16)
            z = np.array([NormalDist().inv_cdf(float(each)) for each in inside.ravel()]).reshape(shares.shape)
            if self.form == "normal":
                values = self.a + self.b * z
            else:
                values = self.b + z / Z90 * np.where(z < 0, self.b - self.a, self.c - self.b)
        clipped: NDArray[np.float64] = np.clip(values, self.lo, self.hi)
        return clipped

    def clipped(self, lo: float, hi: float) -> "Uncertain":
        """Return the same number kept within `lo..hi` as well."""
        return Uncertain(self.form, self.a, self.b, self.c, max(self.lo, lo), min(self.hi, hi))


Number: TypeAlias = float | Uncertain


@dataclass(frozen=True)
class Distribution:
    """A distribution of durations (in seconds) or of money (in cents).

    | family | a | b |
    | --- | --- | --- |
    | fixed | the value | 0 |
    | exponential | mean | 0 |
    | lognormal | median | sigma, the s.d. of the logarithm |
    | weibull | scale | shape |
    """

    family: Family
    a: Number
    b: Number = 0.0


def central(number: Number) -> float:
    """Return a number, or the median of an uncertain one."""
    return number.median if isinstance(number, Uncertain) else number
