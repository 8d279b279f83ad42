"""Which inputs a metric depends on, or what one scenario has above another: screened, then measured, or one bar each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from gtmsim.amounts import counted, listed, percent, spanned
from gtmsim.errors import UsageError
from gtmsim.explore.expected import expected
from gtmsim.explore.ground import Ground, Told, ground
from gtmsim.explore.groups import Groups, run_groups
from gtmsim.explore.indices import Index, indices, saltelli
from gtmsim.explore.morris import Effect, effects, elementary, ways
from gtmsim.explore.sensitivity_frames import bar_rows, effect_rows, framed, index_rows
from gtmsim.explore.tornado import Bar, bars, ends
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.made import Made
from gtmsim.measure.plain import interval
from gtmsim.measure.result import Result
from gtmsim.scenario import Scenario
from gtmsim.study.expected import Announce
from gtmsim.study.steps import Progress

if TYPE_CHECKING:
    import polars as pl

Method = Literal["morris", "sobol", "tornado"]

WAYS = 10
POINTS = 64
REPLICATIONS = 20
MOST_MEASURED = 6  # fields; of more, the screening says which


@dataclass(frozen=True)
class Input:
    """A field that is varied: its value now, how far it goes, and why it is varied."""

    path: str
    today: str
    low: str
    high: str
    why: str


@dataclass(frozen=True)
class Left:
    """What was left out: groups of points that do not go together or tell nothing, replications that could not be paired."""

    refused: int = 0
    silent: int = 0
    unpaired: int = 0

    def and_of(self, groups: Groups) -> "Left":
        """Return it with what was left out of more groups."""
        return Left(
            self.refused + groups.refused, self.silent + groups.silent, self.unpaired + groups.unpaired
        )


@dataclass(frozen=True, eq=False)
class Sensitivity(Result):
    """How a metric depends on inputs. `names`: one scenario, or two, of which the second's metric less the first's is what counts.

    `screened` is Morris's, `measured` Sobol's, `bars` the tornado's; empty: not asked for. Indices in them are places in `inputs`.
    `groups` are the whole ways and base points they rest on.
    """

    names: tuple[str, ...]
    metric: Told
    method: Method
    inputs: tuple[Input, ...]
    as_is: Estimate
    screened: tuple[Effect, ...]
    measured: tuple[Index, ...]
    bars: tuple[Bar, ...]
    groups: Mapping[str, int]
    left: Left
    interrupted: bool
    made: Made

    @property
    def outcome(self) -> str:
        """What is looked at, in words."""
        key = self.metric.key
        return (
            f"{key} of {self.names[0]}"
            if len(self.names) == 1
            else f"{key} of {self.names[1]} less {self.names[0]}"
        )

    def answer(self) -> str:
        """Return what matters most, and how sure that is."""
        if self.measured:
            top = self.measured[0]
            told = [
                f"{self.inputs[each.place].path} {percent(each.total[0])} (95 %: {percent(max(0.0, each.total[1]))} to "
                f"{percent(each.total[2])})"
                for each in self.measured[:3]
            ]
            if top.total[0] == 0.0:
                return f"{self.outcome} is the same wherever the inputs lie"
            return (
                f"of the variance of {self.outcome} the inputs carry, interactions included: {listed(told)}"
            )
        if self.bars:
            bar = self.bars[0]
            swing = spanned(bar.swing.mean, bar.swing.low, bar.swing.high, self.metric.unit)
            if bar.length == 0.0:
                return f"none of {counted(len(self.bars), 'input')} alone moves {self.outcome}"
            return f"{self.inputs[bar.place].path} alone moves {self.outcome} most: from {bar.low} to {bar.high} by {swing}"
        sure = [each for each in self.screened if each.clear]
        if not sure:
            return f"none of {counted(len(self.screened), 'input')} moves {self.outcome} by more than luck"
        told = [self.inputs[each.place].path for each in sure[:3]]
        first = spanned(*sure[0].size, self.metric.unit)
        rest = f", then on {listed(told[1:])}" if told[1:] else ""
        return (
            f"{self.outcome} depends most on {told[0]}, which moves it by {first} along its range{rest}; "
            f"{len(sure)} of {counted(len(self.screened), 'input')} move it by more than luck"
        )

    def frame(self) -> "pl.DataFrame":
        """Return one row an input, the most important first: indices of Sobol's method, else bars, else effects."""
        paths = [each.path for each in self.inputs]
        if self.measured:
            return framed(index_rows(paths, self.measured))
        return framed(bar_rows(paths, self.bars) if self.bars else effect_rows(paths, self.screened))

    def details(self) -> dict[str, object]:
        """Return all that was found by each method, and what it rests on."""
        paths = [each.path for each in self.inputs]
        return {
            "scenarios": list(self.names),
            "metric": self.metric.key,
            "unit": self.metric.unit,
            "outcome": self.outcome,
            "method": self.method,
            "as_is": interval(self.as_is),
            "inputs": [
                {"path": each.path, "today": each.today, "low": each.low, "high": each.high, "why": each.why}
                for each in self.inputs
            ],
            "morris": framed(effect_rows(paths, self.screened)).to_dicts() if self.screened else [],
            "sobol": framed(index_rows(paths, self.measured)).to_dicts() if self.measured else [],
            "tornado": framed(bar_rows(paths, self.bars)).to_dicts() if self.bars else [],
            "groups": dict(self.groups),
            "groups_refused": self.left.refused,
            "groups_silent": self.left.silent,
            "replications_unpaired": self.left.unpaired,
            "interrupted": self.interrupted,
        }  # fmt: skip


