"""Totals mean what the records say: small stories, and the sums they must come to."""

import numpy as np
import pytest
from measure.handmade import (
    ANA,
    BO,
    CLOSE,
    DAY,
    DEMO,
    DEMO_KIND,
    ENTERPRISE,
    EVENTS,
    FROM_EVENTS,
    HOUR,
    LEAD,
    MARKETER,
    QUALIFY,
    RESEARCH,
    SDR,
    SETUP,
    SMB,
    WEB,
    WEEK,
    a_win,
    program,
    story,
    task,
    total,
)

from gtmsim.measure.fold import fold
from gtmsim.program.layout import (
    Answer,
    CellTotal,
    Close,
    KindTotal,
    Outcome,
    Phase,
    RecordCol,
    RequestTotal,
    RoleTotal,
    RunTotal,
    StageTotal,
    TotalBlock,
    WeekCol,
    What,
)
from gtmsim.program.rules import bin_of


def test_a_lead_that_is_worked_and_won_is_counted_where_it_came_from() -> None:
    made = program()
    totals, _, weekly = fold(made, story(*a_win()))
    expected = {
        CellTotal.LEADS: 1,
        CellTotal.MQLS: 1,
        CellTotal.OPPORTUNITIES: 1,
        CellTotal.PIPELINE_CENTS: 500_000,
        CellTotal.CLOSED + Close.WON: 1,
        CellTotal.BOOKED_CENTS: 500_000,
        CellTotal.FIRST_TOUCHES: 1,
        CellTotal.FIRST_TOUCH_TICKS: HOUR,
        CellTotal.CYCLE_TICKS: DAY,
        CellTotal.DECIDED: 1,
    }
    for place in range(CellTotal.WIDTH):
        assert total(made, totals, TotalBlock.CELL, EVENTS, ENTERPRISE, place) == expected.get(place, 0)
    for column in (WeekCol.LEADS, WeekCol.OPPORTUNITIES, WeekCol.WINS):
        assert weekly[:, column].tolist() == [1, 0]
    assert weekly[0, WeekCol.BOOKED_CENTS] == 500_000
    assert total(made, totals, TotalBlock.CYCLE_BINS, bin_of(DAY)) == 1
    assert total(made, totals, TotalBlock.FIRST_TOUCH_BINS, bin_of(HOUR)) == 1
    assert total(made, totals, TotalBlock.RUN, RunTotal.OPEN_LEADS) == 0


def test_the_wait_for_a_first_session_is_held_against_the_stage_and_its_sla() -> None:
    made = program()
    totals, _, _ = fold(made, story(*a_win()))
    assert total(made, totals, TotalBlock.STAGE, QUALIFY, StageTotal.FIRST_TAKEN) == 1
    assert total(made, totals, TotalBlock.STAGE, QUALIFY, StageTotal.FIRST_WAIT_TICKS) == HOUR
    assert total(made, totals, TotalBlock.STAGE, QUALIFY, StageTotal.SLA_MET) == 1
    assert total(made, totals, TotalBlock.HANDOFF_WAIT_BINS, bin_of(HOUR)) == 1
    assert total(made, totals, TotalBlock.HANDOFF_WAIT_BINS, 0) == 1, "the second stage was taken up at once"
    for sla, met in ((HOUR, 1), (HOUR - 1, 0)):
        promised = made.params.copy()
        promised[promised == 2 * HOUR] = sla
        totals, _, _ = fold(made, story(*a_win()), promised)
        assert total(made, totals, TotalBlock.STAGE, QUALIFY, StageTotal.SLA_MET) == met


