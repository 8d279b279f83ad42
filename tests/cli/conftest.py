from pathlib import Path

import pytest
from cli.commands import BROKEN, DESK, TWO, written


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a scenario, another that extends it, and a broken one."""
    monkeypatch.chdir(written(tmp_path, desk=DESK, two=TWO, broken=BROKEN))
    return tmp_path
