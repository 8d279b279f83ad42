"""The command that looks for the best structure: search."""

import time
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gtmsim.cli.expecting import announced
from gtmsim.cli.how import How, taking, tell
from gtmsim.cli.options import File, Metrics, Most, Yes, examples
from gtmsim.cli.places import keep_table, written
from gtmsim.cli.showing import told_to_err

if TYPE_CHECKING:
    from gtmsim.scenario import Scenario
    from gtmsim.seek.hunt import News
    from gtmsim.seek.result import Best, Front

_A_MOMENT_SECONDS = 3.0

Space = Annotated[
    list[str] | None,
    typer.Option(
        "--vary", metavar="PATH=VALUES", help="A field and its values: 2..8 or 1,2,4 or words. Repeatable."
    ),
]
Budget = Annotated[
    str | None,
    typer.Option(
        "--budget", metavar="MONEY", help="Plan no more than '1.2 MEUR/year', or +0% of what the file plans."
    ),
]
Points = Annotated[
    int | None,
    typer.Option("--points", metavar="N", min=1, help="Try so many points of a large space. Default: 200."),
]
Seconds = Annotated[
    str | None,
    typer.Option("--for", metavar="SPAN", help="Try points for so long, such as 5min; then choose."),
]
Indifference = Annotated[
    str,
    typer.Option(
        "--indifference", metavar="AMOUNT", help="The difference worth telling: 2% of today's, or '50 kEUR'."
    ),
]
Confidence = Annotated[
    float,
    typer.Option("--confidence", metavar="SHARE", min=0.5, max=0.999, help="How sure the choice is to be."),
]
Start = Annotated[
    int,
    typer.Option("--start", metavar="N", min=10, help="Replications of all before the first is set aside."),
]
Fresh = Annotated[
    int,
    typer.Option(
        "--replications", "-n", metavar="N", min=2, help="Fresh replications on which the best is told."
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", help="Keep every run there, go on where a search was killed, write the best."
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=examples(
            "gtmsim search preset:baseline --vary organisation.teams.sdr.people=1..4 --vary organisation.teams.rep.people=2..6 "
            "--budget +0%",
            "gtmsim search preset:baseline --vary organisation.teams.rep.people=2..8 "
            "--vary policy.handoffs.discover.recycles=0,0.3 --metric profit --metric cycle_days --out found",
        )
    )(taking(search))


def search(
    file: File,
    *,
    vary: Space = None,
    budget: Budget = None,
    metric: Metrics = None,
    points: Points = None,
    time_to_try: Seconds = None,
    indifference: Indifference = "2%",
    confidence: Confidence = 0.95,
    start: Start = 20,
    most: Most = None,
    replications: Fresh = 100,
    out: Out = None,
    yes: Yes = False,
    how: How,
) -> None:
    """Look for the best structure within a budget.

    What plans more is not simulated. The best is chosen with a stated chance of being right, and told on luck
    that had no part in the choice.
    """
    from gtmsim.seek.search import MOST
    from gtmsim.seek.search import search as seek
    from gtmsim.tell.seeking import search_words

    (scenario,) = how.loaded([file]).values()
    result = seek(
        scenario, vary or (), budget=budget, metrics=metric or (), points=points, seconds=_seconds(time_to_try),
        indifference=indifference, confidence=confidence, start=start, most=MOST if most is None else most,
        replications=replications, seed=how.seed,
        engine=how.engine, jobs=how.jobs, out=out, news=None if how.quiet else _Listener(), announce=announced(yes, how.quiet),
    )  # fmt: skip
    if out is not None:
        _keep(out, result, scenario, file, how.quiet)
    tell(result, search_words, json=how.json, interrupted=result.interrupted)


def _keep(out: Path, result: "Best | Front", scenario: "Scenario", file: str, quiet: bool) -> None:
    """Write what was found beside the runs."""
    import os

    from gtmsim.scenario import vary
    from gtmsim.scenario.writing import write_text
    from gtmsim.seek.overlay import overlay_text
    from gtmsim.seek.result import Best

    keep_table(out / "candidates.parquet", result, quiet)
    if isinstance(result, Best):
        sets = result.chosen.sets
        extends = os.path.relpath(file, out) if Path(file).is_file() else file
        answer = result.answer().replace("\n", " ")
        text = overlay_text(vary(scenario, sets), extends, sets, answer, out)
        written(write_text(out / "best.yaml", text), quiet)
    data = dumps({"format": 1, **result.as_json()}, indent=2, allow_nan=False, ensure_ascii=False)
    written(write_text(out / "search.json", data + "\n"), quiet)


def _seconds(text: str | None) -> float | None:
    from gtmsim.errors import UsageError
    from gtmsim.scenario.quantities import DURATION, Wrong

    if text is None:
        return None
    try:
        return DURATION.parse(text, "EUR")
    except Wrong as error:
        raise UsageError(f"--for {text}: {error.wanted}") from None


class _Listener:
    """Tells on stderr how far a search is and what is best so far, once in a while."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, news: "News") -> None:
        from gtmsim.tell.seeking import news_words

        if time.monotonic() - self._last >= _A_MOMENT_SECONDS:
            self._last = time.monotonic()
            told_to_err(news_words(news))
