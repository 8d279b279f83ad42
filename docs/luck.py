"""What shared luck saves: cultures, and designs that differ in one lever, against the world they are laid over."""

from typing import Annotated

import typer

from gtmsim.cli.script import script
from gtmsim.cli.showing import show
from gtmsim.measure.pairs import paired
from gtmsim.program.lower import lower
from gtmsim.scenario import load
from gtmsim.study.values import values

SEED, RUNS = 7, 100
KEYS = ("bookings", "wins", "profit")
CULTURES = ("market_driven", "sales_driven", "customer_driven", "competitor_driven")
LEVERS = {
    "mid_market": {
        "one more rep": ["organisation.teams.rep.people=9"],
        "one more marketer": ["organisation.teams.marketer.people=6"],
        "one more in customer success": ["organisation.teams.csm.people=5"],
        "a discount of 13 %": ["policy.pricing.discount=0.13"],
        "search reaches 10 % more": ["world.sources.search.hand_raise=0.88"],
        "more demos at once": ["policy.intake.demo.preempt=0.4", "policy.intake.demo.queue=0.125"],
        "more leads recycled": ["policy.handoffs.qualify.recycles=0.4"],
        "more promises": ["policy.promises=0.3"],
    },
    "enterprise": {
        "one more rep": ["organisation.teams.rep.people=13"],
        "one more marketer": ["organisation.teams.marketer.people=9"],
        "one more in customer success": ["organisation.teams.csm.people=9"],
        "a discount of 13 %": ["policy.pricing.discount=0.13"],
        "search reaches 10 % more": ["world.sources.search.hand_raise=0.5"],
        "more leads recycled": ["policy.handoffs.qualify.recycles=0.4"],
        "more promises": ["policy.promises=0.3"],
    },
}
NOTHING = ["world.stages.discover.session.median=75.1 min"]  # six seconds
SWITCHES = {
    "as it is": [],
    "reps do not choose between leads and doors": ["policy.pursuit.sharpness=0"],
    "and interest does not fade while a lead waits": ["world.stages.qualify.decay.exponent=0"],
    "and all reps are equally good": [
        "organisation.teams.rep.skill_spread=0",
        "organisation.teams.rep.learns=0",
    ],
}


def saved(base: str, others: dict[str, tuple[str, list[str]]], runs: int, sets: list[str]) -> list[str]:
    """Return a row for each design: how many times more replications independent runs would need, by metric."""
    programs = {"": lower(load(base, sets))} | {
        name: lower(load(file, [*sets, *more])) for name, (file, more) in others.items()
    }
    ran = values(programs, KEYS, seed=SEED, count=runs)
    rows = []
    for name in others:
        pairs = [paired(ran.column(name, key), ran.column("", key), "neither") for key in KEYS]
        rows.append(f"| {name} | " + " | ".join(f"{pair.variance_reduction:.1f}" for pair in pairs) + " |")
    return rows


def main(
    runs: Annotated[int, typer.Argument(metavar="RUNS", min=2, help="How many replications.")] = RUNS,
) -> None:
    """Print the tables that docs/luck.md shows: how many replications shared luck saves."""
    head = ["", "| | bookings | wins | profit |", "| --- | --- | --- | --- |"]
    world = "preset:mid_market"
    told = [f"{runs} replications, seed {SEED}", "", "cultures in the mid-market", *head]
    told += saved(world, {culture: (f"{world}+{culture}", []) for culture in CULTURES}, runs, [])
    for name, levers in LEVERS.items():
        told += ["", f"one lever in {name}", *head]
        told += saved(
            f"preset:{name}", {each: (f"preset:{name}", said) for each, said in levers.items()}, runs, []
        )
    told += ["", "a session longer by six seconds, in the mid-market", *head]
    sets: list[str] = []
    for name, more in SWITCHES.items():
        sets += more
        told += saved(world, {name: (world, NOTHING)}, runs, sets)
    show("\n".join(told))


if __name__ == "__main__":
    script(main, "python docs/luck.py", "python docs/luck.py 20")
