"""Any mechanism of the whole organisation may be taken out, and leaves the luck of everything else where it was.

One firm has them all: the mid-market preset, with committees, trust, work that goes astray, loyalty, plans from beliefs, a stream
of leads and an event. Each is switched off in turn. Something must change, or the switch would be dead in this world; and what no
firm decides must not: when accounts look around and stop, who comes by themselves and what they are worth, what the market
needs, how many decide, and which rival a deal meets by chance.
"""

import numpy as np
import pytest
from metamorphic.firm import SEGMENTS, STREAM, WEEKS, traced

from gtmsim.engines.contract import Trace
from gtmsim.program.layout import Limit, RecordCol, StockKind, What
from gtmsim.program.tables import Ints

EFFECTS = (
    "relevance",
    "gate",
    "breaks",
    "backstop",
    "rework",
    "unfiltered",
    "forecast",
    "latency",
    "research",
    "reach",
    "service",
)
OFF: dict[str, tuple[str, ...]] = {
    **{f"hub effect {each}": (f"world.hub.effects.{each}=0",) for each in EFFECTS},
    "hub": ("world.hub.built_by=null",),
    "profile of the buyer": ("world.hub.profile.built_by=null",),
    "training": ("world.hub.training.lift=0",),
    "fit": ("world.needs.fit=0",),
    "misjudged needs": ("world.needs.misjudged=0",),
    "private needs": tuple(f"world.segments.{each}.private=0" for each in SEGMENTS),
    "knowledge": ("world.knowledge.built_by=null",),
    "roadmap": ("world.roadmap.built_by=null",),
    "wishes of customers": ("world.roadmap.asks=0 per year",),
    "promises": ("policy.promises=0",),
    "voice of rivals": ("world.rivalry.voice=0",),
    "copies of rivals": ("world.rivals.giant.copies=0 %/year",),
    "building of rivals": tuple(f"world.rivals.{each}.builds=0 %/year" for each in ("giant", "challenger")),
    "price of a rival": ("world.rivals.challenger.price=1", "world.rivals.challenger.reacts=0 %/year"),
    "intelligence": ("world.rivalry.intelligence.built_by=null",),
    "matching": ("policy.pricing.match=0",),
    "trust of buyers": ("world.trust.lift=0", "world.trust.holds=0"),
    "mutual trust": ("world.trust.mutual=0",),
    "role clarity": ("policy.role_clarity=1",),
    "satisfaction": ("world.loyalty.gamma=0",),
    "advocates": ("world.loyalty.advocates=0",),
    "service": ("world.loyalty.tickets=0 per year",),
    "growth of contracts": ("world.loyalty.growth_spread=0",),
    "uplift": ("policy.pricing.uplift=0",),
    "cross-sell": ("policy.cross_sell=0",),
    "misreading": ("world.reporting.noise=0",),
    "bias": ("world.reporting.bias=0",),
    "voice of marketing": ("world.reporting.voice=0",),
    "adapting": ("policy.planning.adapt=0",),
    "goals": ("policy.planning.goal=0",),
    "hurdle": ("policy.planning.hurdle=0",),
    "reserve": ("policy.planning.reserve=0 EUR",),
    "budget renewal": ("policy.planning.budget_floor=1",),
    "scorecard": ("policy.planning.steer=0",),
    "nurture": ("world.nurture.built_by=null",),
    "library": ("world.library.lift=0",),
    "care": ("world.customers.care=0",),
    "urgency": tuple(f"world.segments.{each}.urgent=1" for each in SEGMENTS),
    "what is known at the start": ("world.knowledge.at_start=0",),
    "blurred aim": ("world.knowledge.resolution=0",),
    "experience that goes stale": ("world.stale_skill=0",),
    "learning of the firm": ("world.products.platform.learning=0",),
    "specialists": ("policy.specialists=0",),
    "what specialists know": ("organisation.teams.rep.knows={core: 0}",),
    "event": ("events.trouble.reorganises=null", "events.trouble.world={}"),
}
COMMITTEES_OFF = ("world.committee.size=1",)
NO_CALLS = (
    "policy.pursuit.own_deals=0"  # sellers call on deals in hand because there is somebody left to meet
)
DRIFT_OFF = tuple(f"world.segments.{each}.drift=0" for each in SEGMENTS)


def told(trace: Trace, *what: What) -> Ints:
    """Return the records of some kinds."""
    rows: Ints = trace.records[np.isin(trace.records[:, RecordCol.WHAT], what)]
    return rows


def calendar_of_the_world(trace: Trace) -> bytes:
    """Return what happens whatever the firm does: episodes, opening hours, who comes by themselves, and its first customers."""
    leads = told(trace, What.LEAD)
    stream = trace.program.names.sources.index(STREAM)
    rows: Ints = np.concatenate(
        [
            told(trace, What.OPENED, What.SHUT, What.SHIFT, What.CUSTOMER_FROM_START),
            leads[leads[:, RecordCol.A] >> Limit.LEAD_SOURCE_SHIFT == stream],
        ]
    )
    return rows.tobytes()


