"""What a scenario can look like: small, valid, and biased to what is hard to get right.

Everything is drawn in human units and becomes a scenario by way of its text, so every generated world also passes the loader. Times
come from a few round durations and many leads start together, so that most things happen at the same moment as something else.
"""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from making import drain
from making.buyers import with_committees, with_unclear_roles
from making.customers import with_customers
from making.demand import demand
from making.events import with_events
from making.hub import with_links
from making.needs import with_needs
from making.people import who_come_and_go, who_grow
from making.planning import with_plans
from making.pursuit import pursuing
from making.rivals import with_rivals
from making.roadmap import with_roadmap

from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import loads
from gtmsim.scenario.render import render

Map = dict[str, Any]
MONDAY = date(2027, 1, 4)


def text_of(mapping: Map) -> str:
    """Return the file that says a scenario."""
    return render(mapping)


def program_of(mapping: Map) -> Program:
    """Return the program of a scenario given as plain data."""
    return lower(loads(text_of(mapping)))


# --- numbers ------------------------------------------------------------------------------------------------------------------

TIES = ("1 h", "30 min", "2 h", "1 h", "15 min", "1 s", "0 h")
LONGER = ("4 h", "8 h", "1 day", "2 h")
SHARES = (0, 0.5, 1, 0.5, 0.3)

shares = st.sampled_from(SHARES) | st.just({"uncertain": {"low": 0.2, "high": 0.8}})
spans = st.sampled_from(TIES) | st.just({"uncertain": {"p10": "20 min", "p50": "1 h", "p90": "2 h"}})
longer = st.sampled_from(LONGER)
sessions_of_work = st.sampled_from(TIES) | st.sampled_from(
    [
        {"exponential": "1 h"},
        {"median": "30 min", "sigma": 1},
        {"weibull": "1 h", "shape": 0.7},
        {"fixed": {"uncertain": {"low": "30 min", "high": "2 h"}}},
        {"fixed": "3 days"},
    ]
)
waits = st.sampled_from((*LONGER, *TIES)) | st.sampled_from(
    [
        {"exponential": "6 h"},
        {"weibull": "1 day", "shape": 2},
        {"median": {"uncertain": {"low": "1 h", "high": "1 day"}}, "sigma": 0.5},
    ]
)
sessions = st.sampled_from([1, 1, 2, 3, {"uncertain": {"low": 1, "high": 3}}, 0])
outcomes = st.sampled_from(
    [
        {"advance": 1},
        {"advance": 0.5, "lost": 0.5},
        {"advance": 0.5, "lost": 0.25, "no_decision": 0.25},
        {"advance": {"uncertain": {"low": 0.3, "high": 0.7}}, "no_decision": 0.5},
        {"lost": 1},
    ]
)


@st.composite
def some(
    draw: st.DrawFn, strategy: SearchStrategy[Any], items: list[str], least: int = 0, most: bool = False
) -> Map:
    """Return a map from half of the ids, or from most, in their order."""
    every = st.integers(0, 2 ** len(items) - 1)
    chosen = draw(every) | (draw(every) if most else 0)
    held = [each for bit, each in enumerate(items) if chosen >> bit & 1]
    return {each: draw(strategy) for each in (held if len(held) >= least else items[:least])}


def ids(name: str, *counts: int) -> SearchStrategy[list[str]]:
    """Return lists of ids such as `stage1, stage2`."""
    return st.sampled_from(counts).map(lambda n: [f"{name}{i + 1}" for i in range(n)])


@st.composite
def section(
    draw: st.DrawFn,
    always: dict[str, SearchStrategy[Any]],
    often: dict[str, SearchStrategy[Any]],
    seldom: dict[str, SearchStrategy[Any]],
) -> Map:
    """Return a map with all of the first fields, half of the second and a quarter of the third."""
    chosen, once, twice = (draw(st.integers(0, 2 ** len(fields) - 1)) for fields in (often, seldom, seldom))
    fields = dict(always)
    fields |= {name: field for bit, (name, field) in enumerate(often.items()) if chosen >> bit & 1}
    fields |= {name: field for bit, (name, field) in enumerate(seldom.items()) if once & twice >> bit & 1}
    return {name: draw(field) for name, field in fields.items()}


def one_in(draw: st.DrawFn, many: int) -> bool:
    """Return whether something rather rare is the case."""
    return draw(st.sampled_from(range(many))) == many - 1


