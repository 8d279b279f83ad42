"""Worlds made by hand, read as both of an explanation, and shipped ones that differ in one thing."""

from functools import lru_cache

from measure.handmade import CLOSE, DAY, HOUR, QUALIFY, SMB, WEB, story, task

import gtmsim
from gtmsim.engines.contract import Trace, streamed
from gtmsim.explanation.books import Books, books_of
from gtmsim.explanation.pairs import Pair, pairs
from gtmsim.measure.fold import fold
from gtmsim.program.layout import Close, What
from gtmsim.program.tables import Ints, Program

# What either world is, and what differs in the other: contracts or none, a market or streams, commission, help, events.
WORLDS = {
    "customers": ("scenarios/customers.yaml", "run.horizon=80 weeks", "policy.pricing.discount=12 %"),
    "lender": ("scenarios/lender.yaml", "run.horizon=7 weeks", "organisation.teams.desk_late.people=4"),
    "commission": (
        "scenarios/people_come_and_go.yaml",
        "run={horizon: 40 weeks, warm_up: 8 weeks}",
        "world.stages.propose.outcomes={advance: 0.6, lost: 0.2, no_decision: 0.2}",
    ),
    "events": ("scenarios/key_account_lost.yaml", "run.horizon=110 weeks", "policy.pricing.discount=12 %"),
    "everything": ("preset:mid_market", "run.horizon=70 weeks", "organisation.teams.rep.people=5"),
}


@lru_cache
def programs(world: str) -> tuple[Program, Program]:
    """Return both worlds of a name."""
    file, shared, other = WORLDS[world]
    return gtmsim.lower(gtmsim.load(file, [shared])), gtmsim.lower(gtmsim.load(file, [shared, other]))


@lru_cache
def read(world: str) -> list[Pair]:
    """Return both worlds of a name, read."""
    return list(pairs(*programs(world), seed=3, count=2, jobs=1))


def told(program: Program, records: Ints) -> Books:
    """Return the books of a story told by hand; what an engine would add up is folded from it."""
    totals, ledger, weekly = fold(program, records)
    return books_of(streamed(Trace(program, "hand", 0, 0, records, totals, ledger, weekly, program.params)))


def deals(program: Program, *, leads: int, opportunities: int, wins: int, losses: int, cents: int) -> Books:
    """Return the books of leads by way of the web of which so many became opportunities and were won, or lost, a day apart."""
    rows = [(7 * DAY, 0, What.WEEK, 1, 0)]
    for n in range(leads):
        at, entity = n * HOUR, task(WEB, n)
        rows.append((at, entity, What.LEAD, SMB, cents))
        rows.append((at, entity, What.ENTERED, CLOSE if n < opportunities else QUALIFY, 0))
        if n < wins:
            rows.append((at + DAY, entity, What.CLOSED, Close.WON, cents))
        elif n < wins + losses:
            rows.append((at + DAY, entity, What.CLOSED, Close.LOST, 0))
    return told(program, story(*sorted(rows)))
