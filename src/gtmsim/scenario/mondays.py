"""A Monday of a run, as people say it: a date, or whole weeks after the start."""

from datetime import date, timedelta

from gtmsim.errors import UsageError
from gtmsim.scenario import quantities as q
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.quantities import ANY_CURRENCY, DURATION, Wrong
from gtmsim.units import TICKS_PER_DAY, TICKS_PER_WEEK

_WANTED = (
    "a Monday of the run, as a date such as {example} or in whole weeks after the start, such as 52 weeks"
)


def monday(scenario: Scenario, said: str) -> int:
    """Return the tick of a Monday after the start and before the horizon, said as `2028-01-03` or as `52 weeks`.

    Raises UsageError for anything else; of a day that is no Monday it names the ones beside it.
    """
    run = scenario.run
    example = run.start + timedelta(weeks=52)
    try:
        tick = (q.parse_date(said) - run.start) // timedelta(days=1) * TICKS_PER_DAY
    except Wrong:
        try:
            tick = round(DURATION.parse(said, ANY_CURRENCY))
        except Wrong:
            raise UsageError(f"{said!r} is not {_WANTED.format(example=example)}") from None
    if tick % TICKS_PER_WEEK:
        before = run.start + timedelta(weeks=tick // TICKS_PER_WEEK)
        raise UsageError(
            f"{said} is no Monday of the run; the nearest are {before} and {before + timedelta(weeks=1)}"
        )
    if not 0 < tick < run.horizon:
        last = date_of(scenario, int(run.horizon) - 1)
        raise UsageError(f"{said} is not within the run, which begins on {run.start} and ends on {last}")
    return tick


def date_of(scenario: Scenario, tick: int) -> date:
    """Return the day on which a tick of a run lies."""
    return scenario.run.start + timedelta(days=tick // TICKS_PER_DAY)
