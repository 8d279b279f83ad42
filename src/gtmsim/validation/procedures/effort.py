"""What more program effort does to a metric: at once, once it has always been there, and how long until most of it has come.

Meta-analyses of advertising regress log sales on log effort of the same period and, by a carry-over, of those before. Here both
are experiments: people outside the firm do nothing but programs, from a date on (`short`) or from the first day (`long`), everybody
else works as before, and the elasticity is the difference in the log of the metric over that in the log of the hours really worked.
Carry-over is told by its mean lag, the area that is missing from the response to a step: T (1 - step / for ever) over T weeks. The
90 % duration is ln 10 times that, as it is where carry-over is geometric (Clarke 1976, Leone 1995).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Literal

from gtmsim.scenario import Scenario
from gtmsim.validation.jackknife import Means
from gtmsim.validation.procedures.base import Statistic, named
from gtmsim.validation.world import Arm, World

Tell = Literal["short", "long", "ratio", "duration"]
_NEVER, _FROM, _EVER = "without", "from then on", "from the first day"
_TOLD: Mapping[Tell, str] = {
    "short": "elasticity of {metric} of {window} to hours of {kind} that begin with them",
    "long": "elasticity of {metric} of {window} to hours of {kind} that have been there from the first day",
    "ratio": "the latter elasticity over the former, of {metric} of {window} to hours of {kind}",
    "duration": "weeks until 90 % of what a week of {kind} brings in {metric} has come, by its mean lag within {window}",
}


@dataclass(frozen=True)
class _Firm:
    """What is laid over a world: people outside it, with programs from the first day, from a date on, or never."""

    people: int
    kind: str
    at: int
    weeks: int

    def texts(self, arm: str) -> list[str]:
        """Return the texts `PATH=VALUE`."""
        idle, busy = "{elsewhere: 1}", f"{{{self.kind}: 1, elsewhere: 0}}"
        texts = [
            "organisation.roles.outside={works: {}, function: support}",
            f"organisation.teams.outside={{people: {self.people}}}",
            f"policy.standing.outside={busy if arm == _EVER else idle}",
            f"run.warm_up={self.at} weeks",
            f"run.horizon={self.at + self.weeks} weeks",
        ]
        if arm == _FROM:
            texts.append(
                f"events.more_effort={{at: {self.at} weeks, policy: {{standing: {{outside: {busy}}}}}}}"
            )
        return texts


@named("effort_response")
@dataclass(frozen=True)
class EffortResponse(Statistic):
    """The elasticity in the first `weeks` after `at` to hours that begin then or were always there; their ratio; or a duration."""

    tell: Tell
    weeks: int
    metric: str = "bookings"
    kind: str = "programs"
    at: int = 104
    people: int = 2
    under: Arm = ""

    def __post_init__(self) -> None:
        if min(self.weeks, self.at, self.people) < 1:
            raise ValueError("weeks, at and people are 1 or more")

    @property
    def design(self) -> str:
        """The experiment in words."""
        window = f"the {self.weeks} weeks after week {self.at}"
        told = _TOLD[self.tell].format(metric=self.metric, kind=self.kind, window=window)
        return f"{told}; {self.people} people outside the firm do nothing else"

    @property
    def keys(self) -> tuple[str, ...]:
        """The metric, and the hours really worked."""
        return (self.metric, self._hours)

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return the arms that this number needs."""
        firm = _Firm(self.people, self.kind, self.at, self.weeks)
        wanted = {"short": (_NEVER, _FROM), "long": (_NEVER, _EVER)}.get(self.tell, (_NEVER, _FROM, _EVER))
        return {arm: world.arm(self.under, *firm.texts(arm)) for arm in wanted}

    def told(self, means: Means) -> float:
        """Return the number."""
        if self.tell == "short":
            return self._elasticity(means, _FROM)
        if self.tell == "long":
            return self._elasticity(means, _EVER)
        if self.tell == "ratio":
            short = self._elasticity(means, _FROM)
            return self._elasticity(means, _EVER) / short if short else float("nan")
        step, ever = (means[arm][self.metric] - means[_NEVER][self.metric] for arm in (_FROM, _EVER))
        return log(10.0) * self.weeks * (1.0 - step / ever) if ever else float("nan")

    @property
    def _hours(self) -> str:
        return f"hours[kind={self.kind}]"

    def _elasticity(self, means: Means, arm: str) -> float:
        without, more = means[_NEVER], means[arm]
        if min(without[self.metric], more[self.metric], without[self._hours]) <= 0.0:
            return float("nan")
        effort = log(more[self._hours] / without[self._hours])
        return log(more[self.metric] / without[self.metric]) / effort if effort else float("nan")
