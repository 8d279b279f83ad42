"""How long something would take, said before it is begun; what takes more than a day is not begun unless somebody insists."""

from typing import TYPE_CHECKING

from gtmsim.cli.showing import told_to_err

if TYPE_CHECKING:
    from gtmsim.explore.expected import Announce, Expected
    from gtmsim.study.steps import Progress


def announced(yes: bool, quiet: bool) -> "Announce":
    """Return what says how long something takes before it is begun. It raises TooLong for more than a day without --yes."""
    from gtmsim.explore.expected import TOO_LONG_SECONDS, TooLong
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


def watched(progress: "Progress | None", announce: "Announce", runs: int) -> "Progress":
    """Return what hears of worlds: once the first is finished, how long all of them would take is said or refused."""
    from gtmsim.explore.expected import A_WHILE_SECONDS, Expected

    def told(done: int, total: int, elapsed: float) -> None:
        if done == 1 and elapsed * total > A_WHILE_SECONDS:
            announce(Expected(total, runs, elapsed * total))
        if progress is not None:
            progress(done, total, elapsed)

    return told
