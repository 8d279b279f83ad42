"""What work would take, in words."""

from gtmsim.amounts import duration
from gtmsim.study.expected import A_WHILE_SECONDS, Expected


def expected_words(expected: Expected) -> str:
    """Return what is run, and for how long where that is more than a while."""
    if expected.seconds < A_WHILE_SECONDS:
        return expected.text
    return f"{expected.text}: about {duration(expected.seconds)} by a probe of a few"
