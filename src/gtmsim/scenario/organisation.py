"""What a scenario says about the organisation: people, what they cost, and what they can do."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator

from gtmsim.scenario.fields import (
    Date,
    Duration,
    Durations,
    Logit,
    MoneyRate,
    Positive,
    Rate,
    Section,
    Share,
    Spread,
    Weight,
    Word,
    counting,
    said,
)
from gtmsim.scenario.hours import OpenWeek

MOST_PEOPLE = 1000
Function = Literal["marketing", "sales", "support"]


def _in_order(dates: list[date]) -> tuple[date, ...]:
    return tuple(sorted(set(dates)))


class Calendar(Section):
    """When people work."""

    week: OpenWeek = said({"mon-fri": "09:00-17:00"}, "open spans by day; days left out are closed")
    holidays: Annotated[tuple[Date, ...], AfterValidator(_in_order)] = said(
        [], "dates that are closed all day"
    )


class Role(Section):
    """What somebody can do, and in which order of preference."""

    works: dict[str, Weight] = said({}, "priority of each kind of work, higher first; 0: cannot do it")
    speed: dict[str, Positive] = said(
        {}, "sessions of that kind take 1/speed of their working time; 1 unless written"
    )
    function: Function | None = said(
        None,
        "what the role is for; told and measured (drain_share is of marketing), nothing runs by it",
        unsaid="sales if it works a stage, else marketing if a request, else support if referred ones, else marketing",
    )


class Member(Section):
    """An individual who differs from the rest of the team; what is left out is the team's."""

    calendar: Word | None = said(None, "when this person works", unsaid="the team's calendar")
    starts: Date | None = said(None, "first day", unsaid="the team's")
    leaves: Date | None = said(None, "first day no longer there", unsaid="the team's")
    speed: Positive | None = said(None, "working speed", unsaid="the team's")
    skill: Logit | None = said(
        None, "what this person's hand adds to the logit of winning", unsaid="by skill_spread"
    )


class Team(Section):
    """People alike."""

    people: Annotated[int, counting(0, MOST_PEOPLE, f"counts people: 0 to {MOST_PEOPLE}")] = said(
        1, "how many people"
    )
    roles: dict[str, Weight] | None = said(
        None,
        "weights that multiply the priorities of each role; 0 leaves it out",
        unsaid="the role with the team's id",
    )
    calendar: Word | None = said(None, "when the team works", unsaid="the only calendar")
    reports_to: Word | None = said(
        None, "the team whose wishes come before the intake's answers", unsaid="nobody's do"
    )
    cost: MoneyRate = said(
        "80 k¤/year",
        "what a person costs, fully loaded",
        grade="D",
        source="no measurement cited; a round figure to replace by your own",
        prior="50 to 180 k a year",
    )
    starts: Date | None = said(None, "first day", unsaid="there from the beginning")
    leaves: Date | None = said(None, "first day no longer there", unsaid="stays to the end")
    speed: Positive = said(1, "sessions take 1/speed of their working time")
    skill_spread: Spread = said(
        0,
        "s.d. across people of what a person's hand adds to the logit of winning",
        source="0: all alike",
        prior="0 to 1; the best fifth of reps closes 35 to 45 % of wins (grade C)",
    )
    knows: dict[str, Logit] = said(
        {},
        "added to the logit of winning of deals in a segment that its people had in hand last; 0 where nothing is said",
        source="0: nobody is a specialist",
        prior="0 to 0.6 (grade D: no measurement found)",
    )
    members: dict[str, Member | None] = said({}, "individuals that differ, replacing the first of `people`")
    turnover: Rate = said(
        "0 %/year",
        "rate at which each of them quits",
        source="0 switches it off",
        prior="20 to 40 %/year, centre 28 for reps and 32 for callers (grade C: several surveys)",
    )
    time_to_hire: Durations | None = said(
        None, "until somebody new begins after a position falls empty or is opened", unsaid="nobody is hired"
    )
    openings: Annotated[int, counting(0, MOST_PEOPLE, f"counts positions: 0 to {MOST_PEOPLE}")] = said(
        0, "positions that begin empty, for hiring rules to open"
    )
    ramp: Duration | None = said(
        None,
        "time in which somebody new covers 63 % of the way to full pace",
        unsaid="at full pace from the first day",
        prior="3 to 15 months; 5 for reps, 3.2 for callers (grade C: two surveys)",
    )
    ramp_start: Share = said(
        0.3,
        "pace on the first day",
        grade="D",
        source="no measurement found; a third, as most ramp plans have it",
        prior="uniform 0 to 0.6",
    )
    learns: Logit = said(
        0,
        "the most that experience adds to a hand's logit of winning",
        source="0 switches it off",
        prior="0 to 1 (grade D)",
    )
    learning_deals: Positive = said(
        10,
        "deals brought to an end that bring 63 % of it",
        grade="D",
        source="no measurement found; about half a year of deals",
        prior="3 to 40",
    )
    quota: MoneyRate | None = said(
        None,
        "what each is to book",
        unsaid="no quota",
        prior="about half of all reps reach theirs: 33 to 65 % (grade C)",
    )
    commission: Share = said(0, "share of the value of a win paid to whoever had its last session")
    accelerator: Positive = said(1, "multiple of the commission on what is booked above a quarter's quota")


class Organisation(Section):
    """People, what they cost, what they can do."""

    calendars: dict[str, Calendar | None] = said({}, "when people work")
    roles: dict[str, Role | None] = said({}, "what people can do")
    teams: dict[str, Team | None] = said({}, "people, team by team")
    deference: Share = said(
        0.3,
        "how far a team answers requests as its superiors would: under those who sell, at once",
        grade="D",
        source="no measurement found; 0 switches it off",
        prior="uniform 0 to 1",
    )
    specialisation: Share = said(
        0,
        "pace lost by holding many roles: a person with roles of shares w works at 1 - this x (1 - sum of w^2)",
        source="0 switches it off",
        prior="0 to 0.4 (grade D)",
    )
