"""How coherence is built and lost: against the solved equation, with a hub and without one, after a loss."""

from math import log

import numpy as np
import pytest
from hub.office import LINKS, stood, value
from theory.estimates import right_and_5_percent_off

from gtmsim.program.layout import StockKind

MEETINGS = "policy.standing.manager={align: 0, meet: 1, program: 0}"
NOBODY = "policy.standing.manager={align: 0, meet: 0, program: 1}"
THREE = "world.links.four=null"
EIGHT = "world.links={five: {}, six: {}, seven: {}, eight: {}}"


@pytest.mark.theory
@right_and_5_percent_off
@pytest.mark.mechanism(["D4", "D13"], switch="world.hub.built_by", shown="hub.yaml")
def test_coherence_settles_where_what_is_built_is_what_is_forgotten(off: float, holds: bool) -> None:
    pace = 168 / 4 / (20 * off)
    settled = stood(LINKS, "world.hub.half_aligned=20 h")[-1]
    assert (settled == pytest.approx(pace / (1 + pace), rel=2e-3)) == holds


@pytest.mark.theory
@right_and_5_percent_off
def test_coherence_nears_that_level_at_the_pace_of_both(off: float, holds: bool) -> None:
    told = stood(LINKS, f"world.hub.half_life={4 * off} weeks", "world.hub.at_start=0")
    solved = 0.5 * (1 - np.exp(-log(2) / 4 * 2 * np.arange(104)))
    assert np.allclose(told[:20], solved[:20], atol=2e-3) == holds


@pytest.mark.theory
@right_and_5_percent_off
def test_coherence_is_half_lost_in_its_half_life_when_nobody_aligns(off: float, holds: bool) -> None:
    told = stood(LINKS, NOBODY, "world.hub.at_start=0.9")
    assert np.allclose(told[:40], 0.9 * np.exp(-log(2) / (4 * off) * np.arange(40)), atol=1e-5) == holds


@pytest.mark.theory
@pytest.mark.mechanism("A5", switch="world.hub.met_by", shown="hub.yaml")
def test_without_a_hub_eight_functions_need_three_and_a_half_times_the_hours_three_the_same() -> None:
    for count, links in ((3, [THREE]), (4, []), (8, [EIGHT])):
        pairs = count * (count - 1) / 2
        hub = value(LINKS, "coherence", *links, "world.hub.half_aligned=28 h")
        met = value(LINKS, "coherence", *links, MEETINGS, "world.hub.half_aligned=28 h")
        enough = value(LINKS, "coherence", *links, MEETINGS, f"world.hub.half_aligned={28 * count / pairs} h")
        assert enough == pytest.approx(hub, rel=1e-4), "so many times the hours do what the hub does"
        assert (met == pytest.approx(hub, rel=1e-4)) == (count == 3)
        assert met <= hub * (1 + 1e-4)


@pytest.mark.mechanism("B2", switch="policy.standing", shown="hub.yaml")
def test_alignment_is_paid_in_hours_that_something_else_would_have_had() -> None:
    half = "policy.standing.manager={align: 0.5, meet: 0, program: 0.5}"
    hours = [value(LINKS, f"hours[kind={kind}]", half, runs=1) for kind in ("align", "program")]
    assert hours[0] == pytest.approx(hours[1], rel=1e-2)
    assert value(LINKS, "coherence", half) < value(LINKS, "coherence")
    assert value(LINKS, "coherence", NOBODY) < value(LINKS, "coherence", half)


def test_policy_says_which_links_get_the_hours_else_their_weights_do() -> None:
    told = ("world.links.one.weight=3", "policy.links={one: 0.1, two: 0.9, three: 0, four: 0}")
    assert stood(LINKS, *told)[-1] == pytest.approx(
        (3 * 0.1 * 4 / (1 + 0.1 * 4) + 0.9 * 4 / (1 + 0.9 * 4)) / 6, rel=5e-3
    )
    even, heavy = value(LINKS, "link_coherence[link=one]"), "world.links.one.weight=3"
    assert value(LINKS, "link_coherence[link=one]", heavy) > even
    assert value(LINKS, "link_coherence[link=two]", heavy) < even


