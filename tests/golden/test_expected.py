"""Each shipped scenario opens with its question and has its expected summary beside it: the example is the test.

After a change that is meant to move results, `GTMSIM_UPDATE=1 pytest tests/golden` writes the summaries anew; say in the changelog
that numbers changed.
"""

import json
import os
from pathlib import Path

import pytest

from gtmsim.program.lower import lower
from gtmsim.scenario import load
from gtmsim.scenario.files import presets
from gtmsim.scenario.writing import write_text
from gtmsim.study.run import run

FOLDER = Path(__file__).parents[2] / "scenarios"
# Questions stand in the folder of the world they are laid over.
SCENARIOS = [*sorted(presets().values()), *sorted(FOLDER.glob("questions/*/*.yaml"))]
TOLD = ("leads", "opportunities", "wins", "bookings", "cost", "first_touch_hours", "win_rate", "drain_share")
NAMES = [path.relative_to(FOLDER).with_suffix("").as_posix() for path in SCENARIOS]
SEED, REPLICATIONS = 7, 12
# Another machine's exp may differ in the last bit, and with it, once in a long while, a tick.
TOLERANCE = 0.02  # of the half-width


def named(path: Path) -> str | Path:
    """Return what a scenario is loaded by: a file, or a question over its world."""
    return path if path.parent == FOLDER else f"preset:{path.parent.name}+{path.stem}"


def summary(path: Path) -> dict[str, object]:
    program = lower(load(named(path)))
    tally = run(program, seed=SEED, replications=REPLICATIONS, jobs=1, keep=()).tally
    told = {series.key: estimate for series, estimate in tally.estimates() if series.key in TOLD}
    return {
        "question": path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# "),
        "seed": SEED,
        "replications": REPLICATIONS,
        "metrics": {
            name: {"mean": float(f"{each.mean:.10g}"), "half_width": float(f"{each.half_width:.4g}")}
            for name, each in sorted(told.items(), key=lambda each: TOLD.index(each[0]))
            if each.count
        },
    }


def beside(path: Path) -> Path:
    return path.with_suffix(".expected.json")


@pytest.mark.parametrize("path", SCENARIOS, ids=NAMES)
def test_a_shipped_scenario_gives_what_stands_beside_it(path: Path) -> None:
    found = summary(path)
    if os.environ.get("GTMSIM_UPDATE"):
        write_text(beside(path), json.dumps(found, indent=1) + "\n")
    expected = json.loads(beside(path).read_text(encoding="utf-8"))
    metrics, wanted = found.pop("metrics"), expected.pop("metrics")
    assert found == expected
    assert isinstance(metrics, dict)
    assert metrics.keys() == wanted.keys()
    for name, each in wanted.items():
        assert metrics[name]["mean"] == pytest.approx(
            each["mean"], abs=TOLERANCE * each["half_width"], rel=1e-9
        ), name


@pytest.mark.parametrize("path", SCENARIOS, ids=NAMES)
def test_a_shipped_scenario_opens_with_its_question(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert "?" in first


def test_no_summary_outlives_its_scenario() -> None:
    kept = {*FOLDER.glob("*.expected.json"), *FOLDER.glob("questions/*/*.expected.json")}
    assert kept == {beside(path) for path in SCENARIOS}
