import polars as pl
from tell.small import desk_run

from gtmsim.calibration.backtest import SCHEMA
from gtmsim.tell.backtest import backtest_data, backtest_words

ROWS = [
    ("first touch", "mean", "hours", 5.5, 5.6, 5.2, 6.1, True, ""),
    ("first touch", "median", "hours", 0.85, 0.83, 0.5, 1.3, True, "fitted: the speed is chosen for it"),
    ("won, of all leads", "", "share", 0.3, 0.17, 0.16, 0.18, False, ""),
]


def test_the_logs_number_stands_beside_the_simulated_band_and_says_when_it_is_outside() -> None:
    words = backtest_words(pl.DataFrame(ROWS, schema=SCHEMA, orient="row"), desk_run())
    lines = [" ".join(line.split()) for line in words.splitlines()]
    assert "first touch mean h 5.50 5.60 5.20 to 6.10 yes" in lines
    assert "won, of all leads % 30.00 17.00 16.00 to 18.00 no" in lines
    assert "2 of 3 numbers of the log lie in the band of 95 of 100 single runs." in lines


def test_what_was_fitted_says_so_below_the_table() -> None:
    words = backtest_words(pl.DataFrame(ROWS, schema=SCHEMA, orient="row"), desk_run())
    assert "- first touch median: fitted: the speed is chosen for it" in words


def test_as_data_every_number_has_its_band() -> None:
    data = backtest_data(pl.DataFrame(ROWS, schema=SCHEMA, orient="row"), desk_run())
    assert data["replications"] == 4
    assert data["numbers"][2] == dict(zip(SCHEMA, ROWS[2], strict=True))  # type: ignore[index]


def test_a_log_without_numbers_says_so() -> None:
    nothing = pl.DataFrame(schema=SCHEMA)
    assert (
        backtest_words(nothing, desk_run(replications=1))
        == "nothing of this log can be held against a simulation"
    )
