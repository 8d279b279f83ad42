"""What a scenario may say of customers and prices, and what of it has no effect."""

import pytest
from customers.shop import MARKET, SHOP

from gtmsim.errors import ScenarioError
from gtmsim.program.layout import Op
from gtmsim.program.lower import lower
from gtmsim.scenario import loads, unused
from gtmsim.tell.describe import described

ONBOARD = "world.stages.onboard={after_win: true}"
WORKS = "organisation.roles.carer.works.onboard=1"


@pytest.mark.parametrize(
    ("overrides", "path", "wanted"),
    [
        (("world.stages.sell.after_win=true",), "world.stages", "at least one stage that sells"),
        ((ONBOARD, WORKS, "world.stages.more={sessions: 0}"), "world.stages.onboard.after_win", "declared after all"),
        ((ONBOARD, WORKS, "world.sources.market.starts_at=onboard"), "world.sources.market.starts_at", "a stage that sells"),
        ((ONBOARD, WORKS, "world.stages.onboard.next=won"), "world.stages.onboard.next", "a later stage after the win, or served"),
        ((ONBOARD, WORKS, "world.stages.sell.next=onboard"), "world.stages.sell.next", "a later stage, or won"),
        (("world.stages.served={sessions: 0}",), "world.stages.served", "another id"),
        (("world.sources.more={kind: customers}",), "world.sources.more.kind", "one source of customers at most"),
        (("world.customers.built_by=car",), "world.customers.built_by", "did you mean care?"),
        (("world.customers.term=0 h",), "world.customers.term", "1 s or more"),
        (("policy.pricing.discount=1.5",), "policy.pricing.discount", "a share"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_where_it_stands(
    overrides: tuple[str, ...], path: str, wanted: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(MARKET, "shop.yaml", overrides)
    (problem,) = caught.value.problems
    assert problem.path == path
    assert wanted in str(problem)


@pytest.mark.parametrize(
    ("override", "path"),
    [
        ("world.customers.term=null", "world.customers.built_by"),
        ("world.customers.term=null", "world.sources.customers"),
        ("world.customers={built_by: null, care: 1}", "world.customers.care"),
        ("world.customers.onboarding=1", "world.customers.onboarding"),
        ("world.customers.discount=1", "world.customers.discount"),
        ("world.price.slope=2", "world.price.slope"),
        ("world.sources.market.share=0.4", "world.sources.market.share"),
        ("world.sources.customers.rate=1 per week", "world.sources.customers.rate"),
    ],
)
def test_what_has_no_effect_is_told(override: str, path: str) -> None:
    assert path not in {each.path for each in unused(loads(MARKET))}
    assert path in {each.path for each in unused(loads(MARKET, "shop.yaml", [override]))}


def test_the_win_is_a_step_of_its_own_only_where_work_follows_it() -> None:
    plain, served = lower(loads(SHOP)), lower(loads(SHOP, "shop.yaml", [ONBOARD, WORKS]))
    assert Op.WIN not in plain.steps[:, 0]
    assert (served.steps[:, 0] == Op.WIN).sum() == 1
    assert "the win is booked, then to onboard" in described(served)
