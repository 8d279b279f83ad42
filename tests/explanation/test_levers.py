"""What each lever brings: known by construction, adding up to the difference to the last digit, the same however it is computed."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from explanation.levers import (
    FUNNELS,
    MORE_LEADS,
    NEVER_WON,
    NOBODY_COMES,
    PICKIER,
    SEVEN,
    SURE_TO_WIN,
    both,
    funnels,
)

import gtmsim
from gtmsim.errors import UsageError
from gtmsim.explanation.answer import Explanation
from gtmsim.explanation.effects import levers_of
from gtmsim.explanation.exact import exact, exact_mean
from gtmsim.explanation.levers import levers_between
from gtmsim.explanation.turning import all_turned, pairs_of_orders, passed, weights_in, weights_in_all_orders
from gtmsim.scenario import Scenario, loads
from gtmsim.tell.explaining import explanation_words


def column(scenario: Scenario, key: str, count: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    ran = gtmsim.run(gtmsim.lower(scenario), replications=count, keep=[key], jobs=1)
    return ran.tally.column(key)


def _counted(metric: str, value: float) -> Fraction:
    return exact(value) if metric == "win_rate" else Fraction(round(100 * value), 100)


def by_name(told: Explanation) -> dict[str, Fraction]:
    assert told.levers is not None
    return {each.name: each.exact for each in told.levers.effects}


def test_two_funnels_that_share_nothing_bring_what_each_brings_by_itself() -> None:
    a, b = both([], [MORE_LEADS, PICKIER])
    told = gtmsim.explain(a, b, "bookings", replications=12, jobs=1)
    brings = {}
    for name, source in (("demand", "fair"), ("hand-offs", "web")):
        key = f"bookings[source={source}]"
        brings[name] = exact_mean(column(b, key, 12).tolist()) - exact_mean(column(a, key, 12).tolist())
    assert by_name(told) == brings
    assert brings["demand"] > 0 > brings["hand-offs"]
    assert told.levers is not None
    for each in told.levers.effects:
        assert each.alone
        assert each.last
        assert each.together
        assert each.brings.mean == each.alone.mean == each.last.mean
        assert each.together.low == each.together.high == 0.0


def test_of_a_pure_interaction_each_lever_is_given_half() -> None:
    a, b = both([NEVER_WON, NOBODY_COMES], [SURE_TO_WIN, MORE_LEADS])
    told = gtmsim.explain(a, b, "bookings[source=fair]", replications=12, jobs=1)
    won = exact_mean(column(b, "bookings[source=fair]", 12).tolist())
    assert won > 0
    assert by_name(told) == {"buyers": won / 2, "demand": won / 2}
    assert told.levers
    assert told.levers.all_orders
    assert told.levers.apart
    assert told.levers.apart.mean == float(won), "alone neither brings anything"


@pytest.mark.parametrize("metric", ["profit", "bookings", "win_rate", "cost"])
def test_the_levers_add_up_to_the_difference_to_the_last_digit(metric: str) -> None:
    a, b = both(
        [],
        [MORE_LEADS, PICKIER, "organisation.teams.rep.people=2", "world.sources.web.cost_per_lead=3.33 EUR"],
    )
    told = gtmsim.explain(a, b, metric, orders=2, replications=7, jobs=1)
    assert told.levers is not None
    assert told.levers.total == told.difference.mean
    mine, theirs = ([_counted(metric, each) for each in column(it, metric, 7)] for it in (a, b))
    apart = [y - x for x, y in zip(mine, theirs, strict=True)]
    assert told.difference.mean == float(sum(apart, Fraction(0)) / 7)


def test_half_of_the_orders_are_the_others_reversed_and_every_lever_stands_everywhere_equally_often() -> None:
    for levers in range(1, 9):
        pairs = pairs_of_orders(levers, 2 * levers if levers % 2 else levers, seed=3)
        assert all(sorted(order) == list(range(levers)) and back == order[::-1] for order, back in pairs)
        orders = np.array([order for pair in pairs for order in pair])
        for place in range(levers):
            assert len(set(np.bincount(orders[:, place], minlength=levers))) == 1
    assert pairs_of_orders(7, 4, seed=3) == pairs_of_orders(7, 14, seed=3)[:2]
    assert pairs_of_orders(7, 14, seed=3) != pairs_of_orders(7, 14, seed=4)


def test_all_orders_give_the_shapley_value() -> None:
    every = list(permutations(range(4)))
    for lever in range(4):
        assert weights_in_all_orders(4, lever) == weights_in(every, lever)


def test_every_order_leads_from_the_one_to_the_other_whatever_the_values() -> None:
    luck = np.random.default_rng(5)
    levers = levers_between(*both([], [MORE_LEADS, PICKIER, "organisation.teams.rep.people=2"]))
    columns = {choice: luck.normal(size=30) for choice in all_turned(len(levers)) if len(choice) != 1}
    columns |= {frozenset({each}): luck.normal(size=30) for each in (0, 1)}
    pairs = [pair for pair in pairs_of_orders(3, 12, seed=1) if all(order[0] != 2 for order in pair)]
    told = levers_of(levers, columns, pairs[:1])
    mean = exact_mean(columns[frozenset({0, 1, 2})].tolist()) - exact_mean(columns[frozenset()].tolist())
    assert not told.all_orders
    assert told.orders == 2
    assert sum((each.exact for each in told.effects), Fraction(0)) == mean


def test_an_interval_of_what_a_lever_brings_covers_it_as_often_as_it_says() -> None:
    luck = np.random.default_rng(11)
    levers = levers_between(*both([], [MORE_LEADS, PICKIER]))
    covered = 0
    for _ in range(400):
        columns = {choice: 3.0 * len(choice) + luck.normal(size=20) for choice in all_turned(2)}
        brings = levers_of(levers, columns, ()).effects[0].brings
        covered += brings.low <= 3.0 <= brings.high
    assert 0.92 < covered / 400 < 0.98


def test_the_doubt_of_orders_that_were_not_run_covers_the_mean_over_all_orders() -> None:
    luck = np.random.default_rng(17)
    levers = levers_between(*both([], SEVEN))[:6]
    within = []
    for seed in range(40):
        pairs = pairs_of_orders(6, 12, seed)
        steps = {turned for pair in pairs for order in pair for turned in passed(order)}
        pull = luck.normal(size=(3, 6))
        columns = {}
        for choice in all_turned(6):
            a, b, c = pull[:, sorted(choice)].sum(axis=1)
            columns[choice] = np.full(2, np.tanh(a) + max(b, 0.0) + np.exp(0.3 * c))
        some = levers_of(levers, {choice: columns[choice] for choice in steps}, pairs)
        every = levers_of(levers, columns, ())
        within += [
            abs(float(one.exact - other.exact)) <= one.by_order
            for one, other in zip(some.effects, every.effects, strict=True)
        ]
    assert 0.9 < np.mean(within) < 1.0


def test_neither_jobs_nor_the_engine_leave_a_trace() -> None:
    a, b = both([], [MORE_LEADS, PICKIER, "organisation.teams.rep.people=2"])
    one = gtmsim.explain(a, b, replications=3, jobs=1)
    two = gtmsim.explain(a, b, replications=3, jobs=2)
    slow = gtmsim.explain(a, b, replications=3, jobs=1, engine="reference")
    assert one == two
    assert by_name(one) == by_name(slow)


def test_levers_that_cannot_be_turned_apart_are_turned_together() -> None:
    a = funnels()
    more = "    guest: {rate: 1 per week, starts_at: greet}\n  stages:\n    greet: {session: 10 min, next: sign}\n"
    text = FUNNELS.replace("  stages:\n", more).replace("works: {meet: 1}", "works: {meet: 1, greet: 2}")
    b = loads(text.replace("policy: {}", "policy: {handoffs: {call: {threshold: 0.6}}}"), "guests.yaml")
    told = gtmsim.explain(a, b, replications=2, jobs=1)
    again = gtmsim.explain(a, b, replications=2, jobs=1)
    assert told.levers is not None
    names = [each.name for each in told.levers.effects]
    assert names == ["buyers & demand", "hand-offs"]
    [joined] = told.levers.joined
    assert (joined.name, joined.problem.path) == ("buyers & demand", "world.sources.guest.starts_at")
    assert told.levers.total == told.difference.mean
    assert again == told


def test_ctrl_c_keeps_the_orders_that_are_finished() -> None:
    a, b = both([], SEVEN)
    whole = gtmsim.explain(a, b, replications=2, jobs=1, orders=4)

    def impatient(finished: int, _total: int, _elapsed: float) -> None:
        if finished > 2 * 20:
            raise KeyboardInterrupt

    some = gtmsim.explain(a, b, replications=2, jobs=1, orders=4, progress=impatient)
    assert some.interrupted
    assert not whole.interrupted
    assert some.levers
    assert whole.levers
    assert (some.levers.orders, whole.levers.orders) == (2, 4)
    assert some.levers.total == some.difference.mean == whole.difference.mean

    def at_once(_finished: int, _total: int, _elapsed: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gtmsim.explain(a, b, replications=2, jobs=1, orders=4, progress=at_once)


def test_ctrl_c_before_any_order_keeps_the_difference() -> None:
    a, b = both([], SEVEN)

    def soon(finished: int, _total: int, _elapsed: float) -> None:
        if finished > 2 * 2:
            raise KeyboardInterrupt

    told = gtmsim.explain(a, b, replications=2, jobs=1, orders=4, progress=soon)
    assert told.interrupted
    assert told.levers is None
    whole = gtmsim.explain(a, b, replications=2, jobs=1, by="money")
    assert told.difference.mean == whole.difference.mean
    assert "Interrupted before anything that makes the difference was finished" in explanation_words(told)


def test_scenarios_that_say_the_same_have_nothing_to_explain() -> None:
    in_francs = loads(
        FUNNELS.replace(" kEUR", " kCHF").replace(" EUR", " CHF").replace("world:", "world:\n  currency: CHF")
    )
    with pytest.raises(UsageError, match="say the same"):
        gtmsim.explain(funnels(), funnels("run.seed=8"))
    with pytest.raises(UsageError, match="the currency is EUR in a and CHF in b"):
        gtmsim.explain(funnels(), in_francs, names=("a", "b"))
    with pytest.raises(UsageError, match="did you mean profit"):
        gtmsim.explain(*both([], [MORE_LEADS]), metric="profits")
