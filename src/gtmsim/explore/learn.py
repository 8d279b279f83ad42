"""Which uncertain number is most worth measuring before deciding, in what the metric counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

from gtmsim.amounts import amount, spanned
from gtmsim.explore.axes import axis
from gtmsim.explore.in_worlds import Options, Worlds, paired_means, worlds_of
from gtmsim.explore.partial import Worth, worth_of
from gtmsim.explore.robust import best_in_all, from_zero, held_out_regrets, regrets_of
from gtmsim.explore.told import worlds_json
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.made import Made
from gtmsim.measure.result import Result
from gtmsim.scenario import Scenario

if TYPE_CHECKING:
    import polars as pl

WORLDS = 300
CHANCE = 0.05


@dataclass(frozen=True)
class Lesson:
    """What it is worth at most to know one number. `clear`: beyond luck, whatever number of inputs was looked at."""

    path: str
    why: str
    worth: Worth
    clear: bool


@dataclass(frozen=True, eq=False)
class Learn(Result):
    """Lessons, the dearest first. `choice` is what is best on average; `everything` is what knowing all would be worth.

    `everything` is the least mean regret, and too large by what luck does to the best of a world; `at_least` is too small.
    """

    choice: str
    everything: Estimate
    at_least: float
    lessons: tuple[Lesson, ...]
    worlds: Worlds
    made: Made

    def answer(self) -> str:
        """Return what is most worth measuring, and what it is worth at most."""
        unit = self.worlds.unit
        whole = f"knowing everything would be worth {amount(self.everything.mean, unit)} in {self.worlds.metric} at most"
        if self.everything.mean == 0.0:
            best = best_in_all(self.choice, self.worlds.metric, self.worlds.count)
            return f"nothing is worth measuring before deciding: {best}"
        chosen = f"as things stand {self.choice} is chosen"
        found = next((each for each in self.lessons if each.clear and each.worth.value > 0.0), None)
        if found is None:
            return f"no single number is clearly worth measuring before deciding; {chosen}, and {whole}"
        worth = spanned(found.worth.value, found.worth.low, found.worth.high, unit)
        return f"measuring {found.path} before deciding is worth up to {worth}; {chosen}, and {whole}"

    def frame(self) -> "pl.DataFrame":
        """Return one row an input."""
        import polars as pl

        return pl.DataFrame([self._row(each) for each in self.lessons])

    def details(self) -> dict[str, object]:
        """Return every lesson, what was drawn, and the worlds themselves."""
        return {
            "choice": self.choice,
            "everything": {
                "worth": self.everything.mean,
                "low": self.everything.low,
                "high": self.everything.high,
            },
            "everything_at_least": self.at_least,
            "lessons": [self._row(each) for each in self.lessons],
            **worlds_json(self.worlds),
        }

    def _row(self, each: Lesson) -> dict[str, object]:
        worth = each.worth
        return {
            "path": each.path, "why": each.why, "worth": worth.value, "low": worth.low, "high": worth.high,
            "unit": self.worlds.unit, "chance": worth.chance, "clear": each.clear,
        }  # fmt: skip


def learn(alternatives: Mapping[str, Scenario] | Worlds, **options: Unpack[Options]) -> Learn:
    """Return what each unknown is worth to know before choosing: over the worlds given, or 300 that are drawn and run.

    Raises UsageError for fewer than two worlds, KeyboardInterrupt if no two were finished.
    """
    met = worlds_of(alternatives, WORLDS, **options)
    means = paired_means(met.gains)
    chosen = int(means.mean(axis=0).argmax())
    lessons = []
    for place, unknown in enumerate(met.unknowns):
        worth = worth_of(axis(unknown, met.shares[:, place]), means, met.made.seed)
        clear = worth.chance < CHANCE / len(met.unknowns) and worth.low > 0.0
        lessons.append(Lesson(unknown.path, unknown.why, worth, clear))
    lessons.sort(key=lambda each: (-each.worth.value, each.worth.chance))
    everything = from_zero(mean_interval(regrets_of(means)[:, chosen]))
    at_least = max(float(held_out_regrets(met.gains)[:, chosen].mean()), 0.0)
    return Learn(met.names[chosen], everything, at_least, tuple(lessons), met, met.made)
