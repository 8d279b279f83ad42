"""What was asked for: how many laps, how much patience, and what is expected."""

import sys
from dataclasses import dataclass, field

from benchmarks.expected import Expected


@dataclass(frozen=True)
class Asked:
    """The questions that every part is asked alike."""

    laps: int = 5
    quick: bool = False  # less of everything: ratios are rougher, counts as exact
    expected: Expected = field(default_factory=Expected)

    def say(self, words: str) -> None:
        """Tell on stderr what is under way."""
        sys.stderr.write(f"  {words}\n")
        sys.stderr.flush()
