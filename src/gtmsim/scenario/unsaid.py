"""What holds where a scenario says nothing: defaults that depend on the rest of the scenario.

Everything here answers for a valid scenario; ids taken away (None) are left out.
"""

from collections.abc import Mapping
from typing import TypeVar

from gtmsim.scenario.intake import SITUATIONS, Intake
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.organisation import Function
from gtmsim.scenario.policy import Handoff
from gtmsim.scenario.sources import Source
from gtmsim.scenario.stages import Stage
from gtmsim.scenario.values import Number, central

WON = "won"
SERVED = "served"
REFERRED = "referred"
SETUP = "setup"
RESERVED = (REFERRED, SETUP, WON, SERVED)
ONLY_URGENT = 0.5
LIFT_WHEN_BUILT = 0.7
_T = TypeVar("_T")


def alive(ids: Mapping[str, _T | None]) -> dict[str, _T]:
    """Return the ids that are there, in order, without the holes."""
    return {name: each for name, each in ids.items() if each is not None}


def mix_of(scenario: Scenario, source: str) -> dict[str, Number]:
    """Return the shares of the segments among a stream's leads: as written, or all to the only segment."""
    said = alive(scenario.world.sources)[source].mix
    return dict(said) if said is not None else dict.fromkeys(alive(scenario.world.segments), 1.0)


def prospecting_of(scenario: Scenario) -> Source | None:
    """Return the source of the leads that people find by themselves, None if they find none."""
    sources = alive(scenario.world.sources).values()
    return next((source for source in sources if source.kind == "prospecting"), None)


def aim_of(scenario: Scenario) -> dict[str, Number]:
    """Return the weights of the segments among the doors tried: as written, or by their accounts."""
    said = scenario.policy.pursuit.aim
    if said is not None:
        return dict(said)
    return {name: float(segment.accounts) for name, segment in alive(scenario.world.segments).items()}


def starts_at(scenario: Scenario, source: str) -> str:
    """Return the stage a source's leads enter: as written, or the first."""
    return alive(scenario.world.sources)[source].starts_at or next(iter(alive(scenario.world.stages)))


def next_of(scenario: Scenario, stage: str) -> dict[str, Number]:
    """Return where a stage leads, by shares: as written, or the next declared stage of its side of the win, or that side's end."""
    stages = alive(scenario.world.stages)
    said = stages[stage].next
    if said is not None:
        return dict(said)
    after = stages[stage].after_win
    later = [name for name in later_stages(stages, stage) if stages[name].after_win == after]
    return {later[0] if later else end_of(stages[stage]): 1.0}


def later_stages(stages: Mapping[str, Stage], stage: str) -> list[str]:
    """Return the stages declared after one."""
    return list(stages)[list(stages).index(stage) + 1 :]


def end_of(stage: Stage) -> str:
    """Return what lies behind the last stage: the win, or after the win the end of service."""
    return SERVED if stage.after_win else WON


def selling_stages(scenario: Scenario) -> tuple[str, ...]:
    """Return the stages that lead to the win."""
    return tuple(name for name, stage in alive(scenario.world.stages).items() if not stage.after_win)


def after_win_stages(scenario: Scenario) -> tuple[str, ...]:
    """Return the stages that follow the win."""
    return tuple(name for name, stage in alive(scenario.world.stages).items() if stage.after_win)


def follows(scenario: Scenario, stage: str) -> dict[str, Number]:
    """Return where a stage leads, looking through the win to the work that comes after it."""
    after = after_win_stages(scenario)
    return {after[0] if to == WON and after else to: share for to, share in next_of(scenario, stage).items()}


def opportunity_stages(scenario: Scenario) -> tuple[str, ...]:
    """Return the stages that make a lead an opportunity: those that say so, or the second, or the only one."""
    stages = alive(scenario.world.stages)
    said = tuple(name for name, stage in stages.items() if stage.opportunity)
    selling = selling_stages(scenario)
    return said or selling[1:2] or selling[:1]


def seller_work(stage: Stage) -> bool:
    """Return whether a stage has work for the seller."""
    return central(stage.sessions) > 0


def roles_of(scenario: Scenario, team: str) -> dict[str, Number]:
    """Return a team's roles and their weights: as written, or the role with the team's id."""
    said = alive(scenario.organisation.teams)[team].roles
    return dict(said) if said is not None else {team: 1.0}


def function_of(scenario: Scenario, role: str) -> Function:
    """Return what a role is for: as written, or by its work: a stage's is sales, a request's marketing, a referred one's support.

    Whoever works none of them has only standing work, which is marketing's.
    """
    said = alive(scenario.organisation.roles)[role]
    if said.function is not None:
        return said.function
    works = {kind for kind, weight in said.works.items() if central(weight) > 0}
    if works & set(alive(scenario.world.stages)):
        return "sales"
    return "support" if REFERRED in works and not works & set(alive(scenario.world.requests)) else "marketing"


def calendar_of(scenario: Scenario, team: str) -> str | None:
    """Return a team's calendar: as written, or the only one; None when there are several or none."""
    said = alive(scenario.organisation.teams)[team].calendar
    calendars = list(alive(scenario.organisation.calendars))
    return said or (calendars[0] if len(calendars) == 1 else None)


def handoff_of(scenario: Scenario, stage: str) -> Handoff:
    """Return how work enters a stage's queue."""
    return scenario.policy.handoffs.get(stage) or Handoff()


