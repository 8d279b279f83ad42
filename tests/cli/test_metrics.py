import json

import pytest
from cli.commands import gtmsim

Out = pytest.CaptureFixture[str]


def test_every_metric_is_listed_with_its_meaning(capsys: Out) -> None:
    assert gtmsim("metrics") == 0
    told = capsys.readouterr().out
    assert "drain_share" in told
    assert "needs requests" in told


def test_a_scenario_lists_what_it_can_tell_by_the_names_it_has_there(capsys: Out) -> None:
    assert gtmsim("metrics", "preset:market", "--json") == 0
    known = {each["metric"]: each for each in json.loads(capsys.readouterr().out)["metrics"]}
    assert known["bookings"]["unit"] == "EUR"
    assert any(name.startswith("conversion_") and "<" not in name for name in known)
    assert "nrr" not in known