def test_hours_are_useful_set_up_or_idle_and_nothing_else() -> None:
    made = program()
    totals, ledger, weekly = fold(made, story(*a_win()))
    assert ledger[ANA].tolist() == [HOUR, 2 * HOUR, 0, 0, 0, 0]
    assert total(made, totals, TotalBlock.ROLE, SDR, RoleTotal.OPEN_TICKS) == 2 * WEEK
    assert total(made, totals, TotalBlock.ROLE, SDR, RoleTotal.IDLE_TICKS) == 2 * WEEK - 3 * HOUR
    assert total(made, totals, TotalBlock.ROLE, SDR, RoleTotal.TAKEN) == 2
    assert total(made, totals, TotalBlock.ROLE, SDR, RoleTotal.SWITCHES) == 1
    assert total(made, totals, TotalBlock.ROLE, MARKETER, RoleTotal.OPEN_TICKS) == 14 * 8 * HOUR
    assert total(made, totals, TotalBlock.ROLE, MARKETER, RoleTotal.IDLE_TICKS) == 14 * 8 * HOUR
    assert weekly[0, WeekCol.WIDTH + made.kinds + CLOSE] == 2 * HOUR


def test_what_happens_in_the_warm_up_is_told_by_weeks_only() -> None:
    made = program(weeks=2, warm_up_weeks=1)
    totals, ledger, weekly = fold(made, story(*a_win()))
    assert total(made, totals, TotalBlock.ROLE, SDR, RoleTotal.IDLE_TICKS) == WEEK
    assert totals.sum() == 2 * WEEK + 2 * 7 * 8 * HOUR, "open and idle hours of both people, and nothing else"
    assert not ledger.any()
    assert weekly[:, WeekCol.WINS].tolist() == [1, 0]


def test_a_lead_made_in_the_warm_up_and_won_after_it_is_a_win_but_no_lead() -> None:
    made = program(weeks=2, warm_up_weeks=1)
    totals, _, _ = fold(made, story(*a_win(WEEK - HOUR)))
    assert total(made, totals, TotalBlock.CELL, EVENTS, ENTERPRISE, CellTotal.LEADS) == 0
    assert total(made, totals, TotalBlock.CELL, EVENTS, ENTERPRISE, CellTotal.CLOSED + Close.WON) == 1
    assert total(made, totals, TotalBlock.CELL, EVENTS, ENTERPRISE, CellTotal.CYCLE_TICKS) == DAY


def test_an_event_at_the_first_tick_after_the_warm_up_counts() -> None:
    made = program(weeks=2, warm_up_weeks=1)
    at, before = (
        fold(
            made, story((tick, LEAD, What.LEAD, FROM_EVENTS | SMB, 1), (tick, LEAD, What.ENTERED, QUALIFY, 0))
        )[0]
        for tick in (WEEK, WEEK - 1)
    )
    assert total(made, at, TotalBlock.CELL, EVENTS, SMB, CellTotal.LEADS) == 1
    assert total(made, before, TotalBlock.CELL, EVENTS, SMB, CellTotal.LEADS) == 0


def test_a_stay_in_a_queue_counts_from_the_warm_ups_end_to_the_horizon() -> None:
    made = program(weeks=3, warm_up_weeks=1)
    rows = [(WEEK - DAY, LEAD, What.LEAD, FROM_EVENTS | SMB, 1), (WEEK - DAY, LEAD, What.ENTERED, QUALIFY, 0)]
    rows += [(WEEK - DAY, LEAD, What.QUEUED, QUALIFY, -1)]
    totals, _, _ = fold(made, story(*rows))
    assert total(made, totals, TotalBlock.KIND, QUALIFY, KindTotal.WAIT_TICKS) == 2 * WEEK
    assert total(made, totals, TotalBlock.KIND, QUALIFY, KindTotal.QUEUE_TICKS) == 2 * WEEK
    rows += [(WEEK + HOUR, LEAD, What.WITHDRAWN, QUALIFY, 0), (WEEK + HOUR, LEAD, What.ABANDONED, QUALIFY, 0)]
    totals, _, _ = fold(made, story(*rows))
    assert total(made, totals, TotalBlock.KIND, QUALIFY, KindTotal.WAIT_TICKS) == HOUR
    assert total(made, totals, TotalBlock.KIND, QUALIFY, KindTotal.QUEUE_TICKS) == HOUR
    assert total(made, totals, TotalBlock.KIND, QUALIFY, KindTotal.WITHDRAWN) == 1
    assert total(made, totals, TotalBlock.STAGE, QUALIFY, StageTotal.ABANDONED) == 1


