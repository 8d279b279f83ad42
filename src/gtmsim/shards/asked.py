"""What a study file asks for: which scenarios, what is varied in them, how often, and what is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gtmsim.design import Factor, factors, grid, latin, sobol
from gtmsim.design.plans import Row
from gtmsim.engines.select import ENGINES
from gtmsim.errors import Problem, ScenarioError, UsageError
from gtmsim.measure.registry import HEADLINE
from gtmsim.measure.tally import ALWAYS
from gtmsim.scenario import Scenario, load
from gtmsim.scenario.files import OVER, PRESET, Missing, studies
from gtmsim.scenario.names import listing, suggestion
from gtmsim.scenario.nodes import Key, Node
from gtmsim.shards.fields import Fields, map_of, not_there
from gtmsim.shards.manifest import Base, Design

_WANTED = "a study, starting with `study: 1`"
_KEYS = (
    "study", "scenarios", "vary", "design", "points", "replications", "seed", "metrics", "weekly", "engine",
)  # fmt: skip
_DESIGNS = ("grid", "latin", "sobol")
_OF_A_SCENARIO = ("file", "set")


@dataclass(frozen=True)
class Asked:
    """A study as its file asks for it.

    `rows` holds a value of each factor for every point of the design; where nothing is varied, there is one empty row.
    """

    file: str
    scenarios: Mapping[str, Scenario]
    bases: Mapping[str, Base]
    factors: tuple[Factor, ...]
    rows: tuple[tuple[str, ...], ...]
    design: Design | None
    replications: int
    seed: int
    metrics: tuple[str, ...]
    weekly: bool
    engine: str


def read_study(file: str) -> Asked:
    """Return what a study file, or `preset:NAME`, asks for. Raises ScenarioError with every problem, each with its place."""
    path = _shipped(file) if file.startswith(PRESET) else Path(file)
    tree, entries, problems = map_of(path, file, _WANTED)
    reading = _Reading(file, path.parent, entries, problems)
    asked = reading.asked(tree)
    if problems:
        told = dict.fromkeys(problems)
        raise ScenarioError(file, sorted(told, key=lambda each: (each.file != file, each.line, each.column)))
    return asked


def _shipped(file: str) -> Path:
    known = studies()
    name = file.removeprefix(PRESET)
    if name not in known:
        raise not_there(file, Missing(file, f"a shipped study: {listing(known)}", suggestion(name, known)))
    return known[name]


class _Reading(Fields):
    """One pass over a study's tree. What is wrong is added to `problems`, and something right put in its place."""

    def __init__(self, file: str, folder: Path, said: Mapping[Key, Node], problems: list[Problem]) -> None:
        super().__init__(file, said, problems)
        self.folder = folder
        self.bases: dict[str, Base] = {}

    def asked(self, tree: Node) -> Asked:
        self.known_keys(self.said, _KEYS, ())
        if "study" not in self.said or self.said["study"].scalar != 1:
            node = self.said.get("study", tree)
            found = "nothing" if node is tree else node.text()
            self.refuse(node, "study", found, "`study: 1`, the version of the format")
        scenarios = self.scenarios(tree)
        first = next(iter(scenarios.values()), None)
        seed = self.whole("seed", 0, first.run.seed if first else 0)
        bound = self.factors(scenarios)
        kind, points, rows = self.rows(bound, seed)
        texts = tuple(dict.fromkeys(_factor_text(path, node) for path, node in self.varied()))
        return Asked(
            self.file,
            scenarios,
            self.bases,
            bound,
            rows,
            Design(kind, points, texts) if texts else None,
            self.whole("replications", 1, first.run.replications if first else 1),
            seed,
            self.metrics(scenarios),
            self.flag("weekly"),
            self.one_of("engine", tuple(ENGINES)),
        )

    def scenarios(self, tree: Node) -> dict[str, Scenario]:
        found: dict[str, Scenario] = {}
        wanted = "a map of names, each with a file or preset:NAME"
        entries = self.map("scenarios", wanted)
        if not entries and not self.problems:
            self.refuse(self.said.get("scenarios", tree), "scenarios", "nothing", wanted)
        for key, node in entries.items():
            if (scenario := self.scenario(str(key), node)) is not None:
                found[str(key)] = scenario
        currencies = {each.world.currency for each in found.values()}
        if len(currencies) > 1:
            told = ", ".join(sorted(currencies))
            self.refuse(self.said["scenarios"], "scenarios", told, "scenarios of one currency")
        return found

    def scenario(self, name: str, node: Node) -> Scenario | None:
        """Return a scenario as it is asked for, or None and what is wrong with it."""
        path = f"scenarios.{name}"
        entries = node.entries or {}
        self.known_keys(entries, _OF_A_SCENARIO, ("scenarios", name))
        file = entries.get("file") if node.entries is not None else node
        if file is None or not isinstance(file.scalar, str):
            self.refuse(node, path, node.text(), "a file, preset:NAME, or {file: ..., set: {...}}")
            return None
        sets = entries.get("set")
        if sets is not None and sets.entries is None:
            self.refuse(sets, f"{path}.set", sets.text(), "a map of paths to values")
        laid = {str(key): each for key, each in (sets.entries or {}).items()} if sets else {}
        try:
            found = load(self.beside(file.scalar), [f"{key}={each.text()}" for key, each in laid.items()])
        except ScenarioError as error:
            # What has no place of its own stands where it was asked for.
            places = [file, *laid.values()]
            for each in error.problems:
                option = each.file == "--set"
                at = places[each.line if option else 0].origin
                placed = replace(
                    each,
                    file=self.file,
                    line=at.line,
                    column=at.column,
                    path=each.path or path,
                    found=each.found or file.scalar,
                )
                self.problems.append(placed if option or not each.line else each)
            return None
        self.bases[name] = Base(file.scalar, found.name, found.digest)
        return found

    def beside(self, asked: str) -> str:
        """Return how a file that is named in the study is found from here. Layers that are shipped are called as ever."""
        if asked.startswith(PRESET) and OVER not in asked:
            return asked
        first, *others = asked.split(OVER)
        told = [first if first.startswith(PRESET) else str(self.folder / first)]
        told += [str(self.folder / each) if Path(each).suffix else each for each in others]
        return OVER.join(told)

    def varied(self) -> list[tuple[str, Node]]:
        return [
            (str(key), node)
            for key, node in self.map("vary", "a map of paths to values, such as 4..9 or [4, 6, 8]").items()
        ]

    def factors(self, scenarios: Mapping[str, Scenario]) -> tuple[Factor, ...]:
        """Return the factors, which every scenario must have."""
        nodes = [node for _, node in self.varied()]
        texts = [_factor_text(path, node) for path, node in self.varied()]
        bound: tuple[Factor, ...] = ()
        for scenario in scenarios.values():
            try:
                bound = factors(texts, scenario, self.file)
            except ScenarioError as error:
                for each in error.problems:
                    at = nodes[each.line - 1].origin
                    self.problems.append(replace(each, line=at.line, column=at.column))
                return ()
        return bound

    def rows(
        self, bound: tuple[Factor, ...], seed: int
    ) -> tuple[str, int | None, tuple[tuple[str, ...], ...]]:
        """Return the kind of design, how many points it was asked for, and their values."""
        kind = self.one_of("design", _DESIGNS)
        counted = self.said.get("points")
        for name in ("design", "points"):
            if name in self.said and not self.varied():
                self.refuse(self.said[name], name, self.said[name].text(), "nothing, as nothing is varied")
        if kind == "grid":
            if counted is not None and self.varied():
                self.refuse(counted, "points", counted.text(), "nothing: a grid has all of them")
            return kind, None, tuple(self.asking("vary", grid, bound)) if bound else ((),)
        points = self.whole("points", 1, 0)
        if not points:
            self.refuse(self.said["design"], "points", "nothing", "how many points the design has")
        if not bound or not points:
            return kind, points, ((),)
        plan = latin if kind == "latin" else sobol
        return kind, points, tuple(self.asking("points", plan, bound, points, seed))

    def asking(self, name: str, plan: Callable[..., list[Row]], *words: object) -> list[Row]:
        """Return the rows of a plan; what it cannot make is told at the field that asks for it."""
        try:
            return plan(*words)
        except UsageError as error:
            self.refuse(self.said[name], name, "", str(error))
            return [()]

    def metrics(self, scenarios: Mapping[str, Scenario]) -> tuple[str, ...]:
        """Return the keys of the series to keep. Each must be told by some scenario."""
        node = self.said.get("metrics")
        if node is None:
            return (*HEADLINE,)
        if node.items is None or not all(isinstance(each.scalar, str) for each in node.items):
            self.refuse(node, "metrics", node.text(), "a list of metrics, such as [bookings, cycle_days.p90]")
            return (ALWAYS,)
        known = _series(scenarios)
        for each in node.items:
            if known and str(each.scalar) not in known:
                name = str(each.scalar)
                wanted = "a metric of these scenarios; see gtmsim metrics"
                self.refuse(each, "metrics", name, wanted, suggestion(name, known))
        return tuple(dict.fromkeys((*(str(each.scalar) for each in node.items), ALWAYS)))


def _series(scenarios: Mapping[str, Scenario]) -> list[str]:
    """Return the key of every series that any of the scenarios can tell."""
    from gtmsim.measure.tally import series_of
    from gtmsim.shards.work import lowered

    return list(
        dict.fromkeys(series.key for each in scenarios.values() for series in series_of(lowered(each)))
    )


def _factor_text(path: str, node: Node) -> str:
    """Return a factor as `--vary` takes it."""
    return f"{path}={','.join(each.text() for each in node.items) if node.items is not None else node.text()}"
