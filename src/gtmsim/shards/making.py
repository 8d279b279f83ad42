"""How a study's folder begins: the scenarios that were asked for become points with digests, and the cut of blocks is fixed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path

from gtmsim import engines
from gtmsim.design import points as design_points
from gtmsim.errors import InvariantError, ScenarioError
from gtmsim.measure.versions import versions
from gtmsim.program.layout import RunTotal, TotalBlock
from gtmsim.program.prefix import stems
from gtmsim.program.tables import Program
from gtmsim.program.totals import totals_of
from gtmsim.scenario import Scenario
from gtmsim.scenario.render import render
from gtmsim.shards.asked import Asked
from gtmsim.shards.disk import put
from gtmsim.shards.manifest import Manifest, Point
from gtmsim.shards.places import Places
from gtmsim.shards.work import lowered, scenario_of
from gtmsim.study.executors import THREADED

EVENTS_A_SECOND = {
    True: 1 << 21,
    False: 1 << 15,
}  # about what an engine does, threaded or not: blocks are cut by it
BLOCK_SECONDS = 0.5
LONGEST_SECONDS = 60.0
MOST_SHARDS = 10_000  # beyond which blocks grow, as long as they do not become too long
LARGEST_BLOCK = 1 << 12

Told = Callable[[int, int], None]


def base_text(scenario: Scenario) -> str:
    """Return a scenario with everything it extends as a text over which values can still be laid.

    Raises InvariantError if the text says something else.
    """
    if scenario.laid is None or not isinstance(data := scenario.laid.plain(), dict):
        raise InvariantError(f"{scenario.name} has no text")
    text = render(data, {"": f"{scenario.name}, with everything it extends; digest {scenario.digest}"})
    if scenario_of(text, scenario.name, ()).digest != scenario.digest:
        raise InvariantError(f"the text of {scenario.name} says something else than its files")
    return text


def manifest_for(asked: Asked, told: Told = lambda _done, _all: None) -> tuple[Manifest, dict[str, str]]:
    """Return what a study is made of, and the texts of its scenarios by digest. `told` hears of points as they are lowered.

    Raises ScenarioError for values that do not go together, naming the point.
    """
    texts = {name: base_text(each) for name, each in asked.scenarios.items()}
    sizes = {name: _second_of(each, asked) for name, each in asked.scenarios.items()}
    made: list[list[Point]] = []
    together = count()
    whole = len(asked.rows) * len(texts)
    grown = _grown(asked, sizes)
    for row, overrides in enumerate(_overrides(asked)):
        programs: dict[str, Program] = {}
        points: dict[str, Point] = {}
        for name, (point, sets) in overrides.items():
            scenario = _laid(asked, name, texts[name], point, sets)
            programs[name] = lowered(scenario)
            values = dict(each.split("=", 1) for each in sets)
            points[name] = Point(point, name, values, scenario.digest, programs[name].digest, 0, 0)
            told(row * len(texts) + len(programs), whole)
        made.append(_with_blocks(points, programs, sizes, grown, asked.engine, together))
    core = ""
    if asked.engine in THREADED:
        from gtmsim.engines.core import build

        core = build()
    # Points of a scenario stand together, as whoever reads the rows expects.
    order = {name: place for place, name in enumerate(texts)}
    points_in_order = sorted((each for row in made for each in row), key=lambda each: order[each.scenario])
    manifest = Manifest(
        Path(asked.file).name,
        asked.seed,
        asked.replications,
        asked.engine,
        asked.metrics,
        asked.weekly,
        versions(),
        core,
        dict(asked.bases),
        asked.design,
        tuple(points_in_order),
    )
    return manifest, {asked.scenarios[name].digest: text for name, text in texts.items()}


def begin(places: Places, manifest: Manifest, texts: Mapping[str, str]) -> None:
    """Let the folder hold the study. The manifest comes last: where it stands, everything stands."""
    for folder in (places.folder, places.scenarios, places.shards, places.logs):
        folder.mkdir(parents=True, exist_ok=True)
    for digest, text in texts.items():
        put(places.scenario(digest), text.encode())
    put(places.manifest, manifest.text().encode())


def _overrides(asked: Asked) -> list[dict[str, tuple[str, tuple[str, ...]]]]:
    """Return, for each row of the design, every scenario's point: its name and what is laid over it."""
    if not asked.factors:
        return [{name: (name, ()) for name in asked.scenarios}]
    named = {
        name: design_points(scenario, asked.factors, asked.rows, f"{name}-")
        for name, scenario in asked.scenarios.items()
    }
    return [
        {name: (each[row].name, each[row].sets) for name, each in named.items()}
        for row in range(len(asked.rows))
    ]


def _laid(asked: Asked, name: str, text: str, point: str, sets: tuple[str, ...]) -> Scenario:
    if not sets:
        return asked.scenarios[name]
    try:
        return scenario_of(text, asked.scenarios[name].name, sets)
    except ScenarioError as error:
        raise ScenarioError(f"{point} ({', '.join(sets)})", error.problems) from None


def _second_of(scenario: Scenario, asked: Asked) -> float:
    """Return about how long a replication takes: the events of the first, the same everywhere, at a usual pace."""
    program = lowered(scenario)
    batch = engines.select("core" if asked.engine in THREADED else asked.engine).run(
        program, asked.seed, 0, 1
    )
    events = totals_of(program).block(batch.totals, TotalBlock.RUN)[0, RunTotal.EVENTS]
    return float(events) / EVENTS_A_SECOND[asked.engine in THREADED]


def _grown(asked: Asked, seconds: Mapping[str, float]) -> float:
    """Return how many seconds a block takes: more than usual where there would be too many of them."""
    whole = sum(seconds.values()) * len(asked.rows) * asked.replications
    return min(LONGEST_SECONDS, max(BLOCK_SECONDS, whole / MOST_SHARDS))


def _with_blocks(
    points: Mapping[str, Point],
    programs: Mapping[str, Program],
    seconds: Mapping[str, float],
    block_seconds: float,
    engine: str,
    together: "count[int]",
) -> list[Point]:
    """Return points with the size of their blocks, and which of them are computed in one go, as they share a past."""
    names = list(programs)
    bundles = (
        [[names[each] for each in stem.programs] for stem in stems(list(programs.values()))]
        if engine in THREADED
        else [[name] for name in names]
    )
    made = []
    for bundle in bundles:
        number = next(together)
        slowest = max(seconds[name] for name in bundle)
        fits = max(1, min(LARGEST_BLOCK, int(block_seconds / slowest) if slowest else LARGEST_BLOCK))
        block = 1 << (fits.bit_length() - 1)
        made += [replace(points[name], block=block, together=number) for name in bundle]
    return made
