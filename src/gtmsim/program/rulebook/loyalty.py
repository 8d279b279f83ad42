"""What satisfies customers, what lets their contracts grow, and the customers a run begins with."""

from gtmsim.program.rulebook.numbers import whole_cents


def first_due(u: float, term: int) -> int:
    """Return when a contract that stood before the run comes up for renewal first: anywhere in a term, evenly."""
    if term <= 1:
        return 1
    due = 1 + int(u * term)
    if due > term:
        return term
    return due


def started_cents(worth: float, potential: float) -> int:
    """Return what a contract is worth a year that stood before the run, by the account's own lasting worth."""
    return whole_cents(worth * potential)
