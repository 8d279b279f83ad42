"""The build turns the layout into C constants of the same values."""

from enum import IntEnum
from pathlib import Path

import layout as build
import pytest

from gtmsim.program import layout


def written(folder: Path, source: str) -> str:
    (folder / "page.py").write_text(source, encoding="utf-8")
    build.main(str(folder), str(folder / "layout.pxi"))
    return (folder / "layout.pxi").read_text(encoding="utf-8")


def test_a_member_carries_the_name_of_its_enum(tmp_path: Path) -> None:
    source = (
        "from enum import IntEnum\nBINS = 104\n"
        "class Op(IntEnum):\n    ENTER = 0\nclass StageCol(IntEnum):\n    SESSIONS = 3\n"
    )
    assert (
        written(tmp_path, source)
        == "cdef enum:\n    BINS = 104\n    OP_ENTER = 0\n    STAGE_COL_SESSIONS = 3\n"
    )


def test_two_constants_of_one_name_are_refused(tmp_path: Path) -> None:
    source = "from enum import IntEnum\nOP_ENTER = 1\nclass Op(IntEnum):\n    ENTER = 0\n"
    with pytest.raises(ValueError, match="two constants are called OP_ENTER"):
        written(tmp_path, source)


def test_a_constant_wider_than_a_c_enum_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="NEVER does not fit"):
        written(tmp_path, "NEVER = 1 << 60\n")


def test_every_member_of_the_layout_is_a_constant() -> None:
    members = [
        member
        for enum in vars(layout).values()
        if isinstance(enum, type) and issubclass(enum, IntEnum) and enum is not IntEnum
        for member in enum.__members__
    ]
    constants = build.constants(Path(layout.__file__).parent)
    assert len(constants) == len(members) + len([name for name in vars(layout) if name.isupper()])
    assert constants["STAGE_COL_WIDTH"] == layout.StageCol.WIDTH
