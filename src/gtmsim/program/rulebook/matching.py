"""Who takes what: people who choose, work that is preferred, work that interrupts."""

from gtmsim.program.rulebook.handoff import served_before


def eagerness(idle_ticks: int, worked_ticks: int, idle_weight: float, load_weight: float) -> float:
    """Return how early an idle person chooses: longer idle earlier, more worked later, as the policy weighs them."""
    return idle_weight * idle_ticks - load_weight * worked_ticks


def chooses_before(eagerness_a: float, person_a: int, eagerness_b: float, person_b: int) -> bool:
    """Return whether person a chooses work before person b; equals choose by number."""
    if eagerness_a != eagerness_b:
        return eagerness_a > eagerness_b
    return person_a < person_b


def preferred(
    priority_a: float,
    kept_a: bool,
    urgent_a: bool,
    due_a: int,
    since_a: int,
    task_a: int,
    priority_b: float,
    kept_b: bool,
    urgent_b: bool,
    due_b: int,
    since_b: int,
    task_b: int,
) -> bool:
    """Return whether a person takes task a rather than b: higher priority for them, kept for them, then the queue's order."""
    if priority_a != priority_b:
        return priority_a > priority_b
    if kept_a != kept_b:
        return kept_a
    return served_before(urgent_a, due_a, since_a, task_a, urgent_b, due_b, since_b, task_b)


def may_interrupt(weight: float, urgent: bool) -> bool:
    """Return whether waiting work may interrupt work in hand: always from weight 1, if urgent from one half."""
    if weight >= 1.0:
        return True
    return urgent and weight >= 0.5


def rank_in_hand(standing: bool, priority: float) -> float:
    """Return how much the work in somebody's hand matters to them: standing work ranks below all other."""
    if standing:
        return 0.0
    return priority


def victim_before(
    priority_a: float, taken_a: int, person_a: int, priority_b: float, taken_b: int, person_b: int
) -> bool:
    """Return whether person a is interrupted rather than b: less important work, then latest begun, then lower number."""
    if priority_a != priority_b:
        return priority_a < priority_b
    if taken_a != taken_b:
        return taken_a > taken_b
    return person_a < person_b


def standing_shortfall(share: float, worked: int, worked_in_all: int) -> float:
    """Return by how many ticks a kind of standing work is behind its share of one more tick than was worked in all."""
    return share * (worked_in_all + 1.0) - worked