def test_a_lead_turned_away_at_the_door_is_no_mql_but_one_turned_away_later_is() -> None:
    made = program()
    later = task(WEB, 0)
    totals, _, _ = fold(
        made,
        story(
            (0, LEAD, What.LEAD, FROM_EVENTS | SMB, 1),
            (0, LEAD, What.ENTERED, QUALIFY, 0),
            (0, LEAD, What.SCREENED, QUALIFY, 0),
            (0, LEAD, What.CLOSED, Close.SCREENED, 0),
            (0, later, What.LEAD, SMB, 1),
            (0, later, What.ENTERED, QUALIFY, 0),
            (0, later, What.LEFT, QUALIFY, Outcome.ADVANCE),
            (0, later, What.ENTERED, CLOSE, 0),
            (0, later, What.SCREENED, CLOSE, 0),
            (0, later, What.CLOSED, Close.SCREENED, 0),
        ),
    )
    for source, mqls in ((EVENTS, 0), (WEB, 1)):
        assert total(made, totals, TotalBlock.CELL, source, SMB, CellTotal.LEADS) == 1
        assert total(made, totals, TotalBlock.CELL, source, SMB, CellTotal.MQLS) == mqls
        assert total(made, totals, TotalBlock.CELL, source, SMB, CellTotal.NEVER_WORKED) == 0, "nobody had it"


def test_a_lead_that_waited_in_vain_is_never_worked_when_it_closes_and_untouched_when_it_lives_on() -> None:
    made = program()
    gone, lying = task(WEB, 0), task(WEB, 1)
    totals, _, _ = fold(
        made,
        story(
            *a_win(),
            *((0, lead, What.LEAD, SMB, 1) for lead in (gone, lying)),
            *((0, lead, What.ENTERED, QUALIFY, 0) for lead in (gone, lying)),
            *((0, lead, What.QUEUED, QUALIFY, -1) for lead in (gone, lying)),
            (HOUR, gone, What.ABANDONED, QUALIFY, 0),
            (HOUR, gone, What.CLOSED, Close.ABANDONED, 0),
        ),
    )
    for column, web in ((CellTotal.NEVER_WORKED, 1), (CellTotal.UNTOUCHED, 1), (CellTotal.FIRST_TOUCHES, 0)):
        assert total(made, totals, TotalBlock.CELL, WEB, SMB, column) == web
    for column in (CellTotal.NEVER_WORKED, CellTotal.UNTOUCHED):
        assert total(made, totals, TotalBlock.CELL, EVENTS, ENTERPRISE, column) == 0, "it was taken, and won"


def test_a_lead_that_comes_back_is_one_opportunity_and_one_first_touch() -> None:
    made = program()
    again = [
        (HOUR, LEAD, What.RECYCLED, CLOSE, 1),
        (DAY, LEAD, What.ENTERED, CLOSE, 1),
        (DAY, LEAD, What.QUEUED, CLOSE, -1),
        (DAY + 5 * HOUR, LEAD, What.TAKEN, CLOSE, ANA),
    ]
    totals, _, _ = fold(
        made,
        story(
            (0, LEAD, What.LEAD, FROM_EVENTS | SMB, 900),
            (0, LEAD, What.ENTERED, CLOSE, 0),
            (0, LEAD, What.QUEUED, CLOSE, -1),
            (0, LEAD, What.TAKEN, CLOSE, ANA),
            (HOUR, LEAD, What.DONE, ANA, HOUR),
            (HOUR, LEAD, What.REJECTED, CLOSE, 0),
            *again,
        ),
    )
    cell = (TotalBlock.CELL, EVENTS, SMB)
    assert total(made, totals, *cell, CellTotal.OPPORTUNITIES) == 1
    assert total(made, totals, *cell, CellTotal.PIPELINE_CENTS) == 900
    assert total(made, totals, *cell, CellTotal.FIRST_TOUCHES) == 1
    assert total(made, totals, *cell, CellTotal.RECYCLED) == 1
    assert total(made, totals, TotalBlock.STAGE, CLOSE, StageTotal.FIRST_TAKEN) == 2
    assert total(made, totals, TotalBlock.STAGE, CLOSE, StageTotal.FIRST_WAIT_TICKS) == 5 * HOUR
    assert total(made, totals, TotalBlock.STAGE, CLOSE, StageTotal.REJECTED) == 1
    assert total(made, totals, TotalBlock.RUN, RunTotal.TASK_SAME) == 0, (
        "a new visit's first session is no follow-up"
    )
    assert total(made, totals, TotalBlock.RUN, RunTotal.OPEN_LEADS) == 1


