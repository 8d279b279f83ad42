"""Numbers that a scenario itself says are uncertain, as factors: what one draw a replication hides, a draw a world shows."""

from collections.abc import Iterator

import numpy as np

from gtmsim.design.factor import Factor, parted
from gtmsim.design.priors import in_unit
from gtmsim.errors import ScenarioError
from gtmsim.scenario import Scenario, Uncertain, vary
from gtmsim.scenario.fields import Quantity
from gtmsim.scenario.nodes import Node, Path, dotted, walk
from gtmsim.scenario.quantities import NUMBER, Kind
from gtmsim.scenario.shape import at, root
from gtmsim.scenario.values import Form

UNCERTAIN = "uncertain"
_WIDTHS = ("sigma", "shape")  # plain numbers within a distribution of something else
_LATER = ("treatment", "events")  # what holds from a date on may be uncertain in its own way
_ENDS = (0.001, 0.999)  # of what may lie ever farther out


def uncertain_factors(scenario: Scenario) -> tuple[Factor, ...]:
    """Return the uncertain numbers of a scenario that can be set to any value of their range alone.

    The others stay drawn by replication: a share that must add up to 1 with others, and what later dates say.
    """
    tree = scenario.written
    found = [] if tree is None else [_factor(path, node, scenario) for path, node in _uncertain(tree)]
    return tuple(each for each in found if each is not None and _alone(each, scenario))


def _uncertain(tree: Node) -> Iterator[tuple[Path, Node]]:
    for path, node in walk(tree):
        if node.entries is not None and set(node.entries) == {UNCERTAIN} and path[0] not in _LATER:
            yield path, node.entries[UNCERTAIN]


def _factor(path: Path, told: Node, scenario: Scenario) -> Factor | None:
    kind, domain = _kind(path)
    if kind is None or told.entries is None:
        return None
    texts = {str(key): node.text() for key, node in told.entries.items()}
    last = parted(texts[list(texts)[-1]])
    if last is None:
        return None
    unit, currency = last[1], scenario.world.currency
    numbers = [in_unit(text, unit, kind, currency) for text in texts.values()]
    one = kind.parse(f"1 {unit}".strip(), currency)
    if any(each is None for each in numbers):
        return None
    a, b, *c = (each for each in numbers if each is not None)
    if list(texts) == ["low", "high"]:
        return Factor(dotted(path), low=a, high=b, unit=unit) if a < b else None
    form: Form = "normal" if set(texts) == {"mean", "sd"} else "percentiles"
    spread = Uncertain(form, a, b, sum(c), domain[0] / one, domain[1] / one)
    low, high = (float(each) for each in spread.quantile(np.array(_ENDS)))
    return Factor(dotted(path), low=low, high=high, unit=unit, spread=spread)


def _kind(path: Path) -> tuple[Kind | None, tuple[float, float]]:
    """Return the kind of the number at a path, and how far it may go in its base unit."""
    for here, kind in ((path, None), (path[:-1], NUMBER if path[-1] in _WIDTHS else None)):
        shape = at(root(Scenario), here)
        if shape is not None and isinstance(quantity := shape.quantity, Quantity):
            # The middle of a distribution is above 0: a second or a cent.
            within = (
                max(quantity.domain.lo, 1.0) if quantity.distribution else quantity.domain.lo,
                quantity.domain.hi,
            )
            return (kind, (0.0, 10.0)) if kind else (quantity.kind, within)
    return None, (0.0, 0.0)


def _alone(each: Factor, scenario: Scenario) -> bool:
    try:
        for end in _ENDS:
            vary(scenario, each.sets(each.at(end)))
    except ScenarioError:
        return False
    return True
