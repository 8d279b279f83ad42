"""An export of leads and wins alone becomes a scenario: what it tells is found again, what it cannot tell is said."""

import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from calibrate.made_wins import Market, export

from gtmsim.calibration import Calibration, calibrate
from gtmsim.calibration.backtest import backtest
from gtmsim.calibration.hands import hands
from gtmsim.calibration.questions import questions
from gtmsim.calibration.won_only import People, WonOnly
from gtmsim.measure.metrics import measured
from gtmsim.program.lower import lower
from gtmsim.scenario import load, loads
from gtmsim.study.run import run
from gtmsim.tell.calibrations import calibration_data, calibration_words

STEADY = Market()
OPENED = Market(days=220, opens=110.0)
Row = dict[str, object]


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    return calibrate(export(STEADY, tmp_path_factory.mktemp("steady") / "made", seed=3))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    return calibrate(export(OPENED, tmp_path_factory.mktemp("opened") / "made", seed=4))


@pytest.fixture(scope="module")
def told(steady: Calibration) -> pl.DataFrame:
    return backtest(steady, replications=30, seed=5, jobs=1)


def wins_of(found: Calibration) -> WonOnly:
    assert found.wins is not None
    return found.wins


def row(found: Calibration, path: str) -> Row:
    return found.estimates.row(by_predicate=pl.col("path") == path, named=True)


def covers(found: Calibration, path: str, truth: float) -> bool:
    each = row(found, path)
    return float(str(each["low"])) < truth < float(str(each["high"]))


def conversion(market: Market) -> float:
    return sum(market.conversions[s] * part for s, part in market.mix.items())


def test_what_the_market_was_made_from_is_written_into_the_scenario(steady: Calibration) -> None:
    assert covers(steady, "world.stages.lead.clock.median", 24 * STEADY.median)
    assert covers(steady, "world.stages.lead.clock.sigma", STEADY.sigma)
    assert covers(steady, "world.stages.lead.outcomes.advance", conversion(STEADY))
    for source, part in STEADY.mix.items():
        assert covers(steady, f"world.sources.{source}.rate", 7 * STEADY.per_day * part)
        relative = STEADY.conversions[source] / max(STEADY.conversions.values())
        if source != "web":
            assert covers(steady, f"world.sources.{source}.intent", relative)
            assert not covers(steady, f"world.sources.{source}.intent", 2 * relative)


def test_intent_times_the_stages_outcome_is_each_sources_conversion(steady: Calibration) -> None:
    scenario = loads(steady.yaml, "steady")
    stage = scenario.world.stages["lead"]
    assert stage is not None
    by_name = {group.name: group for group in wins_of(steady).mix.sources}
    for name, source in scenario.world.sources.items():
        assert source is not None
        written = float(str(source.intent)) * float(str(stage.outcomes.advance))
        assert written == pytest.approx(by_name[name].conversion.value, rel=0.01)


def test_a_steady_market_has_no_change_and_all_its_leads_are_used(steady: Calibration) -> None:
    assert wins_of(steady).changes == ()
    assert wins_of(steady).all_leads == len(wins_of(steady).leads)
    assert not any("regime" in warning for warning in steady.warnings)


def test_a_market_that_opened_late_is_calibrated_from_then_on(opened: Calibration) -> None:
    (change,) = wins_of(opened).changes
    assert change.day == pytest.approx(OPENED.opens, abs=5)
    assert covers(opened, "world.stages.lead.outcomes.advance", conversion(OPENED))
    assert covers(opened, "world.stages.lead.clock.median", 24 * OPENED.median)
    told = " ".join(opened.warnings)
    assert "a change of regime on 2023-04-" in told
    assert re.search(r"no win before 2023-04-2\d, although [\d,]+ leads", told)
    assert "pooled numbers would be nonsense" in told
    assert loads(opened.yaml, "opened").run.start.isoformat() == "2023-04-17"


def test_only_leads_of_the_last_regime_are_in_it_and_they_are_counted_from_its_monday(
    opened: Calibration,
) -> None:
    wins = wins_of(opened)
    share = (OPENED.days - OPENED.opens) / OPENED.days
    assert len(wins.leads) / wins.all_leads == pytest.approx(share, abs=0.04)
    assert 0 <= wins.leads.came.min() < 7
    assert wins.leads.watched.max() < OPENED.days + OPENED.followed - OPENED.opens + 7
    assert sum(group.leads for group in wins.mix.sources) == len(wins.leads)