def needs(trace: Trace) -> bytes:
    """Return what the market truly needs, Monday by Monday."""
    first = trace.program.stock_first[StockKind.NEED]
    rows = told(trace, What.STOCK)
    at = rows[:, RecordCol.ENTITY]
    mine = (at >= first) & (at < first + trace.program.stock_levels[StockKind.NEED])
    found: Ints = rows[mine]
    assert len(found) == WEEKS * len(trace.program.names.attributes)
    return found.tobytes()


Said = dict[tuple[int, ...], int]


def by_deal(trace: Trace, what: What, column: RecordCol) -> Said:
    """Return what the first record of a kind says of each deal: a task, its episode, its channel and segment, and its product.

    The product is a part of it: what a customer is offered next depends on what it has, and a dearer product has more deciders.
    A rival whose customer the account became meanwhile is in its deals by right, not by chance, and is left out.
    """
    found: Said = {}
    episode: dict[int, int] = {}
    origin: dict[int, tuple[int, ...]] = {}
    deal: dict[int, tuple[int, ...]] = {}
    for row in told(trace, What.OPENED, What.LEAD, What.OFFERED, what).tolist():
        task, a = row[RecordCol.ENTITY], row[RecordCol.A]
        if row[RecordCol.WHAT] == What.OPENED:
            episode[task] = a
        if row[RecordCol.WHAT] == What.LEAD:
            origin[task] = (task, episode.get(task, 0), a)
        if row[RecordCol.WHAT] == What.OFFERED:
            deal[task] = (*origin[task], a)
        if row[RecordCol.WHAT] == what and not (what == What.RIVAL_MET and row[RecordCol.B]):
            found.setdefault(deal[task], row[column])
    return found


def assert_nothing_differs(one: Said, other: Said) -> None:
    """Demand that what two stories both tell of a deal is the same, and that they share many deals."""
    both = one.keys() & other.keys()
    assert len(both) > 50
    assert {deal: (one[deal], other[deal]) for deal in both if one[deal] != other[deal]} == {}


def assert_same_luck(one: Trace, other: Trace, *, needs_too: bool = True, deciders_too: bool = True) -> None:
    """Demand that two firms met the same world, whatever they made of it."""
    assert one.records.tobytes() != other.records.tobytes(), "the switch does nothing here"
    assert calendar_of_the_world(one) == calendar_of_the_world(other)
    assert not needs_too or needs(one) == needs(other)
    facts = [(What.OFFERED, RecordCol.B), (What.RIVAL_MET, RecordCol.A), (What.COMMITTEE, RecordCol.A)]
    for what, column in facts if deciders_too else facts[:-1]:
        assert_nothing_differs(by_deal(one, what, column), by_deal(other, what, column))


@pytest.mark.parametrize("mechanism", OFF)
def test_a_mechanism_that_is_taken_out_leaves_the_luck_of_all_others(mechanism: str) -> None:
    assert_same_luck(traced(), traced(*OFF[mechanism]))


def test_single_buyers_live_by_the_same_calendar_and_meet_the_same_rivals() -> None:
    assert_same_luck(traced(), traced(*COMMITTEES_OFF), deciders_too=False)


def test_needs_that_stand_still_leave_accounts_and_their_worth_as_they_were() -> None:
    assert_same_luck(traced(), traced(*DRIFT_OFF), needs_too=False)


# A mechanism that is at work and worth nothing: all but its own records is as without it.
# Where functions read alike they also misread alike, and limits on discounts hold as far as links do: both are out of the way.
UNHEARD = (
    "world.reporting.noise=0",
    "policy.pricing.limit=1",
    *(f"world.hub.effects.{each}=0" for each in EFFECTS),
)
WORTH_NOTHING: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[What, ...]]] = {
    "a committee nobody need know": (
        ("world.committee={thread: 0, unmet: 0, holds: 0, grows: 0}", NO_CALLS),
        (*COMMITTEES_OFF, NO_CALLS),
        (What.COMMITTEE, What.MET),
    ),
    "links that carry nothing": (UNHEARD, (*UNHEARD, "world.hub.at_start=0"), ()),
    "training worth nothing": (
        ("world.hub.training.lift=0",),
        ("world.hub.training={lift: 0, half_life: 2 weeks}",),
        (),
    ),
    "satisfaction that matters to nobody": (
        ("world.loyalty={gamma: 0, advocates: 0}",),
        ("world.loyalty={gamma: 0, advocates: 0, fit: 0, care: 0, trust: 0, overdue: 0, service: 0}",),
        (),
    ),
    "buyers' trust that matters to nobody": (
        ("world.trust={lift: 0, holds: 0}", "world.loyalty.trust=0"),
        ("world.trust={lift: 0, holds: 0, care: 0.5, research: 0.5}", "world.loyalty.trust=0"),
        (),
    ),
}


@pytest.mark.parametrize("mechanism", WORTH_NOTHING)
def test_a_mechanism_that_is_worth_nothing_changes_nothing_but_what_is_told_of_itself(mechanism: str) -> None:
    idle, absent, own = WORTH_NOTHING[mechanism]
    one, other = (
        trace.records[~np.isin(trace.records[:, RecordCol.WHAT], (What.STOCK, *own))]
        for trace in (traced(*idle), traced(*absent))
    )
    assert len(one) > 10_000
    assert one.tobytes() == other.tobytes()