@st.composite
def with_holes(draw: st.DrawFn, mapping: Map) -> Map:
    """Return a map with, now and then, an id that was taken away."""
    if not one_in(draw, 5):
        return mapping
    at = draw(st.integers(0, len(mapping)))
    pairs = list(mapping.items())
    return dict([*pairs[:at], (f"gone_{len(mapping)}", None), *pairs[at:]])


# --- the world ----------------------------------------------------------------------------------------------------------------


def segments(names: list[str]) -> SearchStrategy[Map]:
    """Return kinds of account; their accounts are the market of a pool."""
    values = st.sampled_from(["10 kEUR", {"exponential": "5 kEUR"}, {"median": "3 kEUR", "sigma": 1}])
    one = section({"accounts": st.integers(0, 5)}, {"deal_value": values}, {})
    return st.fixed_dictionaries(dict.fromkeys(names, one))


def streams(segment_names: list[str], stages: list[str]) -> SearchStrategy[Map]:
    """Return a source of leads that come by themselves: some at once, some at chosen hours, never many."""
    mix = {each: round(1 / len(segment_names), 9) for each in segment_names}
    return section(
        {
            "mix": st.just(mix),
            "rate": st.sampled_from(["1 per h", "6 per h", "4 per day", "1 per day", 0]),
            "first": st.sampled_from([0, 3, 6, 1]),
            "last": st.integers(6, 14),
            "intent": st.sampled_from([1, 0.5, 0.25, {"uncertain": {"low": 0.1, "high": 0.9}}]),
        },
        {"scoring": shares, "head_start": spans},
        {
            "cost_per_lead": st.just("10 EUR"),
            "starts_at": st.sampled_from(stages),
            "trend": st.sampled_from(["50 %/year", "-20 %/year"]),
            "weekdays": st.just({"mon": 2, "sat": 0, "sun": 0}),
            "hours": st.sampled_from([{0: 0, 9: 1, 10: 0}, {0: 1, 12: 3}]),
            "dispersion": st.sampled_from([1, 3, {"uncertain": {"low": 1, "high": 4}}]),
        },
    )


def pools(stages: list[str]) -> SearchStrategy[Map]:
    """Return a channel to the finite market; `making.demand` adds what else makes a market."""
    return section(
        {
            "kind": st.just("pool"),
            "hand_raise": st.sampled_from([0.9, 0.6]),
            "unprompted": st.sampled_from([0, 0.5, {"uncertain": {"low": 0.1, "high": 0.5}}]),
        },
        {"intent": shares},
        {"scoring": shares, "starts_at": st.sampled_from(stages)},
    )


def stage(later: list[str], requests: list[str]) -> SearchStrategy[Map]:
    """Return a stage; with every option left out it is a plain queue, without work and clock it is empty."""
    ways = [*later, "won"]
    nexts = [*ways, dict.fromkeys(ways[-2:], 0.5)] if later else ways
    asks = st.sampled_from(
        ["6 per day", "2 per day", {"uncertain": {"low": "1 per day", "high": "5 per day"}}]
    )
    return section(
        {"sessions": sessions, "session": sessions_of_work},
        {
            "gap": waits,
            "outcomes": outcomes,
            "requests": some(asks, requests, most=True),
            "without_intent": shares,
        },
        {
            "session_spread": st.just("none"),
            "clock": waits,
            "loss_clock": waits,
            "time_out": longer | st.just({"uncertain": {"low": "2 h", "high": "1 day"}}),
            "patience": waits,
            "decay": st.sampled_from([{"exponent": 0.5, "scale": "1 h"}, {"exponent": 2, "scale": "1 h"}]),
            "next": st.sampled_from(nexts),
            "opportunity": st.booleans(),
        },
    ).map(whole_sessions)


def whole_sessions(said: Map) -> Map:
    """Return a stage whose sessions may be counted exactly: only a number that is known can be."""
    return (
        {**said, "sessions": 2} if "session_spread" in said and isinstance(said["sessions"], dict) else said
    )


def request() -> SearchStrategy[Map]:
    """Return a kind of help."""
    return section(
        {"session": sessions_of_work},
        {
            "sessions": st.sampled_from([1, 2, {"uncertain": {"low": 1, "high": 2}}]),
            "lift": st.sampled_from([0, 1, -1, 20, {"uncertain": {"low": 0, "high": 1}}]),
            "hours_saved": spans,
        },
        {},
    )


# --- the organisation ---------------------------------------------------------------------------------------------------------

