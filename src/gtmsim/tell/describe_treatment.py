"""What a treatment changes: each number of the second policy that differs from the first, before and after."""

from dataclasses import asdict

from gtmsim.amounts import counted, duration
from gtmsim.program.tables import Program
from gtmsim.scenario import Scenario
from gtmsim.scenario.differing import Change, changes_between
from gtmsim.tell.style import PLAIN, Style
from gtmsim.tell.table import folded, table
from gtmsim.units import TICKS_PER_WEEK

_MOST_ROWS = 20


def changes(scenario: Scenario) -> list[Change]:
    """Return everything the treatment changes against the first policy, in the order of the policy; nothing without one."""
    treated = scenario.treated
    if treated is None:
        return []
    return changes_between(scenario, treated, "policy")


def treatment_words(program: Program, style: Style = PLAIN) -> str:
    """Return what the treatment changes as a table, cut when it is long; nothing where there is no treatment."""
    found = changes(program.scenario) if program.scenario is not None else []
    if not found:
        return ""
    rows = [(each.path, each.before, each.after) for each in found[:_MOST_ROWS]]
    more = len(found) - len(rows)
    told = table(("path", "before", "after"), rows, "lll", style)
    return f"{told}\n  and {counted(more, 'other change')}" if more else told


def treatment_data(program: Program) -> dict[str, object] | None:
    """Return when the treatment comes and what it changes as plain data; None without one."""
    if program.treated_at < 0 or program.scenario is None:
        return None
    told = [asdict(each) for each in changes(program.scenario)]
    return {"at_weeks": program.treated_at / TICKS_PER_WEEK, "changes": told}


def treated_head(program: Program, style: Style = PLAIN) -> str:
    """Return that another policy holds first, and which of the two is told."""
    first = f"another policy holds for the first {duration(program.treated_at)}"
    return folded(f"{first}; told below is the policy after that", style)
