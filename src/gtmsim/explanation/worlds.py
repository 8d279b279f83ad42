"""Two worlds explained in money and by account, in one reading of both."""

from gtmsim.explanation.accounts import Fates, Following
from gtmsim.explanation.bridge import Bridge, Bridging
from gtmsim.explanation.pairs import pairs
from gtmsim.program.tables import Program
from gtmsim.study.steps import Progress


def money_and_accounts(
    a: Program,
    b: Program,
    *,
    seed: int,
    count: int,
    first: int = 0,
    metric: str = "profit",
    confidence: float = 0.95,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
) -> tuple[Bridge, Fates]:
    """Return the bridge from A's profit (or bookings) to B's, and the fates of the accounts of both, over the same replications.

    Ctrl-C keeps the replications that are finished in both, and is raised where there are none. Raises UsageError for another
    metric and for worlds that cannot be compared in money.
    """
    bridging = Bridging(a, b, metric, confidence)
    following = Following(a, b, seed, metric, confidence)
    read = pairs(a, b, seed=seed, count=count, first=first, engine=engine, jobs=jobs, progress=progress)
    done = 0
    try:
        for pair in read:
            bridging.add(pair)
            following.add(pair)
            done += 1
    except KeyboardInterrupt:
        read.close()
        if not done:
            raise
    return bridging.finish(done), following.finish(done)  # an interrupt may have left one half of a pair
