"""What is known of luck narrows what is told, and moves it nowhere else."""

from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import numpy as np
import pytest

from gtmsim.measure.compare import compare
from gtmsim.measure.controls import adjusted, stream_controls
from gtmsim.measure.intervals import mean_interval
from gtmsim.measure.tally import Tally
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario.loading import loads
from gtmsim.study.run import run_together
from gtmsim.study.values import values

COUNT = 2000
desk = SimpleNamespace(**run_path(str(Path(__file__).parents[2] / "docs" / "coverage.py")))
BUSY = """
gtmsim: 1
world:
  segments:
    small: {deal_value: {median: 1 kEUR, sigma: 0.5}}
    large: {deal_value: {exponential: 9 kEUR}}
  sources:
    web: {rate: {uncertain: {low: 4 per day, high: 12 per day}}, dispersion: 2, intent: 1, mix: {small: 0.8, large: 0.2}}
  stages: {talk: {session: {fixed: 1 min}, outcomes: {advance: 0.5, lost: 0.5}}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {rep: {works: {talk: 1}}}
  teams: {rep: {people: 6}}
run: {horizon: 2 weeks, warm_up: 1 week}
"""


def ran(programs: dict[str, Program], count: int) -> dict[str, Tally]:
    runs = run_together(programs, seed=7, replications=count, keep=["bookings"])
    return {name: run.tally for name, run in runs.items()}


def test_a_control_is_0_on_average_and_tells_the_leads_that_came() -> None:
    program = lower(loads(BUSY))
    controls = stream_controls(program, 7, 0, COUNT)
    error = controls.std(axis=0, ddof=1) / np.sqrt(COUNT)
    assert (np.abs(controls.mean(axis=0)) < 3.0 * error).all()
    sure = lower(loads(BUSY.replace("{uncertain: {low: 4 per day, high: 12 per day}}", "8 per day")))
    leads = values({"": sure}, ["leads"], seed=7, count=200).column("", "leads")
    assert np.corrcoef(leads, stream_controls(sure, 7, 0, 200)[:, 0])[0, 1] > 0.999


def test_the_controlled_mean_is_the_plain_one_told_more_narrowly() -> None:
    program, truth = desk.programs()["today"], desk.expected(desk.CHANCE)
    booked = values({"": program}, ["bookings"], seed=7, count=COUNT).column("", "bookings")
    luck = stream_controls(program, 7, 0, COUNT)
    plain, told = mean_interval(booked), mean_interval(adjusted(booked, luck))
    assert told.low <= truth <= told.high
    assert abs(told.mean - plain.mean) < plain.half_width
    saved = (plain.half_width / told.half_width) ** 2
    assert saved == pytest.approx(2.0, rel=0.15)  # half of the leads are won
    leads = desk.expected(1.0) / desk.DEAL
    wrong = mean_interval(adjusted(booked, luck + 0.05 * np.array([leads, 100 * desk.DEAL * leads])))
    assert not wrong.low <= truth <= wrong.high


def test_a_comparison_is_controlled_when_asked_and_says_so() -> None:
    runs = ran(desk.programs(), 200)
    plain, told = (compare(runs, "today", ["bookings"], control_variates=asked) for asked in (False, True))
    assert (plain.control_variates, told.control_variates) == (False, True)
    mine, theirs = told.scenarios["today"]["bookings"], plain.scenarios["today"]["bookings"]
    assert mine.half_width < theirs.half_width
    apart = told.difference("bookings", "better")
    assert apart.low <= desk.expected(desk.BETTER) - desk.expected(desk.CHANCE) <= apart.high
    assert apart.pair.correlation == plain.difference("bookings", "better").pair.correlation
    assert told.warnings == plain.warnings


def test_where_no_luck_is_known_nothing_changes_and_a_warning_says_so() -> None:
    text = desk.WORLD.format(chance=0.5, lost=0.5).replace("rate: 8 per day", "rate: 8 per day, first: 3")
    runs = ran({"a": lower(loads(text)), "b": lower(loads(text.replace("people: 6", "people: 7")))}, 50)
    plain, told = (compare(runs, "a", ["bookings"], control_variates=asked) for asked in (False, True))
    assert told.scenarios == plain.scenarios
    assert told.warnings[0].endswith("control variates change nothing")
