"""What can be measured: every metric's name, unit, direction, need and meaning, once."""

from collections.abc import Callable, Iterable, Sequence

from gtmsim.errors import UsageError
from gtmsim.measure.buyers import BUYER_METRICS
from gtmsim.measure.clarity import CLARITY_METRICS
from gtmsim.measure.levels import ids, present
from gtmsim.measure.loyalty import LOYALTY_METRICS
from gtmsim.measure.metric import HIGHER, LOWER, MONEY, NEITHER, Metric
from gtmsim.measure.planning import PLANNING_METRICS
from gtmsim.measure.rivals import RIVAL_METRICS
from gtmsim.measure.roadmap import ROADMAP_METRICS
from gtmsim.measure.stocks import STOCK_METRICS
from gtmsim.measure.urgency import URGENCY_METRICS
from gtmsim.measure.worth import WORTH_METRICS
from gtmsim.program.layout import (
    Block,
    Carries,
    CustomerCol,
    DrainCol,
    HubCol,
    LinkCol,
    PursuitCol,
    RivalCol,
    RunCol,
    SegmentCol,
    SourceInt,
    SourceKind,
    StageCol,
    StageInt,
    TeamCol,
)
from gtmsim.program.remembered import remembered
from gtmsim.program.tables import Program
from gtmsim.scenario.names import listing, suggestion

TARGET, BUDGET = "a target for bookings and pressure to meet it", "a budget for single deals"
RIVALS, LIBRARY = "a segment with contested deals", "a library that something builds"
REQUESTS, MARKETING, SLA = "requests", "a role whose function is marketing", "sla"
_IN_DRAIN = {TARGET: (DrainCol.PRESSURE, 0.0), BUDGET: (DrainCol.DEAL_BUDGET, -1.0)}  # told above so much
TURNOVER, GROWTH, QUOTA = "turnover", "hiring", "a quota"
CONTRACTS, AFTER_WIN = "world.customers.term", "a stage with after_win"
PRICES = "a discount in policy.pricing"
OTHER_SOURCES = "a source of prospecting or of customers"
PROSPECTING, CHOICE = "a prospecting source", "policy.pursuit.sharpness"
LOOKS_ON = "world.awareness.looks_on"
MESSAGE, NURTURE = "a hand-off with message below 1", "world.nurture.built_by"
_MONEY = ("value", "profit", "bookings")  # the most telling first
APPROXIMATE = "median and p90 by bins, within 14 to 25 % of the value at worst (32 s below that)"

