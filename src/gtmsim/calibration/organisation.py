"""Writing the organisation, the policy and the run of a calibrated scenario."""

from dataclasses import replace
from math import ceil

import polars as pl

from gtmsim.calibration.estimates import Facts
from gtmsim.calibration.hands import OFFICE, write_hands
from gtmsim.calibration.hours import Shift
from gtmsim.calibration.numbers import Number
from gtmsim.calibration.people import Role, keeps_owner, same_person
from gtmsim.calibration.sheet import Sheet, duration, tidy

MOST_WARM_UP = 26
MOST_WEEKS = 104


def write_organisation(sheet: Sheet, facts: Facts) -> None:
    """Write people, their hours and what they can do, so that effective capacity is the log's."""
    worked = [s for s in facts.funnel.stages if sheet_sessions(sheet, s)]
    if not facts.roles:
        _nobody(sheet, facts, worked)
        return
    claimed: set[str] = set()
    for role in facts.roles:
        works = [s for s in worked if s in role.works]
        claimed.update(works)
        sheet.default(
            f"organisation.roles.{role.name}.works",
            dict.fromkeys(works, 1),
            f"{len(role.people)} people of the log; kinds of which they do 5 % of the sessions or more; priorities are not shown",
        )
        for name, shift in role.shifts.items():
            _team(sheet, facts, role, name, shift)
    orphans = [s for s in worked if s not in claimed]
    if orphans:
        works = sheet.values["organisation"]["roles"][facts.roles[0].name]["works"]  # type: ignore[index]
        works.update(dict.fromkeys(orphans, 1))


def sheet_sessions(sheet: Sheet, stage: str) -> bool:
    """Return whether a written stage has people's work in it."""
    return bool(sheet.values["world"]["stages"][stage].get("sessions", 1))  # type: ignore[index]


def _team(sheet: Sheet, facts: Facts, role: Role, shift_name: str, shift: Shift) -> None:
    team = f"{role.name}_{shift_name}"
    hours = ", ".join(f"{g} {_span(a, b)}" for g, (a, b) in shift.week.items())
    number = Number(shift.people, shift.people, shift.people, len(role.people))
    week = {g: _span(a, b) for g, (a, b) in shift.week.items()}
    weeks = (facts.window[1] - facts.window[0]) / 168
    sheet.estimated(
        f"organisation.calendars.{team}.week",
        week,
        {
            "hours": (
                Number(shift.hours_a_week, shift.hours_a_week, shift.hours_a_week, round(7 * weeks)),
                "h",
            )
        },
        "between people's first and last session of the day; seats longer than 9.5 h are two people after each other",
    )
    sheet.estimated(
        f"organisation.teams.{team}.people",
        shift.people,
        {"": (number, "people")},
        f"seats filled at the same time ({hours}); {role.per_day:.1f} of the log's {len(role.people)} people are seen on a day,"
        f" each for part of it; sessions that name nobody raise the seats by {role.unnamed - 1:.0%}",
    )
    sheet.default(f"organisation.teams.{team}.roles", {role.name: 1}, "one role each")
    sheet.default(f"organisation.teams.{team}.calendar", team, "the shift's own")
    seat_hours = sum(s.people * s.hours_a_week for s in role.shifts.values())
    scale = role.duty_hours / seat_hours if seat_hours else 1.0
    speed = replace(
        role.speed, value=role.speed.value * scale, low=role.speed.low * scale, high=role.speed.high * scale
    )
    if role.speed.n == 0:
        sheet.unknown(f"organisation.teams.{team}.speed", 1, "the log does not say how long sessions take")
    else:
        how = (
            f"sessions fill {role.speed.value:.0%} of the hours on duty while most work waits ({role.busy:.0%} over all"
            f" hours): the rest is work the log does not see. {role.duty_hours:.0f} hours on duty a week against"
            f" {seat_hours:.0f} of these shifts"
        )
        sheet.estimated(
            f"organisation.teams.{team}.speed", tidy(max(0.05, speed.value)), {"": (speed, "number")}, how
        )
    sheet.unsaid(f"organisation.teams.{team}.cost", "the export holds no pay")
    sheet.unsaid(
        f"organisation.teams.{team}.skill_spread",
        "people differ in whom they are given, so differing rates are not skill",
    )