def test_an_account_that_raises_its_hand_again_is_a_new_lead() -> None:
    made = program()
    totals, _, _ = fold(made, story(*a_win(), *a_win(2 * DAY)))
    assert total(made, totals, TotalBlock.CELL, EVENTS, ENTERPRISE, CellTotal.LEADS) == 2
    assert total(made, totals, TotalBlock.CELL, EVENTS, ENTERPRISE, CellTotal.FIRST_TOUCHES) == 2
    assert total(made, totals, TotalBlock.CELL, EVENTS, ENTERPRISE, CellTotal.CYCLE_TICKS) == 2 * DAY


def test_only_a_follow_up_session_changes_hands_not_a_resumed_one() -> None:
    made = program()
    rows = [
        (0, LEAD, What.LEAD, FROM_EVENTS | SMB, 1),
        (0, LEAD, What.ENTERED, QUALIFY, 0),
        (0, LEAD, What.QUEUED, QUALIFY, -1),
        (0, LEAD, What.TAKEN, QUALIFY, ANA),
        (HOUR, LEAD, What.INTERRUPTED, ANA, HOUR),
        (HOUR, LEAD, What.QUEUED, QUALIFY, -1),
        (10 * HOUR, LEAD, What.TAKEN, QUALIFY, BO),  # resumes the first session
        (11 * HOUR, LEAD, What.DONE, BO, 1800),
        (11 * HOUR, LEAD, What.QUEUED, QUALIFY, -1),
        (11 * HOUR, LEAD, What.TAKEN, QUALIFY, ANA),  # follows it
        (12 * HOUR, LEAD, What.INTERRUPTED, ANA, HOUR),
        (12 * HOUR, LEAD, What.QUEUED, QUALIFY, -1),
        (12 * HOUR, LEAD, What.TAKEN, QUALIFY, BO),  # resumes the second
        (13 * HOUR, LEAD, What.DONE, BO, HOUR),
        (13 * HOUR, LEAD, What.QUEUED, QUALIFY, BO),
        (13 * HOUR, LEAD, What.TAKEN, QUALIFY, BO),  # follows it, kept for the same person
        (14 * HOUR, LEAD, What.DONE, BO, HOUR),
    ]
    totals, ledger, _ = fold(made, story(*rows))
    assert total(made, totals, TotalBlock.RUN, RunTotal.TASK_SWITCH) == 1
    assert total(made, totals, TotalBlock.RUN, RunTotal.TASK_SAME) == 1
    assert total(made, totals, TotalBlock.KIND, QUALIFY, KindTotal.QUEUED) == 5
    assert total(made, totals, TotalBlock.KIND, QUALIFY, KindTotal.TAKEN) == 5
    assert total(made, totals, TotalBlock.KIND, QUALIFY, KindTotal.INTERRUPTED) == 2
    assert total(made, totals, TotalBlock.KIND, QUALIFY, KindTotal.DONE) == 3
    assert total(made, totals, TotalBlock.STAGE, QUALIFY, StageTotal.FIRST_TAKEN) == 1
    assert ledger[BO, SETUP] == 1800, "half of the resumed hour was set-up"
    assert ledger[BO, QUALIFY] == 1800 + 2 * HOUR


