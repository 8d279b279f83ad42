"""What is simulated here: a queue with nothing around it, the shipped cultures cut short, and the same firm in larger markets."""

import json
from collections.abc import Sequence
from pathlib import Path

import yaml

from gtmsim.engines.contract import Batch
from gtmsim.program.layout import RunTotal, TotalBlock
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.program.totals import totals_of
from gtmsim.scenario import load

SEED = 1
MM1 = Path(__file__).parent / "scenarios" / "mm1.yaml"
MID_MARKET = "preset:mid_market"
MID_MARKET_FILE = Path(__file__).parent.parent / "scenarios" / "mid_market.yaml"
LARGEST_TEAM = 1000

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


def culture(
    name: str, weeks: int, treated_at: int, accounts: int | None = None, *, people: bool = True
) -> Program:
    """Return the program of one culture over so many weeks, its policy adopted at one of them, in a market of so many accounts."""
    values = [f"run.horizon={weeks} weeks", "run.warm_up=0 weeks"]
    if "+" in CULTURES[name]:
        values.append(f"treatment.at={treated_at} weeks")
    if accounts is not None:
        values += enlarged(accounts, people=people)
    return lower(load(CULTURES[name], values))


def enlarged(accounts: int, *, people: bool = True) -> list[str]:
    """Return what to lay over the mid-market firm so that its market has so many accounts.

    Accounts and customers of every segment and, with `people`, the people of every team are multiplied by one factor: the same
    firm, larger, with as many events an account and week. Without, the people stay as they are. A team of more than 1,000 people,
    which is the most that a scenario may say, becomes several on the same terms.
    """
    said = yaml.safe_load(MID_MARKET_FILE.read_text(encoding="utf-8"))
    segments, teams = said["world"]["segments"], said["organisation"]["teams"]
    factor = accounts / sum(each["accounts"] for each in segments.values())
    values = [
        f"world.segments.{name}.{field}={round(segment[field] * factor)}"
        for name, segment in segments.items()
        for field in ("accounts", "customers_at_start")
    ]
    for name, team in teams.items() if people else ():
        parts = in_parts(max(1, round(team["people"] * factor)), LARGEST_TEAM)
        values.append(f"organisation.teams.{name}.people={parts[0]}")
        for n, part in enumerate(parts[1:], 2):
            more = json.dumps(team | {"roles": {name: 1}, "people": part})
            values.append(f"organisation.teams.{name}_{n}={more}")
    return values


def in_parts(number: int, largest: int) -> list[int]:
    """Return a number as a sum of parts as equal as can be, as few as possible and none above the largest."""
    parts = -(-number // largest)
    return [number // parts + (n < number % parts) for n in range(parts)]


def events_of(batch: Batch) -> list[int]:
    """Return how many events each replication had: alarms that rang, of which MATCH is none."""
    counted: Sequence[int] = (
        totals_of(batch.program).block(batch.totals, TotalBlock.RUN)[:, RunTotal.EVENTS].tolist()
    )
    return list(counted)
