"""Whether the best lies at the edge of what was searched, so that something better may lie beyond."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gtmsim.design import Factor
from gtmsim.design.factor import parted
from gtmsim.errors import GtmsimError
from gtmsim.program.lower import lower
from gtmsim.scenario import vary
from gtmsim.seek.budget import yearly_cost
from gtmsim.seek.candidates import Pool

_NEAR = 0.01  # of a range of any numbers: nearer to its end is at its end
_STEP = 0.1  # of such a range: how far beyond it is asked whether more would be allowed


@dataclass(frozen=True)
class Edge:
    """A field whose best value is the lowest or highest that was searched, though `beyond` would be valid and within the budget."""

    path: str
    value: str
    end: str  # lowest or highest
    beyond: str


def edges(pool: Pool, row: Sequence[str]) -> tuple[Edge, ...]:
    """Return at which edges of the space a point lies beyond which there would be another that fits."""
    found = []
    for place, factor in enumerate(pool.factors):
        edge = _edge(factor, row[place])
        if edge is not None and _fits(pool, (*row[:place], edge.beyond, *row[place + 1 :])):
            found.append(edge)
    return tuple(found)


def _edge(factor: Factor, value: str) -> Edge | None:
    """Return at which end of a factor a value lies, and what comes next; None for what is no number or lies within."""
    if factor.ranged and not factor.whole:
        numbers = [factor.low, factor.low + _STEP * (factor.high - factor.low), factor.high]
        steps, near = (numbers[1] - numbers[0],) * 2, _NEAR * (factor.high - factor.low)
    else:
        told = [parted(each) for each in factor.levels]
        units = {each[1] for each in told if each is not None}
        if None in told or len(units) > 1 or len(told) < 2:
            return None
        factor = replace(factor, unit=units.pop())
        numbers = sorted(each[0] for each in told if each is not None)
        steps, near = (numbers[1] - numbers[0], numbers[-1] - numbers[-2]), 0.0
    here = parted(value)
    if here is None:
        return None
    if here[0] <= numbers[0] + near:
        return Edge(factor.path, value, "lowest", factor.text(numbers[0] - steps[0]))
    if here[0] >= numbers[-1] - near:
        return Edge(factor.path, value, "highest", factor.text(numbers[-1] + steps[1]))
    return None


def _fits(pool: Pool, row: Sequence[str]) -> bool:
    try:
        program = lower(vary(pool.base, pool.sets_of(row)))
    except GtmsimError:
        return False
    return pool.budget is None or pool.budget.excess(yearly_cost(program)) <= 0.0
