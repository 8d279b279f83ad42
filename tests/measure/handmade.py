"""Small programs, batches and stories made by hand, so that tests of measuring need no engine and no scenario file.

Two sources (web, events), two segments (smb, enterprise), stages qualify -> close (an opportunity), one request (demo). Ana (sdr)
works the stages around the clock; Bo (marketer) does demos and standing research from 09:00 to 17:00, every day.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from gtmsim.engines.contract import Batch
from gtmsim.measure.money import employed_ticks
from gtmsim.program.blocks import offsets, shapes
from gtmsim.program.layout import (
    Block,
    Close,
    KindFamily,
    Limit,
    Outcome,
    PersonCol,
    PersonInt,
    Phase,
    RequestInt,
    SourceCol,
    SourceInt,
    StageCol,
    StockKind,
    TeamCol,
    TeamTotal,
    TotalBlock,
    What,
)
from gtmsim.program.tables import Ints, Names, Program
from gtmsim.program.totals import totals_of, week_width
from gtmsim.units import NEVER, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_WEEK

HOUR, DAY, WEEK = TICKS_PER_HOUR, TICKS_PER_DAY, TICKS_PER_WEEK
WEB, EVENTS = 0, 1
SMB, ENTERPRISE = 0, 1
QUALIFY, CLOSE = 0, 1  # stages, and kinds
DEMO = 0  # the request
DEMO_KIND, REFERRED, RESEARCH, SETUP = 2, 3, 4, 5
ANA, BO = 0, 1
SDR, MARKETER = 0, 1
FROM_EVENTS = EVENTS << Limit.LEAD_SOURCE_SHIFT  # as a LEAD record says it
KINDS = ("qualify", "close", "demo", "referred", "research", "setup")


def program(weeks: int = 2, warm_up_weeks: int = 0, **changes: Any) -> Program:
    """Return the program; `changes` replace fields of it."""
    families = (
        KindFamily.STAGE,
        KindFamily.STAGE,
        KindFamily.REQUEST,
        KindFamily.REFERRED,
        KindFamily.STANDING,
        KindFamily.SETUP,
    )
    shape = shapes(
        sources=2,
        segments=2,
        stages=2,
        requests=1,
        people=2,
        kinds=len(KINDS),
        branches=0,
        products=0,
        personas=0,
        teams=2,
        attributes=0,
        links=0,
        rivals=0,
        events=0,
    )
    at = offsets(shape)
    params = np.zeros(int(at[-1]))
    days = np.arange(weeks * 7)
    made = Program(
        horizon=weeks * WEEK,
        warm_up=warm_up_weeks * WEEK,
        treated_at=-1,
        material=-1,
        prospected_by=-1,
        nurtured_by=-1,
        territory=-1,
        steps=np.zeros((1, 6), np.int64),
        branches=np.zeros(0, np.int64),
        stage_ints=np.array([[0, 0, 0, 0, 0], [0, 0, 1, 1, 0]], np.int64),
        request_ints=np.zeros((1, len(RequestInt)), np.int64),
        source_ints=np.zeros((2, len(SourceInt)), np.int64),
        segment_accounts=np.zeros(2, np.int64),
        kind_family=np.array(families, np.int64),
        person_ints=np.array([[0, SDR, 0, 0, NEVER, 0, 0], [1, MARKETER, 1, 0, NEVER, 0, 0]], np.int64),
        cell_tick=np.zeros(0, np.int64),
        cell_day=np.zeros(0, np.int64),
        cell_shape=np.zeros(0),
        calendar_first=np.array([0, 1, 1 + len(days)], np.int64),
        interval_start=np.concatenate(([0], days * DAY + 9 * HOUR)),
        interval_end=np.concatenate(([weeks * WEEK], days * DAY + 17 * HOUR)),
        interval_before=np.concatenate(([0], days * 8 * HOUR)),
        quarter_starts=np.array([0, NEVER], np.int64),
        at=at,
        params=params,
        before=np.zeros(0),
        slots=np.zeros(0, np.int64),
        stock_levels=np.zeros(int(StockKind.COUNT), np.int64),
        uncertain=(),
        names=Names(
            segments=("smb", "enterprise"),
            sources=("web", "events"),
            stages=("qualify", "close"),
            requests=("demo",),
            kinds=KINDS,
            roles=("sdr", "marketer"),
            functions=("sales", "marketing"),
            teams=("callers", "marketing"),
            people=("ana", "bo"),
            calendars=("always", "office"),
        ),
    )
    made.block(Block.STAGE)[:, StageCol.SLA] = (2 * HOUR, 0)
    made.block(Block.PRIORITY)[:] = [[2, 1, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0]]
    made.block(Block.STANDING)[BO, RESEARCH] = 0.5
    made.block(Block.PERSON)[:, PersonCol.COST_CENTS] = (0.5, 0.25)
    made.block(Block.TEAM)[:, TeamCol.COST_CENTS] = (0.5, 0.25)
    made.block(Block.SOURCE)[:, SourceCol.COST_CENTS] = (0, 2_000)
    return replace(made, **changes)


def task(source: int, index: int, request: int = 0) -> int:
    """Return the number of an account's lead, or of its n-th request."""
    return ((source << 32) | index) << 16 | request


