import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tell.small import desk

from gtmsim.design import Factor
from gtmsim.design.factor import factors
from gtmsim.design.plans import Row
from gtmsim.errors import ScenarioError, UsageError
from gtmsim.program.lower import lower
from gtmsim.scenario import load, vary
from gtmsim.seek.asking import Came, ask
from gtmsim.seek.budget import budget
from gtmsim.seek.candidates import Pool
from gtmsim.seek.edges import edges
from gtmsim.seek.front import MAYBE, NOT, SURELY, places, undominated
from gtmsim.seek.hunt import News, NothingFits
from gtmsim.seek.overlay import overlay_text
from gtmsim.seek.result import CHOSEN, Best, Front
from gtmsim.seek.search import search
from gtmsim.study.expected import Expected
from gtmsim.study.values import values

REPS, CALLS = "organisation.teams.rep.people", "organisation.teams.desk.people"
SHORT = "run.horizon=4 weeks"
SPACE = [f"{REPS}=1..4", f"{CALLS}=1,2"]


def best(*asked: str, **options: Any) -> Best:
    given = {"metrics": ["profit"], "start": 10, "replications": 20, "jobs": 1, **options}
    told = search(desk(SHORT), asked or SPACE, **given)
    assert isinstance(told, Best)
    return told


@pytest.fixture(scope="module")
def found() -> Best:
    return best(budget="+40%")


def test_what_plans_more_than_the_budget_is_never_run(found: Best) -> None:
    beyond = [each for each in found.entries.values() if each.fate == "beyond the budget"]
    assert found.cost_today == pytest.approx(250_000.0)
    assert sorted({round(each.cost_a_year) for each in beyond}) == [400_000, 450_000, 500_000]
    assert all(each.spent == 0 for each in beyond)
    assert all((each.behind or 0.0) >= 0.0 for each in found.entries.values())
    assert all(
        each.cost_a_year < 350_001.0 and each.spent > 0
        for each in found.entries.values()
        if each not in beyond
    )


def test_the_best_is_told_on_luck_that_had_no_part_in_choosing_it(found: Best) -> None:
    alone = lower(vary(desk(SHORT), found.chosen.sets))
    made = found.made
    again = values(
        {"a": alone, "b": lower(desk(SHORT))}, ["profit"], seed=7, first=made.first, count=made.replications
    )
    assert found.promise is not None
    assert made.first >= 10 + found.promise.replications
    assert found.chosen.fresh[0].mean == again.column("a", "profit").mean()
    assert found.against_today is not None
    apart = again.column("a", "profit") - again.column("b", "profit")
    assert found.against_today.mean == pytest.approx(float(apart.mean()))


def test_no_number_depends_on_jobs(found: Best) -> None:
    assert best(budget="+40%", jobs=2).as_json() == found.as_json()


