"""What a scenario says about the organisation: people, what they cost, and what they can do."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator

from gtmsim.scenario.fields import (
    Date,
    Logit,
    MoneyRate,
    Positive,
    Section,
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
        None, "what this person's hand adds to the logit of advancing", unsaid="by skill_spread"
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
        "s.d. across people of what a person's hand adds to the logit of advancing",
        source="0: all alike",
        prior="0 to 1; the best fifth of reps closes 35 to 45 % of wins (grade C)",
    )
    members: dict[str, Member | None] = said({}, "individuals that differ, replacing the first of `people`")


class Organisation(Section):
    """People, what they cost, what they can do."""

    calendars: dict[str, Calendar | None] = said({}, "when people work")
    roles: dict[str, Role | None] = said({}, "what people can do")
    teams: dict[str, Team | None] = said({}, "people, team by team")
