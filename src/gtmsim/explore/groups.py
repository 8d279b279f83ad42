"""Points that tell something together only: a way of a screening, a base point of a Sobol design."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gtmsim.amounts import counted
from gtmsim.errors import ScenarioError, UsageError
from gtmsim.explore.expected import expected
from gtmsim.explore.ground import Ground, Row
from gtmsim.program.tables import Floats
from gtmsim.study.expected import Announce
from gtmsim.study.steps import Progress


@dataclass(frozen=True, eq=False)
class Groups:
    """What came of groups of points: group x point x replication, where `shares` (group x point x field) say they lie.

    Left out are groups with a point whose values do not go together (`refused`) or that has nothing to measure (`silent`), and
    replications that could not be measured at every point (`unpaired`).
    """

    shares: Floats
    outcomes: Floats
    refused: int
    silent: int
    unpaired: int
    interrupted: bool

    @property
    def count(self) -> int:
        """How many groups are whole."""
        return len(self.outcomes)


def run_groups(
    there: Ground, places: Sequence[int], shares: Floats, progress: Progress | None, announce: Announce | None
) -> Groups:
    """Run points at shares of the way of some fields, the others as they are.

    Raises UsageError if fewer than two groups are whole, KeyboardInterrupt if that is because of an interrupt.
    """
    groups = [[_row(there, places, point) for point in group] for group in shares]
    wrong = there.refused(row for group in groups for row in group)
    able = [place for place, group in enumerate(groups) if not wrong.keys() & set(group)]
    rows = [row for place in able for row in groups[place]]
    if announce is not None and rows:
        announce(expected(there, rows))
    interrupted = False
    try:
        there.run(rows, progress)
    except KeyboardInterrupt:
        interrupted = True
    done = [place for place in able if all(row in there.known for row in groups[place])]
    told = [(place, there.outcomes(groups[place])) for place in done]
    heard = [(place, each) for place, each in told if not np.isnan(each).all(axis=1).any()]
    outcomes = np.stack([each for _, each in heard]) if heard else np.empty((0, 1, 1))
    paired = ~np.isnan(outcomes).any(axis=(0, 1))
    if len(heard) < 2 or not paired.any():
        if interrupted:
            points = counted(sum(row in there.known for row in set(rows)), "point")
            raise KeyboardInterrupt(
                f"fewer than two of the {len(groups)} groups of points are whole, which tells nothing yet (finished: {points})"
            )
        why = f"; the first that does not: {_why(wrong)}" if wrong else ""
        raise UsageError(
            f"{len(heard)} of {len(groups)} groups of points could be run, too few: in {len(groups) - len(able)} the "
            f"values do not go together, in {len(done) - len(heard)} there was nothing to measure{why}"
        )
    return Groups(
        shares[[place for place, _ in heard]], outcomes[:, :, paired], len(groups) - len(able), len(done) - len(heard),
        int((~paired).sum()), interrupted,
    )  # fmt: skip


def _row(there: Ground, places: Sequence[int], point: Floats) -> Row:
    at = dict(zip(places, point, strict=True))
    return tuple(
        each.at(float(at[place])) if place in at else None for place, each in enumerate(there.unknowns)
    )


def _why(wrong: Mapping[Row, ScenarioError]) -> str:
    problem = next(iter(wrong.values())).problems[0]
    return f"{problem.path} {problem.found}, not {problem.advice}"
