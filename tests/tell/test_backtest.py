import numpy as np
from tell.small import desk_run

from gtmsim.measure.metrics import measured
from gtmsim.tell.backtest import backtest, backtest_data, backtest_words


def test_the_logs_numbers_are_held_against_single_runs_not_against_their_mean() -> None:
    run = desk_run(replications=8)
    touched = next(each.values for each in measured(run.batch) if each.key == "first_touch_hours")
    one_history = float(np.sort(touched)[1])
    [wait] = backtest(run, {"first_touch_hours": {"mean": one_history}})
    assert wait.inside
    assert wait.mean == touched.mean()
    [far] = backtest(run, {"first_touch_hours": {"mean": 10 * float(touched.max())}})
    assert not far.inside


def test_waits_backlog_conversions_and_wins_are_compared_as_far_as_the_log_knows_them() -> None:
    log = {
        "first_touch_hours": {"mean": 5.0, "median": 1.0},
        "backlog": {"mean": 2.0},
        "stages": {"call": {"advance": 1.0}, "close": {"advance": 0.5}, "gone": {"advance": 0.1}},
        "won_share": 0.4,
    }
    run = desk_run()
    names = [each.name for each in backtest(run, log)]
    assert names == [
        "first_touch_hours",
        "first_touch_hours.median",
        "conversion_call",
        "conversion_close",
        "leads waiting for their first touch",
        "wins / leads",
    ]
    assert backtest_data(backtest(run, log), run)["replications"] == 4


def test_leads_waiting_are_what_waits_add_up_to_over_time() -> None:
    run = desk_run()
    [waiting] = backtest(run, {"backlog": {"mean": 1.0}})
    told = {each.key: each.values for each in measured(run.batch)}
    in_hours = told["first_touch_hours"] * told["leads"] / (8 * 168)
    assert 0.5 * in_hours.mean() < waiting.mean <= 1.05 * in_hours.mean()


def test_a_log_without_numbers_says_so() -> None:
    run = desk_run(replications=1)
    assert backtest_words(backtest(run, {}), run) == "nothing of this log can be held against a simulation"
