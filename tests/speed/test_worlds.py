"""A larger market is the same firm, larger; without its people it is another question."""

from pathlib import Path

import pytest

from benchmarks.cultures import TREATED_AT
from benchmarks.memory import peak_bytes, peak_of
from benchmarks.table import MEANINGS
from benchmarks.worlds import CULTURES, SEED, culture, enlarged, events_of, in_parts
from gtmsim.engines import select
from gtmsim.units import TICKS_PER_WEEK

WEEKS = 9


@pytest.mark.parametrize("accounts", [1_000, 10_000])
def test_an_account_of_a_larger_firm_has_as_many_events_a_week(accounts: int) -> None:
    def a_week(program_accounts: int | None) -> float:
        program = culture("mid_market", WEEKS, TREATED_AT, program_accounts)
        events = events_of(select("core").run(program, SEED, 0, 10))
        return sum(events) / len(events) / float(program.segment_accounts.sum()) / WEEKS

    assert a_week(accounts) == pytest.approx(a_week(None), rel=0.15)


def test_a_larger_market_has_the_accounts_asked_for_and_people_in_proportion() -> None:
    shipped, larger = (culture("mid_market", WEEKS, TREATED_AT, accounts) for accounts in (None, 36_000))
    as_they_are = culture("mid_market", WEEKS, TREATED_AT, 36_000, people=False)
    assert shipped.segment_accounts.sum() == 3_600
    assert larger.segment_accounts.sum() == as_they_are.segment_accounts.sum() == 36_000
    # Openings are positions too, and stay as many.
    openings = shipped.people - 24
    assert larger.people == 240 + openings
    assert as_they_are.people == shipped.people


def test_a_team_that_is_too_large_for_a_scenario_becomes_several() -> None:
    assert in_parts(2_222, 1_000) == [741, 741, 740]
    assert in_parts(1_000, 1_000) == [1_000]
    teams = [each for each in enlarged(1_000_000) if each.startswith("organisation.teams.rep")]
    assert teams[0] == "organisation.teams.rep.people=741"
    assert len(teams) == 3


@pytest.mark.parametrize("name", [name for name in CULTURES if name != "mid_market"])
def test_a_culture_cut_short_is_still_adopted(name: str) -> None:
    assert culture(name, WEEKS, TREATED_AT).phase_at.tolist() == [TREATED_AT * TICKS_PER_WEEK]


def test_the_peak_of_a_command_is_its_own_and_not_that_of_who_asks() -> None:
    large = bytearray(200_000_000)
    assert peak_bytes() > len(large)
    assert 20_000_000 < peak_of(3, 1) < 200_000_000


def test_every_number_of_the_table_stands_on_the_page() -> None:
    page = (Path(__file__).parents[2] / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert [key for key, *_ in MEANINGS if f"`{key}`" not in page] == []
