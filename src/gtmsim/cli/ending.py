"""How a command ends: its exit code, and an error told once, in words or as JSON."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version

import typer

from gtmsim.cli.showing import err_style, told_to_err
from gtmsim.errors import GtmsimError, ScenarioError
from gtmsim.tell.style import Tone

DONE, FELL_SHORT, NOT_UNDERSTOOD, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 130
FORMAT = 1  # of everything that --json prints


class Interrupted(GtmsimError):
    """A command was interrupted before anything was finished."""

    exit_code = INTERRUPTED
    kind = "interrupted"

    def __init__(self, why: str = "") -> None:
        super().__init__(f"interrupted: {why}" if why else "interrupted")

    def as_json(self) -> dict[str, object]:
        """Return the error as plain data, marked as an interrupted run is."""
        return {**super().as_json(), "interrupted": True}


def ended(command: Callable[[], object], words: Sequence[str]) -> int:
    """Run a command and return its exit code, whatever happens."""
    as_json = "--json" in words
    try:
        code = command()
        sys.stdout.flush()
    except BrokenPipeError:
        return _nobody_reads()
    except KeyboardInterrupt as stop:
        nothing = Interrupted(str(stop))
        return _told(nothing.as_json(), str(nothing), INTERRUPTED, as_json)
    except GtmsimError as error:
        return _told(error.as_json(), _error_words(error), error.exit_code, as_json)
    except typer.TyperException as error:
        return _usage(error, as_json)
    except OSError as error:
        message = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        return _told(
            {"error": "file", "exit_code": FELL_SHORT, "message": message}, message, FELL_SHORT, as_json
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, it is our fault and is told as such
        return _our_fault(error, words, as_json)
    if code == INTERRUPTED:
        told_to_err("interrupted")
    return code if isinstance(code, int) else DONE


def printed_json(data: dict[str, object]) -> None:
    """Print plain data as JSON, with the version of its format."""
    typer.echo(json.dumps({"format": FORMAT, **data}, indent=2, allow_nan=False, ensure_ascii=False))


def _error_words(error: GtmsimError) -> str:
    if isinstance(error, ScenarioError):
        from gtmsim.tell.checks import errors_words

        return errors_words(error, err_style())
    if isinstance(error, Interrupted):
        return str(error)
    return f"{err_style().tinted('gtmsim:', Tone.BAD)} {error}"


def _usage(error: typer.TyperException, as_json: bool) -> int:
    context = getattr(error, "ctx", None)
    message = error.format_message()
    words = f"gtmsim: {message}"
    if context is not None:
        words += f"\n{context.get_usage()}\nTry '{context.command_path} --help'."
    code = error.exit_code
    return _told({"error": "usage", "exit_code": code, "message": message}, words, code, as_json)


def _our_fault(error: Exception, words: Sequence[str], as_json: bool) -> int:
    import traceback

    told_to_err("".join(traceback.format_exception(error)).rstrip())
    message = f"{type(error).__name__}: {error}"
    again = f"gtmsim {version('gtmsim')}: a fault of ours in `gtmsim {' '.join(words)}`: {message}"
    return _told({"error": "fault", "exit_code": OUR_FAULT, "message": message}, again, OUR_FAULT, as_json)


def _told(data: dict[str, object], words: str, code: int, as_json: bool) -> int:
    try:
        if as_json:
            printed_json({**data, "version": version("gtmsim")})
            sys.stdout.flush()
        else:
            sys.stdout.flush()
            told_to_err(words)
    except BrokenPipeError:
        _nobody_reads()
    return code


def _nobody_reads() -> int:
    # The reader has seen enough. Python would complain once more when it flushes at exit, so there is nothing left to flush.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
