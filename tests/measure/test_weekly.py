import polars as pl
import pytest
from measure.handmade import DEMO_KIND, HOUR, RESEARCH, batch, program

from gtmsim.measure.metrics import COLUMNS
from gtmsim.measure.weekly import weekly
from gtmsim.program.layout import WeekCol


def test_weekly_series_are_means_over_replications_in_the_units_people_use() -> None:
    made = program(weeks=2, warm_up_weeks=1)
    ran = batch(made, 4)
    ran.weekly[1, WeekCol.LEADS] = 10
    ran.weekly[1, WeekCol.BOOKED_CENTS] = 1_000
    ran.weekly[1, WeekCol.AWARENESS_MICRO] = 6_000_000
    ran.weekly[1, WeekCol.WIDTH + DEMO_KIND] = 8
    ran.weekly[1, WeekCol.WIDTH + made.kinds + RESEARCH] = 4 * 3 * HOUR
    table = weekly(ran, "today")
    assert tuple(table.columns) == COLUMNS
    expected = {
        ("leads", "all"): 2.5,
        ("bookings", "all"): 2.5,
        ("awareness_hours", "all"): 1.5,
        ("backlog", "demo"): 2.0,
        ("hours", "research"): 3.0,
    }
    for (metric, level), value in expected.items():
        rows = table.filter(pl.col("metric") == metric, pl.col("level") == level).sort("week")
        assert rows["week"].to_list() == [0, 1]
        assert rows["value"].to_list() == pytest.approx([0.0, value])
    assert table["replication"].is_null().all()


def test_only_what_can_wait_has_a_backlog() -> None:
    table = weekly(batch(program()), "today").filter(pl.col("metric") == "backlog")
    assert set(table["level"]) == {"qualify", "close", "demo", "referred"}
