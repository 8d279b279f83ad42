import re

from gtmsim.tell.style import Style, Tone
from gtmsim.tell.table import Cell, Row, folded, footed, headed, table

ROWS: list[Row] = [("wins", "7"), ("bookings", Cell("1,200", Tone.GOOD))]


def test_numbers_stand_to_the_right_under_their_head() -> None:
    assert table(("metric", "mean"), ROWS, "lr").splitlines() == [
        "  metric     mean",
        "  wins          7",
        "  bookings  1,200",
    ]


def test_colour_changes_no_word_and_no_column() -> None:
    plain, colourful = (table(("metric", "mean"), ROWS, "lr", Style(80, colour)) for colour in (False, True))
    assert "\x1b[32m1,200\x1b[0m" in colourful
    assert re.sub(r"\x1b\[\d+m", "", colourful) == plain


def test_a_last_column_that_is_too_wide_goes_on_below_itself() -> None:
    told = table(("", ""), [("a", "one two three four five six seven eight")], "ll", Style(30))
    assert told.splitlines() == ["  a  one two three four five", "     six seven eight"]
    assert all(len(line) <= 30 for line in told.splitlines())


def test_remarks_keep_to_the_width() -> None:
    narrow = Style(20)
    assert headed("Cost", "(planned)", narrow) == "Cost (planned)"
    assert headed("Cost", "(planned and realised)", narrow).splitlines()[0] == "Cost"
    assert max(map(len, footed("word " * 20, narrow).splitlines())) <= 20
    assert folded("- one two three four", narrow, "  ", "  ").splitlines() == [
        "  - one two three",
        "    four",
    ]
