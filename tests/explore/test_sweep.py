import json
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from tell.small import desk

from gtmsim.errors import ScenarioError, UsageError
from gtmsim.explore.sweep import AS_IS, Sweep, sweep
from gtmsim.measure.intervals import Estimate
from gtmsim.program.lower import lower
from gtmsim.scenario import vary
from gtmsim.study.expected import Expected
from gtmsim.study.values import values

PEOPLE = "organisation.teams.rep.people=1,2,3"
RATE = "world.sources.web.rate=10,40"


@pytest.fixture(scope="module")
def swept() -> Sweep:
    return sweep(
        {"desk": desk()},
        [PEOPLE, "world.sources.web.rate=10 per week,40 per week"],
        metrics=["profit", "wins"],
        replications=6,
    )


def test_every_point_is_a_row_that_can_be_run_again_alone(swept: Sweep) -> None:
    frame = swept.frame()
    assert len(frame) == (1 + 3 * 2) * 2
    row = frame.row(by_predicate=(pl.col("point") == "p4") & (pl.col("metric") == "profit"), named=True)
    sets = [f"{path}={row[path]}" for path in swept.paths]
    assert sets == ["organisation.teams.rep.people=2", "world.sources.web.rate=40 per week"]
    programs = {"there": lower(vary(desk(), sets)), "as it is": lower(desk())}
    alone = values(programs, ["profit"], seed=7, count=6)
    there, as_it_is = (alone.column(name, "profit") for name in programs)
    assert row["mean"] == there.mean()
    assert row["difference"] == pytest.approx((there - as_it_is).mean())
    half = np.std(there - as_it_is, ddof=1) / 6**0.5 * 2.5706  # Student's t, 5 degrees of freedom
    assert (row["difference_high"] - row["difference_low"]) / 2 == pytest.approx(half, rel=1e-4)


def test_the_joint_interval_is_wider_than_the_one_alone(swept: Sweep) -> None:
    told = swept.frame().drop_nulls("difference")
    assert (
        (told["joint_high"] - told["joint_low"]) > (told["difference_high"] - told["difference_low"])
    ).all()


def test_the_answer_names_the_best_point_and_its_interval(swept: Sweep) -> None:
    best = swept.frame().filter(metric="profit").sort("difference", nulls_last=True)
    best = best.filter(best["difference"] == best["difference"].max())
    assert f"organisation.teams.rep.people = {best['organisation.teams.rep.people'][0]}" in swept.answer()
    assert "(95 %: " in swept.answer()
    assert "6 comparisons" in swept.answer()


def test_a_gain_that_may_be_luck_is_not_called_one(swept: Sweep) -> None:
    first = [each for each in swept.measured if each.metric == "profit"][:3]
    worse, unclear = Estimate(-9.0, -9.5, -8.5, 6, 0.0), Estimate(1.0, -1.0, 3.0, 6, 0.0)
    told = [first[0], replace(first[1], joint=worse, difference=worse, clear=True)]
    told.append(replace(first[2], joint=unclear, difference=unclear, clear=False))
    assert (
        replace(swept, measured=tuple(told))
        .answer()
        .startswith("no point is clearly better than desk as it is in profit")
    )
    told[2] = replace(told[2], clear=True)
    assert " gains most at " in replace(swept, measured=tuple(told)).answer()


def test_several_files_are_compared_with_the_first_at_every_point() -> None:
    two = {"desk": desk(), "one_rep": desk("organisation.teams.rep.people=1")}
    told = sweep(
        two, ["world.sources.web.rate=10 per week,40 per week"], metrics=["wins"], replications=5
    ).frame()
    assert told["point"].to_list() == [AS_IS] * 2 + ["p1"] * 2 + ["p2"] * 2
    assert told.filter(scenario="desk")["difference"].null_count() == 3
    means = {row["scenario"]: row["mean"] for row in told.filter(point="p2").to_dicts()}
    apart = told.filter(point="p2", scenario="one_rep")["difference"][0]
    assert apart == pytest.approx(means["one_rep"] - means["desk"])
    assert apart < 0.0


