"""What an export of leads and wins alone cannot tell, why not, and what stands in the scenario instead.

The values that stand, their grades and sources are read from the scenario, so that this list cannot say another thing than it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from gtmsim.calibration.estimates import Facts
from gtmsim.calibration.hands import hands
from gtmsim.calibration.won_only import WonOnly

GRADES = {
    "A": "grade A: several studies",
    "B": "grade B: one study or large data",
    "C": "grade C: a survey",
    "D": "grade D: a guess to vary",
}
FEW = 0.1  # of the wins; amounts of fewer are somebody's choice of what to enter


@dataclass(frozen=True)
class Refusal:
    """One thing that is not estimated: the path of what stands instead, its value, and the grade of that default."""

    what: str
    why: str
    path: str
    instead: str
    grade: str

    @property
    def sentence(self) -> str:
        """Return the refusal as one sentence."""
        return f"{self.what}: {self.why}; {self.path} is {self.instead} ({self.grade})"


def refusals(facts: Facts, text: str) -> tuple[Refusal, ...]:
    """Return what the export behind these facts cannot tell, with what the scenario's text holds in its place."""
    from gtmsim.scenario import loads
    from gtmsim.scenario.where import where

    assert facts.wins is not None
    scenario = loads(text, "calibrated")
    found = []
    for what, why, path, meant in _refused(facts, facts.wins):
        place = where(scenario, path)
        by_default = place.origin is None or place.value == place.default
        grade = GRADES.get(place.grade, "a convention") if by_default else meant
        found.append(Refusal(what, why, path, place.value, grade))
    return tuple(found)


def _refused(facts: Facts, wins: WonOnly) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is not told, why, the path that holds something all the same, and what that is if it is no default."""
    stage = facts.funnel.stages[0]
    at, team = f"world.stages.{stage}", "organisation.teams.desk"
    yield (
        "how long stages take",
        "no date lies between a lead's coming and its win, so there is one stage with one clock",
        f"{at}.clock",
        "estimated, of the whole way",
    )
    silent = (
        f"none of the {wins.without_win:,} leads that were not won is marked lost, so neither when nor why is known;"
        " the share that never wins leaves without a decision"
    )
    yield "losses", silent, f"{at}.loss_clock", "our choice"
    yield "sellers' sessions", "the export has no activities", f"{at}.sessions", "our choice"
    yield "how long a session takes", "the export has no activities", f"{at}.session", "our choice"
    yield (
        "what waiting for an answer costs",
        "no first touch is dated",
        f"{at}.decay.exponent",
        "our choice",
    )
    yield (
        "working hours",
        "no session with a time of day names anybody",
        "organisation.calendars.office.week",
        "our choice: usual office hours",
    )
    if any(c.endswith("created_at") for c in facts.log.date_only):
        source = next(iter(_sources(facts)))
        yield (
            "when in the day leads come",
            "the export gives days",
            f"world.sources.{source}.hours",
            "our choice",
        )
    team_of = hands(wins, facts.leads_a_week)
    yield "how many people work", team_of.why, f"{team}.people", team_of.meant
    unseen = "the export has no activities, so comparing headcounts says nothing until sessions and speed are known"
    yield "how busy people are", unseen, f"{team}.speed", "our choice"
    yield "what people cost", "the export holds no pay", f"{team}.cost", "our choice"
    yield (
        "how people differ",
        "wins of a person say nothing without the leads that person had",
        f"{team}.skill_spread",
        "our choice",
    )
    if wins.amounts < FEW * wins.leads.wins:
        yield (
            "what a deal is worth",
            f"{wins.amounts} of {wins.leads.wins} wins have an amount",
            "world.segments.all.deal_value",
            "our choice",
        )


def _sources(facts: Facts) -> Iterator[str]:
    """Yield the ids of the written sources."""
    from gtmsim.calibration.columns import slug

    yield from (slug(name) for name in facts.arrivals)
