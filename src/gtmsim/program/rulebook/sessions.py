"""Sessions: how many, how long, at which pace."""

from gtmsim.program.rulebook.numbers import drawn, whole_ticks


def session_ticks(family: float, a: float, b: float, u: float, speed: float) -> int:
    """Return the working time one session takes a person of this speed."""
    if speed < 0.001:
        speed = 0.001
    return whole_ticks(drawn(family, a, b, u) / speed)


def after_help(need: int, saved: int) -> int:
    """Return what is left of a session when a deal has seller time to its credit: at least half of the session stays."""
    if saved <= 0:
        return need
    floor = (need + 1) // 2
    if need - saved > floor:
        return need - saved
    return floor


def still_needed(need: int, useful: int) -> int:
    """Return what a session put down unfinished still needs: never nothing, even if torn away at the tick of its end."""
    if need - useful > 1:
        return need - useful
    return 1


def in_other_hands(need: int, speed_then: float, speed_now: float) -> int:
    """Return what a session put down unfinished needs in the hands of whoever takes it up again."""
    if speed_then == speed_now:
        return need
    if speed_then < 0.001:
        speed_then = 0.001
    if speed_now < 0.001:
        speed_now = 0.001
    return whole_ticks(need * speed_then / speed_now)


def useful_ticks(elapsed: int, set_up: int) -> int:
    """Return the worked ticks that were not set-up; set-up comes first."""
    if elapsed > set_up:
        return elapsed - set_up
    return 0
