"""What a replication of the core remembers stands where a branch finds it; a field that stands elsewhere would not be copied."""

import re
from pathlib import Path

CORE = Path(__file__).parents[2] / "ext"
PARTS = {part.name: part.read_text(encoding="utf-8") for part in sorted(CORE.glob("core_*.pxi"))}
FIELDS = PARTS["core_state.pxi"].split("cdef class Run:", 1)[1].split("def __cinit__", 1)[0]

# Not remembered, or carried with a table that grows.
NOT_STATE = {
    "seed", "tracing", "until_signals", "stretches", "stretches_room", "built_places", "built_count", "by_value_room",
    "recorded", "record_capacity", "horizon", "reorganises",
}  # fmt: skip


def fields(text: str) -> dict[str, str]:
    """Return the type of every field that some lines declare."""
    found = {}
    for kind, names in re.findall(r"^    cdef ((?:const )?\w+(?:\[[^\]]*\])?) ([^#\n]+)", text, re.MULTILINE):
        for name in names.split(","):
            found[re.sub(r"\[.*", "", name).strip().lstrip("*")] = kind + "*" * name.count("*")
    return found


def between_the_marks() -> dict[str, str]:
    return fields(FIELDS.split("state_begins\n", 1)[1].split("    cdef int64_t state_ends", 1)[0])


def test_there_are_no_addresses_between_the_marks() -> None:
    assert set(between_the_marks().values()) <= {"int32_t", "int64_t", "double", "bint", "uint64_t"}
    assert len(between_the_marks()) > 50


def test_every_number_that_changes_while_a_replication_runs_stands_between_the_marks() -> None:
    numbers = {
        name
        for name, kind in fields(FIELDS).items()
        if kind in ("int32_t", "int64_t", "double", "bint", "uint64_t")
    }
    changed = set()
    for name, text in PARTS.items():
        body = text.split("def __cinit__", 1)[-1] if name == "core_state.pxi" else text
        for line in re.findall(r"^ +(run\.[^#\n=]*?) *[-+*/|&]?=[^=]", body, re.MULTILINE):
            changed |= set(re.findall(r"\brun\.(\w+)(?=$|,| *$)", line))
    assert "now" in changed
    assert (changed & numbers) - set(between_the_marks()) - NOT_STATE == set()


def test_every_block_is_written_down() -> None:
    made = PARTS["core_state.pxi"].split("cdef int make_room", 1)[1].split("def __dealloc__", 1)[0]
    assert "np.zeros" not in made
    assert "calloc" not in made
    # What is only cleared is a table that grows, what all replications add to, or of one moment only.
    assert re.findall(r"self\.(\w+) = <\w+ \*>cleared", made) == [
        "queue",
        "ledger_sum",
        "weekly_sum",
        "promising",
    ]
