import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario.example_texts import FULL, SMALL

from gtmsim.scenario import loads, render
from gtmsim.scenario.reading import read
from gtmsim.scenario.writing import write_text


def plain(text: str) -> Any:
    tree, problems = read(text, "a.yaml")
    assert not problems
    assert tree is not None
    return tree.plain()


@pytest.mark.parametrize("text", [SMALL, FULL], ids=["small", "full"])
def test_what_is_rendered_reads_back_as_the_same_scenario(text: str) -> None:
    written = render(plain(text), {})
    assert plain(written) == plain(text)
    assert loads(written) == loads(text)


def test_values_carry_their_comments_and_single_values_stand_on_one_line() -> None:
    data = {
        "gtmsim": 1,
        "world": {
            "sources": {"web": {"rate": "12.3 per week", "intent": 0.25, "weekdays": {"sat": 0.6}}},
            "stages": {
                "demo": {
                    "session": {"median": "20 min", "sigma": 1.1},
                    "requests": {"tender": "0.1 per week"},
                }
            },
        },
        "organisation": {"calendars": {"office": {"week": {"mon-fri": ["09:00-12:00"]}, "holidays": []}}},
    }
    comments = {
        "": "What does the log say?\nRead from one year.",
        "world.sources.web.rate": "estimated from 640 leads,\n95 % 11.2 to 13.4",
        "world.sources.web.intent": "default",
        "world.stages.demo": "could not be estimated: too few",
    }
    assert render(data, comments).splitlines() == [
        "# What does the log say?",
        "# Read from one year.",
        "gtmsim: 1",
        "world:",
        "  sources:",
        "    web:",
        "      rate: 12.3 per week  # estimated from 640 leads, 95 % 11.2 to 13.4",
        "      intent: 0.25  # default",
        "      weekdays:",
        "        sat: 0.6",
        "  stages:",
        "    demo:  # could not be estimated: too few",
        "      session: {median: 20 min, sigma: 1.1}",
        "      requests: {tender: 0.1 per week}",
        "organisation:",
        "  calendars:",
        "    office:",
        '      week: {mon-fri: ["09:00-12:00"]}',
        "      holidays: []",
    ]


def test_a_commented_part_gets_its_own_line() -> None:
    data = {"world": {"stages": {"demo": {"session": {"median": "20 min", "sigma": 1.1}}}}}
    lines = render(data, {"world.stages.demo.session.sigma": "default"}).splitlines()
    assert lines[-2:] == ["        median: 20 min", "        sigma: 1.1  # default"]


@pytest.mark.parametrize(
    "text", ["null", "true", "7", "1e-1", "", " a", "a: b", "a #b", "{x}", "- a", "é", "a\nb", '"', "\\"]
)
def test_text_that_would_mean_something_else_is_quoted(text: str) -> None:
    assert plain(render({"run": {"seed": text}}, {})) == {"run": {"seed": text}}


@pytest.mark.parametrize("text", ["12 per week", "20 %/year", "2027-01-04", "won", "120 kEUR/year", "NO"])
def test_text_that_means_itself_is_not(text: str) -> None:
    assert '"' not in render({"a": text}, {})


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
)
KEYS = st.text(min_size=1)
TREES = st.recursive(
    SCALARS,
    lambda below: st.dictionaries(KEYS, below, max_size=4) | st.lists(below, max_size=3),
    max_leaves=20,
)


@given(st.dictionaries(KEYS.filter(lambda key: key != "<<"), TREES, min_size=1, max_size=4), st.text())
def test_any_plain_data_survives_rendering(data: dict[str, Any], comment: str) -> None:
    if "<<" in str(data):
        return
    first = next(iter(data))
    assert plain(render(data, {first: comment})) == data


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), b"x"])
def test_what_a_scenario_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="a scenario"):
        render({"a": value}, {})


def test_a_file_is_replaced_whole_with_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    target = tmp_path / "a.yaml"
    target.write_text("old")
    mask = os.umask(0o027)
    try:
        write_text(target, "new ü\n")
    finally:
        os.umask(mask)
    assert target.read_text(encoding="utf-8") == "new ü\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.yaml"
    target.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_text(target, "\ud800")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
