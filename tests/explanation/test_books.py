"""The books of a replication: every cent stands with an account or with none, whatever the world."""

import pytest
from explanation.by_hand import WORLDS, read

import gtmsim
from gtmsim.explanation.books import SHARED_COSTS, Books, books_of
from gtmsim.explanation.flows import Flow
from gtmsim.program.layout import CellTotal, CustomerTotal, TotalBlock
from gtmsim.units import TICKS_PER_YEAR


def both(world: str) -> list[Books]:
    return [books for pair in read(world) for books in (pair.a, pair.b)]


@pytest.mark.parametrize("world", WORLDS)
def test_accounts_come_to_what_the_engine_has_booked_and_recognised(world: str) -> None:
    for books in both(world):
        cells = books.sheet.cells[0].sum(axis=(0, 1))
        assert sum(each.booked for each in books.accounts.values()) == cells[CellTotal.BOOKED_CENTS] > 0
        recognised = books.sheet.block(TotalBlock.CUSTOMER)[0, :-1, CustomerTotal.REVENUE_CENTS]
        assert abs(sum(books.flows) / TICKS_PER_YEAR - recognised.sum()) <= 2 * len(recognised)
        earned = sum(each.earned for each in books.accounts.values())
        if books.contracts:
            assert (
                0
                <= recognised.sum() + 2 * len(recognised) - earned
                <= 4 * len(recognised) + len(books.accounts)
            )


@pytest.mark.parametrize("world", WORLDS)
def test_profit_is_what_accounts_bring_less_what_belongs_to_none_but_for_fractions_of_cents(
    world: str,
) -> None:
    for books in both(world):
        shared = sum(books.costs[kind] for kind in SHARED_COSTS)
        of_accounts = sum(each.profit for each in books.accounts.values())
        assert abs(of_accounts - shared - books.profit) <= 4 + len(books.accounts)


def test_commission_leads_help_and_churn_are_among_what_is_tried() -> None:
    costs = [books.costs for world in WORLDS for books in both(world)]
    for kind in ("commission", "leads and partners", "help bought for deals", "people"):
        assert any(each[kind] > 0 for each in costs)
    flows = [books.flows for books in (*both("events"), *both("everything"))]
    for flow in Flow:
        assert any(each[flow] != 0 for each in flows)


@pytest.mark.parametrize("world", ["customers", "commission"])
def test_both_engines_tell_the_same_books(world: str) -> None:
    file, *_ = WORLDS[world]
    program = gtmsim.lower(gtmsim.load(file, ["run={horizon: 12 weeks, warm_up: 2 weeks}"]))
    core, reference = (
        books_of(gtmsim.stream(program, seed=3, engine=name)) for name in ("core", "reference")
    )
    assert core.accounts == reference.accounts
    assert len(core.accounts) > 3
    assert (core.flows, core.profit, core.costs) == (reference.flows, reference.profit, reference.costs)
