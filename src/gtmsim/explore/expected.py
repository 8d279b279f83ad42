"""How long an exploration would take."""

from collections.abc import Callable, Sequence
from functools import partial

from gtmsim.explore.ground import Ground, Row
from gtmsim.study.expected import Expected, expected_of, product
from gtmsim.study.together import workers_for
from gtmsim.study.values import values


def expected(ground: Ground, rows: Sequence[Row], points: int | None = None) -> Expected:
    """Return what running some points takes. `points`: how many there will be, where `rows` are only some of them."""
    rows = list(dict.fromkeys(rows))
    points = len(rows) if points is None else points
    runs = points * len(ground.scenarios) * ground.replications
    text = product(
        runs, (points, "point"), (len(ground.scenarios), "scenario"), (ground.replications, "replication")
    )
    several = [_run(ground, name, row) for row in rows for name in ground.names]
    return expected_of(
        text, several, ground.replications, workers_for(ground.jobs), among=points * len(ground.scenarios)
    )


def _run(ground: Ground, name: str, row: Row) -> Callable[[int], object]:
    def run(count: int) -> object:
        makes = {"": partial(ground.program, name, row)}
        return values(
            makes, [ground.metrics[0].key], seed=ground.seed, count=count, engine=ground.engine, jobs=1
        )

    return run