def test_a_search_that_was_killed_goes_on_and_ends_the_same(found: Best, tmp_path: Path) -> None:
    best(budget="+40%", out=tmp_path)
    kept = (tmp_path / "runs.jsonl").read_bytes()
    for cut in (len(kept) // 3, len(kept) - 5):
        (tmp_path / "runs.jsonl").write_bytes(kept[:cut])
        assert best(budget="+40%", out=tmp_path).as_json() == found.as_json()
        assert (tmp_path / "runs.jsonl").read_bytes() == kept
    with pytest.raises(UsageError, match="another search: seed 7 there, 8 now"):
        best(budget="+40%", out=tmp_path, seed=8)


def test_an_interrupt_tells_the_best_so_far_without_a_promise() -> None:
    def stop(news: News) -> None:
        if news.doing == "telling apart":
            raise KeyboardInterrupt

    told = best(indifference="100 EUR", news=stop)
    assert told.interrupted
    assert told.against_today is None
    assert told.promise is not None
    assert not told.promise.kept
    assert "best so far" in told.answer()
    assert "which flatter it" in told.answer()


def test_values_that_change_nothing_are_run_once() -> None:
    told = best(f"{REPS}=2,3", "organisation.teams.rep.cost=100 kEUR/year,100000 EUR/year")
    assert [each.fate for each in told.entries.values()].count("same as") == 2
    assert told.promise is not None
    assert told.promise.among == 2


def test_a_best_at_the_edge_of_the_range_is_said_unless_nothing_lies_beyond() -> None:
    pool = Pool(
        desk(SHORT),
        factors([f"{REPS}=1..4", f"{CALLS}=1,2,4", "run.discount_rate=0 %/year,5 %/year"], desk(SHORT)),
        None,
    )
    told = [(each.path, each.value, each.end, each.beyond) for each in edges(pool, ("4", "2", "5 %/year"))]
    assert told == [(REPS, "4", "highest", "5"), ("run.discount_rate", "5 %/year", "highest", "10 %/year")]
    assert [each.beyond for each in edges(pool, ("1", "4", "0 %/year"))] == ["0", "6"], (
        "a rate below 0 is none"
    )
    poor = replace(pool, budget=budget("+0%", lower(desk(SHORT)), "EUR"))
    assert [each.path for each in edges(poor, ("4", "4", "0 %/year"))] == [], "more is beyond the budget"


def test_what_a_search_takes_is_told_before_any_structure_runs() -> None:
    heard: list[Expected] = []

    def refuse(told: Expected) -> None:
        heard.append(told)
        raise UsageError("too long")

    with pytest.raises(UsageError, match="too long"):
        best(announce=refuse)
    assert heard == [Expected("8 structures compared, at least 140 runs", 140, 0.0)]
    with pytest.raises(UsageError, match="too long"):
        best(f"{REPS}=1..900", f"{CALLS}=1..900", points=400_000, start=100, announce=refuse)
    assert heard[-1].text == "400,000 points tried, then 20 structures compared, at least 3,202,060 runs"
    assert heard[-1].seconds > 1.0


def test_nothing_fits_says_what_the_cheapest_costs() -> None:
    with pytest.raises(
        NothingFits, match=r"none of 8 structures fits 1 kEUR/year .*the cheapest plans 150 kEUR a year"
    ):
        best(budget="1 kEUR/year")


@pytest.mark.parametrize(
    ("asked", "options", "told"),
    [
        ([], {}, "nothing is varied"),
        (SPACE, {"budget": "lots"}, "--budget lots: money a year such as"),
        (SPACE, {"metrics": ["open_leads"]}, "better neither higher nor lower"),
        (SPACE, {"metrics": ["profitt"]}, "profit"),
        (SPACE, {"most": 9}, "fewer than the 20 that all begin with"),
        (SPACE, {"indifference": "3 weeks"}, "no half-width of profit"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: list[str], options: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        search(desk(), asked, **{"metrics": ["profit"], **options})


def test_fields_that_are_not_there_are_told_all_at_once() -> None:
    with pytest.raises(ScenarioError) as error:
        search(desk(), ["organisation.teams.rop.people=1..3", f"{CALLS}=1,-2"])
    assert len(error.value.problems) == 2


def test_a_large_space_is_tried_point_by_point_and_the_finalists_compared_on_other_luck() -> None:
    told = best(
        f"{REPS}=1..30",
        "organisation.teams.rep.speed=0.8..1.2",
        points=8,
        budget="500 kEUR/year",
        indifference="20%",
    )
    assert not told.whole
    assert told.space == float("inf")
    assert told.fitting >= 8
    assert told.promise is not None
    assert told.promise.among <= told.fitting
    assert {each.fate for each in told.entries.values()} >= {CHOSEN, "set aside", "beyond the budget"}
    assert all(each.spent == 0 for each in told.entries.values() if each.fate == "beyond the budget")
    assert told.made.first >= 10 + told.promise.replications


@pytest.mark.parametrize("objectives", [1, 2])
def test_what_is_tried_depends_on_the_seed_alone_and_gets_better(objectives: int) -> None:
    factors = [
        Factor("x", low=0.0, high=1.0),
        Factor("y", low=0.0, high=10.0, whole=True),
        Factor("z", ("bad", "good")),
    ]

    def tried(seed: int) -> list[Row]:
        seen: list[Row] = []

        def came(rows: Sequence[Row]) -> list[Came]:
            seen.extend(rows)
            return [Came((distance(row),) * objectives, float(row[1]) - 8.0) for row in rows]

        ask(factors, came, lambda: len(seen) >= 96, objectives=objectives, points=96, seed=seed)
        return seen

    def distance(row: Row) -> float:
        return -abs(float(row[0]) - 0.7) - abs(float(row[1]) - 3.0) / 10.0 - (row[2] == "bad")

    told = tried(1)
    assert told == tried(1)
    assert told != tried(2)
    gains = [distance(row) for row in told]
    assert np.mean(gains[-32:]) > np.mean(gains[:32]) + 0.2
    assert np.mean([float(row[1]) > 8.0 for row in told[-32:]]) < 0.1


def test_of_several_metrics_the_front_is_told_with_its_doubt() -> None:
    told = search(
        desk(SHORT), SPACE, metrics=["profit", "first_touch_hours"], start=10, replications=20, jobs=1
    )
    assert isinstance(told, Front)
    json.dumps(told.as_json(), allow_nan=False)
    assert told.standing
    assert all(told.entries[name].fate == CHOSEN for name in told.on(SURELY))
    assert all(each.spent >= 10 and each.fate in (CHOSEN, "set aside") for each in told.entries.values())


def test_a_front_is_sure_where_structures_are_far_apart_and_open_where_they_are_not() -> None:
    rng = np.random.default_rng(1)
    luck = rng.normal(size=(40, 2))
    means = np.array([[10.0, 0.0], [0.0, 10.0], [-5.0, -5.0], [10.0, 0.05]])
    gains = means[:, None, :] + luck + 0.2 * rng.normal(size=(4, 40, 2))
    assert places(gains, 0.95) == [MAYBE, SURELY, NOT, MAYBE]
    assert undominated(means).tolist() == [False, True, False, True]


@pytest.mark.theory
def test_what_is_said_of_a_front_is_wrong_no_more_often_than_is_said() -> None:
    means = np.array([[0.0, 0.0], [0.15, 0.15], [0.3, -0.3], [0.3, -0.45]])
    truth = undominated(means)
    wrong = wrong_if_narrow = 0
    for seed in range(300):
        gains = means[:, None, :] + np.random.default_rng(seed).normal(size=(4, 30, 2))
        for confidence in (0.9, -8.0):  # as if each interval needed but a quarter
            told = places(gains, confidence)
            false = any(
                (each == NOT and true) or (each == SURELY and not true)
                for each, true in zip(told, truth, strict=True)
            )
            wrong += false and confidence > 0.0
            wrong_if_narrow += false and confidence < 0.0
    assert wrong <= 30 + 10
    assert wrong_if_narrow > 40


def test_the_best_as_a_file_says_what_was_found(tmp_path: Path) -> None:
    (tmp_path / "today.yaml").write_text(desk_text())
    sets = (f"{REPS}=4", f"{CALLS}=2")
    scenario = load(tmp_path / "today.yaml", sets)
    (tmp_path / "out").mkdir()
    text = overlay_text(scenario, "../today.yaml", sets, "what is best", tmp_path / "out")
    (tmp_path / "out" / "best.yaml").write_text(text)
    assert lower(load(tmp_path / "out" / "best.yaml")).digest == lower(scenario).digest
    assert len(text.splitlines()) < 12
    whole = overlay_text(vary(desk(), [f"{REPS}=3"]), "nowhere.yaml", ("a.b=1",), "all", tmp_path)
    assert "extends:" not in whole


def desk_text() -> str:
    from tell.small import DESK

    return DESK
