"""Which engine runs is said by name, and never guessed."""

import sys

import pytest

from gtmsim.engines import select
from gtmsim.errors import GtmsimError, UsageError


@pytest.mark.parametrize("name", ["core", "reference"])
def test_an_engine_is_selected_by_its_name(name: str) -> None:
    assert select(name).name == name


def test_a_typo_suggests_the_nearest_engine() -> None:
    with pytest.raises(UsageError, match="did you mean core"):
        select("cor")


def test_an_unknown_name_lists_the_engines() -> None:
    with pytest.raises(UsageError, match="there is core or reference"):
        select("simula")


def test_no_slower_engine_takes_the_place_of_a_missing_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "gtmsim.engines.core", raising=False)
    monkeypatch.setitem(sys.modules, "gtmsim._core", None)
    monkeypatch.delattr("gtmsim._core", raising=False)
    with pytest.raises(GtmsimError, match="the compiled core cannot be loaded"):
        select("core")
