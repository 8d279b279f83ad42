"""A replication is a pure function of program, seed and its number."""

import numpy as np
import pytest
from hypothesis import given
from metamorphic.worlds import ENGINE, EXAMPLES, records
from strategies import Map, program_of, scenarios, seeds

import gtmsim._rules
from gtmsim.engines.contract import Batch, Engine
from gtmsim.engines.reference import Reference
from gtmsim.program.layout import TotalBlock, WeekCol
from gtmsim.program.totals import totals_of

BUSY: Map = {
    "gtmsim": 1,
    "world": {
        "segments": {"any": {}},
        "sources": {"web": {"rate": "6 per day", "intent": {"uncertain": {"low": 0.3, "high": 0.9}}}},
        "stages": {
            "talk": {
                "sessions": 2,
                "session": {"exponential": "2 h"},
                "outcomes": {"advance": 0.5, "lost": 0.5},
            }
        },
    },
    "organisation": {
        "calendars": {"office": {"week": {"mon-fri": "09:00-17:00"}}},
        "roles": {"rep": {"works": {"talk": 1}}},
        "teams": {"rep": {"people": 2}},
    },
    "run": {"horizon": "2 weeks"},
}


def same(one: Batch, *parts: Batch) -> bool:
    """Return whether some blocks of replications are, together, the same as one."""
    return (
        one.totals.tobytes() == np.vstack([part.totals for part in parts]).tobytes()
        and one.table.tobytes() == np.vstack([part.table for part in parts]).tobytes()
        and np.array_equal(one.ledger, sum(part.ledger for part in parts))
        and np.array_equal(one.weekly, sum(part.weekly for part in parts))
    )


@pytest.mark.parametrize("engine", [ENGINE, Reference(rules=gtmsim._rules)], ids=lambda engine: engine.name)
def test_blocks_of_replications_add_up_wherever_they_are_cut(engine: Engine) -> None:
    @EXAMPLES
    @given(scenarios(), seeds())
    def holds(scenario: Map, seed: tuple[int, int]) -> None:
        program = program_of(scenario)
        cut = 1 + seed[1]
        whole = engine.run(program, seed[0], 2, 4)
        assert same(
            whole, engine.run(program, seed[0], 2, cut), engine.run(program, seed[0], 2 + cut, 4 - cut)
        )

    holds()


@EXAMPLES
@given(scenarios(), seeds())
def test_a_trace_has_the_totals_of_its_replication_in_a_run(scenario: Map, seed: tuple[int, int]) -> None:
    program = program_of(scenario)
    trace = ENGINE.trace(program, *seed)
    assert trace.totals.tobytes() == ENGINE.run(program, seed[0], 0, 3).totals[seed[1]].tobytes()


@EXAMPLES
@given(scenarios(), seeds())
def test_the_same_seed_is_the_same_world(scenario: Map, seed: tuple[int, int]) -> None:
    assert records(scenario, *seed).tobytes() == records(scenario, *seed).tobytes()


def test_other_seeds_and_other_replications_are_other_worlds() -> None:
    worlds = [(seed, replication) for seed in (0, 1, 2**63 - 1) for replication in (0, 1, 2)]
    assert len({records(BUSY, *world).tobytes() for world in worlds}) == len(worlds)


def test_replications_know_nothing_of_each_other() -> None:
    count = 3000
    program = program_of(BUSY)
    batch = ENGINE.run(program, 5, 0, count)
    layout = totals_of(program)
    for total in (
        layout.block(batch.totals, TotalBlock.CELL)[:, 0, 0, 0],
        layout.block(batch.totals, TotalBlock.ROLE_KIND)[:, 0, 0],
    ):
        values = total.astype(float)
        assert values.std() > 0
        lagged = np.corrcoef(values[1:], values[:-1])[0, 1]
        assert abs(lagged) < 4 / np.sqrt(count)  # of independent ones, one in 16,000 is farther off


def test_weeks_are_sums_over_replications() -> None:
    program = program_of(BUSY)
    batch = ENGINE.run(program, 5, 0, 20)
    leads = totals_of(program).block(batch.totals, TotalBlock.CELL)[:, 0, 0, 0]
    assert batch.weekly[:, WeekCol.LEADS].sum() == leads.sum() > 0
