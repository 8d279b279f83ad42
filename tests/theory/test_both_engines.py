"""What the formulas confirm of the core holds of the reference too: on the same files they count the same."""

from pathlib import Path

import pytest
from theory.simulation import HERE, SEED, program

from gtmsim.engines import select

pytestmark = pytest.mark.theory

FILES = sorted(HERE.glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_reference_counts_what_the_core_counts(file: Path) -> None:
    few = ("world.sources.list.first=300",) if "first:" in file.read_text(encoding="utf-8") else ()
    short = program(file, "run.horizon=3 weeks", "run.warm_up=1 week", *few)
    quick, plain = (select(name).run(short, SEED, 0, 1) for name in ("core", "reference"))
    assert quick.totals.tolist() == plain.totals.tolist()
    assert quick.weekly.tolist() == plain.weekly.tolist()
