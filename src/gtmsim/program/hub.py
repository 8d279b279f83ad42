"""The hub in numbers: links, who works on them, and what their coherence carries."""

from typing import TYPE_CHECKING

import numpy as np

from gtmsim.program.layout import Block, HubCol, LinkCol, StockKind
from gtmsim.program.sheet import LN2
from gtmsim.scenario.hub import CARRIES
from gtmsim.scenario.unsaid import alive
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK

if TYPE_CHECKING:
    from gtmsim.program.plan import Plan
    from gtmsim.program.sheet import Sheet


def fill_hub(sheet: "Sheet", plan: "Plan") -> None:
    """Fill in the hub and its links."""
    hub, policy, value = plan.scenario.world.hub, plan.scenario.policy, sheet.value
    effects, links = hub.effects, alive(plan.scenario.world.links)
    for column, number in (
        (HubCol.AT_START, hub.at_start),
        (HubCol.SLOW, hub.slow),
        (HubCol.STEEP, hub.steep),
        (HubCol.RICHNESS, hub.richness),
        (HubCol.TRAVEL, hub.travel),
        (HubCol.IN_PERSON, policy.face_to_face),
        (HubCol.PAIRS, len(links) * (len(links) - 1) / 2.0),
        (HubCol.BUILT_BY, float(plan.standing_kind(hub.built_by))),
        (HubCol.MET_BY, float(plan.standing_kind(hub.met_by))),
        (HubCol.PROFILED_BY, float(plan.standing_kind(hub.profile.built_by))),
        (HubCol.PROFILE_RELEVANCE, hub.profile.relevance),
        (HubCol.PROFILE_SAVING, hub.profile.saving),
        (HubCol.TRAINED_BY, float(plan.standing_kind(hub.training.built_by))),
        (HubCol.TRAINING_LIFT, hub.training.lift),
        (HubCol.PRICE_LIMIT, policy.pricing.limit),
        (HubCol.RELEVANCE, effects.relevance),
        (HubCol.GATE, effects.gate),
        (HubCol.BREAKS, effects.breaks),
        (HubCol.BACKSTOP, effects.backstop),
        (HubCol.REWORK, effects.rework),
        (HubCol.UNFILTERED, effects.unfiltered),
        (HubCol.FORECAST, effects.forecast),
        (HubCol.RESEARCH, effects.research),
        (HubCol.REACH, effects.reach),
        (HubCol.SERVICE, effects.service),
    ):
        sheet.number(Block.HUB, 0, column, number)
    sheet.put(Block.HUB, 0, HubCol.LATENCY, value(effects.latency) / TICKS_PER_WEEK)
    for column, hours in (
        (HubCol.HALF_ALIGNED, hub.half_aligned),
        (HubCol.HALF_PROFILED, hub.profile.half_known),
        (HubCol.HALF_TRAINED, hub.training.half_trained),
    ):
        sheet.put(Block.HUB, 0, column, value(hours) / TICKS_PER_HOUR)
    for column, half_life in (
        (HubCol.FORGETTING, hub.half_life),
        (HubCol.PROFILE_FORGETTING, hub.profile.half_life),
        (HubCol.TRAINING_FORGETTING, hub.training.half_life),
    ):
        sheet.put(Block.HUB, 0, column, LN2 * TICKS_PER_WEEK / value(half_life))
    _links(sheet, plan)


def _links(sheet: "Sheet", plan: "Plan") -> None:
    value, links = sheet.value, plan.scenario.world.links
    in_all = np.maximum(
        sum((value(link.weight) for link in alive(links).values()), start=0.0 * value(1.0)), 1e-12
    )
    for row, (name, link) in enumerate(links.items()):
        if link is None:
            sheet.put(Block.LINK, row, LinkCol.CARRIES, -1.0)
            continue
        weight = value(link.weight) / in_all
        shares = plan.scenario.policy.links
        sheet.put(Block.LINK, row, LinkCol.WEIGHT, weight)
        sheet.put(Block.LINK, row, LinkCol.SHARE, weight if shares is None else value(shares.get(name, 0.0)))
        carries = -1.0 if link.carries is None else float(CARRIES.index(link.carries))
        sheet.put(Block.LINK, row, LinkCol.CARRIES, carries)


def hub_stocks(plan: "Plan") -> dict[StockKind, int]:
    """Return how many levels of its stocks a plan keeps."""
    hub, links = plan.scenario.world.hub, plan.scenario.world.links
    interpreted = any(link.carries == "management" for link in alive(links).values())
    return {
        StockKind.COHERENCE: int(bool(alive(links))),
        StockKind.LINK_COHERENCE: len(links),
        StockKind.PROFILE: int(plan.standing_kind(hub.profile.built_by) >= 0),
        StockKind.TRAINING: int(plan.standing_kind(hub.training.built_by) >= 0),
        StockKind.DECISION_LATENCY: int(interpreted),
    }
