"""Fitting a world to facts: what is anybody's to say in it is moved until what comes of it lies within them."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

import gtmsim
from gtmsim.amounts import short
from gtmsim.cli.ending import DONE, FELL_SHORT
from gtmsim.cli.script import script
from gtmsim.cli.showing import show, told_to_err
from gtmsim.scenario.files import preset_folders
from gtmsim.scenario.nodes import split
from gtmsim.validation.facts import read_facts
from gtmsim.validation.fit import Fit, aims_of, fit
from gtmsim.validation.levels_file import read_levels, shipped_levels
from gtmsim.validation.observed import Observed


def table(found: Fit) -> Iterator[str]:
    """Yield a row for each target: its range, and what came of the world before and after with 95 % intervals."""
    yield "| target | range | before | after | after |"
    yield "| --- | --- | --- | --- | --- |"
    for aim in found.aims:
        before, after = found.before[aim.name], found.after[aim.name]
        told = f"{spanned(before)} | {spanned(after)} | {after.against(aim.target)}"
        yield f"| {aim.name} {aim.title} | {aim.target.text} | {told} |"


def spanned(seen: Observed) -> str:
    """Return a mean with the half-width of its interval."""
    return f"{short(seen.mean)} ± {short(seen.half_width)}"


def patch(sets: Sequence[str]) -> str:
    """Return texts `PATH=VALUE` as the part of a scenario file that says the same."""
    tree: dict[str, Any] = {}
    for text in sets:
        path, _, value = text.partition("=")
        *above, last = split(path)
        node = tree
        for key in above:
            node = node.setdefault(str(key), {})
        node[str(last)] = yaml.safe_load(value)
    return yaml.safe_dump(tree, sort_keys=False, default_flow_style=None, width=132)


def moved(found: Fit) -> Iterator[str]:
    """Yield how far each level has moved, in standard deviations of what it was believed to be."""
    for level, at in sorted(zip(found.levels, found.at, strict=True), key=lambda each: -abs(each[1])):
        yield f"{level.name:20} {at:+.1f}"


def main(
    world: Annotated[str, typer.Argument(metavar="WORLD", help="A preset by its name, or a scenario file.")],
    facts: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A file of facts. Default: scenarios/facts/presets.yaml."),
    ] = None,
    levels: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A file of levels. Default: scenarios/levels/presets.yaml."),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A fact that is no target. Repeatable.")
    ] = None,
    runs: Annotated[
        int, typer.Option(metavar="N", min=2, help="Replications that the fit is made with.")
    ] = 64,
    shown: Annotated[
        int, typer.Option(metavar="N", min=2, help="Replications that the table is made with.")
    ] = 200,
    seed: Annotated[
        int,
        typer.Option(metavar="N", min=0, help="The seed of all luck in the fit; the table has the next one."),
    ] = 1,
) -> int:
    """Move what is anybody's to say in a world until what comes of it lies within the facts.

    Prints each target with what came of the world before and after, and the values found as a patch of the scenario; exit code 1
    where a target does not hold. Targets are the checks of the facts that name the world so and come of one run of it, levels are
    those that name it or no world. docs/calibration.md tells how to read it.
    """
    began = time.monotonic()
    scenario = gtmsim.load(world if Path(world).suffix else f"preset:{world}")
    file = facts or preset_folders()[0] / "facts" / "presets.yaml"
    aims = aims_of([each for each in read_facts(file).facts if each.id not in (without or ())], world)
    moving = read_levels(levels or shipped_levels(), world, scenario)

    def say(text: str) -> None:
        told_to_err(f"{time.monotonic() - began:4.0f} s  {text}")

    found = fit(scenario, moving, aims, seed=seed, replications=runs, shown=shown, say=say)
    lines = [
        f"{world}: {shown} runs of seed {seed + 1}, which the fit has not seen;",
        f"found with {runs} runs of seed {seed} at {found.points} points; gtmsim {gtmsim.__version__}",
        "",
        *table(found),
        "",
        "Moved by, in standard deviations:",
        *moved(found),
        "",
        patch(found.sets).rstrip(),
    ]
    show("\n".join(lines))
    return DONE if all(found.after[aim.name].against(aim.target) == "holds" for aim in aims) else FELL_SHORT


if __name__ == "__main__":
    script(
        main,
        "python docs/calibrating.py mid_market",
        "python docs/calibrating.py mine.yaml --facts my_targets.yaml --levels my_levels.yaml",
    )
