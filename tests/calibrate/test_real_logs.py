"""What real logs are known to show, within wide bounds: levels are the log's business, orders of magnitude are ours."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gtmsim.calibration import Calibration
from gtmsim.scenario import load, loads

pytestmark = [pytest.mark.data, pytest.mark.slow]


@pytest.fixture(scope="module")
def summary(loans: Calibration) -> Any:
    return loans.log_summary


def test_a_loan_sellers_funnel_is_read_from_its_kinds_of_work(loans: Calibration) -> None:
    scenario = loads(loans.yaml, "loans")
    assert list(scenario.world.stages) == [
        "screening", "handle_lead", "complete_application", "call_after_offer", "validate", "call_incomplete",
    ]  # fmt: skip
    assert {s for s, stage in scenario.world.stages.items() if stage and stage.opportunity} == {
        "call_after_offer"
    }


def test_its_offers_time_out_after_a_month(loans: Calibration) -> None:
    at = loans.estimates.row(
        by_predicate=pl.col("path") == "world.stages.call_after_offer.time_out", named=True
    )
    assert 29 * 24 < at["value"] < 33 * 24


def test_its_waits_hand_offs_and_loads_are_what_is_known_of_it(summary: Any) -> None:
    assert summary["leads"] == 6505
    assert 0.65 < summary["hand_offs"]["change_person_share"] < 0.75
    assert 0.4 < summary["loads"]["gini_sessions"] < 0.65
    assert 0.3 < summary["first_touch_gamma_shape"] < 0.6
    assert 0.3 < summary["backlog_elasticity_of_wait"] < 0.65
    assert summary["arrivals"]["leads"]["dispersion_without_busiest_days"] == pytest.approx(2.0, abs=0.3)


def test_validators_are_a_role_of_their_own(loans: Calibration) -> None:
    roles = loads(loans.yaml, "loans").organisation.roles
    assert any("validate" in r.works and "handle_lead" not in r.works for r in roles.values() if r)


def test_its_questions_can_be_laid_over_it(loans: Calibration, tmp_path: Path) -> None:
    from gtmsim.calibration.questions import questions

    (tmp_path / "loans.yaml").write_text(loans.yaml)
    for name, text in questions(loans, "loans.yaml").items():
        (tmp_path / f"{name}.yaml").write_text(text)
        load(tmp_path / f"{name}.yaml")
