"""The command line as a whole: its commands, and how each of them ends."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.core import TyperGroup

from gtmsim.cli import (
    calibrating,
    comparing,
    deciding,
    explaining,
    exploring,
    looking,
    making,
    running,
    seeking,
    studying,
    validating,
)
from gtmsim.cli.ending import Interrupted, ended

_ABOUT = "If we organise the go-to-market team differently, what changes, and how sure are we?"
_FIRST_STEPS = "\b\nFirst steps:\n  gtmsim demo\n  gtmsim presets\n  gtmsim run preset:baseline"


class _Commands(TyperGroup):
    """Commands, of which one that is interrupted before anything is finished ends as every other error does."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override] # typer says its own base
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Interrupted from None


app = typer.Typer(
    cls=_Commands, help=_ABOUT, epilog=_FIRST_STEPS, add_completion=False, rich_markup_mode=None
)
looking.add_to(app)
running.add_to(app)
comparing.add_to(app)
deciding.add_to(app)
seeking.add_to(app)
explaining.add_to(app)
exploring.add_to(app)
calibrating.add_to(app)
making.add_to(app)
studying.add_to(app)
validating.add_to(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"gtmsim {version('gtmsim')}")
        raise typer.Exit


@app.callback()
def _everywhere(
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Take the options that belong to no command."""


def run_command(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Errors have been told by then."""
    words = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    return ended(lambda: app(args=words, prog_name="gtmsim", standalone_mode=False), words)
