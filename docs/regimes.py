"""The page of regimes: in which worlds who is ahead first and who in the end. It is data from the engine, not prose about it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

import gtmsim
from gtmsim.cli.ending import DONE, INTERRUPTED
from gtmsim.cli.progress import progress_of
from gtmsim.cli.script import script
from gtmsim.cli.showing import told_to_err
from gtmsim.explore.axes import axis
from gtmsim.explore.regimes import CHANCE, Regime, discovered
from gtmsim.explore.robust import share_interval
from gtmsim.measure.intervals import mean_interval
from gtmsim.scenario.writing import write_text
from gtmsim.tell.validating import leaning_words
from gtmsim.validation.drawing import leaning
from gtmsim.validation.lab import Lab
from gtmsim.validation.orders import FIRST, LATER, NEVER, THROUGHOUT, Flags, Orders, Share, ahead
from gtmsim.validation.store import Store
from gtmsim.validation.world import LAY, Arm, world_of
from gtmsim.validation.worlds_run import FIRST_QUARTER, FIRST_YEAR, WorldsRun, run_worlds

HERE = Path(__file__).parent
WORLD, OTHERS = "mid_market", ("self_serve", "enterprise")
SEED, WORLDS, RUNS = 7, 300, 3
KEYS = ("bookings", "arr", "value")
LATER_KEYS = {
    "arr": "recurring revenue at the end",
    "value": "value (discounted profit, with recurring revenue at the end)",
}
FRESH = 3  # one world in so many is kept for trying boxes
RARE = 0.1  # what holds in fewer worlds, or in all but so few, has no box told
CULTURES = ("neutral", "sales_driven", "market_driven", "customer_driven", "competitor_driven")
DOWNTURN = "{} in a downturn"
STRUCTURES: Mapping[str, Arm] = {
    "support organisation": "support_team",
    "combined roles": "combined",
    "no hub": {LAY: "hub_lost", "events.hub_lost.at": "52 weeks"},
    "unclear roles": "unclear_roles",
    "roles made clear": "clear_roles",
    "reorganised": "reorganised",
}
PAIRS = (
    ("support organisation", "neutral"),
    ("combined roles", "neutral"),
    ("neutral", "no hub"),
    ("roles made clear", "unclear roles"),
    ("reorganised", "unclear roles"),
    ("roles made clear", "reorganised"),
)
OPENING = """# In which worlds, who first and who in the end
Written by `python docs/regimes.py DIR`. The {world} firm in {worlds} worlds drawn from the graded priors of {inputs} inputs that
nobody knows well ({refused} more had numbers that do not go together), {runs} runs of each alternative in each world on shared
luck; seed {seed}, gtmsim {version}, {arms} alternatives. The same for cultures in two other
firms; {count} runs in all.

*First* is bookings of the first of the years that are measured: cultures, roles made clear, reorganising and the loss of the hub
begin with it; a support organisation and combined roles have then been there for a year. *Later* is the whole run. A world counts
as one of the four orders only where both differences are beyond luck (95 %; the luck of a relative difference is pooled);
how far luck reaches is told in each table. Shares have Wilson's intervals: they tell how few worlds these are, not whether the
priors are right.

