"""A switch that is off is off, in whatever way it is said to be off; and luck does not depend on who works."""

from copy import deepcopy

import numpy as np
import pytest
from hypothesis import given
from metamorphic.worlds import EXAMPLES, but, records, there
from strategies import ALWAYS, Map, drawn_freely, scenarios

from gtmsim.program.layout import RecordCol, What

# The program must ask every time, and the answer is always no.
NOTHING: Map = {"uncertain": {"low": 0, "high": 0}}
NO_TIME: Map = {"uncertain": {"low": "0 h", "high": "0 h"}}
STAGE_SWITCHES = {
    "interest that never fades": ("decay", {"exponent": NOTHING, "scale": "1 h"}),
    "patience that never ends": ("patience", "900 years"),
    "a time-out that never comes": ("time_out", "900 years"),
}
HANDOFF_SWITCHES = {
    "a threshold that lets everybody pass": ("threshold", NOTHING),
    "a receiver who rejects nobody": ("rejects_below", NOTHING),
    "nobody coming back": ("recycles", NOTHING),
    "no head start for good scores": (
        "score_head_start",
        NO_TIME,
    ),
}


@pytest.mark.parametrize("switch", STAGE_SWITCHES)
def test_a_stage_knows_no_difference_between_off_and_never(switch: str) -> None:
    name, never = STAGE_SWITCHES[switch]

    @EXAMPLES
    @given(scenarios())
    def holds(scenario: Map) -> None:
        off, on = deepcopy(scenario), deepcopy(scenario)
        for stage in there(off["world"]["stages"]).values():
            stage.pop(name, None)
        for stage in there(on["world"]["stages"]).values():
            stage[name] = never
        assert records(on).tobytes() == records(off).tobytes()

    holds()


@pytest.mark.parametrize("switch", HANDOFF_SWITCHES)
def test_a_hand_off_knows_no_difference_between_off_and_never(switch: str) -> None:
    name, never = HANDOFF_SWITCHES[switch]

    @EXAMPLES
    @given(scenarios())
    def holds(scenario: Map) -> None:
        off, on = deepcopy(scenario), deepcopy(scenario)
        for stage in there(scenario["world"]["stages"]):
            off["policy"]["handoffs"].setdefault(stage, {}).pop(name, None)
            on["policy"]["handoffs"].setdefault(stage, {})[name] = never
        assert records(on).tobytes() == records(off).tobytes()

    holds()


@EXAMPLES
@given(scenarios())
def test_interrupting_with_weight_nothing_is_interrupting_nothing(scenario: Map) -> None:
    kinds = [each for part in ("stages", "requests") for each in there(scenario["world"][part])]
    never = {kind: dict.fromkeys(kinds[at + 1 :], 0) for at, kind in enumerate(kinds)}
    assert (
        records(but(scenario, policy__interrupts=never)).tobytes()
        == records(but(scenario, policy__interrupts={})).tobytes()
    )


@EXAMPLES
@given(scenarios())
def test_set_up_costs_nothing_where_nothing_is_interrupted(scenario: Map) -> None:
    calm = but(scenario, policy__interrupts={})
    for team in there(calm["organisation"]["teams"]).values():
        for name in ("starts", "leaves", "members", "turnover"):
            team.pop(name, None)
    dear = but(calm, policy__resumption="5 h")
    assert records(dear).tobytes() == records(but(calm, policy__resumption="0 h")).tobytes()


# Nobody gives up and nothing fades, so who works when can change the moment of every outcome, and no outcome.
LASTING: Map = {
    "gtmsim": 1,
    "world": {
        "segments": {"any": {}},
        "sources": {"web": {"rate": "6 per day", "last": 40, "intent": 0.7}},
        "stages": {
            "talk": {
                "sessions": 2,
                "session": "1 h",
                "outcomes": {"advance": 0.6, "lost": 0.4},
                "requests": {"demo": "1 per day"},
            },
            "write": {
                "session": {"exponential": "2 h"},
                "clock": {"exponential": "2 days"},
                "outcomes": {"advance": 0.5, "no_decision": 0.5},
            },
        },
        "requests": {"demo": {"session": "2 h", "lift": 0, "hours_saved": 0}},
    },
    "organisation": {
        "calendars": {"always": ALWAYS},
        "roles": {"rep": {"works": {"talk": 1, "write": 2}}, "expert": {"works": {"demo": 1}}},
        "teams": {"rep": {"people": 2}, "expert": {"people": 1}},
    },
    "run": {"horizon": "20 weeks"},
}


def outcomes(scenario: Map, seed: int) -> dict[int, list[tuple[int, int]]]:
    """Return how every lead left its stages."""
    left: dict[int, list[tuple[int, int]]] = {}
    rows = records(scenario, seed)
    for row in rows[rows[:, RecordCol.WHAT] == What.LEFT].tolist():
        left.setdefault(row[RecordCol.ENTITY], []).append((row[RecordCol.A], row[RecordCol.B]))
    return left


@pytest.mark.mechanism("D17", switch="world.requests.*.lift")
@pytest.mark.parametrize("seed", range(5))
def test_help_that_lifts_nothing_changes_no_outcome(seed: int) -> None:
    without = deepcopy(LASTING)
    del without["world"]["stages"]["talk"]["requests"]
    told = outcomes(LASTING, seed)
    assert len(told) == 40
    assert told == outcomes(without, seed)


@pytest.mark.parametrize("seed", range(5))
def test_more_people_change_when_and_not_whether(seed: int) -> None:
    crowd = but(LASTING, organisation__teams__rep__people=9)
    assert outcomes(crowd, seed) == outcomes(LASTING, seed)
    assert not np.array_equal(records(crowd, seed), records(LASTING, seed))


@pytest.mark.mechanism("D17", switch="world.requests.*.lift")
@pytest.mark.parametrize("seed", range(5))
def test_help_that_lifts_only_ever_turns_losses_into_advances(seed: int) -> None:
    helped = but(LASTING, world__requests__demo__lift=2)
    plain, better = (
        {entity: left[0][1] for entity, left in outcomes(each, seed).items()} for each in (LASTING, helped)
    )
    changed = [(plain[entity], better[entity]) for entity in plain if plain[entity] != better[entity]]
    assert set(changed) <= {(1, 0)}


@EXAMPLES
@given(drawn_freely())
def test_skill_nobody_has_is_no_skill(scenario: Map) -> None:
    plain, equal = deepcopy(scenario), deepcopy(scenario)
    for changed, spread in ((plain, None), (equal, NOTHING)):
        for team in there(changed["organisation"]["teams"]).values():
            team.pop("skill_spread", None)
            if spread is not None:
                team["skill_spread"] = spread
    assert records(equal).tobytes() == records(plain).tobytes()