def test_set_up_comes_first_so_a_session_across_the_warm_up_keeps_its_useful_end() -> None:
    made = program(weeks=2, warm_up_weeks=1)
    rows = [
        (WEEK - 3 * HOUR, LEAD, What.LEAD, FROM_EVENTS | SMB, 1),
        (WEEK - 3 * HOUR, LEAD, What.ENTERED, QUALIFY, 0),
        (WEEK - 3 * HOUR, LEAD, What.QUEUED, QUALIFY, -1),
        (WEEK - 3 * HOUR, LEAD, What.TAKEN, QUALIFY, ANA),
    ]
    for useful, expected in ((HOUR, (HOUR, HOUR)), (4 * HOUR, (2 * HOUR, 0))):
        totals, ledger, weekly = fold(made, story(*rows, (WEEK + 2 * HOUR, LEAD, What.DONE, ANA, useful)))
        assert (ledger[ANA, QUALIFY], ledger[ANA, SETUP]) == expected
        assert total(made, totals, TotalBlock.ROLE_KIND, SDR, SETUP) == expected[1]
        hours = weekly[1, WeekCol.WIDTH + made.kinds :]
        assert (hours[QUALIFY], hours[SETUP]) == (useful, 5 * HOUR - useful), "weeks tell the whole session"


def test_work_in_hand_at_the_horizon_is_credited_to_the_last_week() -> None:
    made = program(weeks=1)
    rows = [
        (WEEK - HOUR, LEAD, What.LEAD, FROM_EVENTS | SMB, 1),
        (WEEK - HOUR, LEAD, What.ENTERED, QUALIFY, 0),
        (WEEK - HOUR, LEAD, What.QUEUED, QUALIFY, -1),
        (WEEK - HOUR, LEAD, What.TAKEN, QUALIFY, ANA),
        (9 * HOUR, BO, What.STANDING, RESEARCH, 0),
        (WEEK, LEAD, What.CUT, ANA, HOUR),
        (WEEK, BO, What.CUT_STANDING, RESEARCH, 7 * 8 * HOUR),
    ]
    totals, ledger, weekly = fold(made, story(*sorted(rows, key=lambda row: row[0])))
    assert ledger[ANA, QUALIFY] == HOUR
    assert ledger[BO, RESEARCH] == 7 * 8 * HOUR
    assert weekly[0, WeekCol.WIDTH + made.kinds + QUALIFY] == HOUR
    assert total(made, totals, TotalBlock.KIND, QUALIFY, KindTotal.DONE) == 0
    assert total(made, totals, TotalBlock.ROLE, MARKETER, RoleTotal.IDLE_TICKS) == 0


def test_nights_are_neither_worked_nor_idle() -> None:
    made = program(weeks=1)
    rows = [
        (16 * HOUR, BO, What.STANDING, RESEARCH, 0),
        (DAY + 10 * HOUR, BO, What.STOOD, RESEARCH, 2 * HOUR),
    ]
    totals, ledger, _ = fold(made, story(*rows))
    assert ledger[BO, RESEARCH] == 2 * HOUR
    assert total(made, totals, TotalBlock.ROLE, MARKETER, RoleTotal.IDLE_TICKS) == (7 * 8 - 2) * HOUR


def test_a_standing_session_is_done_in_its_own_time_and_otherwise_interrupted() -> None:
    made = program()
    records = story((9 * HOUR, BO, What.STANDING, RESEARCH, 0), (10 * HOUR, BO, What.STOOD, RESEARCH, HOUR))
    totals, _, _ = fold(made, records)
    assert total(made, totals, TotalBlock.KIND, RESEARCH, KindTotal.DONE) == 1
    records[1, RecordCol.PHASE] = Phase.MATCH
    totals, _, _ = fold(made, records)
    assert total(made, totals, TotalBlock.KIND, RESEARCH, KindTotal.DONE) == 0
    assert total(made, totals, TotalBlock.KIND, RESEARCH, KindTotal.INTERRUPTED) == 1


