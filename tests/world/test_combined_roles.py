"""One person for two roles: slower by what switching and missing specialisation cost, and by nothing else."""

import pytest

from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.scenario import loads
from gtmsim.units import TICKS_PER_HOUR

# A lead asks for an hour of each of two kinds of work.
ONE_PERSON = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {list: {rate: 0, first: 1, intent: 1}}
  stages: {talk: {session: 1 h}, write: {session: 1 h}, sign: {session: 1 h}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {caller: {works: {talk: 1}}, closer: {works: {write: 1, sign: 1}}}
  teams: {both: {people: 1, roles: {caller: 1, closer: 1}}}
run: {horizon: 1 week}
"""


def story(*overrides: str, text: str = ONE_PERSON) -> Trace:
    return select("core").trace(lower(loads(text, "one.yaml", overrides)), 1, 0)


def hours_to_win(*overrides: str) -> float:
    records = story(*overrides).records.tolist()
    won = next(row[RecordCol.TICK] for row in records if row[RecordCol.WHAT] == What.CLOSED)
    return float(won) / TICKS_PER_HOUR


@pytest.mark.mechanism("A6", switch="policy.switching", shown="combined_roles.yaml")
@pytest.mark.mechanism("C5", switch="organisation.specialisation", shown="combined_roles.yaml")
def test_a_combined_role_is_slower_by_switching_and_by_lost_specialisation_only() -> None:
    switching, lost = "policy.switching=30 min", "organisation.specialisation=0.4"
    assert hours_to_win() == 3.0
    assert hours_to_win(switching) == 3.5  # from talk to write; write and sign are one role's
    assert hours_to_win(lost) == 3.0 / 0.8  # two equal roles lose half of 0.4
    assert hours_to_win(switching, lost) == 3.0 / 0.8 + 0.5


def test_specialists_lose_nothing() -> None:
    apart = (
        "organisation.teams={caller: {people: 1}, closer: {people: 1}, both: {people: 0, roles: {caller: 1}}}"
    )
    assert hours_to_win(apart, "policy.switching=30 min", "organisation.specialisation=0.4") == 3.0


def test_a_role_declared_for_all_of_it_switches_without_cost() -> None:
    one_role = "organisation.roles.closer.works={talk: 1, write: 1, sign: 1}"
    assert hours_to_win(one_role, "policy.switching=30 min") == 3.0


def test_switching_is_booked_as_set_up() -> None:
    trace = story("policy.switching=30 min")
    assert trace.ledger[0, -1] == TICKS_PER_HOUR // 2
    assert trace.ledger[0, :-1].sum() == 3 * TICKS_PER_HOUR


def test_the_more_one_role_outweighs_the_other_the_less_is_lost() -> None:
    lost = "organisation.specialisation=0.4"
    uneven = "organisation.teams.both.roles={caller: 1, closer: 9}"
    assert hours_to_win() < hours_to_win(lost, uneven) < hours_to_win(lost)


def test_both_switches_off_are_off() -> None:
    off = story("policy.switching=0 h", "organisation.specialisation=0").records
    assert off.tobytes() == story().records.tobytes()