ALWAYS = {"week": {"mon-sun": "all day"}}
CALENDARS = (
    ALWAYS,
    ALWAYS,
    {"week": {"mon-fri": "09:00-17:00"}},
    {"week": {"mon-fri": ["00:00-01:00", "02:00-03:00"]}},
    {"week": {"mon-sun": ["00:00-12:00", "12:00-24:00"], "tue": "09:00-10:00"}},
    ALWAYS,
    {"week": {"sat-sun": "10:00-12:00"}},
    {"week": {"mon-fri": "08:00-12:00"}, "holidays": ["2027-01-04", "2027-01-06"]},
)
COMING = (None, "2026-12-01", "2027-01-05", "2027-01-06")
GOING = (None, "2027-01-07", "2027-01-08", "2027-01-12")


def dates() -> SearchStrategy[Map]:
    """Return when somebody comes and goes; most stay."""
    days = st.tuples(st.sampled_from(COMING), st.sampled_from(GOING))
    said = days.map(
        lambda both: {name: day for name, day in zip(("starts", "leaves"), both, strict=True) if day}
    )
    return st.just({}) | said


def role(kinds: list[str]) -> SearchStrategy[Map]:
    """Return what somebody can do; equal priorities are common."""
    weights = st.sampled_from([1, 1, 2, 0, {"uncertain": {"low": 1, "high": 3}}])
    speeds = st.sampled_from([0.5, 2, {"uncertain": {"low": 0.5, "high": 2}}])
    return section({"works": some(weights, kinds, most=True)}, {}, {"speed": some(speeds, kinds)})


@st.composite
def team(draw: st.DrawFn, roles: list[str], calendars: list[str]) -> Map:
    """Return people alike, or nobody, some of them individuals."""
    said: Map = {
        "people": draw(st.sampled_from([1, 2, 1, 3, 0])),
        "roles": draw(some(st.sampled_from([1, 2]), roles, least=1)),
        "calendar": draw(st.sampled_from(calendars)),
        **draw(
            section(
                {},
                {"skill_spread": st.sampled_from([3, 1])},
                {"speed": st.sampled_from([1, 2, {"uncertain": {"low": 0.5, "high": 2}}])},
            )
        ),
    }
    at = said if one_in(draw, 3) else {}
    if said["people"] and one_in(draw, 3):
        skills = st.sampled_from([-3, 3, {"uncertain": {"mean": 0, "sd": 1}}])
        alone = section(
            {}, {"skill": skills}, {"calendar": st.sampled_from(calendars), "speed": st.just(0.5)}
        )
        said["members"] = {"ada": draw(alone)}
        at = said["members"]["ada"]
    at |= draw(dates())
    return said


@st.composite
def organisations(draw: st.DrawFn, kinds: list[str]) -> Map:
    """Return people; the first role of the first team may do whatever nobody else may."""
    calendars = draw(ids("calendar", 1, 2, 3))
    roles = draw(ids("role", 2, 1, 3))
    teams = draw(ids("team", 2, 1, 3))
    said: Map = {
        "calendars": {each: draw(st.sampled_from(CALENDARS)) for each in calendars},
        "roles": {each: draw(role(kinds)) for each in roles},
        "teams": {each: draw(team(roles, calendars)) for each in teams},
    }
    first = said["teams"][teams[0]]
    first["people"] = max(first["people"], 1)
    able = said["roles"][next(iter(first["roles"]))]["works"]
    held = {each for one in said["teams"].values() if one["people"] for each in one["roles"]}
    covered = {kind for each in held for kind, weight in said["roles"][each]["works"].items() if weight}
    able.update({kind: 1 for kind in kinds if kind not in covered})
    spoken_for = {each for one in said["teams"].values() for each in one["roles"]}
    said["roles"] = {each: what for each, what in said["roles"].items() if each in spoken_for}
    return said


# --- policy -------------------------------------------------------------------------------------------------------------------

STANDING = (
    {"programs": 1},
    {"programs": 0.5, "research": 0.5},
    {"care": 0.25, "programs": 0.75},
    {"programs": {"uncertain": {"low": 0.25, "high": 0.75}}, "research": 0.25, "care": 0.25},
)


