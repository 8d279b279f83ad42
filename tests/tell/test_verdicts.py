from tell.small import desk_run

from gtmsim.amounts import short
from gtmsim.measure.compare import compare
from gtmsim.tell.style import Style
from gtmsim.tell.verbs import compare as compared
from gtmsim.tell.verdicts import verdict_words

TWO = "organisation.teams.desk.people=2"


def words(width: int = 100, asked: tuple[str, ...] = ()) -> str:
    verdict = compare({"today": desk_run(), "two": desk_run(TWO)}, "today")
    return verdict_words(verdict, Style(width), asked)


def test_the_answer_comes_first() -> None:
    assert words().splitlines()[0].startswith("two ")
    assert (
        words(asked=("leads",)).splitlines()[0]
        == "two and today do not differ in leads (4 paired runs, seed 7)."
    )


def test_every_difference_has_its_interval_its_share_of_better_runs_and_its_correlation() -> None:
    lines = words().splitlines()
    [head] = [line for line in lines if line.startswith("  metric")]
    assert head.split() == ["metric", "today", "two", "difference", "interval", "better", "correlation"]
    [cost] = [line for line in lines if line.startswith("  cost ")]
    assert cost.endswith("0 %            -")
    [leads] = [line for line in lines if line.startswith("  leads ")]
    assert " equal " in leads


def test_unequal_cost_few_runs_and_guesses_are_told() -> None:
    told = words()
    assert "+20.0 %" in told
    assert "two is planned to cost 20.0 % more than today" in told
    assert "4 replications are few" in told
    assert "world.requests.demo.lift" in told


def test_what_shared_luck_saved_is_told_for_what_was_asked() -> None:
    told = words(asked=("first_touch_hours", "leads"))
    factor = compare({"today": desk_run(), "two": desk_run(TWO)}, "today").difference(
        "first_touch_hours", "two"
    )
    assert factor.pair.variance_reduction is not None
    wanted = f"Shared luck saved a factor of {short(factor.pair.variance_reduction)} for first_touch_hours in replications."
    assert wanted in told, "leads are the same in both: no factor says how much that saves"


def test_a_narrow_terminal_goes_without_correlations() -> None:
    assert "correlation" not in words(80)


def test_runs_are_compared_by_the_names_of_their_scenarios() -> None:
    verdict = compared(desk_run(), desk_run(TWO), by="wins")
    assert list(verdict.scenarios) == ["desk 1", "desk 2"]
    assert {each.metric for each in verdict.differences} == {"wins"}


def test_plans_that_do_not_cost_the_same_are_told_before_any_table() -> None:
    sentences = words().partition("\n\n")[0]
    assert "two plans 20.0 % more cost than today: not a comparison at equal budget." in sentences
    verdict = compare({"today": desk_run(), "same": desk_run("world.requests.demo.session=1 h")}, "today")
    assert "equal budget" not in verdict_words(verdict)


def test_what_profit_means_stands_under_each_table_where_contracts_are_kept() -> None:
    verdict = compare({"today": desk_run(), "two": desk_run(TWO), "same": desk_run()}, "today")
    assert verdict_words(verdict, contracts=True).count("\n  profit is recognised revenue less cost") == 2
    assert "recognised" not in verdict_words(verdict)
    wins = compare({"today": desk_run(), "two": desk_run(TWO)}, "today", ["wins"])
    assert "recognised" not in verdict_words(wins, contracts=True)
