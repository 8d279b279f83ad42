"""Stages and requests as steps: what a stage does not use is not emitted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gtmsim.program.layout import Close, Op
from gtmsim.scenario import Uncertain
from gtmsim.scenario.policy import Handoff
from gtmsim.scenario.stages import Request, Stage

UNKNOWN = -9


@dataclass
class Steps:
    """The program's steps as they are written; the first ones close a lead, one for each way to end."""

    rows: list[list[int]] = field(
        default_factory=lambda: [[int(Op.CLOSE), int(close), 0, 0, 0, 0] for close in Close]
    )
    branches: list[int] = field(default_factory=list)
    shares: list["float | Uncertain"] = field(default_factory=list)  # of the rows of `branches`

    def add(self, op: Op, a: int = 0, b: int = 0, c: int = 0, d: int = 0, e: int = 0) -> int:
        """Write a step and return its number."""
        self.rows.append([int(op), a, b, c, d, e])
        return len(self.rows) - 1

    def set(self, step: int, column: int, target: int) -> None:
        """Fill in a target that was not known when the step was written."""
        self.rows[step][column] = target


def literally(number: "float | Uncertain", value: float) -> bool:
    """Return whether a number is certainly this value."""
    return not isinstance(number, Uncertain) and number == value


def always(numbers: "Iterable[float | Uncertain]", value: float) -> bool:
    """Return whether all numbers are certainly this value."""
    return all(literally(number, value) for number in numbers)


def stage_steps(
    steps: Steps, stage: int, ever: Sequence[Stage], handoffs: Sequence[Handoff]
) -> tuple[int, int]:
    """Write a stage's steps; return its ENTER step and its LEAVE step, whose way forward is still open.

    There is a stage and a hand-off for each date from which other numbers hold: a step that any of them needs is written.
    """
    said = ever[0]
    entry = steps.add(Op.ENTER, stage)
    screen = -1
    thresholds = [number for each in handoffs for number in (each.threshold, each.volume_target)]
    if not always(thresholds, 0.0):
        screen = steps.add(Op.SCREEN, stage, int(ending(said, Close.SCREENED)))
    waiting: list[tuple[int, int, Close]] = []  # step, column, how it ends unless it comes back
    if not always((each.sessions for each in ever), 0.0):
        work = steps.add(Op.WORK, stage, stage, -1)
        if said.patience is not None:
            waiting.append((work, 3, Close.ABANDONED))
        never_rejects = always((each.rejects_below for each in handoffs), 0.0)
        never_fades = always((each.decay.exponent for each in ever), 0.0)
        if not (never_fades and never_rejects):
            triage = steps.add(Op.TRIAGE, stage)
            waiting += [(triage, 2, Close.COLD), (triage, 3, Close.REJECTED)]
        if not always((each.sessions for each in ever), 1.0):
            steps.add(Op.AGAIN, stage, work)
    if any(each.clock is not None or each.loss_clock is not None for each in ever):
        steps.add(Op.AWAIT, stage)
    lost, undecided = ending(said, Close.LOST), ending(said, Close.NO_DECISION)
    leave = steps.add(Op.LEAVE, stage, UNKNOWN, int(lost), int(undecided))
    for step, column, close in waiting:
        target = int(ending(said, close))
        if not always((each.recycles for each in handoffs), 0.0):
            target = steps.add(Op.RECYCLE, stage, entry, target)
        steps.set(step, column, target)
    if screen >= 0 and not always((each.nurtures for each in handoffs), 0.0):
        steps.set(screen, 2, steps.add(Op.RECYCLE, stage, entry, int(Close.SCREENED), 1))
    return entry, leave


def ending(said: Stage, close: Close) -> Close:
    """Return how a lead ends that falls out of a stage: what is won stays won, so after the win its service is over."""
    return Close.SERVED if said.after_win else close


def won(steps: Steps, after: list[int]) -> int:
    """Return the step that is the win: the end, or where work follows it, the step before the first of that."""
    return steps.add(Op.WIN, after[0]) if after else int(Close.WON)


def request_steps(steps: Steps, request: int, kind: int, referred: int, ever: Sequence[Request]) -> int:
    """Write a request's steps: answered, then worked here or by the support organisation, then of help; return the first.

    `ever` is what it is like from each date on.
    """
    answer = steps.add(Op.ANSWER, request)
    for column, queue in ((2, kind), (3, referred)):
        work = steps.add(Op.WORK, queue, request, -1)
        steps.set(answer, column, work)
        if not always((each.sessions for each in ever), 1.0):
            steps.add(Op.AGAIN, request, work)
        give = steps.add(Op.HELP, request)
        end = steps.add(Op.END)
        steps.set(answer, 4, give)
        steps.set(answer, 5, end)
    return answer


def forward(
    steps: Steps, leave: int, stage: int, targets: list[int], shares: list["float | Uncertain"]
) -> None:
    """Fill in where a stage leads: straight on, or by shares."""
    if len(targets) == 1:
        steps.set(leave, 2, targets[0])
        return
    first = len(steps.branches)
    steps.branches += targets
    steps.shares += shares
    steps.set(leave, 2, steps.add(Op.BRANCH, stage, first, len(targets)))