Which inputs decide is told in two ways: by rank correlation with how far one is ahead, and as boxes of few inputs that are
sought in two of three worlds and counted in the third; a box that chance may have made there (1 %) is not told. Many inputs are
of grade D: read signs before shares.
"""


def main(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where runs are kept: what is there is not run again.")
    ],
    worlds: Annotated[
        int, typer.Argument(metavar="WORLDS", min=1, help="How many worlds are drawn.")
    ] = WORLDS,
    runs: Annotated[
        int, typer.Argument(metavar="RUNS", min=2, help="How many runs of each alternative in each world.")
    ] = RUNS,
) -> int:
    """Write docs/regimes.md: in which worlds who is ahead first and who in the end, for every pair of cultures and for structures.

    It may be stopped anywhere: the same command goes on.
    """
    store = Store(folder, seed=SEED, engine="core")
    arms: dict[str, Arm] = {name: "" if name == "neutral" else name for name in CULTURES}
    more: dict[str, Arm] = {
        DOWNTURN.format(name): f"{arm}+downturn".lstrip("+") for name, arm in arms.items()
    }
    wanted = {WORLD: {**arms, **STRUCTURES, **more}} | dict.fromkeys(OTHERS, arms)
    with progress_of("regimes", quiet=False, what="runs") as progress, store.held():
        lab = Lab(SEED, store=store, progress=progress)
        lab.planned = worlds * runs * sum(map(len, wanted.values()))
        try:
            came = {name: _came(lab, name, each, worlds, runs) for name, each in wanted.items()}
        except KeyboardInterrupt:
            told_to_err("nothing is written; the same command goes on")
            return INTERRUPTED
    write_text(HERE / "regimes.md", "\n".join(page(came, runs)) + "\n")
    return DONE


def _came(lab: Lab, name: str, arms: Mapping[str, Arm], worlds: int, runs: int) -> WorldsRun:
    world = world_of(name, "", {})
    return run_worlds(lab, {arm: world.arm(each) for arm, each in arms.items()}, KEYS, worlds, runs)


def page(met: Mapping[str, WorldsRun], runs: int) -> Iterator[str]:
    """Yield the page, block by block."""
    came = met[WORLD]
    yield OPENING.format(
        world=WORLD, worlds=came.worlds, inputs=len(came.inputs), refused=came.refused, runs=runs, seed=SEED,
        version=gtmsim.__version__, arms=len(came.names), count=sum(each.outcomes[..., 0].size for each in met.values()),
    )  # fmt: skip
    cultures = list(combinations(CULTURES, 2))
    yield from _pairs(came, f"Every pair of cultures in {WORLD}", cultures)
    yield from _pairs(came, f"Structures, roles and the hub in {WORLD}", PAIRS)
    yield from _downturns(came)
    for name in OTHERS:
        there = met[name]
        title = f"Every pair of cultures in {name}, {there.worlds} worlds of {len(there.inputs)} inputs"
        yield from _pairs(there, title, cultures)


def _pairs(came: WorldsRun, title: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f"## {title}\n"
    for key, words in LATER_KEYS.items():
        yield f"First: bookings of the first year. Later: {words}.\n"
        yield from _table(came, pairs, key)
    yield from _leanings(came, pairs)
    tried = [each for a, b in pairs for each in _boxes(came, a, b)]
    chance = f"luck alone would tell about {CHANCE * len(tried):.2g}"
    yield (
        f"Boxes of worlds, where who is ahead differs in {100 * RARE:.0f} % of worlds or more; later: {LATER_KEYS['arr']}. "
        f"Boxes were sought for {len(tried)} outcomes; {chance}.\n"
    )
    yield from (f"- {words}: {'; '.join(map(_box, found))}" for words, found in tried if found)
    silent = [words for words, found in tried if not found]
    if silent:
        yield f"- no box stands the test for: {'; '.join(silent)}"
    yield ""


def _orders(came: WorldsRun, a: str, b: str, key: str) -> Orders:
    first, later = (ahead(came.of(a, each), came.of(b, each)) for each in (FIRST_YEAR, key))
    return Orders(first, later)


def _table(came: WorldsRun, pairs: Sequence[tuple[str, str]], key: str) -> Iterator[str]:
    yield (
        "| A | B | A throughout | A first, B later | B first, A later | B throughout | one or both not clear "
        "| A ahead in the first quarter, by means | in the first year | A ahead later, by means | luck first, later |"
    )
    yield "| --- | --- |" + " ---: |" * 9
    for a, b in pairs:
        orders = _orders(came, a, b, key)
        cells = [_share(orders.share(each)) for each in (THROUGHOUT, FIRST, LATER, NEVER)]
        unclear = int((~(orders.first.clear & orders.later.clear)).sum())
        cells.append(_share(share_interval(unclear, came.worlds)))
        quarter = ahead(came.of(a, FIRST_QUARTER), came.of(b, FIRST_QUARTER))
        cells += [_share(_of(each.by > 0.0)) for each in (quarter, orders.first, orders.later)]
        luck = f"{100 * orders.first.half_width:.0f} %, {100 * orders.later.half_width:.0f} %"
        yield f"| {a} | {b} | " + " | ".join([*cells, luck]) + " |"
    yield ""


def _leanings(came: WorldsRun, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield which inputs go with how far one of each pair is ahead, by rank over worlds."""
    yield (
        "What goes with how far A is ahead of B: inputs whose rank correlation with it over worlds, given those named before, "
        f"is further from 0 than the largest of {len(came.inputs)} would be by chance (95 %, for each cell by itself); above 0 "
        "where A gains as the input grows.\n"
    )
    keys = {FIRST_YEAR: FIRST_YEAR, **LATER_KEYS}
    yield f"| A | B | {' | '.join(words.partition(' (')[0] for words in keys.values())} |"
    yield "| --- | --- |" + " --- |" * len(keys)
    for a, b in pairs:
        cells = []
        for key in keys:
            found = leaning(ahead(came.of(a, key), came.of(b, key)).by, came.shares, came.inputs)
            cells.append(", ".join(leaning_words(found, "`")) or "none")
        yield f"| {a} | {b} | " + " | ".join(cells) + " |"
    yield ""


