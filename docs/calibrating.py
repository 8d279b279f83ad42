"""Move what is anybody's to say in a world until what comes of it lies within the facts.

`python docs/calibrating.py WORLD [--facts FILE] [--levels FILE]` prints each target with what came of the world before and
after, and the values found as a patch of the scenario. WORLD is a preset or a scenario file; targets are the checks of the facts
that name it so and come of one run of it, levels are those that name it or no world. docs/calibration.md tells how to read it.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

import gtmsim
from gtmsim.amounts import short
from gtmsim.errors import GtmsimError
from gtmsim.scenario.files import preset_folders, presets
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


def main(words: Mapping[str, Any]) -> int:
    """Print the tables. Returns 0 where every target holds, 1 where one does not."""
    world, began = words["world"], time.monotonic()
    scenario = gtmsim.load(f"preset:{world}" if world in presets() else world)
    file = words["facts"] or preset_folders()[0] / "facts" / "presets.yaml"
    facts = [each for each in read_facts(file).facts if each.id not in words["without"]]
    aims = aims_of(facts, world)
    levels = read_levels(words["levels"] or shipped_levels(), world, scenario)

    def say(text: str) -> None:
        sys.stderr.write(f"{time.monotonic() - began:4.0f} s  {text}\n")
        sys.stderr.flush()

    found = fit(
        scenario, levels, aims, seed=words["seed"], replications=words["runs"], shown=words["shown"], say=say
    )
    lines = [
        f"{world}: {words['shown']} runs of seed {words['seed'] + 1}, which the fit has not seen;",
        f"found with {words['runs']} runs of seed {words['seed']} at {found.points} points; gtmsim {gtmsim.__version__}",
        "",
        *table(found),
        "",
        "Moved by, in standard deviations:",
        *moved(found),
        "",
        patch(found.sets),
    ]
    sys.stdout.write("\n".join(lines))
    return 0 if all(found.after[aim.name].against(aim.target) == "holds" for aim in aims) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("world")
    parser.add_argument("--facts", help="a file of facts; scenarios/facts/presets.yaml unless named")
    parser.add_argument("--levels", help="a file of levels; scenarios/levels/presets.yaml unless named")
    parser.add_argument("--without", nargs="*", default=[], help="facts that are no targets")
    parser.add_argument("--runs", type=int, default=64, help="replications that the fit is made with")
    parser.add_argument("--shown", type=int, default=200, help="replications that the table is made with")
    parser.add_argument("--seed", type=int, default=1)
    try:
        sys.exit(main(vars(parser.parse_args())))
    except GtmsimError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
