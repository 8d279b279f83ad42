"""The hand-off: order in the queue, who is kept, what goes cold, what is rejected and comes back."""

from math import exp, log


def screened_out(observed: float, threshold: float) -> bool:
    """Return whether a lead scores too low to be handed over."""
    return observed < threshold


def rejected(observed: float, u: float, reading: float, rejects_below: float) -> bool:
    """Return whether the receiver, who reads the score with noise of their own, turns the lead down."""
    return reading * observed + (1.0 - reading) * u < rejects_below


def gone_cold(u: float, waited: int, exponent: float, scale: float) -> bool:
    """Return whether interest has died while waiting: it lives with probability (1 + d/scale)^-exponent."""
    if exponent <= 0.0 or scale <= 0.0:
        return False
    return not u < exp(-exponent * log(1.0 + waited / scale))


def comes_back(u: float, share: float, attempt: int, attempts: float) -> bool:
    """Return whether a lead that fell out of the hand-off is tried again later."""
    return attempt + 1 < attempts and attempt < 254 and u < share


def kept(u: float, share: float) -> bool:
    """Return whether the next session is kept for the person who had the last one."""
    return u < share


def due_tick(
    since: int, sla: float, newest_first: float, observed: float, score_head_start: float, head_start: float
) -> int:
    """Return when a waiting task counts as due: the earlier, the sooner it is served."""
    due = since * (1.0 - 2.0 * newest_first) + sla - observed * score_head_start - head_start
    if due > 1e15:
        due = 1e15
    if due < -1e15:
        due = -1e15
    if due < 0.0:
        return -int(0.5 - due)
    return int(due + 0.5)


def served_before(
    urgent_a: bool,
    due_a: int,
    since_a: int,
    task_a: int,
    urgent_b: bool,
    due_b: int,
    since_b: int,
    task_b: int,
) -> bool:
    """Return whether task a stands before task b: urgent first, then due earlier, then longer waiting, then lower number."""
    if urgent_a != urgent_b:
        return urgent_a
    if due_a != due_b:
        return due_a < due_b
    if since_a != since_b:
        return since_a < since_b
    return task_a < task_b