METRICS = (
    Metric("bookings", MONEY, HIGHER, "contract value of wins, expansion included"),
    Metric("cost", MONEY, LOWER, "people while they are there, commission, leads, partners, programs, and help bought for deals"),
    Metric("profit", MONEY, HIGHER, "bookings less cost; where contracts are kept, revenue less cost"),
    Metric("cac", MONEY, LOWER, "cost for each win"),
    Metric("pipeline", MONEY, HIGHER, "contract value of new opportunities"),
    Metric("leads", "count", HIGHER, "leads created; by stage: visits to the stage, which a returning lead repeats"),
    Metric("mqls", "count", HIGHER, "leads that were not screened out at the door"),
    Metric("opportunities", "count", HIGHER, "leads that became an opportunity"),
    Metric("wins", "count", HIGHER, "leads won"),
    Metric("losses", "count", LOWER, "leads lost"),
    Metric("no_decisions", "count", LOWER, "leads whose buyer decided nothing"),
    Metric("closed", "count", NEITHER, "leads closed, by how they ended"),
    Metric("open_leads", "count", NEITHER, "leads still alive at the horizon"),
    Metric("win_rate", "share", HIGHER, "wins / opportunities closed, whichever way"),
    Metric("marketing_sourced_share", "share", NEITHER,
           "what came by streams and channels / all; of opportunities, of pipeline value and of wins", OTHER_SOURCES),
    Metric("conversion_<stage>", "share", HIGHER,
           "visits to the stage that advanced / visits that ended in any way, of all sources and segments"),
    Metric("cycle_days", "days", LOWER, f"from a lead's creation to its win; {APPROXIMATE}"),
    Metric("first_touch_hours", "hours", LOWER, f"from a lead's creation to its first session, of those taken; {APPROXIMATE}"),
    Metric("handoff_wait_hours", "hours", LOWER,
           f"from a stage's queue to its first session, of those taken, all sources and segments; {APPROXIMATE}"),
    Metric("sla_met_share", "share", HIGHER, "first sessions begun within the stage's SLA", SLA),
    Metric("leads_never_worked_share", "share", LOWER,
           "leads queued for somebody that nobody took, by their end or the horizon / all that were queued"),
    Metric("leads_recycled", "count", NEITHER, "times a lead was put aside to come back later"),
    Metric("handoff_rejection_rate", "share", LOWER, "leads the receiver rejected / first sessions begun"),
    Metric("requests_asked", "count", NEITHER, "support requests raised by deals", REQUESTS),
    Metric("requests_helped", "count", HIGHER, "requests answered in time to help their deal", REQUESTS),
    Metric("requests_late", "count", LOWER, "requests finished after their deal had moved on", REQUESTS),
    Metric("drain_share", "share", LOWER,
           "hours on requests, referred ones too / hours worked, of roles whose function is marketing", MARKETING),
    Metric("displaced_hours", "hours", LOWER, "hours on requests by people who have standing work", REQUESTS),
    Metric("unplanned_help_hours", "hours", LOWER,
           "hours on requests by people who have standing work, beyond the week's plan (all, if none was planned)", REQUESTS),
    Metric("requests_avoided", "count", HIGHER, "requests that material answered before they were work for anybody", REQUESTS),
    Metric("requests_pressed", "count", LOWER, "requests taken at once because bookings missed their target", TARGET),
    Metric("requests_unfunded", "count", NEITHER, "requests denied because the quarter's money for deals was spent", BUDGET),
    Metric("contested_deals", "count", NEITHER, "leads with a rival in the deal", RIVALS),
    Metric("one_time_asset_share", "share", LOWER, "pieces of help that served one deal only / all that were worked on", REQUESTS),
    Metric("asset_reuse", "times", HIGHER,
           "times the library had it or spared the request / pieces of help worked on", REQUESTS),
    Metric("coverage_<stage>", "share", HIGHER, "share of the stage's material that is there, mean of the weeks", LIBRARY),
    Metric("hours", "hours", NEITHER, "hours worked, set-up included; by role/kind also idle ones"),
    Metric("utilisation_<role>", "share", NEITHER, "hours worked, set-up included / open hours"),
    Metric("people_present", "people", NEITHER, "mean number of people employed", TURNOVER),
    Metric("quits", "count", LOWER, "people who quit", TURNOVER),
    Metric("hires", "count", NEITHER, "people who began in a position that had fallen empty or been opened", TURNOVER),
    Metric("positions_opened", "count", NEITHER, "positions that hiring rules opened", GROWTH),
    Metric("quota_attainment", "share", HIGHER,
           "booked / quota, mean over people and the full quarters they were there for", QUOTA),
    Metric("backlog", "tasks", LOWER, "mean number of tasks waiting, by kind of work"),
    Metric("backlog_<role>", "tasks", LOWER, "mean number of tasks waiting that the role may take; roles may share a queue"),
    Metric("switches_<role>", "count", LOWER, "times somebody took up another kind of work than the one before"),
    Metric("interruptions", "count", LOWER, "sessions interrupted, by kind of work"),
    Metric("prospecting_sessions", "count", NEITHER, "sessions of prospecting finished", PROSPECTING),
    Metric("prospecting_found_share", "share", HIGHER,
           "sessions of prospecting that found a lead / all finished", PROSPECTING),
    Metric("duplicate_touches", "count", LOWER, "calls on an account that somebody else had in hand", PROSPECTING),
    Metric("calls_on_deals", "count", NEITHER, "sessions of prospecting spent on deals in hand", PROSPECTING),
    Metric("looked_on", "count", NEITHER, "buyers who went on looking when nobody had taken up their hand", LOOKS_ON),
    Metric("leads_declined", "count", LOWER,
           "times somebody left a waiting lead in line to look for leads of their own", CHOICE),
    Metric("message_breaks", "count", LOWER,
           "first conversations that did not take up what the campaign promised", MESSAGE),
    Metric("leads_nurtured", "count", NEITHER, "leads that came back nurtured", NURTURE),
    Metric("person_change_share", "share", LOWER, "follow-up sessions taken by another person than the one before"),
    Metric("arr", MONEY, HIGHER, "yearly value of the contracts that stand at the horizon", CONTRACTS),
    Metric("arr_new", MONEY, HIGHER, "yearly value of contracts won from who was no customer", CONTRACTS),
    Metric("arr_expansion", MONEY, HIGHER, "yearly value that customers added to their contracts", CONTRACTS),
    Metric("arr_churned", MONEY, LOWER, "yearly value of contracts that were not renewed", CONTRACTS),
    Metric("revenue", MONEY, HIGHER, "what stood in contracts, earned tick by tick over a year of 365 days", CONTRACTS),
    Metric("logos", "count", HIGHER, "customers at the horizon", CONTRACTS),
    Metric("logos_won", "count", HIGHER, "customers won", CONTRACTS),
    Metric("logos_lost", "count", LOWER, "customers who did not renew", CONTRACTS),
    Metric("logo_churn", "share", LOWER, "customers who did not renew / contracts that came up for renewal", CONTRACTS),
    Metric("grr", "share", HIGHER,
           "of contracts that came up for renewal: value when their term began, of those renewed / of all", CONTRACTS),
    Metric("nrr", "share", HIGHER,
           "of contracts due for renewal: value renewed, with what was added since / value when their term began", CONTRACTS),
    Metric("top5_share", "share", LOWER, "share of the five largest customers in arr", CONTRACTS),
    Metric("hhi", "share", LOWER, "sum of the squared shares of customers in arr: 1 is a single customer", CONTRACTS),
    Metric("cac_payback_months", "months", LOWER, "12 x cost / arr_new: months until new contracts pay for everything", CONTRACTS),
    Metric("onboarded_share", "share", HIGHER, "wins whose work afterwards ended by advancing / all for whom it ended", AFTER_WIN),
    Metric("price_realisation", "share", HIGHER, "bookings / what the wins were worth before discounts", PRICES),
    *LOYALTY_METRICS,
    *WORTH_METRICS,
    *RIVAL_METRICS,
    *CLARITY_METRICS,
    *URGENCY_METRICS,
    *BUYER_METRICS,
    *ROADMAP_METRICS,
    *PLANNING_METRICS,
    *STOCK_METRICS,
)  # fmt: skip

