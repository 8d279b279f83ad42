"""How closely something is known by now, against how closely it was to be known."""

from math import isfinite

from gtmsim.amounts import counted, number, percent, scale_of, short
from gtmsim.measure.precision import Gap


def gap_words(gap: Gap, replications: int) -> str:
    """Return how many replications a precision took, or what was reached when there may be no more."""
    runs = counted(replications, "replication")
    if gap.times <= 1.0:
        return f"{runs}: {gap.what} is known to within {_width(gap.half_width, gap)}, {_width(gap.wanted, gap)} was asked for"
    return (
        f"{runs} are not enough: {gap.what} is known to within {_width(gap.half_width, gap)}, not {_width(gap.wanted, gap)}; "
        "--most allows more"
    )


def going_on_words(gap: Gap, replications: int) -> str:
    """Return how closely something is known by now."""
    known, wanted = _width(gap.half_width, gap), _width(gap.wanted, gap)
    return f"after {number(replications)}: {gap.what} to within {known}, {wanted} is asked for"


def _width(half: float, gap: Gap) -> str:
    if not isfinite(half):
        return "no interval"
    scale = scale_of(gap.unit, max(abs(gap.mean), half))
    unit = {"%": " points", "": ""}.get(scale.unit, f" {scale.unit}")
    share = f" ({percent(half / abs(gap.mean))})" if gap.mean else ""
    return f"±{short(half / scale.divisor)}{unit}{share}"
