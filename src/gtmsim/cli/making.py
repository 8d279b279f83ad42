"""Commands that make scenario files: new, from a list of people; workbook, to and from a spreadsheet."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gtmsim.cli.ending import printed_json
from gtmsim.cli.options import Force, Json, Quiet, examples
from gtmsim.cli.places import refuse_to_replace, written
from gtmsim.cli.showing import out_style, show

if TYPE_CHECKING:
    from gtmsim.headcount import Wishes

Headcount = Annotated[
    Path | None,
    typer.Option(
        "--headcount",
        metavar="PEOPLE.csv|.xlsx",
        help="A list with role, team, cost, start date; one row a person.",
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="FILE.yaml", help="Where to write the scenario.")]
Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role",
        metavar="TITLE=JOB",
        help="What an unknown title works, such as 'Growth Ninja=marketer'. Repeatable.",
    ),
]
DealSize = Annotated[
    str, typer.Option("--deal-size", metavar="MONEY", help="The mean deal, such as '25 kEUR'.")
]
FunnelCounts = Annotated[
    str,
    typer.Option("--funnel", metavar="COUNTS", help="Such as leads=1200,mqls=300,opportunities=80,wins=18."),
]
Period = Annotated[str, typer.Option("--period", metavar="DURATION", help="What the funnel's counts cover.")]
Preset = Annotated[
    str,
    typer.Option(
        "--preset", metavar="NAME", help="Take the world of a shipped scenario; see gtmsim presets."
    ),
]
Currency = Annotated[
    str, typer.Option("--currency", metavar="CODE", help="Such as EUR. Default: what the costs are in.")
]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help="What the organisation is called.")]
Start = Annotated[str, typer.Option("--start", metavar="DATE", help="The run's first day, a Monday.")]
Ask = Annotated[bool, typer.Option("--ask", help="Ask on the terminal for what is not given.")]
Source = Annotated[
    str, typer.Argument(metavar="FILE", help="A scenario (FILE.yaml, preset:NAME) or a workbook (FILE.xlsx).")
]
Target = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="The workbook, or the scenario, to write.")
]
_BOOKS = (".xlsx", ".xlsm")


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog=examples(
            "gtmsim new --headcount people.csv --deal-size '25 kEUR' --funnel leads=1200,mqls=300,opportunities=80,wins=18",
            "gtmsim new --headcount people.xlsx --preset baseline --out ours.yaml",
            "gtmsim new --preset baseline --out ours.yaml",
        )
    )(new)
    app.command(
        epilog=examples(
            "gtmsim workbook ours.yaml --out ours.xlsx", "gtmsim workbook ours.xlsx --out ours.yaml --force"
        )
    )(workbook)


def new(
    headcount: Headcount = None,
    out: Out = Path("scenario.yaml"),
    roles: Roles = None,
    deal_size: DealSize = "",
    funnel: FunnelCounts = "",
    period: Period = "1 year",
    preset: Preset = "",
    currency: Currency = "",
    name: Name = "",
    start: Start = "",
    ask: Ask = False,
    force: Force = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write a first scenario from a list of people.

    Tells who works what, and everything that had to be assumed, with its grade. What is wrong in the list is told at once.
    """
    from gtmsim.headcount import Wishes, first_scenario
    from gtmsim.scenario.writing import write_text
    from gtmsim.tell.firsts import first_data, first_words

    wishes = Wishes(deal_size, funnel, period, preset, currency, name, start, _jobs(roles or []))
    if ask and sys.stdin.isatty():
        headcount, wishes = _asked(headcount, wishes)
    refuse_to_replace([out], force)
    first = first_scenario(headcount, wishes)
    write_text(out, first.text)
    written(out, quiet)
    if json:
        printed_json({"path": str(out), **first_data(first)})
    elif not quiet:
        show(first_words(first, out_style()))


def workbook(
    file: Source, out: Target, force: Force = False, json: Json = False, quiet: Quiet = False
) -> None:
    """Turn a scenario into a workbook, or a workbook into a scenario.

    One sheet a map of ids, one row an id, one column a field; blank cells are defaults. Wrong cells are told at once.
    """
    from gtmsim.errors import UsageError
    from gtmsim.scenario import load
    from gtmsim.scenario.writing import write_bytes, write_text
    from gtmsim.tell.presets import question_of
    from gtmsim.workbook import read_workbook, to_workbook

    inward = Path(file).suffix.lower() in _BOOKS
    if inward == (out.suffix.lower() in _BOOKS):
        is_now, other = ("workbook", "scenario (.yaml)") if inward else ("scenario", "workbook (.xlsx)")
        raise UsageError(f"{file} is a {is_now}: --out names a {other}")
    refuse_to_replace([out], force)
    if inward:
        read = read_workbook(file)
        scenario = read.scenario
        write_text(out, read.text)
    else:
        scenario = load(file)
        write_bytes(out, to_workbook(scenario, question_of(file)))
    written(out, quiet)
    if json:
        printed_json({"path": str(out), "digest": scenario.digest})


def _jobs(roles: list[str]) -> dict[str, str]:
    from gtmsim.errors import UsageError

    said = {}
    for text in roles:
        title, equals, job = (part.strip() for part in text.rpartition("="))
        if not (title and equals and job):
            raise UsageError(f"--role {text}: TITLE=JOB, such as 'Growth Ninja=marketer'")
        said[title] = job
    return said


def _asked(headcount: Path | None, wishes: "Wishes") -> "tuple[Path | None, Wishes]":
    """Return the wishes with what a person at the terminal adds; an empty answer adds nothing."""
    from dataclasses import replace

    def answer(question: str, said: str) -> str:
        return (
            said
            or str(
                typer.prompt(f"{question} (empty: none)", default="", show_default=False, err=True)
            ).strip()
        )

    told = answer("List of people, CSV or XLSX", str(headcount or ""))
    preset = answer("Shipped scenario for the world", wishes.preset)
    funnel = (
        wishes.funnel
        if preset
        else answer("Funnel, such as leads=1200,opportunities=80,wins=18", wishes.funnel)
    )
    period = wishes.period
    if funnel and not wishes.funnel:
        period = str(typer.prompt("The funnel's period", default=period, err=True)).strip()
    asked = replace(
        wishes,
        preset=preset,
        funnel=funnel,
        period=period,
        deal_size=answer("Mean deal, such as 25 kEUR", wishes.deal_size),
        currency=answer("Currency, such as EUR", wishes.currency),
        name=answer("Name of the organisation", wishes.name),
    )
    return (Path(told) if told else None), asked
