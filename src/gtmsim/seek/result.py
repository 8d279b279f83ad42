"""What a search hands over: every candidate with what became of it, and the best on luck that had no part in choosing it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from gtmsim.amounts import amount, listed, number, percent, spanned
from gtmsim.measure.intervals import Estimate
from gtmsim.measure.made import Made
from gtmsim.measure.plain import interval, plain
from gtmsim.measure.result import Result
from gtmsim.seek.budget import Budget
from gtmsim.seek.candidates import FITS
from gtmsim.seek.edges import Edge
from gtmsim.seek.front import SURELY

if TYPE_CHECKING:
    import polars as pl

CHOSEN, EQUAL, ASIDE, UNTAKEN, UNMEASURED, UNREACHED = (
    "chosen", "as good as the chosen", "set aside", "not taken on", "could not be measured", "not reached",
)  # fmt: skip


@dataclass(frozen=True)
class Goal:
    """A metric that is to be as good as possible."""

    metric: str
    unit: str
    better: str


@dataclass(frozen=True)
class Entry:
    """A candidate and what became of it. `means` are of the runs that chose, metric by metric, and look better than they are.

    `compared` is over how many replications it stood the comparison, `behind` how far it was behind the chosen over the same ones
    (above zero is worse, whatever the metric), `spent` how many runs it cost. `fresh` is on luck that had no part in the choice.
    """

    name: str
    sets: tuple[str, ...]
    cost_a_year: float
    fate: str
    why: str = ""
    means: tuple[float, ...] = ()
    compared: int = 0
    behind: float | None = None
    spent: int = 0
    fresh: tuple[Estimate, ...] = ()


@dataclass(frozen=True)
class Promise:
    """What a selection promises: the best of `among` is chosen with that confidence if better than all others by `delta`."""

    kept: bool  # False: it ended before that could be promised
    confidence: float
    delta: float
    among: int
    replications: int  # of those who stayed longest
    ties: tuple[str, ...] = ()  # no run told them from the chosen


@dataclass(frozen=True)
class Search(Result):
    """Structures within a budget. `whole`: every point of the space was considered, else `asked` were, proposed by a search."""

    base: str
    currency: str
    goals: tuple[Goal, ...]
    budget: Budget | None
    cost_today: float  # a year, of the file as it is
    space: float  # points there are; infinite for ranges of any numbers
    whole: bool
    entries: Mapping[str, Entry]
    today: tuple[Estimate, ...]  # the file as it is, on fresh luck
    confidence: float
    interrupted: bool
    made: Made

    @property
    def fitting(self) -> int:
        """How many candidates could be simulated."""
        return sum(
            each.fate in (CHOSEN, EQUAL, ASIDE, UNTAKEN, UNMEASURED, UNREACHED, FITS)
            for each in self.entries.values()
        )

    @property
    def runs(self) -> int:
        """How many runs all candidates took."""
        return sum(each.spent for each in self.entries.values())

    def within(self) -> str:
        """Return what was chosen among, in words."""
        within = "" if self.budget is None else f" within {self.budget.text}"
        return f"{number(self.fitting)} structures{within}"

    def frame(self) -> "pl.DataFrame":
        """Return one row a candidate, in the order they were considered."""
        import polars as pl

        rows = [self._row(each) for each in self.entries.values()]
        return pl.DataFrame(rows, schema=self._schema(), orient="row")

    def details(self) -> dict[str, object]:
        """Return everything told, as plain data."""
        return {
            "base": self.base,
            "currency": self.currency,
            "goals": [
                {"metric": each.metric, "unit": each.unit, "better": each.better} for each in self.goals
            ],
            "budget": None
            if self.budget is None
            else {"text": self.budget.text, "a_year": self.budget.a_year},
            "cost_today_a_year": self.cost_today,
            "space": self.space,
            "whole": self.whole,
            "runs": self.runs,
            "interrupted": self.interrupted,
            "confidence": self.confidence,
            "today": [estimate_json(each) for each in self.today],
            "candidates": [entry_json(each, self.goals) for each in self.entries.values()],
        }

    def _schema(self) -> "dict[str, pl.DataType | type[pl.DataType]]":
        import polars as pl

        metrics = [each.metric for each in self.goals]
        return {
            "candidate": pl.String, "sets": pl.String, "cost_a_year": pl.Float64, "fate": pl.String, "why": pl.String,
            "compared": pl.Int64, "behind": pl.Float64, "spent": pl.Int64,
            **{f"{name} while choosing": pl.Float64 for name in metrics},
            **{f"{name} {what}": pl.Float64 for name in metrics for what in ("fresh", "low", "high")},
        }  # fmt: skip

    def _row(self, each: Entry) -> tuple[object, ...]:
        nothing = (None,) * len(self.goals)
        fresh = [value for told in each.fresh for value in (told.mean, told.low, told.high)]
        return (
            each.name, " ".join(each.sets), plain(each.cost_a_year), each.fate, each.why, each.compared, each.behind, each.spent,
            *(each.means or nothing), *(fresh or 3 * nothing),
        )  # fmt: skip


@dataclass(frozen=True)
class Best(Search):
    """The best structure on one metric. Differences are paired, on fresh luck, and hold together with the confidence said."""

    best: str = ""
    promise: Promise | None = None  # None: a single structure was left to choose
    against_today: Estimate | None = None  # None: not run on fresh luck
    next_best: str = ""
    against_next: Estimate | None = None
    edges: tuple[Edge, ...] = ()

    @property
    def chosen(self) -> Entry:
        """The structure that was chosen."""
        return self.entries[self.best]

    def answer(self) -> str:
        """Return what is best, what it makes and how much more than the file as it is, and with what doubt."""
        (goal,), chosen = self.goals, self.chosen
        so_far = "" if self.against_today else " so far"
        head = f"of {self.within()} {listed(list(chosen.sets))} is best{so_far} on {goal.metric}"
        if not chosen.fresh or self.against_today is None:
            return f"{head}: {amount(chosen.means[0], goal.unit)} in the runs that chose it, which flatter it"
        made = within(chosen.fresh[0], goal.unit, self.confidence)
        than = against(self.against_today, goal.unit, self.confidence)
        return f"{head}: {made} on fresh luck, {than} the file as it is"

    def details(self) -> dict[str, object]:
        """Return everything told, as plain data."""
        promise = self.promise
        return {
            **super().details(),
            "best": {"candidate": self.best, "set": list(self.chosen.sets)},
            "guarantee": None
            if promise is None
            else {
                "kept": promise.kept,
                "confidence": promise.confidence,
                "indifference": promise.delta,
                "among": promise.among,
                "replications": promise.replications,
                "ties": list(promise.ties),
            },
            "difference_from_today": estimate_json(self.against_today),
            "next_best": self.next_best or None,
            "difference_from_next_best": estimate_json(self.against_next),
            "at_the_edge": [asdict(each) for each in self.edges],
        }


@dataclass(frozen=True)
class Front(Search):
    """Structures that no other beats on all metrics. `standing`: surely, maybe or no, with the confidence said for all together."""

    standing: Mapping[str, str] | None = None

    def on(self, standing: str) -> list[str]:
        """Return the names of those that stand so."""
        return [name for name, told in (self.standing or {}).items() if told == standing]

    def answer(self) -> str:
        """Return how many structures may be taken, and between which metrics they choose."""
        metrics = listed([each.metric for each in self.goals])
        sure, all_told = len(self.on(SURELY)), len(self.standing or {})
        may = sum(told != "no" for told in (self.standing or {}).values())
        if not self.standing:
            return f"of {self.within()} none was run often enough to tell which no other beats on {metrics}"
        return (
            f"of {self.within()} {number(sure)} are surely beaten by no other on {metrics} at once, "
            f"{number(may - sure)} more may be ({percent(self.confidence)} for all {number(all_told)} that were run on fresh luck)"
        )

    def details(self) -> dict[str, object]:
        """Return everything told, as plain data."""
        return {**super().details(), "front": dict(self.standing or {})}


def estimate_json(told: Estimate | None) -> dict[str, object] | None:
    """Return a mean and its interval as plain data."""
    return None if told is None else {**interval(told), "replications": told.count}


def entry_json(each: Entry, goals: tuple[Goal, ...]) -> dict[str, object]:
    """Return a candidate as plain data."""
    return {
        "candidate": each.name,
        "set": list(each.sets),
        "cost_a_year": plain(each.cost_a_year),
        "fate": each.fate,
        "why": each.why or None,
        "compared": each.compared,
        "behind": each.behind,
        "spent": each.spent,
        "while_choosing": {goal.metric: plain(mean) for goal, mean in zip(goals, each.means, strict=False)},
        "fresh": {goal.metric: estimate_json(told) for goal, told in zip(goals, each.fresh, strict=False)},
    }


def within(told: Estimate, unit: str, confidence: float) -> str:
    """Return a mean with its interval, in one unit."""
    return spanned(told.mean, told.low, told.high, unit, confidence)


def against(told: Estimate, unit: str, confidence: float) -> str:
    """Return a difference as a phrase that ends before what it is against."""
    if told.half_width == 0.0 and told.mean == 0.0:
        return "the same as"
    less = told.mean < 0.0
    size = replace(told, mean=-told.mean, low=-told.high, high=-told.low) if less else told
    sure = "" if told.excludes_zero else ", which luck alone may bring,"
    return f"{within(size, unit, confidence)} {'less' if less else 'more'}{sure} than"
