"""What a scenario may say of hub and links, what of it has no effect, and how it is told."""

import pytest
from hub.office import FIRM, LINKS, traced

from gtmsim.errors import ScenarioError
from gtmsim.program.layout import What
from gtmsim.program.lower import lower
from gtmsim.scenario import loads, unused
from gtmsim.scenario.mixing import mix, with_policy
from gtmsim.tell.describe import described
from gtmsim.tell.records import Teller


@pytest.mark.parametrize(
    ("overrides", "path", "wanted"),
    [
        (("world.links.one.carries=sale",), "world.links.one.carries", "did you mean sales?"),
        (("world.links.one.team=manger",), "world.links.one.team", "did you mean manager?"),
        (("policy.links={on: 1}",), "policy.links.on", "did you mean one?"),
        (("policy.links={one: 0.5}",), "policy.links", "shares add up to 1"),
        (("world.hub.built_by=aling",), "world.hub.built_by", "did you mean align?"),
        (("world.hub.met_by=align",), "world.hub.met_by", "hours of one kind would count twice"),
        (("world.hub.profile.built_by=non",), "world.hub.profile.built_by", "a kind of standing work"),
        (("world.hub.training.built_by=non",), "world.hub.training.built_by", "a kind of standing work"),
        (("world.hub.at_start=1.5",), "world.hub.at_start", "a share"),
    ],
)
def test_what_does_not_fit_is_told_where_it_stands(
    overrides: tuple[str, ...], path: str, wanted: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(LINKS, "office.yaml", overrides)
    (problem,) = caught.value.problems
    assert problem.path == path
    assert wanted in str(problem)


SALES = "world.links={rep: {carries: sales}}"


@pytest.mark.parametrize(
    ("overrides", "path"),
    [
        (("world.hub.slow=0.5",), "world.hub.slow"),
        (("policy.face_to_face=0.5",), "policy.face_to_face"),
        (("world.hub.profile.relevance=0.5",), "world.hub.profile.relevance"),
        (("world.hub.training.lift=0.5",), "world.hub.training.lift"),
        (("policy.pricing.limit=0.1",), "policy.pricing.limit"),
        ((SALES, "world.hub.effects.reach=0.5"), "world.hub.effects.reach"),
        ((SALES, "world.hub.half_aligned=3 h"), "world.hub.half_aligned"),
        ((SALES, "world.hub={built_by: align, richness: 3}"), "world.hub.richness"),
        ((SALES, "world.hub={built_by: align, slow: 0, steep: 2}"), "world.hub.steep"),
        ((SALES, "policy.links.rep=1"), "policy.links"),
        (
            ("world.links={dev: {carries: development}}", "world.hub.effects.rework=1"),
            "world.hub.effects.rework",
        ),
        (
            ("world.links={fin: {carries: finance}}", "world.hub.effects.forecast=1"),
            "world.hub.effects.forecast",
        ),
        ((SALES, "policy.large_deal=null", "world.hub.effects.backstop=1"), "world.hub.effects.backstop"),
    ],
)
def test_what_has_no_effect_is_told(overrides: tuple[str, ...], path: str) -> None:
    assert path in {each.path for each in unused(loads(FIRM, "office.yaml", overrides))}


def test_large_deals_and_broken_promises_matter_where_a_link_carries_sales() -> None:
    said = ("world.message_break=0.5",)
    without = {each.path for each in unused(loads(FIRM, "office.yaml", said))}
    with_link = {each.path for each in unused(loads(FIRM, "office.yaml", (*said, SALES)))}
    assert {"policy.large_deal", "world.message_break"} <= without
    assert not {"policy.large_deal", "world.message_break"} & with_link


def test_a_firm_without_a_hub_is_legal_and_told_as_it_is() -> None:
    alone = lower(loads(LINKS, "office.yaml", ("world.hub={built_by: null, met_by: null}",)))
    assert "nobody keeps them coherent" in described(alone)
    assert "meet are shared by 6 pairs of functions" in described(lower(loads(LINKS)))
    assert "\nHub\n" not in described(lower(loads(FIRM)))


def test_every_monday_says_where_each_link_stands() -> None:
    trace = traced(LINKS)
    teller = Teller(trace.program)
    told = [teller.told(row) for row in trace.records.tolist() if row[3] == What.STOCK][:5]
    assert [each.who for each in told] == [
        "coherence",
        *(f"link_coherence of {n}" for n in ("one", "two", "three", "four")),
    ]
    assert {each.what for each in told} == {"stands at 0.5 in week 0"}


def test_policies_of_the_hub_mix() -> None:
    one = loads(
        LINKS, "office.yaml", ("policy.links={one: 1}", "policy.face_to_face=1", "policy.pricing.limit=0.1")
    )
    other = loads(LINKS, "office.yaml", ("policy.links={two: 1}", "policy.pricing.limit=0.3"))
    mixed = mix([one.policy, other.policy], [1, 1])
    assert mixed.links == {"one": 0.5, "two": 0.5}
    assert mixed.face_to_face == 0.5
    assert mixed.pricing.limit == pytest.approx(0.2)
    assert lower(with_policy(one, mixed)).links == 4
