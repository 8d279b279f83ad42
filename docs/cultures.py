"""The page of cultures. It is data from the engine, not prose about it: run it again and compare."""

from collections.abc import Iterator
from shlex import quote
from typing import Annotated

import numpy as np
import polars as pl
import typer

import gtmsim
from gtmsim.cli.script import script
from gtmsim.cli.showing import show
from gtmsim.measure.intervals import mean_interval
from gtmsim.measure.metrics import metrics
from gtmsim.measure.money import planned_cost
from gtmsim.program.tables import Floats
from gtmsim.scenario.files import parts
from gtmsim.scenario.hub import Effects
from gtmsim.study.run import Run, run

WORLDS = ("self_serve", "mid_market", "enterprise")
SEED, RUNS = 7, 100
TOLD = (
    ("bookings", 1e-6, "bookings, MEUR"),
    ("arr", 1e-6, "ARR at the end, MEUR"),
    ("cost", 1e-6, "cost, MEUR"),
    ("profit", 1e-6, "profit, MEUR"),
    ("leads", 1.0, "leads"),
    ("opportunities", 1.0, "opportunities"),
    ("wins", 1.0, "wins"),
    ("win_rate", 100.0, "win rate, %"),
    ("marketing_sourced_share", 100.0, "opportunities sourced by marketing, %"),
    ("leads_never_worked_share", 100.0, "leads nobody worked, %"),
    ("drain_share", 100.0, "marketing hours on single deals, %"),
    ("displaced_hours", 1.0, "hours displaced by requests"),
    ("one_time_asset_share", 100.0, "material made for one deal, %"),
    ("duplicate_touches", 1.0, "duplicate touches"),
    ("message_breaks", 1.0, "openers that broke the promise"),
    ("price_realisation", 100.0, "price realised, %"),
    ("contested_win_rate", 100.0, "contested deals won, %"),
    ("market_share", 100.0, "accounts that are customers, against rivals', %"),
    ("coherence", 100.0, "coherence of the links, %"),
    ("velocity", 100.0, "development hours left for what is new, %"),
    ("roadmap_self_chosen_share", 100.0, "building hours for the market, %"),
    ("time_to_market_weeks", 1.0, "weeks to market"),
    ("satisfaction", 1.0, "satisfaction"),
    ("value", 1e-6, "value (discounted, with ARR at the end), MEUR"),
    ("grr", 100.0, "gross retention, %"),
    ("nrr", 100.0, "net retention, %"),
    ("top5_share", 100.0, "five largest customers, % of ARR"),
)
# What a whole firm adds to hours, help and hand-offs, each taken out by its own numbers.
EFFECTS = {
    "everything": (),
    "links carry nothing": tuple(f"world.hub.effects.{effect}=0" for effect in Effects.model_fields if effect != "latency"),
    "no training, no profile": ("world.hub.training.lift=0", "world.hub.profile.relevance=0", "world.hub.profile.saving=0"),
    "fit does not matter": ("world.needs.fit=0",),
    "trust does not matter": ("world.trust={lift: 0, holds: 0, mutual: 0}",),
    "everybody sees the truth": ("world.reporting={noise: 0, bias: 0, handoff_unseen: 0, voice: 0}",),
    "rivals stand still": tuple(
        f"world.rivals.{rival}.{what}=0 %/year" for rival in ("giant", "challenger") for what in ("reacts", "copies", "builds")
    ),
}  # fmt: skip
OPENING = """# Four cultures, three worlds, four structures
Written by `python docs/cultures.py`. Mean over {runs} paired runs with the half-width of its 95 % interval, measured after
a year of the neutral policy; seed {seed}, gtmsim {version}. The cultures differ in numbers (`scenarios/cultures`); no rule
knows them. Many of the inputs are of grade D (`gtmsim compare` lists them): read signs and mechanisms before levels, and
try your own numbers before you believe either.
"""


def main(
    runs: Annotated[int, typer.Argument(metavar="RUNS", min=2, help="How many runs of each.")] = RUNS,
) -> None:
    """Print docs/cultures.md: four cultures in three worlds, and four structures at equal cost, each number with its doubt."""
    show("\n".join(page(runs)))


