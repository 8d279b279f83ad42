"""What is simulated here: a queue with nothing around it, the shipped cultures cut short, and the same firm in larger markets."""

from collections.abc import Sequence
from pathlib import Path

from gtmsim.engines.contract import Batch
from gtmsim.program.layout import RunTotal, TotalBlock
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.program.totals import totals_of
from gtmsim.scenario import load

SEED = 1
MM1 = Path(__file__).parent / "scenarios" / "mm1.yaml"
MID_MARKET = "preset:mid_market"

# The world whose cultures are compared, and each of them laid over it.
CULTURES = {
    "mid_market": MID_MARKET,
    "market_driven": f"{MID_MARKET}+market_driven",
    "sales_driven": f"{MID_MARKET}+sales_driven",
    "customer_driven": f"{MID_MARKET}+customer_driven",
    "competitor_driven": f"{MID_MARKET}+competitor_driven",
}


def queue(horizon_weeks: int | None = None) -> Program:
    """Return the program of the M/M/1 queue, for as long as the file says or shorter."""
    return lower(load(MM1, [] if horizon_weeks is None else [f"run.horizon={horizon_weeks} weeks"]))


def culture(name: str, weeks: int, treated_at: int) -> Program:
    """Return the program of one culture over so many weeks, its policy adopted at one of them."""
    dates = [f"run.horizon={weeks} weeks", "run.warm_up=0 weeks"]
    if "+" in CULTURES[name]:
        dates.append(f"treatment.at={treated_at} weeks")
    return lower(load(CULTURES[name], dates))


def events_of(batch: Batch) -> list[int]:
    """Return how many events each replication had: alarms that rang, of which MATCH is none."""
    counted: Sequence[int] = (
        totals_of(batch.program).block(batch.totals, TotalBlock.RUN)[:, RunTotal.EVENTS].tolist()
    )
    return list(counted)