def _boxes(came: WorldsRun, a: str, b: str) -> Iterator[tuple[str, tuple[Regime, ...]]]:
    orders = _orders(came, a, b, "arr")
    classes = orders.classes(beyond_luck=False)
    sought: dict[str, Flags] = {
        f"{a} ahead first": orders.first.by > 0.0,
        f"{a} ahead later": orders.later.by > 0.0,
        f"{a} ahead first and {b} later": classes == FIRST,
        f"{b} ahead first and {a} later": classes == LATER,
    }
    points = np.stack([axis(each, came.shares[:, at]) for at, each in enumerate(came.inputs)], axis=1)
    fresh: Flags = np.arange(came.worlds) % FRESH == FRESH - 1
    for words, flags in sought.items():
        share = float(flags.mean())
        if not RARE <= share <= 1.0 - RARE:
            continue
        told = f"{a} and {b}: {words} ({_share(_of(flags))} of worlds by means)"
        yield told, discovered(came.inputs, points, flags, fresh)


def _box(found: Regime) -> str:
    return f"where {found.told()}, in {_share(found.density)} of {found.worlds} fresh worlds"


def _downturns(came: WorldsRun) -> Iterator[str]:
    yield "## A year of downturn\n"
    yield (
        "What a downturn in the third year takes from each culture, in % of what it has without one on the same luck: mean over "
        "worlds with its 95 % interval, and the share of worlds in which it loses less than the neutral policy does.\n"
    )
    yield "| | bookings | recurring revenue at the end | value | loses less recurring revenue than neutral |"
    yield "| --- |" + " ---: |" * 4
    for name in CULTURES:
        cells = [_mean(100.0 * _lost(came, name, key)) for key in KEYS]
        less = (
            "" if name == "neutral" else _share(_of(_lost(came, name, "arr") < _lost(came, "neutral", "arr")))
        )
        yield f"| {name} | " + " | ".join([*cells, less]) + " |"
    yield ""
    pairs = [(DOWNTURN.format(a), DOWNTURN.format(b)) for a, b in combinations(CULTURES, 2)]
    yield "Every pair of cultures where that downturn comes; later: recurring revenue at the end.\n"
    yield from _table(came, pairs, "arr")


def _lost(came: WorldsRun, name: str, key: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return which share a downturn takes in each world."""
    without, there = (came.of(each, key).mean(axis=1) for each in (name, DOWNTURN.format(name)))
    return np.divide(without - there, without, out=np.full(len(without), np.nan), where=without > 0.0)


def _mean(values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> str:
    told = mean_interval(values[~np.isnan(values)])
    return f"{told.mean:.1f} ± {(told.high - told.low) / 2:.1f}"


def _of(flags: Flags) -> Share:
    return share_interval(int(flags.sum()), len(flags))


def _share(found: Share) -> str:
    share, low, high = (f"{100 * each:.0f}" for each in found)
    return f"{share} % ({low} to {high})"


if __name__ == "__main__":
    script(main, "python docs/regimes.py kept", "python docs/regimes.py kept 20 2")
