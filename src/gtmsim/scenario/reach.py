"""What of a scenario ever comes into play: sources that send leads, stages leads reach, work that comes up."""

from functools import cached_property

from gtmsim.scenario.answers import may_answer
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.nodes import split
from gtmsim.scenario.organisation import Team
from gtmsim.scenario.segments import Segment
from gtmsim.scenario.sources import Source
from gtmsim.scenario.stages import Request, Stage
from gtmsim.scenario.unsaid import (
    REFERRED,
    alive,
    built_by_of,
    follows,
    handoff_of,
    interrupts_of,
    prospecting_of,
    roles_of,
    seller_work,
    standing_kinds,
    starts_at,
)
from gtmsim.scenario.values import Number, Uncertain
from gtmsim.units import TICKS_PER_DAY


def zero(number: Number) -> bool:
    """Return whether a number is 0 for certain."""
    if isinstance(number, Uncertain):
        return number.a == number.b == number.c == 0
    return number == 0


def one(number: Number) -> bool:
    """Return whether a number is 1 for certain."""
    return not isinstance(number, Uncertain) and number == 1


class Reach:
    """Answers about one scenario; each is worked out when first asked."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.segments: dict[str, Segment] = alive(scenario.world.segments)
        self.sources: dict[str, Source] = alive(scenario.world.sources)
        self.stages: dict[str, Stage] = alive(scenario.world.stages)
        self.requests: dict[str, Request] = alive(scenario.world.requests)
        self.teams: dict[str, Team] = alive(scenario.organisation.teams)

    def written(self, path: str) -> bool:
        """Return whether somebody wrote the value at a path, and not only to take it away."""
        tree = self.scenario.written
        node = tree.at(split(path)) if tree else None
        return node is not None and not node.is_null

    def dry(self, name: str) -> str:
        """Return why a source never sends a lead, or nothing when it does."""
        source = self.sources[name]
        if source.kind == "customers":
            if self.scenario.world.customers.term is None:
                return "world.customers.term is null: nobody stays a customer"
            if not self.pools:
                return "only accounts of a pool come back, and there is none"
            return "hand_raise is 0: nobody raises a hand" if zero(source.hand_raise) else ""
        if source.kind == "pool":
            market = [segment for segment in self.segments.values() if segment.accounts]
            if not market:
                return "no segment has accounts"
            if not zero(source.noise):
                return ""
            if all(zero(segment.in_market) for segment in market):
                return "in_market is 0 wherever there are accounts: nobody ever looks for anything"
            silent = zero(source.hand_raise) and zero(source.word_of_mouth) and not self.prospecting
            return "hand_raise is 0: nobody raises a hand" if silent else ""
        if source.kind == "prospecting":
            return "" if self.prospecting else "nobody prospects, or no account ever looks for anything"
        if source.last == 0:
            return "last is 0: it never sends a lead"
        return "its rate and first are 0" if zero(source.rate) and source.first == 0 else ""

    @cached_property
    def active(self) -> tuple[str, ...]:
        """Return the sources that send leads."""
        return tuple(name for name in self.sources if not self.dry(name))

    @cached_property
    def prospecting(self) -> bool:
        """Return whether people may find leads in the market by themselves."""
        source = prospecting_of(self.scenario)
        looks = any(segment.accounts and not zero(segment.in_market) for segment in self.segments.values())
        looks = looks and any(each.kind == "pool" for each in self.sources.values())
        return source is not None and looks and source.done_by in self.standing

    @cached_property
    def pools(self) -> tuple[str, ...]:
        """Return the pool sources that send leads."""
        pools = (name for name, source in self.sources.items() if source.kind == "pool")
        return tuple(name for name in pools if not self.dry(name))

    @cached_property
    def reached(self) -> frozenset[str]:
        """Return the stages some lead may reach."""
        open_stages = [starts_at(self.scenario, name) for name in self.active]
        seen: set[str] = set()
        while open_stages:
            stage = open_stages.pop()
            if stage in seen or stage not in self.stages:
                continue
            seen.add(stage)
            if not zero(self.stages[stage].outcomes.advance):
                open_stages += [to for to, share in follows(self.scenario, stage).items() if not zero(share)]
        return frozenset(seen)

    @cached_property
    def raised(self) -> frozenset[str]:
        """Return the request types some deal may raise."""
        return frozenset(
            request
            for stage in self.reached
            for request, rate in self.stages[stage].requests.items()
            if not zero(rate)
        )

    @cached_property
    def waiting(self) -> frozenset[str]:
        """Return the kinds of work that may wait in a queue."""
        kinds = {stage for stage in self.reached if seller_work(self.stages[stage])}
        for request in self.raised:
            answers = may_answer(self.scenario, request)
            if answers & {"preempt", "queue"}:
                kinds.add(request)
            if "refer" in answers:
                kinds.add(REFERRED)
        return frozenset(kinds)

    @cached_property
    def urgent(self) -> frozenset[str]:
        """Return the request types whose work may be urgent."""
        return frozenset(each for each in self.raised if "preempt" in may_answer(self.scenario, each))

    @cached_property
    def held(self) -> frozenset[str]:
        """Return the roles somebody holds."""
        return frozenset(
            role
            for name, team in self.teams.items()
            if team.people + team.openings > 0
            for role, weight in roles_of(self.scenario, name).items()
            if not zero(weight)
        )

    @cached_property
    def standing(self) -> frozenset[str]:
        """Return the kinds of standing work somebody does."""
        shares = self.scenario.policy.standing
        return frozenset(
            kind for kind in standing_kinds(self.scenario)
            if any(role in self.held and not zero(each.get(kind, 0.0)) for role, each in shares.items())
        )  # fmt: skip

    @cached_property
    def scores_matter(self) -> bool:
        """Return whether anything looks at the score of a lead."""
        return any(
            not (zero(handoff.threshold) and zero(handoff.rejects_below) and zero(handoff.score_head_start))
            for handoff in (handoff_of(self.scenario, stage) for stage in self.reached)
        )

    @cached_property
    def intent_matters(self) -> bool:
        """Return whether a lead's intent changes its chance in some stage."""
        return any(
            not one(self.stages[stage].without_intent) and not zero(self.stages[stage].outcomes.advance)
            for stage in self.reached
        )

    @cached_property
    def all_mean_it(self) -> bool:
        """Return whether every lead has intent."""
        return all(
            one(self.sources[name].intent)
            and (self.sources[name].kind != "pool" or zero(self.sources[name].noise))
            for name in self.active
        )

    @cached_property
    def fed(self) -> bool:
        """Return whether anything feeds what channels are remembered for: hours of standing work, or money."""
        kinds = {built_by_of(self.scenario, name) for name in self.pools}
        return bool(kinds & self.standing) or (bool(self.pools) and not zero(self.scenario.policy.budget))

    @cached_property
    def interrupted(self) -> bool:
        """Return whether work in hand may be put down: by an interruption, or because somebody leaves."""
        leaves = any(
            team.leaves
            or not zero(team.turnover)
            or any(member.leaves for member in alive(team.members).values())
            for team in self.teams.values()
        )
        return bool(leaves) or any(
            not self.edge(kind, victim)
            for kind, victims in interrupts_of(self.scenario).items()
            for victim in victims
        )

    def edge(self, kind: str, victim: str) -> str:
        """Return why a kind of work never interrupts another, or nothing when it may."""
        weight = interrupts_of(self.scenario)[kind][victim]
        if weight == 0:
            return "it says never"
        if kind not in self.waiting:
            return f"{kind} never comes up"
        if victim not in self.waiting and victim not in self.standing:
            return f"nobody works on {victim}"
        if weight < 1 and kind not in self.urgent:
            return f"{kind} is never urgent: policy.intake.{kind}.preempt is 0"
        return ""

    @property
    def ends(self) -> float:
        """Return the day on which the run ends, counted from its start."""
        return self.scenario.run.horizon / TICKS_PER_DAY