def _span(a: float, b: float) -> str:
    return f"{_clock(a)}-{_clock(b)}"


def _clock(hour: float) -> str:
    return f"{int(hour):02d}:{round(hour % 1 * 60):02d}"


def _nobody(sheet: Sheet, facts: Facts, worked: list[str]) -> None:
    """Write a team for a log that does not show who works when."""
    if facts.wins is not None:
        write_hands(sheet, facts.wins, facts.leads_a_week, worked)
        return
    recent = facts.log.cases.filter(pl.col("created") > facts.log.arrivals_until - 91 * 24)
    owners = recent["owner"].drop_nulls().n_unique()
    sheet.unknown("organisation.calendars.office.week", dict(OFFICE), "no named session with a time of day")
    sheet.unknown("organisation.roles.desk.works", dict.fromkeys(worked, 1), "no named session")
    if owners:
        counted = Number(owners, owners, owners, owners)
        how = "owners of the cases of the last 13 weeks; whether they had other work, the export does not say"
        sheet.estimated("organisation.teams.desk.people", owners, {"": (counted, "people")}, how)
    else:
        sheet.unknown("organisation.teams.desk.people", 5, "no case and no session names anybody")


def write_policy(sheet: Sheet, facts: Facts) -> None:
    """Write who keeps a case, where the log shows it, and name what it does not show."""
    for stage in facts.funnel.stages:
        path = f"policy.handoffs.{stage}"
        for name, kept, what in (
            ("same_person", same_person(facts.funnel, stage), "follow-up sittings by the person before"),
            (
                "keeps_owner",
                keeps_owner(facts.funnel, stage),
                "first sessions by who had the case in the stage before",
            ),
        ):
            if kept is None:
                sheet.unsaid(f"{path}.{name}", "fewer than 20 pairs of sessions name both people")
                continue
            how = f"{kept.seen.value:.0%} of {what}; {kept.chance:.0%} would be by chance among those there that day"
            sheet.estimated(
                f"{path}.{name}", tidy(kept.on_purpose.value), {"": (kept.on_purpose, "share")}, how
            )
        sheet.unsaid(f"{path}.threshold", "the export holds no score and no rule for handing over")
    for field, why in (
        ("policy.standing", "hours without a session are not told apart; speed carries them"),
        ("policy.interrupts", "sessions cut short look like short sessions"),
        ("policy.assignment", "who was idle longest is not in the log"),
    ):
        sheet.unsaid(field, why)


def write_run(sheet: Sheet, facts: Facts) -> None:
    """Write a run as long as the log, after weeks in which the pipeline fills."""
    first = facts.log.cases["created"].min()
    assert isinstance(first, float)
    weeks = min(MOST_WEEKS, max(1, ceil((facts.log.arrivals_until - first) / 168)))
    warm_up = min(MOST_WARM_UP, ceil(facts.cycle_p90 / 168))
    if facts.wins is not None:
        _write_run_to_the_end(sheet, facts, warm_up)
        return
    sheet.default("run.start", facts.log.origin.date().isoformat(), "the Monday of the log's first week")
    why = f"the log's {weeks} weeks of arrivals after the warm-up"
    sheet.default("run.horizon", f"{weeks + warm_up} weeks", why)
    sheet.default(
        "run.warm_up",
        f"{warm_up} weeks",
        f"nine of ten cases are over after {duration(facts.cycle_p90)}: the pipeline is full",
    )


def _write_run_to_the_end(sheet: Sheet, facts: Facts, warm_up: int) -> None:
    """Write a run that is as long as the export after its last change of regime, so that its leads can be followed to the end."""
    since = "the Monday of the week in which the export's leads, or its last regime, begin"
    sheet.default("run.start", facts.log.origin.date().isoformat(), since)
    weeks = ceil(facts.log.until / 168)
    sheet.default("run.horizon", f"{max(weeks, warm_up + 1)} weeks", "from then until the export's end")
    why = f"nine of ten wins so far came within {duration(facts.cycle_p90)}: the pipeline is full"
    sheet.default("run.warm_up", f"{min(warm_up, weeks // 2)} weeks", why)
