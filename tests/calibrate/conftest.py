"""One made-up export, calibrated once."""

from pathlib import Path

import polars as pl
import pytest
from calibrate.made_log import made, written

from gtmsim.calibration import Calibration, calibrate


@pytest.fixture(scope="session")
def tables() -> dict[str, pl.DataFrame]:
    return made(seed=2)


@pytest.fixture(scope="session")
def export(tables: dict[str, pl.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tables, tmp_path_factory.mktemp("export") / "made")


@pytest.fixture(scope="session")
def found(export: Path) -> Calibration:
    return calibrate(export)


@pytest.fixture(scope="session")
def loans(shared_data: Path) -> Calibration:
    return calibrate(shared_data / "bpic12")
