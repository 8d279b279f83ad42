"""The name a typo probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, or None when nothing is near."""
    by_lower = {each.lower(): each for each in known}
    matches = get_close_matches(name.lower(), list(by_lower), n=1, cutoff=0.6)
    return by_lower[matches[0]] if matches else None


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return `did you mean X?`, or nothing when no known name is near."""
    match = nearest(name, known)
    return f"did you mean {match}?" if match else ""


def listing(known: Iterable[str], most: int = 12) -> str:
    """Return the known names for a sentence: `a, b or c`, cut when there are many."""
    names = list(known)
    if len(names) > most:
        return ", ".join(names[:most]) + f" or {len(names) - most} more"
    if len(names) < 2:
        return names[0] if names else "none is declared"
    return ", ".join(names[:-1]) + f" or {names[-1]}"
