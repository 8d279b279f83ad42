"""A script of the documentation as a command: words read, errors told and exit codes as everywhere else."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import typer

from gtmsim.cli.ending import ended
from gtmsim.cli.options import examples


def script(command: Callable[..., object], *calls: str) -> NoReturn:
    """Run a function with what its parameters say of the command line, and leave with its exit code, 0 where it returns none.

    Its docstring is the help, which ends with the `calls` that are examples.
    """
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(epilog=examples(*calls))(command)
    words = sys.argv[1:]
    raise SystemExit(
        ended(lambda: app(args=words, prog_name=Path(sys.argv[0]).name, standalone_mode=False), words)
    )
