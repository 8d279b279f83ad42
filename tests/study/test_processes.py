"""The readable engine holds the interpreter, so it is shared out over processes."""

from pathlib import Path

import numpy as np

from gtmsim.program.lower import lower
from gtmsim.scenario import load
from gtmsim.study.run import run

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_processes_leave_the_same_bytes_as_one() -> None:
    program = lower(load(SCENARIOS / "volume.yaml"))
    alone, together = (
        run(program, seed=7, replications=70, engine="reference", jobs=jobs) for jobs in (1, 2)
    )
    assert len(np.unique(alone.totals, axis=0)) > 1, "replications differ, so an order can show"
    for name in ("totals", "ledger", "weekly", "table"):
        assert np.array_equal(getattr(alone, name), getattr(together, name))


def test_seed_and_replications_are_the_scenarios_unless_said() -> None:
    program = lower(load(SCENARIOS / "volume.yaml", ["run.seed=11", "run.replications=4"]))
    unsaid = run(program, engine="reference", jobs=1)
    said = run(program, seed=11, replications=4, engine="reference", jobs=1)
    assert (unsaid.seed, unsaid.replications) == (11, 4)
    assert np.array_equal(unsaid.totals, said.totals)
