"""The floor: an M/M/1 queue as a scenario against the same queue written by hand, customer by customer."""

from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.asked import Asked
from benchmarks.building import loop
from benchmarks.race import Differs, Lap, ns, race, times, told
from benchmarks.worlds import SEED, events_of, queue
from gtmsim.engines import select
from gtmsim.engines.contract import Batch
from gtmsim.engines.reference import Reference
from gtmsim.measure.intervals import mean_interval
from gtmsim.program.layout import (
    Block,
    CellTotal,
    KindTotal,
    Purpose,
    SourceCol,
    StageCol,
    StageTotal,
    TotalBlock,
)
from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.program.totals import totals_of
from gtmsim.units import TICKS_PER_HOUR

# Replications of a lap: the core is busy for about a second.
A_LAP = 4
# What the reference does of it: as many weeks as take it a second.
REFERENCE_WEEKS = 5


@dataclass(frozen=True)
class Queue:
    """The numbers of an M/M/1 program that the hand-written loop needs, as the core uses them."""

    hazard: float  # arrivals per tick
    mean_ticks: float  # of a session
    horizon: int

    @property
    def busy(self) -> float:
        """Which share of the time the server works: rho."""
        return self.hazard * self.mean_ticks

    @property
    def wait_ticks(self) -> float:
        """Mean wait in line, of all who come: rho / (mu - lambda)."""
        return self.busy / (1.0 / self.mean_ticks - self.hazard)

    @property
    def in_line(self) -> float:
        """Mean number in line: rho^2 / (1 - rho), which by Little's law is the arrival rate times the mean wait."""
        return self.busy**2 / (1.0 - self.busy)

    def customers(self, module: ModuleType, first: int, count: int) -> Ints:
        """Let the loop serve them: replication x (came, taken, served, ticks waited)."""
        addressed = int(Purpose.ARRIVAL_GAP), int(Purpose.SESSION)
        table: Ints = module.mm1(SEED, first, count, self.hazard, self.mean_ticks, self.horizon, *addressed)
        return table


def queue_of(program: Program) -> Queue:
    """Return the queue that a program of one source, one stage and one person is."""
    rate = float(program.block(Block.SOURCE)[0, SourceCol.RATE]) * float(program.cell_shape[0])
    mean = float(program.block(Block.STAGE)[0, StageCol.SESSION + 1])
    return Queue(rate, mean, program.horizon)


def customers_of(batch: Batch) -> Ints:
    """Return what the loop returns, from what an engine counted."""
    totals = totals_of(batch.program)
    stage = totals.block(batch.totals, TotalBlock.STAGE)[:, 0]
    came = totals.block(batch.totals, TotalBlock.CELL)[:, 0, 0, CellTotal.LEADS]
    done = totals.block(batch.totals, TotalBlock.KIND)[:, 0, KindTotal.DONE]
    return np.stack(
        [came, stage[:, StageTotal.FIRST_TAKEN], done, stage[:, StageTotal.FIRST_WAIT_TICKS]], axis=1
    )


def same_customers(batch: Batch, by_hand: Ints) -> None:
    """Raise `Differs` unless the loop met the same customers as an engine: who came, was served, and waited, to the tick."""
    engine = customers_of(batch)
    if not np.array_equal(engine, by_hand):
        words = "came, taken, served, ticks waited"
        raise Differs(
            f"mm1: ({words}) are {engine.tolist()} in the {batch.engine}, {by_hand.tolist()} in the loop"
        )


class Floor:
    """The core and the loop on the same replications, lap by lap."""

    def __init__(self, program: Program, module: ModuleType) -> None:
        self.program, self.module = program, module
        self.queue = queue_of(program)
        self.core = select("core")
        self.batches: dict[int, Batch] = {}
        self.by_hand: dict[int, Ints] = {}

    def by_core(self, n: int) -> list[int]:
        """Serve the customers of lap n by the core; return how many came in each replication."""
        self.batches[n] = self.core.run(self.program, SEED, n * A_LAP, A_LAP)
        return _came(customers_of(self.batches[n]))

    def by_loop(self, n: int) -> list[int]:
        """Serve the same customers by hand."""
        self.by_hand[n] = self.queue.customers(self.module, n * A_LAP, A_LAP)
        return _came(self.by_hand[n])


def measured(asked: Asked) -> dict[str, Any]:
    """Return what a customer costs in the core and by hand, with theory beside what was observed. Raises `Differs`, `Missing`."""
    program = queue()
    floor = Floor(program, loop())
    laps = race({"core": floor.by_core, "loop": floor.by_loop}, asked.laps, warmed=("core", "loop"))
    for n, batch in floor.batches.items():
        same_customers(batch, floor.by_hand[n])
    first = events_of(floor.batches[0])
    asked.expected.agree("mm1", program, {"core": [Lap(first, 0.0, 0.0)]})
    return {
        "mm1_ns_per_customer": round(ns(laps["core"]), 1),
        "mm1_loop_ns_per_customer": round(ns(laps["loop"]), 1),
        "mm1_over_loop": round(times(laps["core"], laps["loop"]), 2),
        "mm1": {
            "digest": program.digest,
            "core": told(laps["core"], "customer"),
            "loop": told(laps["loop"], "customer"),
            "reference": _reference(asked),
            "theory": _theory(floor),
        },
    }


def _reference(asked: Asked) -> dict[str, Any]:
    """Return the rate of the reference on a shorter queue, in which all three meet the same customers."""
    program = queue(REFERENCE_WEEKS)
    batches: list[Batch] = []

    def reference(_: int) -> list[int]:
        batches.append(Reference().run(program, SEED, 0, 1))
        return events_of(batches[-1])

    laps = race({"reference": reference}, 1 if asked.quick else 3)
    by_core = select("core").run(program, SEED, 0, 1)
    for batch in (by_core, *batches):
        same_customers(batch, queue_of(program).customers(loop(), 0, 1))
    laps["core"] = [Lap(events_of(by_core), 0.0, 0.0)]
    asked.expected.agree("mm1_short", program, laps)
    customers = _came(customers_of(by_core))[0]
    seconds = ns(laps["reference"]) * sum(laps["reference"][0].done)
    return {
        "weeks": REFERENCE_WEEKS,
        "customers": customers,
        "ns_per_customer": round(seconds / customers, 1),
    }


def _theory(floor: Floor) -> dict[str, Any]:
    """Return the mean wait and the mean number in line beside what the formulas say, over all replications that were run."""
    queue, totals = floor.queue, totals_of(floor.program)
    seen = np.concatenate([floor.by_hand[n] for n in sorted(floor.by_hand)])
    kinds = [totals.block(floor.batches[n].totals, TotalBlock.KIND)[:, 0] for n in sorted(floor.batches)]
    in_line = np.concatenate(kinds)[:, KindTotal.QUEUE_TICKS] / queue.horizon
    return {
        "replications": len(seen),
        "busy_share": queue.busy,
        "wait_hours": _beside(queue.wait_ticks / TICKS_PER_HOUR, seen[:, 3] / seen[:, 1] / TICKS_PER_HOUR),
        "number_in_line": _beside(queue.in_line, in_line),
    }


def _beside(theory: float, seen: Floats) -> dict[str, Any]:
    told = mean_interval(seen)
    return {
        "theory": round(theory, 5),
        "observed": round(told.mean, 5),
        "interval_95": [round(told.low, 5), round(told.high, 5)],
        "covers": bool(told.low <= theory <= told.high),
    }


def _came(table: Ints) -> list[int]:
    return [int(each) for each in table[:, 0]]