def story(*rows: tuple[int, int, What, int, int]) -> Ints:
    """Return records told as (tick, entity, what, a, b). Sessions end in the phase DONE, anything else in MATCH."""
    ends = (What.DONE, What.STOOD)
    return np.array(
        [
            (tick, Phase.DONE if what in ends else Phase.MATCH, entity, what, a, b)
            for tick, entity, what, a, b in rows
        ],
        np.int64,
    )


LEAD = task(EVENTS, 3)


def a_win(begin: int = 0) -> list[tuple[int, int, What, int, int]]:
    """A lead of the events, worked by Ana after an hour, in a second session at once, won on the next day."""
    return [
        (begin, LEAD, What.LEAD, FROM_EVENTS | ENTERPRISE, 500_000),
        (begin, LEAD, What.ENTERED, QUALIFY, 0),
        (begin, LEAD, What.QUEUED, QUALIFY, -1),
        (begin + HOUR, LEAD, What.TAKEN, QUALIFY, ANA),
        (begin + 2 * HOUR, LEAD, What.DONE, ANA, HOUR),
        (begin + 2 * HOUR, LEAD, What.LEFT, QUALIFY, Outcome.ADVANCE),
        (begin + 2 * HOUR, LEAD, What.ENTERED, CLOSE, 0),
        (begin + 2 * HOUR, LEAD, What.QUEUED, CLOSE, -1),
        (begin + 2 * HOUR, LEAD, What.TAKEN, CLOSE, ANA),
        (begin + 4 * HOUR, LEAD, What.DONE, ANA, 2 * HOUR),
        (begin + DAY, LEAD, What.LEFT, CLOSE, Outcome.ADVANCE),
        (begin + DAY, LEAD, What.CLOSED, Close.WON, 500_000),
    ]


def total(made: Program, totals: Ints, block: TotalBlock, *place: int) -> int:
    """Return one total of a vector."""
    return int(totals_of(made).block(totals, block)[place])


def batch(made: Program, count: int = 1, *, seed: int = 7, first: int = 0, table: Any = None) -> Batch:
    """Return a batch in which nothing happened but that people were there."""
    empty = Batch(
        program=made,
        engine="handmade",
        seed=seed,
        first=first,
        count=count,
        totals=np.zeros((count, totals_of(made).width), np.int64),
        ledger=np.zeros((made.people, made.kinds), np.int64),
        weekly=np.zeros((made.weeks, week_width(made)), np.int64),
        table=np.zeros((count, 0)) if table is None else np.asarray(table, np.float64),
    )
    present = employed_ticks(made, made.warm_up)
    for person, row in enumerate(made.person_ints.tolist()):
        totals_of(made).block(empty.totals, TotalBlock.TEAM)[
            :, row[PersonInt.TEAM], TeamTotal.PRESENT_TICKS
        ] += present[person]
    return empty


def put(to: Batch, block: TotalBlock, *place: int, values: Any) -> None:
    """Write a total of a batch, one value a replication or one for all."""
    where: tuple[slice | int, ...] = (slice(None), *place)
    totals_of(to.program).block(to.totals, block)[where] = values


def random_batch(made: Program, count: int, *, luck: int = 1, **said: Any) -> Batch:
    """Return a batch of totals that mean nothing but are all there."""
    made_up = batch(made, count, **said)
    draws = np.random.default_rng(luck)
    made_up.totals[:] = draws.integers(1, 1_000_000, made_up.totals.shape)
    made_up.weekly[:] = draws.integers(1, 1_000, made_up.weekly.shape)
    return made_up
