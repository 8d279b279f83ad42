"""Which words on the command line mean which verb. Arguments and words only; nothing is computed here."""

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    0 done, 1 the input or a result falls short, 2 a command we did not understand, 3 our own fault, 130 interrupted.
    """
    from gtmsim.cli.app import run_command

    raise SystemExit(run_command(arguments))