@pytest.mark.mechanism("A16", switch="policy.standing")
def test_requests_are_told_by_answer_and_displace_the_hours_of_those_with_standing_work() -> None:
    made = program()
    asked = task(EVENTS, 3, 1)
    rows = [
        (9 * HOUR, asked, What.ASKED, DEMO, CLOSE),
        (9 * HOUR, asked, What.ANSWERED, DEMO, Answer.QUEUE),
        (9 * HOUR, asked, What.QUEUED, DEMO_KIND, -1),
        (9 * HOUR, asked, What.TAKEN, DEMO_KIND, BO),
        (11 * HOUR, asked, What.DONE, BO, 2 * HOUR),
        (11 * HOUR, asked, What.HELPED, DEMO, 1),
    ]
    totals, _, _ = fold(made, story(*rows))
    request = (TotalBlock.REQUEST, DEMO)
    assert total(made, totals, *request, RequestTotal.ASKED) == 1
    assert total(made, totals, *request, RequestTotal.ANSWERS + Answer.QUEUE) == 1
    assert total(made, totals, *request, RequestTotal.HELPED) == 1
    assert total(made, totals, *request, RequestTotal.LATE) == 0
    assert total(made, totals, *request, RequestTotal.DISPLACED_TICKS) == 2 * HOUR
    free = made.params.copy()
    free[free == 0.5] = 0.0  # Bo has no standing work any more (and Ana costs nothing)
    totals, _, _ = fold(made, story(*rows), free)
    assert total(made, totals, *request, RequestTotal.DISPLACED_TICKS) == 0


def test_people_are_open_from_joining_to_leaving() -> None:
    people = program().person_ints.copy()
    people[ANA, 3:5] = (DAY, 3 * DAY)
    made = program(person_ints=people)
    rows = [
        (DAY, ANA, What.JOINED, 0, 0),
        (2 * DAY, LEAD, What.LEAD, FROM_EVENTS | SMB, 1),
        (2 * DAY, LEAD, What.ENTERED, QUALIFY, 0),
        (2 * DAY, LEAD, What.QUEUED, QUALIFY, -1),
        (2 * DAY, LEAD, What.TAKEN, QUALIFY, ANA),
        (3 * DAY, LEAD, What.INTERRUPTED, ANA, DAY),
        (3 * DAY, LEAD, What.QUEUED, QUALIFY, -1),
        (3 * DAY, ANA, What.LEFT_TEAM, 0, 0),
    ]
    totals, _, _ = fold(made, story(*rows))
    assert total(made, totals, TotalBlock.ROLE, SDR, RoleTotal.OPEN_TICKS) == 2 * DAY
    assert total(made, totals, TotalBlock.ROLE, SDR, RoleTotal.IDLE_TICKS) == DAY
    assert total(made, totals, TotalBlock.ROLE_KIND, SDR, QUALIFY) == DAY


def test_a_week_begins_with_its_awareness_and_its_backlog() -> None:
    made = program()
    rows = [
        (0, 0, What.WEEK, 0, 0),
        (1, LEAD, What.LEAD, FROM_EVENTS | SMB, 1),
        (1, LEAD, What.ENTERED, QUALIFY, 0),
        (1, LEAD, What.QUEUED, QUALIFY, -1),
        (WEEK, 0, What.WEEK, 1, 2_500_000),
        (WEEK, LEAD, What.TAKEN, QUALIFY, ANA),
    ]
    _, _, weekly = fold(made, story(*rows))
    assert weekly[:, WeekCol.AWARENESS_MICRO].tolist() == [0, 2_500_000]
    assert weekly[:, WeekCol.WIDTH + QUALIFY].tolist() == [0, 1]


def test_a_story_in_which_nothing_happens_has_open_and_idle_hours_only() -> None:
    made = program()
    totals, ledger, weekly = fold(made, np.zeros((0, int(RecordCol.WIDTH)), np.int64))
    assert totals.sum() == 2 * (2 * WEEK + 14 * 8 * HOUR)
    assert not ledger.any()
    assert not weekly.any()
