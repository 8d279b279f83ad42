"""The people of an export of leads and wins alone: who is named, and as many as keep an invented queue out of the scenario.

Such an export shows no work. What a scenario says of work is a default, so the people written must suffice for that default: a
queue would be one that nobody has seen, and it would lengthen the time to win that the export does show.
"""

from dataclasses import dataclass
from math import ceil, exp

from gtmsim.calibration.sheet import Sheet
from gtmsim.calibration.won_only import People, WonOnly
from gtmsim.scenario.stages import Stage
from gtmsim.scenario.values import central

OFFICE = {"mon-fri": "09:00-17:00"}
OFFICE_HOURS = 40.0  # a week
MOST_BUSY = 0.5  # of the office hours; the work of busier people would wait for them
SECONDS = 3600.0


@dataclass(frozen=True)
class Hands:
    """How many people are written, why, and what that number is."""

    people: int
    why: str
    meant: str


def hands(wins: WonOnly, leads_a_week: float) -> Hands:
    """Return how many people to write: those who are named, or more if they could not do a default session for each lead."""
    needed = ceil(leads_a_week * _session_hours() / (OFFICE_HOURS * MOST_BUSY))
    seen = wins.people
    why = _named(seen, wins)
    if seen.named >= needed:
        return Hands(seen.named, why, "those who are named: a lower bound")
    busy = f"{MOST_BUSY:.0%} of usual office hours"
    return Hands(
        needed,
        f"{why}; {needed} are written, so that the default's sessions fill at most {busy} and no queue is invented",
        "as many as keep default sessions from waiting",
    )


def write_hands(sheet: Sheet, wins: WonOnly, leads_a_week: float, worked: list[str]) -> None:
    """Write one team in usual office hours."""
    found = hands(wins, leads_a_week)
    sheet.unknown("organisation.calendars.office.week", dict(OFFICE), "no named session with a time of day")
    sheet.unknown("organisation.roles.desk.works", dict.fromkeys(worked, 1), "no named session")
    sheet.unknown("organisation.teams.desk.people", found.people, found.why)
    sheet.unsaid("organisation.teams.desk.speed", "the export has no activities")
    sheet.unsaid("organisation.teams.desk.cost", "the export holds no pay")
    why = "wins of a person say nothing without the leads that person had"
    sheet.unsaid("organisation.teams.desk.skill_spread", why)


def _named(seen: People, wins: WonOnly) -> str:
    if not seen.named:
        return "no lead and no deal names anybody"
    if not seen.on_wins_only:
        return f"{seen.named} people own leads or deals; how much of their time these take, the export does not say"
    return (
        f"people are named on wins only: at least {seen.owners} who own leads and {seen.sellers} who own deals; how many worked on"
        f" the {wins.without_win:,} other leads, and for how much of their time, the export does not say"
    )


def _session_hours() -> float:
    """Return the mean of the default session, a lognormal, in hours."""
    session = Stage().session
    return central(session.a) * exp(central(session.b) ** 2 / 2) / SECONDS
