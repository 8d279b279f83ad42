"""Commands run as a person would type them, inside this process."""

from pathlib import Path

from gtmsim.cli.app import run_command

DESK = """\
# Is one person enough at the desk?
gtmsim: 1
world:
  segments: {smb: {deal_value: {fixed: 10 kEUR}}}
  sources: {web: {rate: 20 per week, intent: 1}}
  stages:
    call: {session: 30 min}
    close: {session: 1 h, outcomes: {advance: 0.5, lost: 0.5}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {desk: {works: {call: 1, close: 1}}}
  teams: {desk: {people: 1, cost: 50 kEUR/year}}
run: {horizon: 4 weeks, replications: 6, seed: 7}
"""
TWO = "extends: desk.yaml\norganisation: {teams: {desk: {people: 2}}}\n"
BROKEN = (
    DESK.replace("per week", "per weak")
    .replace("people: 1", "people: -1")
    .replace("advance: 0.5", "advance: 0.6")
    .replace("close: 1}", "clsoe: 1}")
    .replace("horizon:", "horizn:")
)


def gtmsim(*words: str) -> int:
    """Run a command and return its exit code."""
    return run_command(words)


def written(folder: Path, **texts: str) -> Path:
    """Write scenario files by stem and return their folder."""
    for stem, text in texts.items():
        (folder / f"{stem}.yaml").write_text(text)
    return folder
