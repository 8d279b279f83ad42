"""Questions to a program whose answer is worked out once: a program is frozen, so the answer holds as long as it lives."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def remembered(ask: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    """Return a question that remembers its answer for each one asked, and forgets it with them. Nobody may change an answer."""
    known: WeakKeyDictionary[Asked, Answer] = WeakKeyDictionary()

    @wraps(ask)
    def answered(asked: Asked) -> Answer:
        if asked not in known:
            known[asked] = ask(asked)
        return known[asked]

    return answered
