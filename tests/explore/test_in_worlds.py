import numpy as np
import pytest
from tell.small import desk

from gtmsim.errors import UsageError
from gtmsim.explore.in_worlds import Worlds, in_worlds
from gtmsim.program.lower import lower
from gtmsim.scenario import Scenario, vary
from gtmsim.study.values import values

RATE = "world.sources.web.rate=5..40 per week"


@pytest.fixture(scope="module")
def two() -> dict[str, Scenario]:
    return {"as_is": desk(), "three_reps": desk("organisation.teams.rep.people=3")}


@pytest.fixture(scope="module")
def met(two: dict[str, Scenario]) -> Worlds:
    return in_worlds(two, metric="bookings", worlds=6, replications=3, vary=[RATE], seed=5, jobs=2)


def test_every_world_can_be_run_again_alone(two: dict[str, Scenario], met: Worlds) -> None:
    assert met.outcomes.shape == (6, 2, 3)
    for place, name in enumerate(two):
        program = lower(vary(two[name], met.sets(4, name)))
        alone = values({name: program}, ["bookings"], seed=5, first=4 * 3, count=3).column(name, "bookings")
        assert np.array_equal(met.outcomes[4, place], alone)


def test_alternatives_share_a_worlds_luck_and_no_two_worlds_do(two: dict[str, Scenario]) -> None:
    twins = {"one": two["as_is"], "other": desk()}
    told = in_worlds(twins, metric="leads", worlds=4, replications=4, vary=["policy.resumption"], seed=5)
    assert np.array_equal(told.outcomes[:, 0], told.outcomes[:, 1])
    assert len({tuple(row) for row in told.outcomes[:, 0]}) == 4  # leads do not depend on what differs here


def test_neither_jobs_nor_more_worlds_change_the_first_ones(two: dict[str, Scenario], met: Worlds) -> None:
    more = in_worlds(two, metric="bookings", worlds=8, replications=3, vary=[RATE], seed=5, jobs=1)
    assert np.array_equal(more.outcomes[:6], met.outcomes)
    assert more.frame().head(6).drop("world").equals(met.frame().drop("world"))


def test_an_interrupt_keeps_the_worlds_that_are_finished(two: dict[str, Scenario], met: Worlds) -> None:
    def enough(done: int, _total: int, _seconds: float) -> None:
        if done == 3:
            raise KeyboardInterrupt

    told = in_worlds(two, metric="bookings", worlds=6, replications=3, vary=[RATE], seed=5, progress=enough)
    assert told.interrupted
    assert np.array_equal(told.outcomes, met.outcomes[:3])


def test_a_world_whose_numbers_do_not_go_together_is_drawn_again_and_counted() -> None:
    base = {"a": desk(), "b": desk("organisation.teams.rep.people=3")}
    longer = [
        "run.horizon=5 weeks,9 weeks",
        "run.warm_up=0 weeks,3 weeks,7 weeks",
    ]  # a run must outlast its warm-up
    told = in_worlds(base, metric="leads", worlds=9, replications=1, vary=longer)
    assert told.count == 9
    assert told.refused > 0


def test_a_world_in_which_nothing_can_be_measured_is_drawn_again_and_counted(
    two: dict[str, Scenario],
) -> None:
    told = in_worlds(
        two, metric="cycle_days", worlds=4, replications=1, vary=["world.sources.web.rate=0.05..1 per week"]
    )
    assert told.count == 4
    assert told.silent > 0
    assert not np.isnan(told.means).any()


@pytest.mark.parametrize(
    ("metric", "worlds", "why"),
    [
        ("bookings", 1, "worlds are 2 or more"),
        ("bokings", 2, "bookings"),
        ("hours", 2, "nothing is decided by it"),
    ],
)
def test_what_decides_nothing_is_refused(
    two: dict[str, Scenario], metric: str, worlds: int, why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        in_worlds(two, metric=metric, worlds=worlds, vary=[RATE])


def test_deciding_needs_two_alternatives() -> None:
    with pytest.raises(UsageError, match="two alternatives"):
        in_worlds({"desk": desk()}, worlds=2)
