"""Both engines tell the same story of every scenario that we ship, and runs are sums of such stories."""

from pathlib import Path

import numpy as np
import pytest
from parity.early import cut
from parity.story import assert_same_story

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.reference import Reference
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import load
from gtmsim.scenario.files import presets
from gtmsim.units import TICKS_PER_WEEK

SHIPPED = sorted(presets().values())
LONG_ENOUGH = 4  # weeks: the reference takes its time
REFERENCE = Reference(rules=gtmsim._rules)
CORE = select("core")

every_scenario = pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)


def month(file: Path) -> Program:
    """Return a shipped scenario's program, cut to a month if it is longer."""
    program = lower(load(file))
    if program.horizon <= LONG_ENOUGH * TICKS_PER_WEEK:
        return program
    return lower(cut(file, LONG_ENOUGH, 1))


def test_there_are_scenarios_to_compare() -> None:
    assert len(SHIPPED) > 5


@every_scenario
def test_both_engines_tell_the_same_story_of_every_shipped_scenario(file: Path) -> None:
    trace = assert_same_story(month(file), 7, 3, REFERENCE, CORE)
    assert len(trace.records) > 100


@pytest.mark.slow
def test_they_still_do_after_a_whole_run() -> None:
    program = lower(load(SHIPPED[0].with_name("interruptions.yaml")))
    assert_same_story(program, 11, 0, Reference(), CORE)


@every_scenario
def test_a_run_is_the_sum_of_its_stories(file: Path) -> None:
    program = month(file)
    batch = CORE.run(program, 7, 2, 3)
    traces = [CORE.trace(program, 7, replication) for replication in (2, 3, 4)]
    assert batch.totals.tolist() == [trace.totals.tolist() for trace in traces]
    assert np.array_equal(batch.ledger, sum(trace.ledger for trace in traces))
    assert np.array_equal(batch.weekly, sum(trace.weekly for trace in traces))
