import numpy as np
import pytest
from measure.handmade import program, random_batch

from gtmsim.errors import UsageError
from gtmsim.measure.batches import joined


def test_a_run_in_parts_is_put_together_in_order_of_replications() -> None:
    made = program()
    parts = [random_batch(made, count, luck=first, first=first) for first, count in ((0, 3), (3, 2), (5, 4))]
    whole = joined(reversed(parts))
    assert (whole.first, whole.count) == (0, 9)
    assert np.array_equal(whole.totals, np.concatenate([part.totals for part in parts]))
    assert np.array_equal(whole.weekly, parts[0].weekly + parts[1].weekly + parts[2].weekly)
    assert np.array_equal(whole.ledger, parts[0].ledger + parts[1].ledger + parts[2].ledger)


def test_a_batch_is_itself() -> None:
    one = random_batch(program(), 3)
    assert joined(one) is one
    assert joined([one]) is one


def test_a_gap_between_batches_is_refused() -> None:
    made = program()
    with pytest.raises(UsageError, match="replication 2 is missing, the next batch begins with 3"):
        joined([random_batch(made, 2), random_batch(made, 2, first=3)])


def test_batches_of_different_runs_are_refused() -> None:
    made = program()
    with pytest.raises(UsageError, match="different runs"):
        joined([random_batch(made, 2), random_batch(made, 2, first=2, seed=8)])
    with pytest.raises(UsageError, match="different runs"):
        joined([random_batch(made, 2), random_batch(program(weeks=2, warm_up_weeks=1), 2, first=2)])


def test_nothing_finished_is_nothing_to_measure() -> None:
    with pytest.raises(UsageError, match="nothing to measure"):
        joined([])
