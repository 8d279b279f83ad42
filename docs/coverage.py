"""Do 95 % intervals cover 95 %? Studies of a stream of leads whose wins are known in closed form, over and over."""

from math import sqrt
from typing import Annotated

import typer

from gtmsim.cli.script import script
from gtmsim.cli.showing import show
from gtmsim.measure.controls import adjusted, stream_controls
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.metric import HIGHER
from gtmsim.measure.pairs import paired
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario.loading import loads
from gtmsim.study.values import values

SEED, STUDIES, REPLICATIONS = 7, 2000, 100
LEADS_A_DAY, DAYS, DEAL, CHANCE, BETTER = 8, 7, 1000.0, 0.5, 0.55
TALK_DAYS = 1 / 1440  # a minute

Studies = dict[str, list[Estimate]]

WORLD = """
gtmsim: 1
world:
  segments: {{any: {{deal_value: {{fixed: 1 kEUR}}}}}}
  sources: {{web: {{rate: 8 per day, intent: 1}}}}
  stages: {{talk: {{session: {{fixed: 1 min}}, session_spread: none, outcomes: {{advance: {chance}, lost: {lost}}}}}}}
organisation:
  calendars: {{always: {{week: {{mon-sun: all day}}}}}}
  roles: {{rep: {{works: {{talk: 1}}}}}}
  teams: {{rep: {{people: 6}}}}
run: {{horizon: 1 week}}
"""


def programs() -> dict[str, Program]:
    """Return a desk at which nobody waits, and the same desk convincing one lead in twenty more."""
    return {
        name: lower(loads(WORLD.format(chance=chance, lost=1 - chance)))
        for name, chance in (("today", CHANCE), ("better", BETTER))
    }


def expected(chance: float) -> float:
    """Return the bookings to expect: of the leads that come early enough to be talked to, the share that is won."""
    return LEADS_A_DAY * (DAYS - TALK_DAYS) * chance * DEAL


def studies(count: int, seed: int = SEED) -> Studies:
    """Return the intervals of so many studies: of today's bookings, and of the difference on shared luck."""
    ran = values(programs(), ["bookings"], seed=seed, count=count * REPLICATIONS)
    luck = stream_controls(programs()["today"], seed, 0, count * REPLICATIONS)
    today, better = (
        ran.column(name, "bookings").reshape(count, REPLICATIONS) for name in ("today", "better")
    )
    return {
        "mean": [mean_interval(each) for each in today],
        "mean with control variates": [
            mean_interval(adjusted(each, known))
            for each, known in zip(today, luck.reshape(count, REPLICATIONS, -1), strict=True)
        ],
        "difference": [
            paired(mine, theirs, HIGHER).difference for mine, theirs in zip(better, today, strict=True)
        ],
    }


def covered(told: Studies, wrong: float = 1.0) -> dict[str, float]:
    """Return the share of studies whose interval covers the truth; `wrong` is a factor on what is taken for it."""
    apart = expected(BETTER) - expected(CHANCE)
    return {
        what: _share(each, wrong * (apart if what == "difference" else expected(CHANCE)))
        for what, each in told.items()
    }


def _share(told: list[Estimate], truth: float) -> float:
    return sum(each.low <= truth <= each.high for each in told) / len(told)


def main(
    count: Annotated[int, typer.Argument(metavar="STUDIES", min=2, help="How many studies.")] = STUDIES,
) -> None:
    """Print how often the interval of a mean, of one with control variates and of a difference on shared luck covers the truth."""
    show(f"{count:,} studies of {REPLICATIONS} replications each, seed {SEED}, intervals of 95 %")
    for what, share in covered(studies(count)).items():
        doubt = 1.96 * sqrt(share * (1 - share) / count)
        told = f"{100 * share:.1f} % covered ({100 * (share - doubt):.1f} to {100 * (share + doubt):.1f})"
        show(f"{what:26} {told}")


if __name__ == "__main__":
    script(main, "python docs/coverage.py", "python docs/coverage.py 200")