@pytest.mark.theory
@right_and_5_percent_off
@pytest.mark.mechanism("E2", switch="policy.face_to_face", shown="hub.yaml")
def test_an_hour_in_person_does_more_and_costs_its_way(off: float, holds: bool) -> None:
    talk = (1 + 0.5 * (2.5 * off - 1)) / (1 + 0.5 * 0.4)
    told = ("policy.face_to_face=0.5", "world.hub.richness=2.5", "world.hub.travel=0.4")
    assert (stood(LINKS, *told)[-1] == pytest.approx(talk / (1 + talk), rel=2e-3)) == holds
    far = ("policy.face_to_face=0.5", "world.hub.richness=1.2", "world.hub.travel=2")
    assert stood(LINKS, *far)[-1] < stood(LINKS)[-1], "where ways are long, meeting is a bad bargain"


WEAK = ("world.hub.half_aligned=20 h", "world.hub.half_life=8 weeks", "run.horizon=156 weeks")
LOST_AND_BACK = (
    "events.lost={at: 52 weeks, policy: {standing: {manager: {align: 0, meet: 0, program: 1}}}}",
    "events.back={at: 65 weeks, policy: {standing: {manager: {align: 1, meet: 0, program: 0}}}}",
)


@pytest.mark.mechanism("D2", switch="world.hub.slow", shown="hub.yaml")
def test_a_hub_that_was_away_for_a_quarter_takes_longer_to_rebuild_the_less_trust_there_is() -> None:
    def weeks_back(slow: float) -> int:
        told = stood(LINKS, *LOST_AND_BACK, *WEAK, f"world.hub.slow={slow}")
        before = told[51]
        assert told[65] < 0.4 * before, "a quarter without it takes most of it"
        return int(np.argmax(told[66:] > 0.9 * before))

    assert weeks_back(0) < weeks_back(0.7) < weeks_back(0.95)
    assert weeks_back(0) < 13 < weeks_back(0.95), "it was away for 13 weeks"


def test_a_reorganisation_tears_its_share_of_every_link_once() -> None:
    torn = "events.reorg={at: 13 weeks, reorganises: {ties: 0.4, dip: 0}}"
    whole, after = (stood(LINKS, NOBODY, "world.hub.at_start=0.9", *said) for said in ((), (torn,)))
    assert np.allclose(after[:13], whole[:13])
    assert np.allclose(after[13:], 0.6 * whole[13:], atol=1e-5)


@pytest.mark.mechanism(["D21", "E3"], switch="world.hub.steep", shown="hub.yaml")
def test_what_is_lost_beyond_a_point_the_same_hours_never_bring_back() -> None:
    def later(start: float, steep: float) -> float:
        world = ("world.hub.half_aligned=4.2 h", "world.hub.slow=1", f"world.hub.steep={steep}")
        return float(stood(LINKS, *world, f"world.hub.at_start={start}")[-1])

    # With m' ~ 10 m^2 (1 - m) - m, what starts above (1 - sqrt(0.6)) / 2 = 0.113 is saved, what starts below is lost.
    saved = (1 + 0.6**0.5) / 2
    assert later(0.14, 2) == pytest.approx(saved, abs=5e-3)
    assert later(0.6, 2) == pytest.approx(saved, abs=5e-3)
    assert later(0.09, 2) < 1e-3
    assert later(0.09, 1) == pytest.approx(0.9, abs=5e-3), (
        "where trust grows evenly, nothing is beyond repair"
    )


@pytest.mark.mechanism("A19", switch="world.hub.profile.built_by", shown="hub.yaml")
def test_a_profile_of_the_buyer_saves_talk_and_goes_out_of_date() -> None:
    shared = ("policy.standing.manager={align: 0.5, meet: 0, program: 0.5}", "world.hub.half_aligned=21 h")
    profile = ("world.hub.profile={built_by: program, half_known: 84 h, half_life: 4 weeks, saving: 0.5}",)
    gain = 1 / (1 - 0.5 * 0.5)
    assert stood(LINKS, *shared)[-1] == pytest.approx(0.5, rel=5e-3)
    assert stood(LINKS, *shared, *profile)[-1] == pytest.approx(gain / (1 + gain), rel=5e-3)
    gone = ("treatment.at=52 weeks", "treatment.policy.standing.manager={align: 1, meet: 0, program: 0}")
    told = stood(LINKS, *shared, *profile, *gone, kind=StockKind.PROFILE)
    assert told[52] == pytest.approx(0.5, rel=5e-3)
    assert told[56] == pytest.approx(0.25, rel=0.06), "half of it is out of date after its half-life"
