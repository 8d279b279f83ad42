"""A lowered program in words: what will run, in numbers as the engines read them."""

from collections.abc import Iterator
from dataclasses import asdict

from gtmsim.amounts import counted, duration, money, number, rate
from gtmsim.measure.levels import ids, present
from gtmsim.measure.money import planned_cost
from gtmsim.program.layout import Block, PersonInt, SourceCol, SourceInt, SourceKind
from gtmsim.program.tables import Program
from gtmsim.tell.describe_buyers import buyers_told, clarity_told, knowing_told
from gtmsim.tell.describe_careers import growth
from gtmsim.tell.describe_customers import customers_told
from gtmsim.tell.describe_events import events_data, events_told
from gtmsim.tell.describe_help import Help
from gtmsim.tell.describe_hub import hub_told
from gtmsim.tell.describe_lines import lines_told
from gtmsim.tell.describe_market import Market
from gtmsim.tell.describe_needs import needs_told
from gtmsim.tell.describe_people import People
from gtmsim.tell.describe_planning import planning_told
from gtmsim.tell.describe_pursuit import prospecting_words, pursuit_words
from gtmsim.tell.describe_rivals import rivals_told
from gtmsim.tell.describe_roadmap import roadmap_told
from gtmsim.tell.describe_stages import Steps
from gtmsim.tell.describe_treatment import treated_head, treatment_data, treatment_words
from gtmsim.tell.params import Params
from gtmsim.tell.style import PLAIN, Style
from gtmsim.tell.table import folded, table
from gtmsim.units import CENTS_PER_UNIT, TICKS_PER_WEEK


def described(program: Program, style: Style = PLAIN) -> str:
    """Return the program in words: sources, stages with their steps, requests, people, queues, calendars, cost and sizes."""
    steps, people, market = Steps(program), People(program), Market(program, _currency(program))
    sections = [
        _head(program, style),
        ("What the treatment changes", treatment_words(program, style)),
        ("What happens at dates", events_told(program, style)),
        ("Sources", _sources(program, steps, market, style)),
        ("Segments", market.segments(style)),
        ("Knowledge", market.knowledge()),
        ("Needs", needs_told(program)),
        ("Products", market.products(style)),
        ("Rivals", rivals_told(program, style)),
        ("Stages", "\n".join(steps.stages(style))),
        ("Buyers", buyers_told(program)),
        ("Customers", customers_told(program)),
        ("Development", roadmap_told(program)),
        ("Requests", "\n".join(steps.requests(style))),
        ("Help and material", Help(program).told(style)),
        ("People", people.teams(style)),
        ("Reporting lines", folded(lines_told(program), style, "  ")),
        ("Queues", people.queues(style)),
        ("Hub", _lines(hub_told(program), style)),
        ("Pursuit", _lines("\n".join(pursuit_words(program)), style)),
        ("Who knows what", knowing_told(program)),
        ("Whose work it is", clarity_told(program)),
        ("Plans", _lines(planning_told(program), style)),
        ("Interruptions", folded(people.interrupts(), style, "  ")),
        ("Growth and change", folded(growth(program), style, "  ")),
        ("Calendars", people.calendars(style)),
        ("Sizes", _sizes(program, style)),
    ]
    return "\n\n".join(
        section if isinstance(section, str) else f"{style.title(section[0])}\n{section[1]}"
        for section in sections
        if isinstance(section, str) or section[1]
    )


def _lines(text: str, style: Style) -> str:
    """Return sentences of a section, each on a line of its own and wrapped."""
    return "\n".join(folded(line, style, "  ", "  ") for line in text.splitlines())


def described_data(program: Program) -> dict[str, object]:
    """Return names, sizes, planned cost and digest of a program as plain data."""
    names = present(program)
    return {
        "digest": program.digest,
        "horizon_weeks": program.horizon / TICKS_PER_WEEK,
        "warm_up_weeks": program.warm_up / TICKS_PER_WEEK,
        "planned_cost": planned_cost(program),
        "currency": _currency(program),
        "treatment": treatment_data(program),
        "events": events_data(program.scenario),
        "names": {part: list(told) for part, told in asdict(names).items()},
        "sizes": {name.replace(" ", "_"): count for name, count in _counts(program).items()},
    }


