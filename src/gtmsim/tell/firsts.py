"""A first scenario in words: who was found on the list, what had to be assumed, what is worth knowing."""

from gtmsim.headcount import First
from gtmsim.scenario.nodes import split
from gtmsim.scenario.unsaid import alive
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Row, folded, table


def first_words(first: First, style: Style = PLAIN) -> str:
    """Return the teams of a first scenario, every assumption with its grade, and notes."""
    parts = [_teams(first, style), _assumptions(first, style)]
    if first.notes:
        told = [folded(f"- {note}", style, "  ", "  ") for note in first.notes]
        parts.append("\n".join([style.tinted("Mind that", Tone.ODD), *told]))
    return "\n\n".join(part for part in parts if part) or f"{first.people} people, as in the preset"


def first_data(first: First) -> dict[str, object]:
    """Return the same as plain data."""
    copied: dict[str, object] = {
        name: {"people": team.people} for name, team in alive(first.scenario.organisation.teams).items()
    }
    return {
        "teams": {
            name: {
                "job": team.job,
                "people": team.people,
                "cost_a_year": team.cost_a_year,
                "titles": team.titles,
            }
            for name, team in first.teams.items()
        }
        or copied,
        "people": first.people,
        "assumptions": [
            {"path": each.path, "value": each.value, "why": each.why, "grade": each.grade}
            for each in first.assumptions
        ],
        "notes": list(first.notes),
        "digest": first.scenario.digest,
    }


def _teams(first: First, style: Style) -> str:
    rows: list[Row] = [
        (name, str(team.people), team.job, ", ".join(team.titles)) for name, team in first.teams.items()
    ]
    title = style.title(f"{first.people} people")
    return f"{title}\n{table(('team', 'people', 'works as', 'titles'), rows, 'lrll', style)}" if rows else ""


def _assumptions(first: First, style: Style) -> str:
    """Return the assumptions, what several stages have in common once with the stages; the file tells where each stands."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for each in first.assumptions:
        alike.setdefault((each.grade, each.why, each.value), []).extend(_stage(each.path))
    title = style.title("Not in your list, assumed")
    rows: list[Row] = [
        (grade, f"{why} ({', '.join(stages)})" if stages else why, value)
        for (grade, why, value), stages in alike.items()
    ]
    return f"{title}\n{table(('grade', '', 'value'), rows, 'lll', style)}" if rows else ""


def _stage(path: str) -> list[str]:
    """Return the stage a path leads into, if it leads into one."""
    keys = split(path)
    return [str(keys[2])] if keys[:2] == ("world", "stages") else []