def handoff() -> SearchStrategy[Map]:
    """Return how work enters and waits in a stage's queue."""
    return section(
        {"recycles": st.sampled_from([1, 0.5, 0])},
        {
            "sla": spans,
            "newest_first": st.sampled_from([0.5, 1]),
            "recycle_after": waits,
            "same_person": st.sampled_from([0, 0.5, 1, 1]),
            "keeps_owner": st.sampled_from([0, 0.5, 1, 1]),
        },
        {
            "score_head_start": st.sampled_from(["4 h", "1 day"]),
            "threshold": st.sampled_from([0.4, 0.6, {"uncertain": {"low": 0, "high": 0.9}}]),
            "rejects_below": st.sampled_from([0.4, 0.6]),
            "reading": shares,
            "attempts": st.integers(1, 4),
        },
    )


INTAKES = (
    {"preempt": 1},
    {"preempt": 0.5, "queue": 0.5},
    {"preempt": 0.2, "queue": 0.2, "refer": 0.2, "self_serve": 0.2, "deny": 0.2},
    {"refer": 1},
    {"self_serve": 0.5, "deny": 0.5},
)


@st.composite
def interrupts(draw: st.DrawFn, queues: list[str], standing: list[str]) -> Map | None:
    """Return which work may interrupt which, without a circle: a kind only interrupts those after it in some order."""
    if one_in(draw, 3):
        return None
    order = draw(st.permutations(queues))
    weights = st.sampled_from([1, 0.5, 1, 0])
    said = {
        kind: draw(some(weights, [*order[at + 1 :], *standing], most=True)) for at, kind in enumerate(order)
    }
    return {kind: victims for kind, victims in said.items() if victims}


@st.composite
def policies(draw: st.DrawFn, stages: list[str], requests: list[str], roles: list[str]) -> Map:
    """Return what the organisation decides."""
    standing = draw(some(st.sampled_from(STANDING), roles))
    kinds = list(dict.fromkeys(kind for each in standing.values() for kind in each))
    said: Map = {
        "standing": standing,
        "handoffs": draw(some(handoff(), stages)),
        "intake": draw(some(st.sampled_from(INTAKES), requests)),
        **draw(
            section(
                {},
                {
                    "standing_session": st.sampled_from(["1 h", "2 h", "5 h"]),
                    "resumption": st.sampled_from(["0 h", "15 min", "1 h", "1 s"]),
                    "assignment": st.sampled_from(
                        [{"idle": 0}, {"idle": 1, "load": 1}, {"idle": 0, "load": 1}, {"idle": 0.5}]
                    ),
                },
                {},
            )
        ),
    }
    relation = draw(interrupts([*stages, *requests, "referred"], kinds))
    return said if relation is None else {**said, "interrupts": relation}


# --- the whole ----------------------------------------------------------------------------------------------------------------

RUNS = (
    {"horizon": "2 days"},
    {"horizon": "4 days"},
    {"horizon": "1 week"},
    {"horizon": "10 days", "warm_up": "1 week"},
    {"horizon": "15 days", "warm_up": "1 week"},
    {"horizon": "15 days"},
    {"horizon": "30 h"},
)


@st.composite
def drawn_freely(draw: st.DrawFn) -> Map:
    """Return a whole scenario as plain data in human units, always valid."""
    segment_names = draw(ids("segment", 1, 2))
    source_names = draw(ids("source", 1, 2))
    stages = draw(ids("stage", 2, 3, 4, 1))
    requests = draw(ids("request", 1, 2, 0))
    world: Map = {
        "segments": draw(segments(segment_names)),
        "sources": {each: draw(streams(segment_names, stages)) for each in source_names},
        "stages": {each: draw(stage(stages[at + 1 :], requests)) for at, each in enumerate(stages)},
        "requests": {each: draw(request()) for each in requests},
    }
    if one_in(draw, 4):
        world["sources"][source_names[0]] = draw(pools(stages))
    organisation = draw(organisations([*stages, *requests, "referred"]))
    policy = draw(policies(stages, requests, list(organisation["roles"])))
    standing = [kind for each in policy["standing"].values() for kind in each]
    world["awareness"] = {
        "built_by": draw(st.sampled_from([*standing, None])),
        "half_life": "2 days",
        "half_saturation": draw(st.sampled_from(["2 h", "20 h"])),
        **draw(st.sampled_from([{}, {"familiarity": 1}, {"looks_on": 0.7}])),
    }
    if one_in(draw, 2):
        draw(drain.woven_in(world, policy))
    for part, names in (
        (world, ("segments", "sources", "stages", "requests")),
        (organisation, ("roles", "teams")),
    ):
        for name in names:
            part[name] = draw(with_holes(part[name]))
    run = {"start": str(MONDAY), **draw(st.sampled_from(RUNS))}
    said = {"gtmsim": 1, "world": world, "organisation": organisation, "policy": policy, "run": run}
    return draw(demand(said))


