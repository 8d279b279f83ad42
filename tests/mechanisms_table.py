"""The table of which mechanisms work, generated from the tests' marks and the facts, and shipped with gtmsim.

python tests/mechanisms_table.py --write     write it anew, after a mark has changed
python tests/mechanisms_table.py --check     leave with 1 if it does not say what the marks say
"""

import sys
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from mechanism_marks import REPOSITORY, Covered, Mark, covered, marks_in

from gtmsim.mechanisms import catalogue_ids, table_text
from gtmsim.mechanisms.catalogue import FACTS
from gtmsim.scenario.writing import write_text
from gtmsim.validation.catalogued import facts_in

TABLE = Path("src/gtmsim/mechanisms/table.json")
WRITE = "python tests/mechanisms_table.py --write"


def stale(repository: Path = REPOSITORY) -> str:
    """Return what the table should say and does not, as a diff; nothing if it is as it should be. Faults come first."""
    marks, faults = marks_in(repository)
    if faults:
        return "\n".join(faults)
    file = repository / TABLE
    there = file.read_text(encoding="utf-8") if file.exists() else ""
    wanted = table_text(told(marks, repository))
    diff = unified_diff(there.splitlines(), wanted.splitlines(), "the table", "the marks", "", "", 1, "")
    return "\n".join(diff)


def told(marks: list[Mark], repository: Path) -> Covered:
    """Return what the marks say, and which ids of the catalogue a shipped fact tries."""
    found, known = covered(marks), set(catalogue_ids())
    for name, file in facts_in(repository / "scenarios" / "facts").items():
        if name in known:
            found.setdefault(name, {})[FACTS] = [f"facts/{file}"]
    return found


def main(words: Sequence[str]) -> int:
    """Write or check the table, and return an exit code."""
    if list(words) not in (["--write"], ["--check"]):
        print(__doc__, file=sys.stderr)  # noqa: T201 - a command's talk
        return 2
    marks, faults = marks_in()
    if not faults and words[0] == "--write":
        write_text(REPOSITORY / TABLE, table_text(told(marks, REPOSITORY)))
    wrong = stale()
    if wrong:
        again = "" if faults else f"\nThe table of mechanisms is stale: {WRITE}"
        print(f"{wrong}{again}", file=sys.stderr)  # noqa: T201 - a command's talk
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
