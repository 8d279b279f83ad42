"""How long something would take, said before it is begun; what takes more than a day is not begun unless somebody insists."""

from typing import TYPE_CHECKING

from gtmsim.cli.showing import told_to_err

if TYPE_CHECKING:
    from gtmsim.study.expected import Announce, Expected


def announced(yes: bool, quiet: bool) -> "Announce":
    """Return what says how long something takes before it is begun. It raises TooLong for more than a day without --yes."""
    from gtmsim.study.expected import TOO_LONG_SECONDS, TooLong
    from gtmsim.tell.expected import expected_words

    def told(expected: "Expected") -> None:
        words = expected_words(expected)
        if expected.seconds > TOO_LONG_SECONDS and not yes:
            raise TooLong(
                f"{words}: more than a day; --yes begins, fewer points or replications (-n) take less"
            )
        if not quiet:
            told_to_err(f"{words}; Ctrl-C keeps what is finished")

    return told
