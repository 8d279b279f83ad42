"""What is left of a run when its totals are gone says what all totals together would say."""

import numpy as np
import pytest
from measure.handmade import SMB, WEB, batch, program, put
from measure.test_moments import assert_alike

from gtmsim import engines
from gtmsim.engines.contract import Batch
from gtmsim.errors import InvariantError, UsageError
from gtmsim.measure import tally as tallies
from gtmsim.measure.intervals import mean_interval
from gtmsim.measure.metrics import measurable, measured
from gtmsim.measure.tally import Tally, Tallying, portion, series_of
from gtmsim.program.layout import CellTotal, RunTotal, TotalBlock
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import load

SHORT = ["run.horizon=20 weeks", "run.warm_up=2 weeks"]


def leads(counts: list[int], first: int = 0) -> Batch:
    """Return replications with so many leads, all of them open at the end."""
    made = batch(program(), len(counts), first=first)
    put(made, TotalBlock.CELL, WEB, SMB, CellTotal.LEADS, values=counts)
    put(made, TotalBlock.RUN, RunTotal.OPEN_LEADS, values=counts)
    return made


def added(parts: list[Batch], wanted: int, keep: list[str] | None = None) -> Tally:
    counting = Tallying(parts[0].program, "handmade", 7, wanted, keep)
    for part in parts:
        counting.add(part)
    return counting.tally(last=True)


def in_blocks(made: Program, replications: int, size: int) -> list[Batch]:
    core = engines.select("core")
    return [
        core.run(made, 7, first, min(size, replications - first)) for first in range(0, replications, size)
    ]


@pytest.mark.parametrize("name", ["baseline", "channels", "mid_market"])
def test_portions_tell_what_all_replications_at_once_tell(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = lower(load(f"preset:{name}", SHORT))
    monkeypatch.setattr(tallies, "PORTION_BYTES", 4 * 8 * 2000)
    assert portion(made) < 11
    (whole,) = in_blocks(made, 11, 11)
    keys = ["wins", "bookings", "win_rate"]
    found = added(in_blocks(made, 11, portion(made)), 11, keys)
    plain = measured(whole)
    assert [series.key for series, _ in found.estimates()] == [series.key for series in plain]
    for (series, estimate), told in zip(found.estimates(), plain, strict=True):
        assert_alike(estimate, mean_interval(told.values), np.nanmax(np.abs(told.values), initial=0.0))
        if series.key in keys:
            assert found.column(series.key).tobytes() == told.values.tobytes()
    assert np.array_equal(found.weekly, whole.weekly)
    assert np.array_equal(found.ledger, whole.ledger)
    assert set(found.columns) == {*keys, "cost"}


@pytest.mark.parametrize("size", [1, 2, 4])
def test_how_portions_arrive_leaves_no_trace(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "PORTION_BYTES", 4 * 8 * 500)
    made = lower(load("preset:single_queue", SHORT))
    assert portion(made) == 4
    found, other = (added(in_blocks(made, 10, each), 10) for each in (size, 4))
    for name in ("count", "mean", "squares", "cubes", "largest"):
        assert getattr(found.moments, name).tobytes() == getattr(other.moments, name).tobytes()


@pytest.mark.parametrize("name", ["channels", "drain", "mid_market", "single_queue"])
def test_what_a_program_can_tell_is_known_before_anything_is_run(name: str) -> None:
    made = lower(load(f"preset:{name}", SHORT))
    (ran,) = in_blocks(made, 1, 1)
    assert [series.key for series in measurable(ran)] == [series.key for series in series_of(made)]


def test_a_number_on_the_way_changes_nothing_at_the_end() -> None:
    counting, straight = (Tallying(program(), "handmade", 7, 6) for _ in range(2))
    for first in range(0, 6, 2):
        part = leads([first, 3 * first], first)
        counting.add(part)
        straight.add(part)
        assert counting.tally().count == first + 2
    assert counting.tally().column("leads").tolist() == [0, 0, 2, 6, 4, 12]
    assert (
        counting.tally(last=True).moments.mean.tobytes() == straight.tally(last=True).moments.mean.tobytes()
    )


def test_a_replication_that_came_already_is_not_counted_again() -> None:
    assert added([leads([1, 2]), leads([1, 2]), leads([6], 2)], 3).column("leads").tolist() == [1, 2, 6]


def test_a_ledger_that_does_not_add_up_is_told_with_its_replication() -> None:
    wrong = leads([5, 5, 5], first=2)
    put(wrong, TotalBlock.RUN, RunTotal.OPEN_LEADS, values=[5, 4, 5])
    with pytest.raises(InvariantError, match="replication 3: 1 leads are neither closed nor open"):
        added([leads([1, 1]), wrong], 5)


def test_a_series_is_refused_that_is_unknown_or_was_not_kept() -> None:
    with pytest.raises(UsageError, match="did you mean wins"):
        Tallying(program(), "handmade", 7, 1, ["winz"])
    kept = added([leads([1])], 1, ["wins"])
    assert kept.column("wins").tolist() == [0.0]
    with pytest.raises(
        UsageError, match=r"leads was not kept replication by replication: run with keep=\['leads'\]"
    ):
        kept.column("leads")
    with pytest.raises(UsageError, match="did you mean leads"):
        kept.column("leeds")


def test_left_to_itself_it_keeps_what_a_comparison_tells() -> None:
    assert {"bookings", "cost", "win_rate", "cycle_days.median", "drain_share"} <= set(
        added([leads([1])], 1).columns
    )
    assert not any("[" in key for key in added([leads([1])], 1).columns)


def test_nothing_finished_is_nothing_to_tell() -> None:
    with pytest.raises(UsageError, match="no replication is finished"):
        Tallying(program(), "handmade", 7, 1).tally()
