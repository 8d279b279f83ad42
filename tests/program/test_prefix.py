"""Which past programs share is read off their tables: dates, events, and uncertain numbers one replication at a time."""

from gtmsim.program.lower import lower
from gtmsim.program.prefix import Stem, shared_until, stems, weeks_run
from gtmsim.program.tables import Program
from gtmsim.program.varied import parameter_table
from gtmsim.scenario import loads
from gtmsim.units import TICKS_PER_WEEK

FIRM = """
gtmsim: 1
world:
  segments: {all: {}}
  sources: {web: {rate: RATE}}
  stages: {talk: {session: 1 h, outcomes: {advance: .5, lost: .5}}}
organisation:
  calendars: {office: {}}
  roles: {rep: {works: {talk: 1}}}
  teams: {rep: {people: PEOPLE}}
run: {horizon: 12 weeks}
"""
SLOWER = "treatment: {at: 5 weeks, policy: {resumption: 1 h}}\n"


def firm(changes: str = "", *, people: int = 2, rate: str = "30 per week") -> Program:
    return lower(loads(FIRM.replace("PEOPLE", str(people)).replace("RATE", rate) + changes))


def event(at: int, what: str, *, until: int | None = None) -> str:
    end = "" if until is None else f"until: {until} weeks, "
    return f"events: {{it: {{at: {at} weeks, {end}{what}}}}}\n"


def weeks_shared(*programs: Program) -> float:
    return shared_until(programs) / TICKS_PER_WEEK


def test_a_treatment_shares_the_past_with_the_scenario_it_treats() -> None:
    assert weeks_shared(firm(), firm(SLOWER)) == 5


def test_two_treatments_of_one_date_share_what_is_before_it() -> None:
    assert weeks_shared(firm(SLOWER), firm(SLOWER.replace("1 h", "2 h"))) == 5
    assert weeks_shared(firm(SLOWER), firm(SLOWER.replace("5 weeks", "7 weeks"))) == 5


def test_the_same_treatment_is_the_same_run() -> None:
    assert weeks_shared(firm(SLOWER), firm(SLOWER)) == 12


def test_who_has_more_people_shares_nothing() -> None:
    assert weeks_shared(firm(), firm(people=3)) == 0
    assert weeks_shared(firm(SLOWER), firm(SLOWER, people=3)) == 0


def test_another_number_from_the_first_week_shares_nothing() -> None:
    assert weeks_shared(firm(), firm(rate="31 per week")) == 0


def test_events_part_programs_when_the_first_of_them_begins_or_ends() -> None:
    def of(at: int, dip: float) -> Program:
        return firm(event(at, f"reorganises: {{dip: {dip}}}"))

    assert weeks_shared(of(4, 0.2), of(4, 0.3)) == 4
    assert weeks_shared(of(4, 0.2), of(6, 0.2)) == 4
    rush = "world: {sources: {web: {rate: 60 per week}}}"
    assert weeks_shared(firm(event(3, rush, until=6)), firm(event(3, rush, until=8))) == 6
    assert weeks_shared(firm(event(3, rush)), firm(event(3, rush.replace("60", "90")))) == 3


def test_uncertain_numbers_are_compared_replication_by_replication() -> None:
    wide, wider = (
        firm(rate=f"{{uncertain: {{low: 20 per week, high: {high} per week}}}}") for high in (40, 50)
    )
    assert weeks_shared(wide, wide) == 12
    assert weeks_shared(wide, wider) == 0
    late = firm(event(5, "policy: {resumption: {uncertain: {low: 1 h, high: 2 h}}}"))
    other = firm(event(5, "policy: {resumption: {uncertain: {low: 1 h, high: 3 h}}}"))
    assert weeks_shared(late, other) == 5


def test_the_values_of_one_replication_decide_when_they_are_given() -> None:
    uncertain = firm(rate="{uncertain: {low: 20 per week, high: 40 per week}}")
    table = parameter_table(uncertain, 1, 0, 1)
    assert shared_until([uncertain, uncertain], [table, table]) == uncertain.horizon
    assert shared_until([uncertain, uncertain], [table, table * 2]) == 0


def test_programs_part_like_a_tree() -> None:
    twice = SLOWER + event(8, "policy: {resumption: 3 h}")
    other = SLOWER + event(8, "policy: {resumption: 2 h}")
    programs = [
        firm(twice),
        firm(people=3),
        firm(other),
        firm(SLOWER.replace("1 h", "4 h") + event(8, "policy: {resumption: 3 h}")),
    ]
    end = programs[0].horizon
    late = Stem((0, 2), 8 * TICKS_PER_WEEK, (Stem((0,), end), Stem((2,), end)))
    assert stems(programs) == (Stem((0, 2, 3), 5 * TICKS_PER_WEEK, (late, Stem((3,), end))), Stem((1,), end))
    assert weeks_run(programs) == (5 + (3 + 4 + 4) + 7 + 12, 48)