def page(runs: int) -> Iterator[str]:
    """Yield the page, block by block."""
    yield OPENING.format(runs=runs, seed=SEED, version=gtmsim.__version__)
    cultures = list(parts("cultures"))
    for world in WORLDS:
        ran = {
            each: _run(f"preset:{world}" if each == "neutral" else f"preset:{world}+{each}", runs)
            for each in cultures
        }
        yield f"## {world}\n"
        yield _table(ran)
        yield "\nHours worked, by kind of work, of people whose role is marketing; then of reps:\n"
        yield _hours(ran, "marketer")
        yield ""
        yield _hours(ran, "rep")
        yield (
            "\nPrograms: "
            + ", ".join(f"{name} `{each.program.digest[:12]}`" for name, each in ran.items())
            + "\n"
        )
    yield from _carried(runs)
    for world in WORLDS:
        yield f"## Structures in {world}, at equal planned cost\n"
        names = [each.partition("/")[2] for each in parts("structures") if each.startswith(f"{world}/")]
        files = {"separate roles": f"preset:{world}"} | {each: f"preset:{world}+{each}" for each in names}
        ran = {name: _run(file, runs) for name, file in files.items()}
        yield _table(ran)
        costs = ", ".join(f"{name} {planned_cost(each.program) / 1e6:.3f} MEUR" for name, each in ran.items())
        yield f"\nPlanned cost over the run: {costs}.\n"


def _carried(runs: int) -> Iterator[str]:
    yield "## What carries the difference in the mid-market\n"
    yield "Bookings of each culture against neutral, paired, in %, when an effect of the whole firm is taken out of the world:\n"
    cultures = [each for each in parts("cultures") if each != "neutral"]
    yield "| | " + " | ".join(cultures) + " |\n| --- |" + " ---: |" * len(cultures)
    sets = EFFECTS | {"none of these": tuple(each for told in EFFECTS.values() for each in told)}
    for words, overrides in sets.items():
        booked = {
            each: _booked("preset:mid_market" + (f"+{each}" if each else ""), overrides, runs)
            for each in ("", *cultures)
        }
        usual = booked[""].mean()
        cells = [_mean(100.0 * (booked[each] - booked[""]) / usual) for each in cultures]
        yield f"| {words} | " + " | ".join(cells) + " |"
    yield "\nTo see a row again, give `gtmsim compare` these; none of these is all of them:\n"
    for words, overrides in EFFECTS.items():
        if overrides:
            yield f"* {words}: `{' '.join(f'--set {quote(each)}' for each in overrides)}`"
    yield (
        "\nThe strengths of these effects are of grade D: nobody has measured them. What is left when all are taken out comes of "
        "hours, help and hand-offs alone.\n"
    )


def _booked(file: str, overrides: tuple[str, ...], runs: int) -> Floats:
    program = gtmsim.lower(gtmsim.load(file, overrides))
    return _values(
        metrics(run(program, replications=runs, seed=SEED, keep="totals").batches, file, ["bookings"]),
        "bookings",
        "all",
        "all",
    )


def _run(file: str, runs: int) -> Run:
    return run(gtmsim.lower(gtmsim.load(file)), replications=runs, seed=SEED, keep="totals")


def _table(ran: dict[str, Run]) -> str:
    frames = {name: metrics(each.batches, name) for name, each in ran.items()}
    lines = ["| | " + " | ".join(frames) + " |", "| --- |" + " ---: |" * len(frames)]
    for metric, scale, words in TOLD:
        cells = [_mean(_values(frame, metric, "all", "all") * scale) for frame in frames.values()]
        if any(cells):
            lines.append(f"| {words} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _hours(ran: dict[str, Run], role: str) -> str:
    frames = {name: metrics(each.batches, name, ["hours"]) for name, each in ran.items()}
    levels = [level for level in _levels(next(iter(frames.values()))) if level.startswith(f"{role}/")]
    lines = [f"| {role} | " + " | ".join(frames) + " |", "| --- |" + " ---: |" * len(frames)]
    for level in levels:
        values = [_values(frame, "hours", "role/kind", level) for frame in frames.values()]
        if any(each.size and each.mean() > 0.5 for each in values):
            lines.append(
                f"| {level.partition('/')[2]} | " + " | ".join(_mean(each) for each in values) + " |"
            )
    return "\n".join(lines)


def _levels(frame: pl.DataFrame) -> list[str]:
    told = frame.filter(pl.col("dimension").cast(str) == "role/kind")
    return told["level"].cast(str).unique(maintain_order=True).to_list()


def _values(frame: pl.DataFrame, metric: str, dimension: str, level: str) -> Floats:
    told = frame.filter(
        (pl.col("metric").cast(str) == metric)
        & (pl.col("dimension").cast(str) == dimension)
        & (pl.col("level").cast(str) == level)
        & pl.col("statistic").cast(str).is_in(["value", "mean"])
    )
    return told["value"].drop_nulls().to_numpy().astype(np.float64)


def _mean(values: Floats) -> str:
    """Return a mean and the half-width of its interval, to the digits the half-width allows."""
    if values.size < 2:
        return ""
    told = mean_interval(values)
    half = (told.high - told.low) / 2
    digits = max(0, min(3, int(np.ceil(-np.log10(half))) + 1)) if half > 0 else 2
    return f"{told.mean:,.{digits}f} ± {half:,.{digits}f}"


if __name__ == "__main__":
    script(main, "python docs/cultures.py > docs/cultures.md", "python docs/cultures.py 10")
