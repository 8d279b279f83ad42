"""A comparison pairs replications that met the same luck, and says all it takes to repeat it."""

import json
import math
import re

import numpy as np
import pytest
from measure.handmade import ANA, SMB, WEB, batch, program, put, random_batch

from gtmsim.engines.contract import Batch
from gtmsim.errors import UsageError
from gtmsim.measure.compare import compare
from gtmsim.program.layout import Block, CellTotal, Close, PersonCol, TotalBlock
from gtmsim.program.tables import Program


def sold(euros: list[float], made: Program | None = None, **said: int) -> Batch:
    """Return a batch with these bookings, and a win where there are any."""
    ran = batch(made or program(), len(euros), **said)
    put(ran, TotalBlock.CELL, WEB, SMB, CellTotal.BOOKED_CENTS, values=[round(each * 100) for each in euros])
    put(
        ran, TotalBlock.CELL, WEB, SMB, CellTotal.CLOSED + Close.WON, values=[int(each > 0) for each in euros]
    )
    return ran


def test_a_verdict_tells_means_and_paired_differences() -> None:
    verdict = compare(
        {"today": sold([100, 200, 300, 400]), "pods": sold([101, 202, 299, 402])}, "today", ["bookings"]
    )
    assert verdict.scenarios["today"]["bookings"].mean == 250.0
    (difference,) = verdict.differences
    assert difference.mean == 1.0
    assert difference.pair.probability_better == 0.75
    assert difference.pair.correlation == pytest.approx(1.0, abs=1e-3)
    assert difference.low == pytest.approx(1.0 - 3.182446 * np.std([1, 2, -1, 2], ddof=1) / 2, rel=1e-5)
    assert not difference.clear
    assert verdict.difference("bookings", "pods") is difference


def test_a_verdict_is_json_in_the_promised_shape() -> None:
    verdict = compare({"today": sold([1, 2, 3]), "pods": sold([2, 3, 5])}, "today", ["bookings", "wins"])
    told = json.loads(json.dumps(verdict.as_json(), allow_nan=False))
    assert (told["seed"], told["replications"], told["version"]) == (7, 3, verdict.version)
    assert re.fullmatch(r"[0-9a-f]{64}", told["digest"])
    assert told["digests"] == {name: program().digest for name in ("today", "pods")}
    assert set(told["scenarios"]["pods"]["bookings"]) == {"mean", "low", "high"}
    assert [(d["metric"], d["scenario"]) for d in told["differences"]] == [
        ("bookings", "pods"),
        ("wins", "pods"),
    ]
    assert set(told["differences"][0]) == {
        "metric",
        "scenario",
        "baseline",
        "mean",
        "low",
        "high",
        "low_alone",
        "high_alone",
        "clear",
        "probability_better",
        "correlation",
        "variance_reduction",
    }
    saved = compare({"today": sold([1, 2, 3]), "pods": sold([2, 3, 5])}, "today", ["bookings"]).differences[0]
    assert told["differences"][0]["variance_reduction"] == saved.pair.variance_reduction
    assert told["differences"][1]["variance_reduction"] is None, "every run won once: no luck to share"


def test_no_number_of_a_single_replication_pretends_to_an_interval() -> None:
    verdict = compare({"today": sold([1]), "pods": sold([2])}, "today", ["bookings"])
    told = json.loads(json.dumps(verdict.as_json(), allow_nan=False))
    assert told["scenarios"]["pods"]["bookings"] == {"mean": 2.0, "low": None, "high": None}
    assert told["differences"][0]["low"] is None
    assert "one replication tells no interval" in verdict.warnings[0]


def test_left_to_itself_it_tells_the_headline_metrics() -> None:
    verdict = compare(
        {"today": random_batch(program(), 40), "pods": random_batch(program(), 40, luck=2)}, "today"
    )
    assert {"bookings", "cost", "profit", "wins", "win_rate", "cycle_days", "drain_share"} <= set(
        verdict.scenarios["pods"]
    )


