"""A first scenario: people from a list, the world from a funnel or a preset, stand-ins for the rest, each told as such."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gtmsim.errors import UsageError
from gtmsim.headcount.crew import Work, write_organisation
from gtmsim.headcount.draft import Assumption, Draft
from gtmsim.headcount.funnel import Funnel, read_funnel
from gtmsim.headcount.people import People, read_people
from gtmsim.headcount.preset import ORGANISATION, fitted, only_week, read_preset, said_by, told
from gtmsim.headcount.staff import Staff, staff_of
from gtmsim.headcount.teams import Team, teams_of
from gtmsim.headcount.world import COLLATERAL, EXPERTISE, SEGMENT, deal_value, parse_deal_size, write_world
from gtmsim.scenario import Scenario, render
from gtmsim.scenario.policy import Run
from gtmsim.scenario.quantities import Wrong, parse_date
from gtmsim.scenario.unsaid import REFERRED, alive, intake_of, opportunity_stages, seller_work
from gtmsim.scenario.values import central

_HORIZON, _WARM_UP = "78 weeks", "26 weeks"


@dataclass(frozen=True)
class Wishes:
    """What is said beside the list, in the words of the command line; '' where nothing is."""

    deal_size: str = ""
    funnel: str = ""
    period: str = "1 year"
    preset: str = ""
    currency: str = ""
    name: str = ""
    start: str = ""
    roles: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class First:
    """A first scenario: its text, what it is, its teams by id, how many people, what was assumed, what is worth knowing."""

    text: str
    scenario: Scenario
    teams: dict[str, Team]
    people: int
    assumptions: tuple[Assumption, ...]
    notes: tuple[str, ...]


def first_scenario(headcount: Path | None, wishes: Wishes) -> First:
    """Return a first scenario from a list of people, a preset, or both. Raises `ScenarioError` or `UsageError`."""
    _together(headcount, wishes)
    preset = read_preset(wishes.preset) if wishes.preset else None
    funnel = read_funnel(wishes.funnel, wishes.period) if wishes.funnel else None
    if headcount is None:
        assert preset is not None, "asked for above"
        return _copied(preset, wishes)
    currency = preset.world.currency if preset is not None else wishes.currency
    if wishes.deal_size:
        currency = parse_deal_size(wishes.deal_size, currency)[1]
    people = read_people(headcount, wishes.roles, currency)
    begins = _begins(wishes.start)
    teams, gone = teams_of(people.people, begins)
    if not teams:
        raise UsageError(
            f"{headcount}: everybody on the list has left before {begins}; --start says when the run begins"
        )
    draft = Draft(people.currency or currency or "EUR")
    draft.put("gtmsim", 1)
    week: object = None
    kept: tuple[str, ...] = ()
    staff = Staff()
    if preset is None:
        work = _work(draft, teams, funnel, wishes.deal_size)
    else:
        staff = staff_of(preset, said_by(preset))
        week, work, kept = _from_preset(
            draft, preset, wishes, [*(team.job for team in teams), *staff.works, *staff.others]
        )
    missing = write_organisation(draft, teams, work, kept, staff, week)
    moved = _run(draft, begins)
    count = sum(team.people for team in teams)
    draft.comments[""] = _opening(people, count, wishes)
    draft.values = _in_order(draft.values)
    text, scenario, left_out = fitted(draft, f"{wishes.name or headcount.stem}.yaml")
    notes = [*people.notes, *gone, *moved, *missing]
    if funnel is not None and scenario.world.requests:
        notes.append(
            "lift is 0, so that your counts come back; to ask what help is worth, write a lift and lower the shares to match"
        )
    if left_out:
        notes.append(f"left out of {wishes.preset}, since it spoke of its own people: {told(left_out)}")
    return First(
        text, scenario, {team.id: team for team in teams}, count, tuple(draft.assumptions), tuple(notes)
    )


def _together(headcount: Path | None, wishes: Wishes) -> None:
    """Raise `UsageError` for wishes that exclude each other, or leave nothing to begin with."""
    if headcount is None and not wishes.preset:
        raise UsageError(
            "a first scenario needs people: --headcount people.csv, or --preset NAME to copy one that comes along"
        )
    if wishes.currency and not re.fullmatch("[A-Z]{3}", wishes.currency):
        raise UsageError(f"--currency {wishes.currency}: three capitals, such as EUR")
    if wishes.preset and wishes.funnel:
        raise UsageError("--funnel tells the stages and --preset brings its own: give one of them")
    if headcount is None and (wishes.roles or wishes.start):
        raise UsageError("--role and --start are about people: give --headcount as well")


def _copied(preset: Scenario, wishes: Wishes) -> First:
    """Return a preset as a file of one's own, whole."""
    draft = Draft(preset.world.currency, values=said_by(preset))
    _only_deal_size(draft, preset, wishes)
    named = f"How does {wishes.name} work as it stands?\n" if wishes.name else ""
    draft.comments[""] = (
        f"{named}A copy of preset:{preset.name}, to be made one's own; written by gtmsim new."
    )
    text, scenario, _ = fitted(draft, f"{preset.name}.yaml")
    teams = alive(scenario.organisation.teams)
    assert text == render(draft.values, draft.comments), "a shipped scenario loads as it is"
    return First(text, scenario, {}, sum(team.people for team in teams.values()), (), ())


