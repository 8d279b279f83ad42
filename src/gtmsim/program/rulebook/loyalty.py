"""What satisfies customers, what lets their contracts grow, and the customers a run begins with."""

from gtmsim.program.rulebook.numbers import whole_cents, whole_ticks


def first_due(u: float, term: int) -> int:
    """Return when a contract that stood before the run comes up for renewal first: anywhere in a term, evenly."""
    return whole_ticks(u * term)


def started_cents(worth: float, potential: float) -> int:
    """Return what a contract is worth a year that stood before the run, by the account's own lasting worth."""
    return whole_cents(worth * potential)