HEADLINE = (
    "bookings",
    "cost",
    "profit",
    "value",
    "leads",
    "opportunities",
    "wins",
    "win_rate",
    "cycle_days",
    "first_touch_hours",
    "handoff_wait_hours",
    "leads_never_worked_share",
    "cac",
    "drain_share",
)


@remembered
def names_in(program: Program) -> dict[str, Metric]:
    """Return every metric of a program by the name it has there."""
    return {name: metric for metric in METRICS for name in _named(metric, program)}


def metric_of(name: str, program: Program) -> Metric:
    """Return the metric of that name. Raises UsageError naming the nearest, or what the scenario lacks for it."""
    known = names_in(program)
    if name in known:
        return known[name]
    for metric in METRICS:
        if metric.name == name:
            raise UsageError(f"{name} needs {metric.needs}, and this scenario has none")
    raise unknown("metric", name, list(known))


def money_metric(programs: Iterable[Program]) -> str:
    """Return what counts in an experiment unless another is named: the most telling metric of money that all programs tell."""
    known = [names_in(program) for program in programs]
    return next(name for name in _MONEY if all(name in each for each in known))


def name_in(key: str, known: Iterable[str]) -> str:
    """Return the metric that a series' key speaks of, if it is a known one: ids may hold dots, so the longest it begins with."""
    bare = key.partition("[")[0].partition(".")[0]
    return max((name for name in known if key.startswith(name)), key=len, default=bare)


