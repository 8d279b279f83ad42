"""A whole firm, every mechanism at work and each acting on the others, is the same story in both engines."""

import pytest
from metamorphic.firm import SMALL, firm
from parity.story import assert_same_story

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.reference import Reference


@pytest.mark.parametrize("replication", range(2))
def test_both_engines_tell_the_same_story_of_a_whole_firm(replication: int) -> None:
    program = firm(*SMALL, "run.horizon=32 weeks", "run.warm_up=4 weeks")
    trace = assert_same_story(program, 5, replication, Reference(rules=gtmsim._rules), select("core"))
    assert len(trace.records) > 10_000
