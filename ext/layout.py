"""Write the layout of program, records and totals as C constants for the core.

`python layout.py FOLDER OUT.pxi` reads the enums on the pages of `gtmsim.program.layout` (which import nothing but
`enum`) and writes one anonymous `cdef enum`: `StageCol.SESSIONS` becomes `STAGE_COL_SESSIONS`, a plain whole
number keeps its name.
"""

import re
import runpy
import sys
from enum import IntEnum
from pathlib import Path

LARGEST_C_INT = 2**31 - 1


def constants(folder: Path) -> dict[str, int]:
    """Return every constant of the layout's pages by its name in C, in the order of declaration.

    Raises ValueError when two share a name or when one does not fit a C enum.
    """
    named: dict[str, int] = {}
    for page in sorted(path for path in folder.glob("*.py") if path.stem != "__init__"):
        for name, value in runpy.run_path(str(page)).items():
            for constant, number in _members(name, value).items():
                if constant in named:
                    raise ValueError(f"{page.name}: two constants are called {constant}")
                if abs(number) > LARGEST_C_INT:
                    raise ValueError(f"{page.name}: {constant} does not fit a C enum: {number}")
                named[constant] = number
    return named


def _members(name: str, value: object) -> dict[str, int]:
    if isinstance(value, type) and issubclass(value, IntEnum) and value is not IntEnum:
        prefix = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()
        return {f"{prefix}_{member}": int(number) for member, number in value.__members__.items()}
    if name.isupper() and isinstance(value, int):
        return {name: value}
    return {}


def main(folder: str, out: str) -> None:
    """Write the constants of the layout's pages to one include file."""
    lines = [f"    {name} = {number}" for name, number in constants(Path(folder)).items()]
    Path(out).write_text("\n".join(["cdef enum:", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