@st.composite
def specialists(draw: st.DrawFn, said: Map) -> Map:
    """Return the same with somebody who may do everything, others who cannot do one kind, and that kind interrupting the rest.

    What the first is torn away from, the others may be free to take up within the same tick: MATCH must look again.
    """
    world, organisation, policy = said["world"], said["organisation"], said["policy"]
    kinds = [each for part in ("stages", "requests") for each, one in world[part].items() if one is not None]
    special = draw(st.sampled_from(kinds))
    others = [each for each in kinds if each != special]
    weights = st.sampled_from([1, 2])
    organisation["calendars"] = {"always": ALWAYS}
    others_hold = [each for each, what in organisation["roles"].items() if what is not None]
    organisation["roles"] |= {
        "expert": {"works": {each: draw(weights) for each in (*kinds, "referred")}},
        "helper": {"works": {each: draw(weights) for each in others}},
    }
    organisation["teams"] = {
        "experts": {
            "people": draw(st.sampled_from([1, 2])),
            "roles": {"expert": 1},
            "skill_spread": draw(st.sampled_from([0, 3])),
        },
        "helpers": {"people": draw(st.integers(1, 3)), "roles": {"helper": 1}},
        **({"nobody": {"people": 0, "roles": dict.fromkeys(others_hold, 1)}} if others_hold else {}),
    }
    standing = list(dict.fromkeys(kind for each in policy["standing"].values() for kind in each))
    policy["interrupts"] = {special: dict.fromkeys([*others, *standing], 1)}
    return said


@st.composite
def owners_who_leave(draw: st.DrawFn, said: Map) -> Map:
    """Return the same with several sessions kept for their owners, who leave; successors take over what waits for them."""
    for name, one in said["world"]["stages"].items():
        if one is not None:
            one |= {
                "sessions": draw(st.sampled_from([2, 3])),
                "session": draw(st.sampled_from(["1 h", "4 h"])),
            }
            said["policy"]["handoffs"].setdefault(name, {}).update(
                {
                    "same_person": 1,
                    "keeps_owner": draw(st.sampled_from([0, 1])),
                    "newest_first": draw(st.sampled_from([0, 0.5, 1])),
                }
            )
    for one in said["world"]["sources"].values():
        if one is not None and "first" in one:
            one |= {"first": 6, "last": 12}
    organisation = said["organisation"]
    organisation["calendars"]["always"] = ALWAYS
    first = next(one for one in organisation["teams"].values() if one is not None)
    after = {"people": 1, "roles": first["roles"], "calendar": "always", **draw(dates())}
    leaves = draw(st.sampled_from(["2027-01-05", "2027-01-06", "2027-01-12"]))
    first |= {"calendar": "always", "leaves": leaves}
    for other in ("starts", "members"):
        first.pop(other, None)
    organisation["teams"] |= {"successors": after}
    return said


def scenarios() -> SearchStrategy[Map]:
    """Return scenarios: half of them drawn freely, the others brought into a situation that chance seldom makes."""
    freely = drawn_freely()
    situations = freely.flatmap(specialists) | freely.flatmap(pursuing) | freely.flatmap(owners_who_leave)
    ways = freely | situations | freely.flatmap(who_come_and_go) | freely.flatmap(who_grow)
    ways |= ways.flatmap(with_customers).flatmap(with_roadmap)
    decided = ways.flatmap(with_customers).flatmap(with_committees)
    said = ways | ways.flatmap(with_customers) | decided | decided.flatmap(with_events)
    said = said | decided.flatmap(with_needs)
    return (
        said
        | ways.flatmap(with_rivals)
        | ways.flatmap(with_unclear_roles)
        | ways.flatmap(with_links)
        | freely.flatmap(with_plans)
    )


def programs() -> SearchStrategy[Program]:
    """Return programs lowered from generated scenarios."""
    return scenarios().map(program_of)


def seeds() -> SearchStrategy[tuple[int, int]]:
    """Return a seed and a replication, small ones and the widest."""
    return st.tuples(st.integers(0, 3) | st.just(2**63 - 1), st.integers(0, 2))


def day(number: int) -> str:
    """Return the date of a day of the run, the first being 0."""
    return str(MONDAY + timedelta(days=number))
