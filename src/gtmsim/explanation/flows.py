"""What moves the contracts of an account, each move weighed with the time it has left to earn."""

from enum import IntEnum


class Flow(IntEnum):
    """Why a contract is worth more or less than before."""

    START = 0  # it stood when the measured window began
    SOLD = 1
    GROWN = 2  # at a renewal: by growth, its own luck and the uplift
    CHURNED = 3  # not renewed, or lost at once
    ACQUIRED = 4  # came with a firm that was bought


class Contract:
    """One account's contract in cents a year, and what each flow has added to revenue, in cents x ticks a year.

    A change by x cents at tick t earns x for as long as is left to the horizon, whatever follows: what follows is a flow of its
    own. So the flows add up to the integral of the contract over the window, to the last tick.
    """

    __slots__ = ("arr", "flows")

    def __init__(self) -> None:
        self.arr = 0
        self.flows = [0] * len(Flow)

    def moves(self, flow: Flow, by: int, ticks_left: int) -> None:
        """Change the contract; it has so many ticks of the window before it."""
        self.arr += by
        self.flows[flow] += by * ticks_left