def _head(program: Program, style: Style) -> str:
    name = program.scenario.name if program.scenario is not None else "program"
    measured = duration(program.horizon - program.warm_up)
    warm = f" after {duration(program.warm_up)} of warm-up" if program.warm_up else ""
    lines = [f"{style.title(name)}: {measured} measured{warm}, {_people(program)}"]
    if program.scenario is not None:
        run, currency = program.scenario.run, program.scenario.world.currency
        lines.append(
            f"planned cost of people and programs, start to end: {money(planned_cost(program) * CENTS_PER_UNIT, currency)}"
        )
        lines.append(
            f"starts {run.start}, {counted(run.replications, 'replication')}, seed {run.seed} unless told otherwise"
        )
    if program.treated_at >= 0:
        lines.append(treated_head(program, style))
    if len(program.phase_at) > (program.treated_at >= 0):
        lines.append("other numbers hold for some time; told below are those that hold at the end")
    lines.append(f"digest {program.digest}")
    return "\n".join(lines)


def _people(program: Program) -> str:
    openings = int(program.person_ints[:, PersonInt.OPENING].sum())
    told = counted(program.people - openings, "person", "people")
    return told + (f", {counted(openings, 'position')} to open" if openings else "")


def _sources(program: Program, steps: Steps, market: Market, style: Style) -> str:
    params = Params(program)
    rows = []
    for source, name in ids(present(program).sources):
        row = program.source_ints[source]
        kind = SourceKind(int(row[SourceInt.KIND]))
        told: list[str] = []
        if kind is SourceKind.STREAM:
            told += _stream(program, params, source)
        elif kind is SourceKind.POOL:
            told += market.channel(source)
        elif kind is SourceKind.PROSPECTING:
            told += prospecting_words(program, params, source)
        told.append(f"{params.share(Block.SOURCE, source, SourceCol.INTENT)} with intent")
        told.append(f"score {params.share(Block.SOURCE, source, SourceCol.SCORING)} truth")
        if params.get(Block.SOURCE, source, SourceCol.COST_CENTS) > 0.0:
            cents = params.get(Block.SOURCE, source, SourceCol.COST_CENTS)
            told.append(f"{money(cents, _currency(program))} a lead")
        if params.get(Block.SOURCE, source, SourceCol.HEAD_START) > 0.0:
            told.append(f"due {params.span(Block.SOURCE, source, SourceCol.HEAD_START)} earlier")
        rows.append(
            (
                name,
                kind.name.lower(),
                steps.target(int(row[SourceInt.ENTRY_STEP])),
                "; ".join(told),
            )
        )
    return table(("source", "kind", "goes", "leads"), rows, "llll", style)


def _stream(program: Program, params: Params, source: int) -> Iterator[str]:
    row = program.source_ints[source]
    yield params.said(Block.SOURCE, source, SourceCol.RATE, rate)
    if row[SourceInt.CELLS] > 1:
        yield "more or less by hour, day and trend"
    if params.get(Block.SOURCE, source, SourceCol.DAY_SIGMA) > 0.0:
        yield f"days vary (sigma {params.said(Block.SOURCE, source, SourceCol.DAY_SIGMA)})"
    if row[SourceInt.FIRST] > 0:
        yield f"{number(int(row[SourceInt.FIRST]))} at the start"
    if row[SourceInt.LAST] >= 0:
        yield f"{number(int(row[SourceInt.LAST]))} in all at most"
    mixed = [
        f"{params.share(Block.MIX, source, segment)} {name}"
        for segment, name in ids(present(program).segments)
        if params.get(Block.MIX, source, segment) > 0.0
    ]
    yield ", ".join(mixed)


def _counts(program: Program) -> dict[str, int]:
    return {
        "steps": len(program.steps),
        "kinds of work": program.kinds,
        "cells of arrival rates": len(program.cell_tick),
        "open intervals": len(program.interval_start),
        "parameters": len(program.params),
        "uncertain parameters": len(program.slots),
        "weeks": program.weeks,
    }


def _sizes(program: Program, style: Style) -> str:
    return table(("", ""), [(name, number(count)) for name, count in _counts(program).items()], "lr", style)


def _currency(program: Program) -> str:
    return program.scenario.world.currency if program.scenario is not None else "currency"