def _named(metric: Metric, program: Program) -> list[str]:
    if metric.needs and metric.told is None and not _has(program, metric.needs):
        return []
    return list(metric.named(program))


def unknown(what: str, name: str, known: Sequence[str]) -> UsageError:
    """Return the error for a name nobody knows, with the nearest one that somebody does."""
    near = suggestion(name, known) or f"known are {listing(known, most=40)}"
    return UsageError(f"no {what} is called {name}; {near}")


def marketing_roles(program: Program) -> list[int]:
    """Return the roles that somebody holds first and whose function is marketing."""
    told = present(program)
    return [place for place, _ in ids(told.roles) if told.functions[place] == "marketing"]


def unit_in(metric: Metric, program: Program) -> str:
    """Return a metric's unit, money in the scenario's own currency."""
    if metric.unit != MONEY:
        return metric.unit
    return program.scenario.world.currency if program.scenario is not None else "currency"


_NEEDS: dict[str, Callable[[Program], bool]] = {
    CONTRACTS: lambda program: bool(program.block(Block.CUSTOMER)[0, CustomerCol.TERM] > 0.0),
    AFTER_WIN: lambda program: bool((program.stage_ints[:, StageInt.AFTER_WIN] > 0).any()),
    PRICES: lambda program: bool(
        (program.block(Block.CUSTOMER)[0, [CustomerCol.GIVEN, CustomerCol.GIVEN_AT_QUARTER_END]] > 0.0).any()
        or (program.block(Block.RIVAL)[:, RivalCol.MATCH] > 0.0).any()
    ),
}


def _has(program: Program, need: str) -> bool:
    if need == REQUESTS:
        return any(present(program).requests)
    if need == SLA:
        return bool(program.stages) and _some(program, Block.STAGE, StageCol.SLA, above=0.0)
    if need in _NEEDS:
        return _NEEDS[need](program)
    if need in (TURNOVER, GROWTH, QUOTA):
        teams = program.block(Block.TEAM)
        grows = bool(
            (teams[:, TeamCol.ENVELOPE] > 0.0).any() and (teams[:, TeamCol.TIME_TO_HIRE] > 0.0).any()
        )
        goes = bool((teams[:, TeamCol.TURNOVER] > 0.0).any())
        return {TURNOVER: goes or grows, GROWTH: grows, QUOTA: bool((teams[:, TeamCol.QUOTA] > 0.0).any())}[
            need
        ]
    if need in _IN_DRAIN:
        column, least = _IN_DRAIN[need]
        return float(program.block(Block.DRAIN)[0, column]) > least
    if need == RIVALS:
        return bool((program.block(Block.SEGMENT)[:, SegmentCol.CONTESTED] > 0.0).any())
    if need == LIBRARY:
        return program.library_moves
    if need == OTHER_SOURCES:
        kinds = program.source_ints[:, SourceInt.KIND]
        return bool(((kinds == SourceKind.PROSPECTING) | (kinds == SourceKind.CUSTOMERS)).any())
    if need == PROSPECTING:
        return program.prospecting_source >= 0
    if need == LOOKS_ON:
        return _some(program, Block.RUN, RunCol.LOOKS_ON, above=0.0)
    if need == CHOICE:
        return _some(program, Block.PURSUIT, PursuitCol.SHARPNESS, above=0.0)
    if need == MESSAGE:
        # The holes of the stage table are full of zeros.
        entered = program.stage_ints[:, StageInt.ENTRY_STEP] >= 0
        sales = (program.block(Block.LINK)[:, LinkCol.CARRIES] == Carries.SALES).any()
        said = (program.block(Block.STAGE)[entered, StageCol.MESSAGE] < 1.0).any()
        return bool(said or (sales and program.block(Block.HUB)[0, HubCol.BREAKS] > 0.0))
    if need == NURTURE:
        return program.nurtured_by >= 0
    return bool(marketing_roles(program))


def _some(program: Program, block: Block, column: int, above: float) -> bool:
    """Return whether any row of a block has more than so much in a column."""
    return bool((program.block(block)[:, column] > above).any())
