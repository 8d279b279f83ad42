import sys

import pytest

from gtmsim.cli.showing import out_style


class Terminal:
    def isatty(self) -> bool:
        return True


def test_colour_and_width_belong_to_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (out_style().width, out_style().colour) == (100, False)
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("COLUMNS", "84")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert (out_style().width, out_style().colour) == (84, True)


def test_who_wants_no_colour_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not out_style().colour