def intake_of(scenario: Scenario, request: str) -> Intake:
    """Return how requests of a type are answered: as written, or all queued."""
    return scenario.policy.intake.get(request) or Intake(queue=1)


def situations_met(scenario: Scenario) -> tuple[str, ...]:
    """Return the situations other than the plain one that some request may meet."""
    policy, segments = scenario.policy, alive(scenario.world.segments).values()
    may = {
        "beyond": policy.planned_help is not None,
        "large": policy.large_deal is not None and central(policy.large_deal) > 0,
        "contested": any(central(segment.contested) > 0 for segment in segments) or rivals_hold(scenario),
        "customers": any(each.kind == "customers" for each in alive(scenario.world.sources).values()),
    }
    return tuple(name for name in SITUATIONS if may[name])


def rivals_hold(scenario: Scenario) -> bool:
    """Return whether any account is a rival's customer at the start: its deals are contested."""
    rivals = alive(scenario.world.rivals).values()
    return any(central(share) > 0 for rival in rivals for share in rival.customers.values())


def material_lift_of(scenario: Scenario) -> Number:
    """Return what full coverage adds to the logit of winning: as written, or 0 where nothing builds the library."""
    library = scenario.world.library
    if library.lift is not None:
        return library.lift
    return LIFT_WHEN_BUILT if library.built_by is not None else 0.0


def tools_for(scenario: Scenario) -> tuple[str, ...]:
    """Return the stages that material is for: those with seller work, and those that raise requests."""
    return tuple(
        name
        for name, stage in alive(scenario.world.stages).items()
        if seller_work(stage) or any(central(rate) > 0 for rate in stage.requests.values())
    )


def toolkit_of(scenario: Scenario) -> dict[str, Number]:
    """Return the shares of the material hours by stage: as written, or evenly over the stages material is for."""
    said = scenario.policy.toolkit
    if said is not None:
        return dict(said)
    stages = tools_for(scenario)
    return dict.fromkeys(stages, 1.0 / max(len(stages), 1))


def standing_kinds(scenario: Scenario) -> tuple[str, ...]:
    """Return the kinds of standing work, in the order in which the roles first name them."""
    policies = [scenario.policy]
    if scenario.treatment.at is not None:
        policies.append(scenario.treatment.policy)
    return tuple(
        dict.fromkeys(kind for policy in policies for shares in policy.standing.values() for kind in shares)
    )


def queue_kinds(scenario: Scenario) -> tuple[str, ...]:
    """Return the kinds of work that wait in a queue: stages, requests, referred requests."""
    return (*alive(scenario.world.stages), *alive(scenario.world.requests), REFERRED)


def interrupts_of(scenario: Scenario) -> dict[str, dict[str, float]]:
    """Return which waiting work may interrupt which: as written, or urgent requests all standing work."""
    said = scenario.policy.interrupts
    if said is not None:
        return {kind: dict(victims) for kind, victims in said.items()}
    standing = standing_kinds(scenario)
    return {
        request: dict.fromkeys(standing, ONLY_URGENT)
        for request in alive(scenario.world.requests)
        if standing
    }


def may_work(scenario: Scenario, kind: str) -> list[str]:
    """Return the teams that may do a kind of work, also those that have nobody."""
    roles = alive(scenario.organisation.roles)
    able = {name for name, role in roles.items() if central(role.works.get(kind, 0.0)) > 0}
    return [
        name
        for name in alive(scenario.organisation.teams)
        if any(role in able and central(w) > 0 for role, w in roles_of(scenario, name).items())
    ]


def built_by_of(scenario: Scenario, source: str) -> str | None:
    """Return the kind of standing work that feeds a channel: its own, or the one that builds awareness."""
    return alive(scenario.world.sources)[source].built_by or scenario.world.awareness.built_by


def half_saturation_of(scenario: Scenario, source: str) -> Number:
    """Return the weekly hours that reach half of the market through a channel."""
    said = alive(scenario.world.sources)[source].half_saturation
    return scenario.world.awareness.half_saturation if said is None else said


def channels_of(scenario: Scenario) -> dict[str, Number]:
    """Return the share of each pool source in the program effort: as written, or equal."""
    pools = [name for name, source in alive(scenario.world.sources).items() if source.kind == "pool"]
    said = scenario.policy.channels
    return dict(said) if said is not None else dict.fromkeys(pools, 1.0 / max(len(pools), 1))


def targeting_of(scenario: Scenario) -> dict[str, Number]:
    """Return the share of each segment in programs and research: as written, or by accounts, or equal where there are none."""
    said = scenario.policy.targeting
    return dict(said) if said is not None else by_accounts(scenario)


def by_accounts(scenario: Scenario) -> dict[str, Number]:
    """Return the share of each segment in all accounts, or equal ones where there are none."""
    segments = alive(scenario.world.segments)
    accounts = sum(segment.accounts for segment in segments.values())
    if accounts == 0:
        return dict.fromkeys(segments, 1.0 / max(len(segments), 1))
    return {name: segment.accounts / accounts for name, segment in segments.items()}


def offers_of(scenario: Scenario, segment: str) -> dict[str, Number]:
    """Return the shares of the products that a segment's leads are offered: as written, or equal."""
    products = list(alive(scenario.world.products))
    said = scenario.policy.offers.get(segment)
    return dict(said) if said is not None else dict.fromkeys(products, 1.0 / max(len(products), 1))
