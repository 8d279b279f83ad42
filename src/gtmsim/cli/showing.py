"""Where words go: results to stdout, talk to stderr, each as wide and as colourful as whoever reads it."""

import os
import shutil
import sys
from typing import TextIO

import typer

from gtmsim.tell.style import Style

_NARROWEST, _WIDEST, _UNKNOWN = 60, 120, 100


def out_style() -> Style:
    """Return how results look: the terminal's width and colours, or 100 plain columns where there is none."""
    return _style(sys.stdout)


def err_style() -> Style:
    """Return how talk looks."""
    return _style(sys.stderr)


def show(text: str) -> None:
    """Print a result."""
    typer.echo(text)


def told_to_err(text: str) -> None:
    """Print talk."""
    typer.echo(text, err=True)


def _style(stream: TextIO) -> Style:
    if not stream.isatty():
        return Style(_UNKNOWN)
    width = min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size((_UNKNOWN, 24)).columns))
    return Style(width, colour=not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")
