"""Scenarios worth keeping: each asks a question that a scheduler once got wrong, or easily would."""

from pathlib import Path

import pytest
from parity.faults import FAULTS, Fault, sound
from parity.story import assert_same_story

from gtmsim.engines import select
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


def is_seen(faulty: object, file: Path) -> bool:
    """Return whether the comparison with the core fails, or the faulty engine itself."""
    program = lower(load(file))
    try:
        assert_same_story(program, 1, 0, faulty, select("core"))  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001  # an engine that breaks is seen as well
        return True
    except AssertionError:
        return True
    return False
