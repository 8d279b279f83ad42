"""Scenarios worth keeping: each asks a question that a scheduler once got wrong, or easily would."""

from pathlib import Path

import pytest
from parity.faults import FAULTS, Fault, sound
from parity.story import assert_same_story, same_bytes

from gtmsim.engines import select
from gtmsim.engines.reference import Reference
from gtmsim.program.lower import lower
from gtmsim.scenario import load

KEPT = sorted((Path(__file__).parent / "kept").glob("*.yaml"))


@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.stem)
def test_both_engines_tell_the_same_story(file: Path) -> None:
    program = lower(load(file))
    for seed in (1, 2):
        assert_same_story(program, seed, 0, sound(), select("core"))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_seen(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    faulty = fault(monkeypatch.setattr)
    assert any(is_seen(faulty, file) for file in KEPT if file.stem != "limits")


def is_seen(faulty: Reference, file: Path) -> bool:
    """Return whether a faulty engine tells another story than the core, or cannot even tell one."""
    program = lower(load(file))
    try:
        told = faulty.trace(program, 1, 0)
    except (AssertionError, LookupError, RuntimeError):
        return True
    return not same_bytes(told, select("core").trace(program, 1, 0))
