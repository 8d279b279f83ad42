"""What every test may ask for, and how hypothesis behaves."""

import os
from pathlib import Path

import pytest
from hypothesis import settings
from mechanism_marks import marks_in

REPOSITORY = Path(__file__).parents[1]

# Deadlines measure the machine, not the code. In CI a red run must be red again for whoever repeats it.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_sessionstart() -> None:
    """Refuse to run anything while a mark names a mechanism, a switch or a scenario that nobody knows."""
    faults = marks_in()[1]
    if faults:
        raise pytest.UsageError("\n".join(faults))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of public data sets: `data/` in GTMSIM_SHARED, or in `../shared`."""
    shared = Path(os.environ.get("GTMSIM_SHARED") or REPOSITORY.parent / "shared")
    if not (shared / "data").is_dir():
        pytest.skip("no shared data: set GTMSIM_SHARED to the folder that has data/")
    return shared / "data"
