"""Intervals of 95 % cover a truth that is known in closed form in 93 to 97 of a hundred studies."""

from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import pytest

STUDIES = 200  # docs/luck.md tells more of them
coverage = SimpleNamespace(**run_path(str(Path(__file__).parents[2] / "docs" / "coverage.py")))


@pytest.fixture(scope="module")
def studies() -> dict[str, list[object]]:
    """Two hundred studies, each of a hundred replications on shared luck."""
    ran: dict[str, list[object]] = coverage.studies(STUDIES)
    return ran


@pytest.mark.parametrize("what", ["mean", "mean with control variates", "difference"])
@pytest.mark.theory
def test_intervals_cover_the_truth_as_often_as_they_say(studies: dict[str, list[object]], what: str) -> None:
    assert 0.93 <= coverage.covered(studies)[what] <= 0.97
    assert not 0.93 <= coverage.covered(studies, wrong=1.05)[what] <= 0.97
