"""Role clarity: whether work reaches the right person at once, and what it costs when it does not."""

from gtmsim.program.rulebook.numbers import some_ticks, whole_ticks


def strays(u: float, clarity: float) -> bool:
    """Return whether work goes to the wrong person first."""
    return not u < clarity


def done_twice(u: float, share: float) -> bool:
    """Return whether misrouted work is done by the wrong person too."""
    return u < share


def search_ticks(search: float) -> int:
    """Return the working time it takes to find out whose work it is."""
    return some_ticks(search)


def second_ticks(need: int, twice: bool) -> int:
    """Return the working time that doing a session once more takes."""
    if twice:
        return need
    return 0


def patience_left(wait: float, strayed: int) -> int:
    """Return how long somebody still waits for a first session, after their case has strayed for some ticks."""
    return whole_ticks(wait - strayed)
