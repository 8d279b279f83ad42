"""Records of plans in words."""

from gtmsim.amounts import percent
from gtmsim.program.layout import What
from gtmsim.program.rules import MICRO

PLANNED = frozenset(
    {
        What.DECIDED,
        What.CARRIED_OUT,
        What.PLAN_MET,
        What.FORECAST_MET,
        What.RENEWED_BUDGET,
        What.PROGRAM_CUT,
        What.LEAN,
    }
)


def plans_told(what: What, a: int, b: int) -> str | None:
    """Tell of reviews, budgets and forecasts; None of anything else."""
    match what:
        case What.DECIDED:
            return f"week {a} begins with a review; what it decides has effect {_in_weeks(b)}"
        case What.CARRIED_OUT:
            return f"week {a} begins, and what was decided {_weeks_ago(b)} has effect"
        case What.PLAN_MET:
            return f"week {a} begins, and the last plan came {percent(b / MICRO)} close"
        case What.FORECAST_MET:
            return f"week {a} begins, and a forecast of the past year was off by {percent(b / MICRO)}"
        case What.RENEWED_BUDGET:
            return f"week {a} begins, and {percent(b / MICRO)} of the program budget is renewed"
        case What.PROGRAM_CUT:
            return f"{percent(b / MICRO)} of it is kept on from week {a}"
        case What.LEAN:
            return f"week {a} begins, and lean times {'begin' if b else 'are over'}"
    return None


def _in_weeks(weeks: int) -> str:
    return f"in {weeks} weeks" if weeks else "at once"


def _weeks_ago(weeks: int) -> str:
    return f"{weeks} weeks ago" if weeks else "just now"
