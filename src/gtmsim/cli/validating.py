"""The command that tries what is claimed of the model: validate."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gtmsim.cli.ending import DONE, FELL_SHORT, INTERRUPTED, printed_json
from gtmsim.cli.options import Engine, Jobs, Json, Quiet, Yes, examples
from gtmsim.cli.progress import progress_of
from gtmsim.cli.showing import out_style, show, told_to_err

if TYPE_CHECKING:
    from gtmsim.validation.validate import Ahead


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=examples(
            "gtmsim validate V10",
            "gtmsim validate S1 S2 --full --out kept",
            "gtmsim validate my_facts.yaml --strict",
        )
    )(validate)


def validate(
    asked: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID|FILE", help="Facts by id, or files of facts. Default: all that are shipped."
        ),
    ] = None,
    full: Annotated[
        bool,
        typer.Option("--full", help="The full budget: narrow intervals, and an explanation of what fails."),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Try what its fact names on a check that fails. --full does so as well."
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Keep finished runs here; the same command goes on from there."
        ),
    ] = None,
    report: Annotated[bool, typer.Option("--report", help="Print a page in Markdown.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when a check fails.")] = False,
    worlds: Annotated[
        int | None,
        typer.Option(
            "--worlds",
            "-w",
            metavar="N",
            min=0,
            help="Make every check again in N worlds drawn from what nobody knows well. Default: 50 with --full, else none.",
        ),
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="The seed of all luck. Default: 7.")
    ] = None,
    engine: Engine = "core",
    jobs: Jobs = None,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Try whether facts known from elsewhere hold here.

    Every fact is an experiment on shared luck with a target from a source. It holds where the whole interval of what is seen lies
    in the target. A fact that fails is a finding, no error: the exit code is 0 unless --strict is said.
    """
    from gtmsim.errors import UsageError
    from gtmsim.tell.validating import validation_words
    from gtmsim.tell.validation_page import validation_page
    from gtmsim.validation.validate import SEED
    from gtmsim.validation.validate import validate as over

    if json and report:
        raise UsageError("--json and --report exclude each other")
    with progress_of("facts", quiet, "runs") as progress:
        found = over(
            *(asked or ()),
            full=full,
            explain=full or explain,
            worlds=worlds,
            seed=SEED if seed is None else seed,
            out=out,
            engine=engine,
            jobs=jobs,
            progress=progress,
            announce=partial(_announced, yes=yes, quiet=quiet),
        )
    if json:
        printed_json(found.as_json())
    elif report:
        show(validation_page(found).rstrip())
    else:
        show(validation_words(found, out_style(), details=bool(asked)))
    if found.interrupted:
        told_to_err(_kept(found.runs, out))
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(FELL_SHORT if strict and found.fails else DONE)


def _kept(runs: int, out: Path | None) -> str:
    """Say what is left of a run that was interrupted."""
    from gtmsim.amounts import counted

    if out is None:
        return f"kept: nothing of {counted(runs, 'run')}; --out DIR would keep them"
    return f"kept: {counted(runs, 'run')} in {out}; the same command goes on"


def _announced(ahead: "Ahead", *, yes: bool, quiet: bool) -> None:
    """Say what is about to be run and how long that takes. Raises TooLong for more than a day without --yes."""
    from gtmsim.study.expected import TOO_LONG_SECONDS, TooLong
    from gtmsim.tell.validating import ahead_words

    words = ahead_words(ahead)
    if ahead.seconds > TOO_LONG_SECONDS and not yes:
        raise TooLong(f"{words}: more than a day; --yes begins, fewer facts or --worlds 0 take less")
    if not quiet:
        told_to_err(f"{words}; Ctrl-C keeps what is finished")
