import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from scenario.example_texts import FULL, SMALL

from gtmsim.scenario import json_schema
from gtmsim.scenario.files import presets
from gtmsim.scenario.reading import read

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def as_json(text: str) -> Any:
    """The text as editors hand it to a validator: keys are text."""
    tree, problems = read(text, "a.yaml")
    assert tree is not None
    assert not problems
    return json.loads(json.dumps(tree.plain()))


def complaints(text: str) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(as_json(text))]


def test_it_is_a_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("text", [SMALL, FULL], ids=["small", "full"])
def test_good_scenarios_please_the_editor(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize("file", presets().values(), ids=str)
def test_shipped_scenarios_please_the_editor(file: Path) -> None:
    assert complaints(file.read_text(encoding="utf-8")) == []


def test_overlays_please_the_editor() -> None:
    assert (
        complaints(
            "extends: [base.yaml, preset:neutral]\nworld: {stages: {close: null, demo: {gap: null}}}\n"
        )
        == []
    )


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("rate: 12 per week", "raet: 12 per week", "$.world.sources.web"),
        ("12 per week", "12 per wek", "$.world.sources.web.rate"),
        ("12 per week", "12", "$.world.sources.web.rate"),
        ("median: 20 min", "meadian: 20 min", "$.world.stages.qualify.session"),
        ("people: 3", "people: -3", "$.organisation.teams.rep.people"),
        ("qualify: 1, close: 2", "qualify: -1", "$.organisation.roles.rep.works.qualify"),
        ("mon-fri", "mon-fir", "$.organisation.calendars.office.week"),
        ("09:00-17:00", "nine to five", "$.organisation.calendars.office.week['mon-fri']"),
        ("gtmsim: 1", "gtmsim: 2", "$.gtmsim"),
    ],
)
def test_mistakes_are_underlined(old: str, new: str, path: str) -> None:
    assert complaints(SMALL.replace(old, new)) == [path]


def test_fields_tell_their_meaning_grade_and_source() -> None:
    resumption = SCHEMA["properties"]["policy"]["properties"]["resumption"]
    assert resumption["grade"] == "D"
    assert resumption["description"] == "set-up cost after an interruption"
    assert resumption["default"] == "0.3 h"