def test_designs_fill_ranges_and_whole_numbers_stay_whole() -> None:
    told = sweep(
        {"desk": desk()}, ["organisation.teams.rep.people=1..9", "world.sources.web.rate=5..40 per week"],
        design="latin", points=4, metrics=["leads"], replications=1,
    )  # fmt: skip
    people = told.frame().filter(told.frame()["point"] != AS_IS)["organisation.teams.rep.people"].to_list()
    assert len(people) == 4
    assert all(each.isdigit() for each in people)


def test_points_that_do_not_go_together_are_all_told_or_skipped() -> None:
    varied = ["run.horizon=5 weeks,9 weeks", "run.warm_up=0 weeks,6 weeks,7 weeks"]
    with pytest.raises(ScenarioError) as error:
        sweep({"desk": desk()}, varied, metrics=["leads"], replications=1)
    assert {each.file for each in error.value.problems} == {
        "run.horizon=5 weeks, run.warm_up=6 weeks", "run.horizon=5 weeks, run.warm_up=7 weeks"
    }  # fmt: skip
    told = sweep({"desk": desk()}, varied, metrics=["leads"], replications=1, skip_invalid=True)
    assert len(told.skipped) == 2
    assert len(told.rows) == 1 + 4


def test_an_interrupt_keeps_the_points_that_are_finished(
    swept: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gtmsim.explore.ground.RUNS_AT_ONCE", 6)

    def enough(done: int, _total: int, _seconds: float) -> None:
        if done > 3 * 6:
            raise KeyboardInterrupt

    told = sweep(
        {"desk": desk()}, [PEOPLE, "world.sources.web.rate=10 per week,40 per week"], metrics=["profit", "wins"],
        replications=6, progress=enough,
    )  # fmt: skip
    assert told.interrupted
    assert list(told.rows) == [AS_IS, "p1", "p2"]
    whole = swept.frame()
    columns = ["point", "metric", "mean", "difference"]
    kept = told.frame().select(columns)
    assert kept.equals(whole.filter(whole["point"].is_in([AS_IS, "p1", "p2"])).select(columns))


def test_points_that_take_long_are_kept_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtmsim.explore.ground.SECONDS_AT_ONCE", 0.0)

    def enough(done: int, _total: int, _seconds: float) -> None:
        if done > 3 * 6:
            raise KeyboardInterrupt

    told = sweep({"desk": desk()}, [PEOPLE], metrics=["profit"], replications=6, progress=enough)
    assert list(told.rows) == [AS_IS, "p1", "p2"]


def test_what_it_takes_is_told_before_it_is_begun() -> None:
    heard: list[Expected] = []
    sweep({"desk": desk()}, [PEOPLE], metrics=["leads"], replications=2, announce=heard.append)
    assert heard == [Expected("4 points x 1 scenario x 2 replications = 8 runs", 8, 0.0)]

    def refuse(told: Expected) -> None:
        heard.append(told)
        raise UsageError("too long")

    with pytest.raises(UsageError, match="too long"):
        sweep({"desk": desk()}, [PEOPLE], metrics=["leads"], replications=10**6, announce=refuse)
    assert heard[-1].runs == 4 * 10**6
    assert heard[-1].seconds > 60.0


@pytest.mark.parametrize(
    ("varied", "metric", "why"),
    [
        (["organisation.teams.rep.poeple=1,2"], "wins", "organisation.teams.rep.people"),
        ([PEOPLE], "wons", "wins"),
        ([PEOPLE], "wins.p9x", "wins"),
        ([], "wins", "nothing is varied"),
        (["world.sources.web.rate=1..2 per week"], "wins", "a grid has no values"),
    ],
)
def test_what_cannot_be_swept_is_answered_with_what_would_be_right(
    varied: list[str], metric: str, why: str
) -> None:
    with pytest.raises((UsageError, ScenarioError), match=why):
        sweep({"desk": desk()}, varied, metrics=[metric], replications=1)


def test_a_sweep_as_json_is_plain(swept: Sweep) -> None:
    data = json.loads(json.dumps(swept.as_json(), allow_nan=False))
    assert len(data["rows"]) == 14
    assert set(data["digests"]) == {"desk", "points"}
    assert data["replications"] == 6