def test_pooling_the_regimes_would_have_missed_the_truth(opened: Calibration) -> None:
    wins = wins_of(opened)
    assert wins.all_wins / wins.all_leads < 0.7 * conversion(OPENED)


def test_what_such_an_export_cannot_tell_is_listed_with_what_stands_instead(steady: Calibration) -> None:
    by_path = {each.path: each for each in steady.refusals}
    assert set(by_path) == {
        "world.stages.lead.clock", "world.stages.lead.loss_clock", "world.stages.lead.sessions",
        "world.stages.lead.session", "world.stages.lead.decay.exponent", "organisation.calendars.office.week",
        "world.sources.web.hours", "organisation.teams.desk.people", "organisation.teams.desk.cost",
        "organisation.teams.desk.skill_spread", "organisation.teams.desk.speed", "world.segments.all.deal_value",
    }  # fmt: skip
    assert by_path["world.stages.lead.session"].instead == "{median: 30 min, sigma: 1.0}"
    assert by_path["world.stages.lead.session"].grade.startswith("grade D")
    assert by_path["world.segments.all.deal_value"].grade.startswith("grade C")
    assert "0 of" in by_path["world.segments.all.deal_value"].why
    assert by_path["organisation.teams.desk.people"].why.startswith(
        "people are named on wins only: at least 0"
    )
    assert all(each.path in steady.yaml.split("gtmsim: 1")[0] for each in steady.refusals)


def test_nobody_waits_in_a_queue_that_the_export_does_not_show(steady: Calibration) -> None:
    people = next(each for each in steady.refusals if each.path == "organisation.teams.desk.people")
    assert int(people.instead) > wins_of(steady).people.named == 7
    assert "no queue is invented" in people.why
    done = run(lower(loads(steady.yaml, "steady")), seed=1, replications=3, jobs=1, keep="totals")
    waits = next(
        s.values for s in measured(done.batch, ["handoff_wait_hours"]) if s.key == "handoff_wait_hours"
    )
    four_nights, weekend = (
        4 * 16.0**2 / 2,
        64.0**2 / 2,
    )  # a lead at any hour waits half of the time that is closed
    assert waits.mean() < 1.1 * (four_nights + weekend) / 168


def test_where_more_people_are_named_than_needed_all_of_them_are_written(steady: Calibration) -> None:
    people = People(owners=20, sellers=15, named=30, on_wins_only=True)
    named = replace(wins_of(steady), people=people)
    few, many = (hands(named, leads) for leads in (100.0, 2000.0))
    assert (few.people, few.meant) == (30, "those who are named: a lower bound")
    assert many.people > 30


def test_nothing_refused_is_called_estimated(steady: Calibration) -> None:
    estimated = set(steady.estimates.filter(pl.col("status") == "estimated")["path"])
    refused = {each.path for each in steady.refusals} - {"world.stages.lead.clock"}
    assert not {e for e in estimated if any(e == r or e.startswith(f"{r}.") for r in refused)}


def test_amounts_that_are_there_are_not_refused(tmp_path: Path) -> None:
    folder = export(STEADY, tmp_path / "made", seed=3)
    deals = pl.read_csv(folder / "opportunities.csv").with_columns(pl.lit(900).alias("amount"))
    deals.write_csv(folder / "opportunities.csv")
    found = calibrate(folder)
    assert "world.segments.all.deal_value" not in {each.path for each in found.refusals}
    assert row(found, "world.segments.all.deal_value.median")["value"] == 900


def test_the_scenario_runs_and_wins_what_the_market_would(steady: Calibration) -> None:
    done = run(lower(loads(steady.yaml, "steady")), seed=1, replications=10, jobs=1, keep="totals")
    series = {s.key: s.values for s in measured(done.batch, ["wins", "leads"])}
    assert series["wins"].sum() / series["leads"].sum() == pytest.approx(conversion(STEADY), rel=0.15)


def test_its_leads_are_followed_as_long_as_the_exports_and_won_as_often(told: pl.DataFrame) -> None:
    assert told["inside"].mean() >= 0.75  # type: ignore[operator]
    share = told.row(by_predicate=pl.col("quantity") == "won, of these leads", named=True)
    assert share["inside"]
    assert set(told.filter(pl.col("quantity") == "wins from")["level"]) == set(STEADY.mix)
    assert told.filter(pl.col("quantity") == "wins in")["level"].to_list()[0] == "2023-01"
    assert told.filter(pl.col("quantity") == "lead to win").height == 5


