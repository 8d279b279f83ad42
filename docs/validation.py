"""The page of facts: every one that is shipped, tried, with its verdict; what fails first."""

from pathlib import Path
from typing import Annotated

import typer

from gtmsim.cli.ending import DONE, INTERRUPTED
from gtmsim.cli.progress import progress_of
from gtmsim.cli.script import script
from gtmsim.cli.showing import told_to_err
from gtmsim.scenario.writing import write_text
from gtmsim.tell.validation_page import validation_page
from gtmsim.validation.fact import Budget
from gtmsim.validation.validate import validate

HERE = Path(__file__).parent


def main(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where runs are kept: what is there is not run again.")
    ],
    budget: Annotated[
        Budget, typer.Argument(metavar="BUDGET", help="quick or full: how many runs.")
    ] = "full",
    worlds: Annotated[
        int | None,
        typer.Option(metavar="N", help="In how many drawn worlds checks are made again; full: 50."),
    ] = None,
) -> int:
    """Write docs/validation.md and docs/validation.csv: every fact that is shipped, tried, with its verdict; what fails first.

    It runs what `gtmsim validate --explain` does (full: `--full`), and may be stopped anywhere: the same command goes on.
    """
    with progress_of("facts", quiet=False, what="runs") as progress:
        found = validate(full=budget == "full", explain=True, worlds=worlds, out=folder, progress=progress)
    if found.interrupted:
        told_to_err("nothing is written; the same command goes on")
        return INTERRUPTED
    asked = "" if budget == "full" else f" {budget}"
    asked += "" if worlds is None else f" --worlds {worlds}"
    write_text(HERE / "validation.md", validation_page(found, f"python docs/validation.py DIR{asked}"))
    write_text(HERE / "validation.csv", found.table().write_csv())
    return DONE


if __name__ == "__main__":
    script(main, "python docs/validation.py kept", "python docs/validation.py kept quick")
