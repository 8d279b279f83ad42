"""Plans against what came of them: from records to totals, and from totals to metrics."""

from collections.abc import Callable, Iterator

from gtmsim.measure.metric import HIGHER, LOWER, NEITHER, Metric
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.measure.stock import Stock
from gtmsim.measure.sums import Record, Sums
from gtmsim.program.layout import PlanningTotal, StockKind, TotalBlock, What
from gtmsim.program.rules import MICRO
from gtmsim.program.tables import Program

DAYS_A_WEEK = 7
PLANS = "anything in policy.planning or world.reporting"
AHEAD = ("12 months", "24 months")


def planned(program: Program) -> bool:
    """Return whether anything is planned at reviews."""
    return bool(program.stock_levels[StockKind.PIPELINE_COVERAGE] > 0)


PLANNING_METRICS = (
    Metric("plan_quality", "share", HIGHER,
           "1 less the mean over segments of |planned - real| / (planned + real) yield of an opportunity", PLANS, planned),
    Metric("forecast_error", "share", LOWER,
           "|forecast - bookings| / bookings of the year foreseen, mean; by how far ahead it ended", PLANS, planned),
    Metric("decision_days", "days", LOWER, "from a decision at a review until it had effect, mean", PLANS, planned),
    Metric("programs_cut", "count", LOWER, "times a channel was cut by half for what it brought back", PLANS, planned),
)  # fmt: skip


PLANNING_STOCKS = (
    Stock(
        StockKind.MARKETING_OFF,
        "belief_error_marketing",
        "log",
        LOWER,
        "how far marketing is off in what an opportunity of a segment yields: root mean square of the log",
        PLANS,
    ),
    Stock(StockKind.SALES_OFF, "belief_error_sales", "log", LOWER, "the same of sales", PLANS),
    Stock(
        StockKind.BELIEFS_APART,
        "belief_gap",
        "log",
        LOWER,
        "how far marketing and sales are apart in it",
        PLANS,
    ),
    Stock(
        StockKind.PIPELINE_COVERAGE,
        "pipeline_coverage",
        "times",
        HIGHER,
        "value of open opportunities, whatever their source / what a quarter is to book",
        PLANS,
    ),
    Stock(
        StockKind.LEAD_GOAL,
        "lead_goal",
        "per week",
        NEITHER,
        "leads a week that the plan wants handed over",
        PLANS,
    ),
    Stock(
        StockKind.BUDGET_KEPT,
        "budget_kept",
        "share",
        NEITHER,
        "program money in force / as policy has it",
        PLANS,
    ),
    Stock(
        StockKind.MARKETING_VOICE,
        "marketing_voice",
        "share",
        NEITHER,
        "the say that marketing has earned",
        PLANS,
    ),
    Stock(
        StockKind.EFFORT,
        "effort_share",
        "share",
        NEITHER,
        "share of programs aimed at a segment",
        PLANS,
        "segment",
    ),
    Stock(
        StockKind.PROGRAM_KEPT,
        "program_kept",
        "share",
        NEITHER,
        "share of a channel that reviews have left",
        PLANS,
        "source",
    ),
    Stock(
        StockKind.STEERED_TO,
        "steered_to",
        "number",
        NEITHER,
        "measure of the scorecard furthest behind: 1 bookings, 2 leads, 3 retention, 4 margin, 0 none",
        PLANS,
    ),
)


class Planned:
    """The fold's view of plans."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.kept: dict[int, int] = {}  # by channel, in millionths
        self.handlers: dict[int, Callable[[Record], None]] = {
            What.CARRIED_OUT: self._carried_out,
            What.PLAN_MET: self._met,
            What.FORECAST_MET: self._foreseen,
            What.PROGRAM_CUT: self._cut,
        }

    def finish(self) -> None:
        """Nothing is left to do at the horizon."""

    def _carried_out(self, r: Record) -> None:
        self._count(PlanningTotal.DECISIONS)
        self._count(PlanningTotal.DECISION_WEEKS, r.b)

    def _met(self, r: Record) -> None:
        self._count(PlanningTotal.PLANS)
        self._count(PlanningTotal.QUALITY_MICRO, r.b)

    def _foreseen(self, r: Record) -> None:
        self._count(PlanningTotal.FORECASTS + r.entity)
        self._count(PlanningTotal.FORECAST_OFF_MICRO + r.entity, r.b)

    def _cut(self, r: Record) -> None:
        if r.b < self.kept.get(r.entity, round(MICRO)):
            self._count(PlanningTotal.CUTS)
        self.kept[r.entity] = r.b

    def _count(self, column: int, by: int = 1) -> None:
        self.sums.count(TotalBlock.PLANNING, 0, column, by=by)


def planning(sheet: Sheet) -> Iterator[Series]:
    """Yield how good plans and forecasts were, and how long decisions took."""
    table = sheet.block(TotalBlock.PLANNING)[:, 0]
    plans, quality = table[:, PlanningTotal.PLANS], table[:, PlanningTotal.QUALITY_MICRO]
    yield Series("plan_quality", ratio(quality / MICRO, plans))
    for ahead, level in enumerate(AHEAD):
        told, off = (
            table[:, PlanningTotal.FORECASTS + ahead],
            table[:, PlanningTotal.FORECAST_OFF_MICRO + ahead] / MICRO,
        )
        if ahead == 0:
            yield Series("forecast_error", ratio(off, told))
        yield Series("forecast_error", ratio(off, told), "ahead", level)
    weeks, decisions = table[:, PlanningTotal.DECISION_WEEKS], table[:, PlanningTotal.DECISIONS]
    yield Series("decision_days", DAYS_A_WEEK * ratio(weeks, decisions))
    yield Series("programs_cut", table[:, PlanningTotal.CUTS] / 1.0)
