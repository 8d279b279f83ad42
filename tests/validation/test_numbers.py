"""What procedures make of means that are known, by hand."""

from math import log

import numpy as np
import pytest
from validation.one_firm import world

from gtmsim.errors import UsageError
from gtmsim.measure.intervals import mean_interval
from gtmsim.validation.lab import Lab
from gtmsim.validation.observed import mean_of_runs
from gtmsim.validation.procedures.difference import Difference, Interaction
from gtmsim.validation.procedures.elasticity import Elasticity, ElasticityChange
from gtmsim.validation.procedures.entered import Entered
from gtmsim.validation.procedures.level import Ratio

FIRM = """
gtmsim: 1
world:
  segments: {any: {in_market: 24 %/year}}
  sources: {web: {rate: 1 per week}}
  stages: {talk: {session: 1 h}}
organisation:
  calendars: {office: {week: {mon-fri: ["09:00-17:00"]}}}
  roles: {rep: {works: {talk: 1}}}
  teams: {rep: {people: 1, ramp: 6 weeks}}
run: {horizon: 4 weeks}
"""


def means(**wins: float) -> dict[str, dict[str, float]]:
    return {arm.replace("_", " "): {"wins": each} for arm, each in wins.items()}


def test_a_difference_is_what_one_arm_has_more_or_that_as_a_share_of_the_other() -> None:
    seen = means(of=60.0, against=48.0)
    assert Difference("wins", "").told(seen) == 12.0
    assert Difference("wins", "", relative=True).told(seen) == 0.25
    assert np.isnan(Difference("wins", "", relative=True).told(means(of=1.0, against=0.0)))


def test_an_interaction_is_how_much_more_the_difference_is_under_a_condition() -> None:
    seen = means(of_when=60.0, against_when=48.0, of_otherwise=22.0, against_otherwise=20.0)
    assert Interaction("wins", "", "").told(seen) == 12.0 - 2.0
    assert Interaction("wins", "", "", relative=True).told(seen) == pytest.approx(0.25 - 0.1)


def test_an_elasticity_is_a_slope_of_logs_and_its_change_that_of_the_end_less_that_of_the_beginning() -> None:
    seen = {"x0.5": {"wins": 50.0}, "x1": {"wins": 100.0}, "x2": {"wins": 141.42135623730951}}
    assert Elasticity("", "wins", (0.5, 1.0)).told(seen) == pytest.approx(1.0)
    assert Elasticity("", "wins", (0.5, 1.0, 2.0)).told(seen) == pytest.approx(log(2**1.5) / log(4))
    assert ElasticityChange("", "wins", (0.5, 1.0, 2.0)).told(seen) == pytest.approx(0.5 - 1.0)


def test_a_ratio_stands_over_another_metric_or_another_arm() -> None:
    assert Ratio("wins", over="leads").told({"of": {"wins": 3.0, "leads": 12.0}}) == 0.25
    assert Ratio("wins", against="pods").told(means(of=3.0, against=2.0)) == 1.5


def test_what_is_entered_is_read_in_the_unit_that_is_asked_for() -> None:
    lab, firm = Lab(7), world(FIRM)
    assert Entered("organisation.teams.rep.ramp", "days").observe(lab, firm, 1).mean == 42.0
    found = Entered("world.segments.any.in_market", "/year").observe(lab, firm, 1)
    assert (found.mean, found.low, found.high, lab.runs) == (0.24, 0.24, 0.24, 0)
    with pytest.raises(UsageError, match="no number of kEUR"):
        Entered("organisation.teams.rep.ramp", "kEUR").arms(firm)


def test_the_mean_of_runs_has_the_interval_of_every_mean() -> None:
    values = np.array([3.0, np.nan, 5.0, 4.0, 9.0])
    found, usual = mean_of_runs(values), mean_interval(np.array([3.0, 5.0, 4.0, 9.0]))
    assert (found.mean, found.low, found.high, found.replications) == (5.25, usual.low, usual.high, 4)
