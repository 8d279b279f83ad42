"""Several ways to take one difference apart: they come to the same, to the last cent."""

import json

import pytest

import gtmsim
from gtmsim.errors import UsageError
from gtmsim.explanation.answer import Explanation
from gtmsim.scenario import Scenario
from gtmsim.tell.explaining import explanation_words

SHORT = ("run={horizon: 40 weeks, warm_up: 8 weeks}",)
PEOPLE, PRICE = "organisation.teams.rep.people=3", "policy.pricing.discount=12 %"


def shop(*overrides: str) -> Scenario:
    return gtmsim.load("scenarios/customers.yaml", [*SHORT, *overrides])


@pytest.fixture(scope="module")
def told() -> Explanation:
    ways = ("lever", "money", "account", "hours")
    return gtmsim.explain(
        shop(), shop(PEOPLE, PRICE), by=ways, replications=3, jobs=1, names=("today", "three")
    )


def test_by_lever_in_money_and_by_account_the_same_difference_is_told(told: Explanation) -> None:
    assert told.levers is not None
    assert told.money is not None
    assert told.accounts is not None
    assert told.difference.mean != 0.0
    assert told.levers.total == told.money.total == told.accounts.total == told.difference.mean


def test_it_is_one_table_one_text_and_plain_data(told: Explanation) -> None:
    assert told.frame()["by"].unique().sort().to_list() == ["account", "hours", "lever", "money"]
    data = json.loads(json.dumps(told.as_json(), allow_nan=False))
    assert data["by_money"]["total"] == data["by_account"]["total"] == data["difference"]["mean"]
    words = explanation_words(told)
    for title in (
        "three against today by lever",
        "In money",
        "By account",
        "From fate to fate",
        "By hours",
        "What another hour brings",
    ):
        assert title in words


def test_only_profit_and_bookings_are_explained_in_money_which_is_told_before_anything_is_run() -> None:
    def never(*_: float) -> None:
        raise AssertionError("something was run")

    with pytest.raises(
        UsageError, match="by money and by account, profit or bookings can be explained, not wins"
    ):
        gtmsim.explain(shop(), shop(PRICE), "wins", by=("money", "account"), progress=never)


def test_ctrl_c_keeps_the_replications_that_were_read_in_both_worlds() -> None:
    seen: list[tuple[int, int]] = []

    def impatient(done: int, total: int, _elapsed: float) -> None:
        seen.append((done, total))
        if seen.count((4, 6)) == 2:  # first both are run, then both are read
            raise KeyboardInterrupt

    told = gtmsim.explain(
        shop(), shop(PRICE), by=("account", "hours"), replications=3, jobs=1, progress=impatient
    )
    assert told.interrupted
    assert told.accounts is not None
    assert len(told.accounts.a) < 3
    assert told.hours is None
    assert told.accounts.total == pytest.approx(
        sum(each.money for each in (*told.accounts.transitions, *told.accounts.apart))
    )
    assert "Interrupted: money and accounts are those of the first" in explanation_words(told)


def test_ctrl_c_before_anything_is_read_leaves_what_was_there_before() -> None:
    def at_once(done: int, total: int, _elapsed: float) -> None:
        if total > 6 and done:  # the runs of both are over: hours have begun
            raise KeyboardInterrupt

    told = gtmsim.explain(
        shop(), shop(PRICE), by=("money", "hours"), replications=3, jobs=1, progress=at_once
    )
    assert told.interrupted
    assert told.money is not None
    assert told.money.total == told.difference.mean
    assert told.hours is None
