"""Write docs/validation.md and docs/validation.csv: every fact that is shipped, tried, with its verdict; what fails first.

`python docs/validation.py DIR [quick|full]` goes on from the runs that are kept in DIR, and keeps there what it runs, as
`gtmsim validate --full --out DIR` does (quick: `--explain`): stop it anywhere, and begin again.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from gtmsim.cli.progress import progress_of
from gtmsim.scenario.writing import write_text
from gtmsim.tell.validation_page import validation_page
from gtmsim.validation.validate import validate

HERE = Path(__file__).parent


def main(words: Sequence[str]) -> int:
    """Write both files, and return an exit code."""
    if not 1 <= len(words) <= 2 or words[1:] not in ([], ["quick"], ["full"]):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    with progress_of("facts", quiet=False, what="runs") as progress:
        found = validate(full=words[1:] != ["quick"], explain=True, out=words[0], progress=progress)
    if found.interrupted:
        sys.stderr.write("interrupted: nothing is written; the same command goes on\n")
        return 130
    budget = "" if words[1:] != ["quick"] else " quick"
    write_text(HERE / "validation.md", validation_page(found, f"python docs/validation.py DIR{budget}"))
    write_text(HERE / "validation.csv", found.table().write_csv())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
