import pytest
from measure.handmade import MARKETER, QUALIFY, WEEK, a_win, program, story

from gtmsim.errors import InvariantError
from gtmsim.measure.fold import fold
from gtmsim.measure.ledgers import check_ledgers
from gtmsim.program.layout import CellTotal, KindTotal, RoleTotal, RunTotal, TotalBlock
from gtmsim.program.totals import totals_of


def test_folded_totals_always_add_up() -> None:
    for warm_up, begin in ((0, 0), (1, WEEK - 3600), (1, WEEK - 100_000)):
        made = program(warm_up_weeks=warm_up)
        totals, _, weekly = fold(made, story(*a_win(begin)))
        check_ledgers(made, totals, weekly)


@pytest.mark.parametrize(
    ("block", "place", "message"),
    [
        (TotalBlock.ROLE, (MARKETER, RoleTotal.IDLE_TICKS), "role marketer"),
        (TotalBlock.KIND, (QUALIFY, KindTotal.QUEUE_TICKS), "kind qualify: tasks waited 3600 ticks"),
        (TotalBlock.CELL, (0, 0, CellTotal.LEADS), "1 leads are neither closed nor open"),
        (TotalBlock.RUN, (RunTotal.OPEN_LEADS,), "1 leads closed or open were not made in the window"),
    ],
)
def test_a_ledger_that_is_off_by_one_is_named(
    block: TotalBlock, place: tuple[int, ...], message: str
) -> None:
    made = program()
    totals, _, _ = fold(made, story(*a_win()))
    totals_of(made).block(totals, block)[place] += 1
    with pytest.raises(InvariantError, match=message):
        check_ledgers(made, totals)


def test_a_window_cannot_inherit_more_leads_than_the_warm_up_made() -> None:
    made = program(warm_up_weeks=1)
    totals, _, weekly = fold(made, story(*a_win(WEEK - 3600)))
    check_ledgers(made, totals, weekly)
    weekly[0, 0] = 0
    with pytest.raises(InvariantError, match="0 before it"):
        check_ledgers(made, totals, weekly)
