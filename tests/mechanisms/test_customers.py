"""What customers leave in the books: how many stay, how much hangs on few, and where new ones come from when nobody looks."""

import pytest
from customers.shop import MARKET, SHOP
from mechanisms.ran import value, values


@pytest.mark.mechanism(
    "C33", switch=["world.customers.term", "world.customers.churn"], shown="customers.yaml"
)
def test_customers_who_stay_are_revenue_that_need_not_be_won_again() -> None:
    stay = ("world.customers.churn=0", "world.customers.death=0", "run.horizon=104 weeks")
    go = ("run.horizon=104 weeks",)
    for metric, kept in (("grr", 1), ("nrr", 1), ("logo_churn", 0)):
        assert (values(metric, SHOP, *stay) == kept).all()
    assert (values("grr", SHOP, *go) < 1).all()
    assert value("logo_churn", SHOP, *go) > 0.1
    assert value("wins", SHOP, *go) == value("wins", SHOP, *stay)
    assert value("revenue", SHOP, *go) < 0.9 * value("revenue", SHOP, *stay)


@pytest.mark.mechanism("C44", switch="world.segments.*.deal_value", shown="customers.yaml")
def test_few_large_customers_are_most_of_the_revenue() -> None:
    def told(metric: str, *size: str) -> float:
        return value(metric, SHOP, "run.horizon=20 weeks", *size, runs=20)

    uneven = "world.segments.shop.deal_value={median: 10 kEUR, sigma: 2.5}"
    assert told("top5_share") == pytest.approx(5 / 400)
    assert told("hhi") == pytest.approx(1 / 400)
    assert told("top5_share", uneven) > 0.4
    assert told("hhi", uneven) > 10 * told("hhi")
    assert told("logos", uneven) == told("logos")


WORK = {"programs": "{programs: 1, care: 0}", "care": "{programs: 0, care: 1}"}


@pytest.mark.mechanism("C52", switch="policy.standing", shown=["customers.yaml", "mid_market.yaml"])
def test_where_all_hours_go_to_customers_new_ones_come_by_chance() -> None:
    world = (
        "world.sources.market={unprompted: CHANCE, hand_raise: 0.9}",
        "world.sources.customers.unprompted=0.1",
    )

    def told(metric: str, work: str, chance: float = 0.1) -> float:
        said = [each.replace("CHANCE", str(chance)) for each in world]
        return value(metric, MARKET, *said, f"policy.standing.carer={WORK[work]}")

    assert told("logos_won", "programs") > 2 * told("logos_won", "care") > 0
    assert told("nrr", "care") > told("nrr", "programs")
    assert told("logos_won", "care", chance=0) == 0, "nobody comes by chance where there is none"
    assert told("logos_won", "programs", chance=0) > 0
