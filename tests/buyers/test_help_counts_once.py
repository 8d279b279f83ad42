"""Help lifts a deal once: of all that a stage brings, what moves it most."""

import pytest

from gtmsim.engines import select
from gtmsim.measure.metrics import measured
from gtmsim.program.lower import lower
from gtmsim.program.rules import helped_lift
from gtmsim.scenario import loads

WORLD = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {list: {rate: 0 per week, first: 2000, intent: 1}}
  stages:
    talk: {sessions: 0, clock: {fixed: 20 days}, outcomes: {advance: 0.5, lost: 0.5}, requests: {demo: 1 per day}}
  requests: {demo: {session: 1 s, lift: 1}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {marketer: {works: {demo: 1}}}
  teams: {marketer: {people: 5}}
run: {horizon: 4 weeks}
"""


def won(*overrides: str) -> float:
    batch = select("core").run(lower(loads(WORLD, "once.yaml", overrides)), 7, 0, 1)
    [series] = [each for each in measured(batch, ["wins"]) if each.key == "wins"]
    return float(series.values[0]) / 2000


def test_twenty_demos_are_worth_one() -> None:
    assert won() == pytest.approx(0.731, abs=0.03)  # half, one logit up
    assert won("world.stages.talk.requests.demo=3 per day") == won()


@pytest.mark.parametrize(("lifts", "counts"), [([0.5, 0.2], 0.5), ([0.2, 0.5], 0.5), ([0.5, -0.7], -0.7)])
def test_the_help_that_moves_a_deal_most_counts(lifts: list[float], counts: float) -> None:
    lift = 0.0
    for each in lifts:
        lift = helped_lift(lift, each)
    assert lift == counts