def test_levels_and_statistics_are_asked_for_by_key() -> None:
    runs = {"today": random_batch(program(), 40), "pods": random_batch(program(), 40, luck=2)}
    keys = ["win_rate[source=web]", "cycle_days.median", "backlog_sdr"]
    assert list(compare(runs, "today", keys).scenarios["pods"]) == keys


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("bokings", r"no metric is called bokings; did you mean bookings\?"),
        (
            "win_rate[source=wep]",
            r"no series is called win_rate\[source=wep\]; did you mean win_rate\[source=web\]\?",
        ),
        ("leadsx", r"no metric is called leadsx; did you mean leads\?"),
    ],
)
def test_a_typo_in_a_key_suggests_the_nearest(key: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        compare({"today": sold([1, 2])}, "today", [key])


def test_runs_of_different_luck_are_not_paired() -> None:
    for other, what in (
        (sold([1, 2], seed=8), "the seed is 8 in pods and 7 in today"),
        (sold([1, 2], first=5), "the first replication is 5 in pods and 0 in today"),
        (sold([1, 2, 3]), "the number of replications is 3 in pods and 2 in today"),
    ):
        with pytest.raises(UsageError, match=what):
            compare({"today": sold([1, 2]), "pods": other}, "today")


def test_a_baseline_must_be_among_the_scenarios() -> None:
    with pytest.raises(UsageError, match=r"no scenario is called todai; did you mean today\?"):
        compare({"today": sold([1])}, "todai")


def test_the_digest_changes_with_any_program() -> None:
    def digest(pods: Program) -> str:
        return compare({"today": sold([1, 2]), "pods": sold([1, 2], pods)}, "today", ["wins"]).digest

    assert digest(program()) == digest(program())
    assert digest(program()) != digest(program(horizon=program().horizon + 1))


@pytest.mark.parametrize(("factor", "warned"), [(1.004, False), (1.006, True), (0.99, True)])
def test_unequal_planned_cost_is_said_beyond_half_a_percent(factor: float, warned: bool) -> None:
    dearer = program()
    dearer.block(Block.PERSON)[:, PersonCol.COST_CENTS] *= factor
    verdict = compare({"today": sold([1, 2]), "pods": sold([1, 2], dearer)}, "today", ["wins"])
    assert verdict.costs["pods"].above_baseline_percent == pytest.approx(100 * (factor - 1))
    assert any("planned to cost" in warning for warning in verdict.warnings) is warned


def test_planned_cost_is_of_the_whole_run_and_realised_cost_of_the_measured_weeks() -> None:
    made = program(weeks=2, warm_up_weeks=1)
    cost = compare({"today": sold([1, 2], made)}, "today", ["wins"]).costs["today"]
    assert cost.planned == pytest.approx(2 * cost.realised)
    people = made.person_ints.copy()
    people[ANA, 3] = made.horizon  # comes after everything is over
    without = compare({"today": sold([1, 2], program(2, 1, person_ints=people))}, "today", ["wins"]).costs[
        "today"
    ]
    assert without.planned == pytest.approx(cost.planned / 3)


def test_outcomes_too_skewed_for_their_replications_are_doubted_and_told_how_many_they_ask_for() -> None:
    euros = np.random.default_rng(1).lognormal(5, 2, 60).tolist()
    verdict = compare({"today": sold(euros), "pods": sold(euros[::-1])}, "today", ["bookings"])
    wanted = math.ceil(verdict.scenarios["pods"]["bookings"].enough)
    assert any(
        f"skewed, so intervals may be too narrow: bookings (today) asks for {wanted:,}, bookings (pods) asks"
        in each
        for each in verdict.warnings
    )
    many = np.repeat([0.0, 100.0], [119, 1]).tolist()
    assert "skewed" in "".join(compare({"today": sold(many)}, "today", ["bookings"]).warnings)
    even = compare({"today": sold(list(range(60)))}, "today", ["bookings"])
    assert not any("skewed" in warning for warning in even.warnings)


def test_replications_that_could_not_be_compared_are_counted() -> None:
    verdict = compare({"today": sold([1, 0, 3]), "pods": sold([1, 2, 3])}, "today", ["cac"])
    assert verdict.differences[0].pair.difference.count == 2
    assert any("cac of pods is compared in 2 of 3 replications" in warning for warning in verdict.warnings)


def test_different_weeks_are_no_fair_comparison() -> None:
    runs = {"today": sold([1, 2]), "pods": sold([1, 2], program(weeks=3))}
    assert any("do not measure the same weeks" in each for each in compare(runs, "today", ["wins"]).warnings)
