"""Where the hours went, of one scenario or of several side by side."""

from collections.abc import Sequence

from gtmsim.amounts import number
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.summary import Summary
from gtmsim.tell.table import Cell, Row, headed, table


def hours_words(summaries: Sequence[Summary], style: Style = PLAIN) -> str:
    """Return hours by role and kind of work, the mean of a run, a column for each scenario; nothing if nobody works."""
    ledgers = [role_hours(each) for each in summaries]
    rows: list[Row] = []
    for role in dict.fromkeys(role for ledger in ledgers for role in ledger):
        opened = [sum(ledger.get(role, {}).values()) for ledger in ledgers]
        kinds = dict.fromkeys(
            kind for ledger in ledgers for kind, hours in ledger.get(role, {}).items() if hours > 0.0
        )
        if not kinds:
            continue
        rows.append((Cell(role, Tone.STRONG), "open", *(_told(each, each) for each in opened)))
        for kind in kinds:
            worked = [ledger.get(role, {}).get(kind, 0.0) for ledger in ledgers]
            rows.append(("", kind, *(_told(each, whole) for each, whole in zip(worked, opened, strict=True))))
    if not rows:
        return ""
    head = ("role", "kind", *(each.name for each in summaries))
    title = headed(
        "Hours by role and kind of work", "(mean of a run; shares of the role's open hours)", style
    )
    return f"{title}\n{table(head, rows, 'll' + 'r' * len(summaries), style)}"


def role_hours(summary: Summary) -> dict[str, dict[str, float]]:
    """Return role -> kind of work -> hours, idle time included: a role's hours add up to its open hours."""
    ledger: dict[str, dict[str, float]] = {}
    for line in summary.lines:
        if line.metric == "hours" and line.dimension == "role/kind":
            role, _, kind = line.level.partition("/")
            ledger.setdefault(role, {})[kind] = line.estimate.mean
    return ledger


def _told(hours: float, whole: float) -> str:
    return "" if whole == 0.0 else f"{number(hours)} h {100.0 * hours / whole:5.1f} %"
