"""What an exploration would take, in words."""

from gtmsim.amounts import counted, duration, number
from gtmsim.explore.expected import A_WHILE_SECONDS, Expected


def expected_words(expected: Expected) -> str:
    """Return points and runs, and for how long they run where that is more than a while."""
    told = f"{counted(expected.points, 'point')}, {number(expected.runs)} runs"
    if expected.seconds < A_WHILE_SECONDS:
        return told
    return f"{told}: about {duration(expected.seconds)} by a probe of a few"
