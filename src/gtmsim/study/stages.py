"""Replications are added until what was asked is known closely enough."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from gtmsim.errors import UsageError
from gtmsim.measure.compare import compare
from gtmsim.measure.metric import Metric
from gtmsim.measure.precision import FEWEST, MOST, Gap, Precision, gaps, gaps_alone, next_count
from gtmsim.measure.registry import metric_of, name_in, names_in, unit_in
from gtmsim.measure.tally import Tally
from gtmsim.program.tables import Program
from gtmsim.study.together import Study

ASKED = ("bookings",)  # unless metrics are named

Look = Callable[[Mapping[str, Tally]], Sequence[Gap]]


def bounded(replications: int | None, precision: str | None, most: int | None) -> tuple[int | None, int]:
    """Return how many replications to begin with (None: as many as the scenario says), and how many there may be.

    Raises UsageError where both how many and how sure were asked for, or a bound and nothing to reach.
    """
    if precision is None:
        if most is not None:
            raise UsageError("a bound on replications needs a precision to be reached, such as 2%")
        return replications, 0
    if replications is not None:
        raise UsageError("replications say how many, a precision says how sure: ask for one of them")
    bound = MOST if most is None else most
    if bound < 2:
        raise UsageError(f"two replications at least tell an interval, so at most {bound} tell none")
    return min(FEWEST, bound), bound


def stages(
    study: Study, look: Look, most: int, heard: Callable[[int], None] | None = None
) -> Iterator[Sequence[Gap]]:
    """Do the work stage by stage; yield, after each, what is known how closely, the widest for its precision first.

    It ends when all of it is known closely enough, with `most` replications, or when interrupted: then the last is of what is
    finished. How many come next depends on what was found alone, so neither on the number of jobs nor on the clock.
    """
    while True:
        study.finish(heard)
        if not study.replications:
            return
        found = look(study.tallies(last=False))
        yield found
        if study.interrupted or study.wanted >= most or all(gap.times <= 1.0 for gap in found):
            return
        study.extend(next_count(study.wanted, found[0].times, most))


def differences_of(
    programs: Mapping[str, Program],
    baseline: str,
    metrics: Sequence[str] | None,
    precision: Precision,
    confidence: float = 0.95,
) -> Look:
    """Return what looks at how closely the differences of metrics from a baseline are known, jointly for all programs.

    Raises UsageError at once for a metric that is unknown, or whose half-width the precision cannot be.
    """
    keys = tuple(metrics or ASKED)
    known, _ = _asked(next(iter(programs.values())), keys, precision)

    def look(tallies: Mapping[str, Tally]) -> Sequence[Gap]:
        verdict = compare(tallies, baseline, keys, confidence=confidence)
        return gaps(verdict, keys, precision, known)

    return look


def means_of(program: Program, metrics: Sequence[str] | None, precision: Precision) -> Look:
    """Return what looks at how closely the means of metrics of one program are known. Raises as `differences_of` does."""
    keys = tuple(metrics or ASKED)
    known, currency = _asked(program, keys, precision)

    def look(tallies: Mapping[str, Tally]) -> Sequence[Gap]:
        (tally,) = tallies.values()
        told = {series.key: estimate for series, estimate in tally.estimates()}
        return gaps_alone([told[key] for key in keys], keys, precision, known, currency)

    return look


def _asked(program: Program, keys: Sequence[str], precision: Precision) -> tuple[list[Metric], str]:
    """Return what the metrics are that keys speak of, and the currency."""
    told = names_in(program)
    known = [metric_of(name_in(key, told), program) for key in keys]
    currency = unit_in(told["cost"], program)
    for metric in known:
        precision.half_width(metric, currency, 1.0)
    return known, currency