def test_what_was_estimated_from_the_same_leads_is_said_to_be_no_evidence(told: pl.DataFrame) -> None:
    told_so = told.filter(pl.col("note").str.contains("estimated from the same"))["quantity"].unique()
    assert set(told_so) == {"leads", "won, of these leads", "wins from", "lead to win"}


def test_wins_of_all_months_and_of_all_sources_are_the_same_wins(told: pl.DataFrame) -> None:
    for side in ("log", "simulated"):
        months, sources = (
            told.filter(pl.col("quantity") == quantity)[side].sum() for quantity in ("wins in", "wins from")
        )
        assert months == pytest.approx(sources)


@pytest.mark.mechanism("B12")
def test_each_source_wins_as_often_as_in_the_export(told: pl.DataFrame) -> None:
    each = told.filter(pl.col("quantity") == "wins from")
    assert each["inside"].all()
    assert (each["simulated"] / each["log"] - 1).abs().max() < 0.2  # type: ignore[operator]


def test_a_longer_run_changes_nothing_about_the_leads_that_are_followed(
    steady: Calibration, told: pl.DataFrame
) -> None:
    longer = re.sub(r"horizon: \d+ weeks", "horizon: 90 weeks", steady.yaml)
    assert longer != steady.yaml
    assert backtest(replace(steady, yaml=longer), replications=30, seed=5, jobs=1).equals(told)


def test_a_scenario_that_wins_twice_as_fast_falls_out_of_the_band(steady: Calibration) -> None:
    faster = re.sub(r"clock: \{median: [\d.]+ days", "clock: {median: 7 days", steady.yaml)
    assert faster != steady.yaml
    table = backtest(replace(steady, yaml=faster), replications=30, seed=5, jobs=1)
    assert not table.filter((pl.col("quantity") == "lead to win") & (pl.col("level") == "median"))["inside"][
        0
    ]


def test_the_same_export_gives_the_same_text_and_the_same_backtest(
    steady: Calibration, told: pl.DataFrame, tmp_path: Path
) -> None:
    again = calibrate(export(STEADY, tmp_path / "made", seed=3))
    assert again.yaml == steady.yaml
    assert backtest(again, replications=30, seed=5, jobs=1).equals(told)


def test_questions_can_be_laid_over_it(steady: Calibration, tmp_path: Path) -> None:
    (tmp_path / "made.yaml").write_text(steady.yaml)
    asked = questions(steady, "made.yaml")
    assert {"one_person", "two_more_desk"} == set(asked)
    for name, text in asked.items():
        (tmp_path / f"{name}.yaml").write_text(text)
        load(tmp_path / f"{name}.yaml")


def test_the_words_tell_sources_time_to_win_and_refusals(steady: Calibration) -> None:
    words = " ".join(calibration_words(steady).split())
    assert "source leads of all a week 95 % won so far won in the end 95 %" in words
    assert "Lognormal: median" in words
    assert "lognormal 0.0" in words
    assert "landing pages" in words
    assert "What this export cannot tell, and what stands instead" in words
    assert (
        "- what people cost: the export holds no pay; organisation.teams.desk.cost is 80 kEUR/year" in words
    )


def test_as_data_the_mix_and_the_families_are_numbers(steady: Calibration) -> None:
    log = calibration_data(steady)["log"]
    assert isinstance(log, dict)
    assert [group["name"] for group in log["won_only"]["mix"]["sources"]] == ["web", "event", "mail"]
    assert set(log["won_only"]["families"]) == {"lognormal", "gamma", "weibull", "exponential"}
    assert calibration_data(steady)["refusals"]


def test_an_export_with_losses_and_sessions_is_read_as_before(found: Calibration) -> None:
    assert found.wins is None
    assert found.refusals == ()


def test_leads_that_were_not_watched_for_long_enough_are_left_to_the_lower_bound(tmp_path: Path) -> None:
    young = Market(followed=0, days=60, median=90.0)
    found = calibrate(export(young, tmp_path / "young", seed=2))
    assert found.wins is None
    assert "lower bound" in str(row(found, "world.stages.lead.outcomes.advance")["reason"])
    loads(found.yaml, "young")