def sensitivity(
    scenarios: Mapping[str, Scenario],
    vary: Sequence[str] = (),
    *,
    guesses: bool = False,
    method: Method = "morris",
    metric: str | None = None,
    trajectories: int = WAYS,
    points: int = POINTS,
    replications: int = REPLICATIONS,
    seed: int | None = None,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
    announce: Announce | None = None,
) -> Sensitivity:
    """Return which inputs a metric depends on: of one scenario, or of two, of the second's metric less the first's.

    Inputs are named, or with `guesses` all weakly founded ones. Every point meets the same luck, and its mean over the replications
    is what is looked at. `sobol` measures up to six inputs, and screens more for those first. Ctrl-C keeps what is finished.
    """
    if len(scenarios) not in (1, 2):
        raise UsageError(
            f"sensitivity is that of one scenario, or of what a second has above a first; got {len(scenarios)}"
        )
    if trajectories < 2 or points < 2:
        raise UsageError(f"ways and points are 2 or more, got {trajectories} and {points}")
    if method not in ("morris", "sobol", "tornado"):
        raise UsageError(f"a method is morris, sobol or tornado, not {method}")
    there = ground(
        scenarios, vary, metric, weak=guesses, seed=seed, replications=replications, engine=engine, jobs=jobs
    )
    found = _Found(there)
    if method == "tornado":
        found.by_bars(progress, announce)
    else:
        if method == "morris" or len(there.unknowns) > MOST_MEASURED:
            found.by_ways(trajectories, progress, announce)
        if method == "sobol" and not found.interrupted:
            try:
                found.by_variance(points, progress, announce)
            except KeyboardInterrupt:
                if not found.screened:
                    raise
                found.interrupted = True
    return found.told(method)


class _Found:
    """What has been found so far."""

    def __init__(self, there: Ground) -> None:
        self.there = there
        self.screened: tuple[Effect, ...] = ()
        self.measured: tuple[Index, ...] = ()
        self.bars: tuple[Bar, ...] = ()
        self.groups: dict[str, int] = {}
        self.left = Left()
        self.interrupted = False

    def by_ways(self, count: int, progress: Progress | None, announce: Announce | None) -> None:
        every = range(len(self.there.unknowns))
        came = run_groups(self.there, every, ways(len(every), count, self.there.seed), progress, announce)
        self.screened = effects(elementary(came.shares, came.outcomes), self.there.seed)
        self._keep("ways", came)

    def by_variance(self, count: int, progress: Progress | None, announce: Announce | None) -> None:
        places = sorted(each.place for each in self.screened[:MOST_MEASURED]) or list(
            range(len(self.there.unknowns))
        )
        came = run_groups(
            self.there, places, saltelli(len(places), count, self.there.seed), progress, announce
        )
        found = indices(came.outcomes, self.there.seed)
        self.measured = tuple(replace(each, place=places[each.place]) for each in found)
        self._keep("base points", came)

    def by_bars(self, progress: Progress | None, announce: Announce | None) -> None:
        there = self.there
        both = ends(there)
        wrong = there.refused(both)
        whole = [
            place
            for place in range(len(there.unknowns))
            if not wrong.keys() & set(both[2 * place : 2 * place + 2])
        ]
        rows = [there.as_is, *(row for place in whole for row in both[2 * place : 2 * place + 2])]
        if announce is not None:
            announce(expected(there, rows))
        try:
            there.run(rows, progress)
        except KeyboardInterrupt:
            self.interrupted = True
        done = [
            place for place in whole if all(row in there.known for row in both[2 * place : 2 * place + 2])
        ]
        if not done:
            if self.interrupted:
                raise KeyboardInterrupt
            raise UsageError("at no input's ends do the values go together")
        self.bars = bars(there, done)
        self.groups["inputs"] = len(done)
        self.left = replace(self.left, refused=len(there.unknowns) - len(whole))

    def told(self, method: Method) -> Sensitivity:
        there = self.there
        inputs = tuple(
            Input(each.path, there.today(place), each.at(0.0), each.at(1.0), each.why)
            for place, each in enumerate(there.unknowns)
        )
        there.run([there.as_is])
        as_is = mean_interval(there.outcomes([there.as_is])[0])
        return Sensitivity(
            there.names, there.metrics[0], method, inputs, as_is, self.screened, self.measured, self.bars, self.groups,
            self.left, self.interrupted, there.made(),
        )  # fmt: skip

    def _keep(self, what: str, came: Groups) -> None:
        self.groups[what] = came.count
        self.left = self.left.and_of(came)
        self.interrupted = came.interrupted
