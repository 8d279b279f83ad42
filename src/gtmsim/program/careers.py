"""Careers and pay as numbers: who quits, who is hired, how fast people learn, and what changing work costs them."""

from itertools import product
from typing import TYPE_CHECKING

from gtmsim.program.layout import Block, TeamCol
from gtmsim.program.resolve import Value
from gtmsim.program.steps import literally
from gtmsim.scenario.organisation import Team
from gtmsim.scenario.policy import Hiring
from gtmsim.scenario.values import Number, central

if TYPE_CHECKING:
    from gtmsim.program.plan import Plan
    from gtmsim.program.sheet import Sheet
    from gtmsim.program.who import Someone


def fill_careers(sheet: "Sheet", plan: "Plan") -> None:
    """Fill in the blocks of teams and of switching."""
    for row, (name, team) in enumerate(plan.scenario.organisation.teams.items()):
        if team is not None:
            _team(sheet, plan, row, team, plan.scenario.policy.hiring.get(name) or Hiring())
    _switching(sheet, plan)


def _team(sheet: "Sheet", plan: "Plan", row: int, team: Team, hiring: Hiring) -> None:
    world, policy = plan.scenario.world, plan.scenario.policy
    for column, number in (
        (TeamCol.COST_CENTS, team.cost),
        (TeamCol.TURNOVER, team.turnover),
        (TeamCol.RAMP, team.ramp or 0.0),
        (TeamCol.RAMP_START, team.ramp_start),
        (TeamCol.SKILL_SPREAD, team.skill_spread),
        (TeamCol.LEARNS, team.learns),
        (TeamCol.LEARNING_DEALS, team.learning_deals),
        (TeamCol.QUOTA, team.quota or 0.0),
        (TeamCol.COMMISSION, team.commission),
        (TeamCol.ACCELERATOR, team.accelerator),
        (TeamCol.WEIGHT_GAP, hiring.bookings_gap),
        (TeamCol.WEIGHT_LOAD, hiring.load),
        (TeamCol.WEIGHT_ACCOUNTS, hiring.accounts),
        (TeamCol.BAR, policy.hiring_bar),
        (TeamCol.ENVELOPE, policy.envelope or 0.0),
        (TeamCol.TARGET, policy.target or 0.0),
        (TeamCol.PULL_OVERLOAD, world.leaving.overload),
        (TeamCol.PULL_DRAIN, world.leaving.drain),
        (TeamCol.PULL_QUOTA, world.leaving.quota),
        (TeamCol.DEPENDENCE, world.dependence),
    ):
        sheet.number(Block.TEAM, row, column, number)
    sheet.distribution(Block.TEAM, row, TeamCol.TIME_TO_HIRE, team.time_to_hire)


def _switching(sheet: "Sheet", plan: "Plan") -> None:
    """Write what it takes to change between two kinds of work that no single role has."""
    organisation, policy = plan.scenario.organisation, plan.scenario.policy
    together = {
        pair
        for name, role in organisation.roles.items()
        if role is not None
        for held in [_kinds(role.works) + _kinds(policy.standing.get(name, {}))]
        for pair in product(held, held)
    }
    working = plan.kinds[:-1]  # nobody changes to set-up
    for before, after in product(working, working):
        if before != after and (before, after) not in together:
            sheet.number(Block.SWITCH, plan.kind[before], plan.kind[after], policy.switching)


def _kinds(weights: dict[str, Number]) -> list[str]:
    return [kind for kind, weight in weights.items() if central(weight) > 0.0]


def breadth_pace(sheet: "Sheet", plan: "Plan", person: "Someone") -> Value:
    """Return the pace of somebody who holds several roles against that of a specialist."""
    value = sheet.value
    if literally(plan.scenario.organisation.specialisation, 0.0):
        return 1.0  # uncertain weights would make a column of ones
    weights = [value(weight) for weight in person.roles.values()]
    in_all = sum(weights, start=0.0 * value(1.0))
    lost = value(plan.scenario.organisation.specialisation)
    focus = sum(((weight / in_all) * (weight / in_all) for weight in weights), start=0.0 * value(1.0))
    return 1.0 - lost * (1.0 - focus)
