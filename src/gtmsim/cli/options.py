"""Options that several commands take, each said once."""

from pathlib import Path
from typing import Annotated, Literal

import typer

File = Annotated[str, typer.Argument(metavar="FILE", help="A scenario file, or preset:NAME.")]
Files = Annotated[list[str], typer.Argument(metavar="FILE", help="Scenario files, or preset:NAME.")]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Lay a value over the files, such as organisation.teams.rep.people=6. Repeatable.",
    ),
]
Seed = Annotated[
    int | None, typer.Option("--seed", metavar="N", help="The seed of all luck. Default: the scenario's.")
]
Replications = Annotated[
    int | None,
    typer.Option("--replications", "-n", metavar="N", min=1, help="How many runs. Default: the scenario's."),
]
RunsEach = Annotated[
    int,
    typer.Option(
        "--replications",
        "-n",
        metavar="N",
        min=1,
        help="How many runs of each scenario at every point or world.",
    ),
]
Metric = Annotated[
    str | None,
    typer.Option(
        "--metric",
        metavar="NAME",
        help="What counts. Default: value, or profit or bookings where that is not told.",
    ),
]
Metrics = Annotated[
    list[str] | None,
    typer.Option(
        "--metric",
        metavar="NAME",
        help="What counts, such as bookings. Default: value, or profit or bookings where that is not told. Repeatable.",
    ),
]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="PATH[=VALUES]",
        help="A field and its values: 2,3,4, 3..8, '2..10 weeks', '1..100 log', or none: its prior. Repeatable.",
    ),
]
Guesses = Annotated[
    bool,
    typer.Option(
        "--guesses",
        help="All weakly founded inputs, beside what --vary names. Worlds are drawn from them unless it names any.",
    ),
]
EngineName = Literal["core", "reference"]
Engine = Annotated[
    EngineName,
    typer.Option(
        "--engine",
        metavar="core|reference",
        help="core is quick; reference (SimPy) is slow and says the same.",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", metavar="N", min=1, help="Workers; no number depends on it. Default: all processors."
    ),
]
Precision = Annotated[
    str | None,
    typer.Option(
        "--precision",
        metavar="HALF_WIDTH",
        help="Add runs until intervals reach no further: 2% (of the mean; of a difference: of the baseline's) or '50 kEUR'.",
    ),
]
Most = Annotated[
    int | None,
    typer.Option(
        "--most",
        metavar="N",
        min=2,
        help="At most so many runs of each scenario, however unsure it still is. Default: 10,000; in a search 2,000.",
    ),
]
Table = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Keep the table: a .parquet or .csv file.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace files that exist.")]
Yes = Annotated[bool, typer.Option("--yes", help="Begin even if it takes more than a day.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, errors included.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the result.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more.")]


def examples(*lines: str) -> str:
    """Return examples as the end of a command's help."""
    return "\n".join(["\b", "Examples:" if len(lines) > 1 else "Example:", *(f"  {line}" for line in lines)])