def _work(draft: Draft, teams: list[Team], funnel: Funnel | None, deal_size: str) -> Work:
    """Write a world of stand-ins and counts; return the work in it."""
    jobs = {team.job for team in teams}
    asked = tuple(name for job, name in (("marketer", COLLATERAL), ("se", EXPERTISE)) if job in jobs)
    write_world(draft, funnel, deal_size, asked)
    if EXPERTISE in asked:
        draft.put(f"policy.intake.{EXPERTISE}", {"refer": 1}, "referred to those who know")
    world = draft.values["world"]
    assert isinstance(world, dict), "just written"
    names = list(world["stages"])
    deals = next((at for at, name in enumerate(names) if world["stages"][name].get("opportunity")), 0)
    own = tuple(name for name in asked if name == COLLATERAL)
    referred = (REFERRED,) if EXPERTISE in asked else ()
    early = tuple(names[:deals]) or tuple(names)
    return Work(
        {"early": early, "deals": tuple(names[deals:]), "requests": own, "referred": referred},
        (*names, *asked),
    )


def _from_preset(
    draft: Draft, preset: Scenario, wishes: Wishes, jobs: Collection[str]
) -> tuple[object, Work, tuple[str, ...]]:
    """Write a preset's world and decisions; return when its people work, the work in it, and roles that keep their standing.

    `jobs` are those that there will be teams for, of somebody or of nobody.
    """
    data = said_by(preset)
    week = only_week(preset, data)
    draft.values |= {key: value for key, value in data.items() if key != ORGANISATION}
    draft.comments["world"] = f"as in preset:{preset.name}"
    _only_deal_size(draft, preset, wishes)
    kept = tuple(role for role in preset.policy.standing if role in jobs)
    for role in preset.policy.standing:
        if role not in jobs:
            draft.drop(f"policy.standing.{role}")
    stages = [name for name, stage in alive(preset.world.stages).items() if seller_work(stage)]
    first = opportunity_stages(preset)[0]
    order = list(alive(preset.world.stages))
    deals = tuple(name for name in stages if order.index(name) >= order.index(first))
    early = tuple(name for name in stages if name not in deals) or deals
    intake = {name: intake_of(preset, name) for name in alive(preset.world.requests)}
    requests = [name for name, said in intake.items() if central(said.preempt) + central(said.queue) > 0]
    refers = any(central(said.refer) > 0 for said in intake.values())
    referred = (REFERRED,) if refers else ()
    work = Work(
        {"early": early, "deals": deals, "requests": tuple(requests), "referred": referred},
        (*order, *intake),
    )
    return week, work, kept


def _only_deal_size(draft: Draft, preset: Scenario, wishes: Wishes) -> None:
    """Lay the wished deal size over a preset with one segment. Raises `UsageError` for what does not fit it."""
    currency = preset.world.currency
    if wishes.currency and wishes.currency != currency:
        raise UsageError(f"--currency {wishes.currency}: all money of preset:{preset.name} is in {currency}")
    if not wishes.deal_size:
        return
    segments = list(alive(preset.world.segments))
    if len(segments) > 1:
        many = ", ".join(segments)
        raise UsageError(
            f"--deal-size {wishes.deal_size}: preset:{preset.name} has several segments ({many}); edit their deal_value"
        )
    value, remark = deal_value(parse_deal_size(wishes.deal_size, currency)[0], currency)
    if draft.values["world"]["segments"][segments[0]] is not None:  # type: ignore[index]  # a preset has segments
        draft.put(f"world.segments.{segments[0] or SEGMENT}.deal_value", value, remark)


def _begins(start: str) -> date:
    """Return the first day of the run. A preset's own start is none of the list's: people would come years later."""
    if not start:
        return Run().start
    try:
        day = parse_date(start)
    except Wrong as wrong:
        raise UsageError(f"--start {start}: {wrong.wanted}") from None
    if day.weekday():
        raise UsageError(f"--start {start}: a Monday; {start} is a {day:%A}")
    return day


def _run(draft: Draft, begins: date) -> list[str]:
    """Write when the run begins and how long it lasts, where a preset does not say; return what is worth knowing."""
    run = draft.values.get("run")
    said = run.get("start") if isinstance(run, dict) else None
    moved = said is not None and str(said) != str(begins)
    if moved or begins != Run().start:
        draft.put("run.start", str(begins))
    if not isinstance(run, dict) or "horizon" not in run:
        draft.stand_in("run.horizon", _HORIZON, "how long to look")
        draft.stand_in("run.warm_up", _WARM_UP, "how long until a beginning with no leads is forgotten")
    return [f"the run begins on {begins} rather than on {said}; --start says otherwise"] if moved else []


def _opening(people: People, count: int, wishes: Wishes) -> str:
    who = wishes.name or "the organisation"
    whence = [f"{count} people of {Path(people.file).name}"]
    whence += [f"the counts {wishes.funnel} over {wishes.period}"] if wishes.funnel else []
    whence += [f"the world of preset:{wishes.preset.removeprefix('preset:')}"] if wishes.preset else []
    lines = [
        f"What does {who} bring about as it stands?",
        f"Written by gtmsim new from {', '.join(whence)}.",
        "(A) to (D) grade what the list could not tell; (D) is a guess: replace it by your own number, or vary it.",
    ]
    return "\n".join([*lines, *people.notes])


def _in_order(values: dict[str, object]) -> dict[str, object]:
    """Return the parts of a scenario in the order of the schema."""
    return {name: values[name] for name in Scenario.model_fields if name in values}
