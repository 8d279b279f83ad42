"""Rivals in numbers: what they have, ask and say, and whom they meet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from gtmsim.program.layout import Block, RivalCol, RivalSegmentCol, StockKind
from gtmsim.scenario.unsaid import alive
from gtmsim.scenario.values import Number
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK

if TYPE_CHECKING:
    from gtmsim.program.plan import Plan
    from gtmsim.program.resolve import Value
    from gtmsim.program.sheet import Sheet
    from gtmsim.scenario.rivals import Rival


def fill_rivals(sheet: "Sheet", plan: "Plan") -> None:
    """Write each rival, what it has, where it is present, and what having rivals does."""
    world, value = plan.scenario.world, sheet.value
    for row, rival in enumerate(world.rivals.values()):
        _of_all(sheet, plan, row)
        if rival is None:
            continue
        _rival(sheet, row, rival)
        for column, attribute in enumerate(world.attributes):
            sheet.number(Block.RIVAL_FEATURE, row, column, rival.features.get(attribute, 0.0))
        for place, (segment, said) in enumerate(plan.segments.items()):
            if said is not None:
                at = row * len(plan.segments) + place
                present = presence(list(alive(world.rivals).values()), rival, segment, value)
                sheet.put(Block.RIVAL_SEGMENT, at, RivalSegmentCol.PRESENCE, present)
                held = rival.customers.get(segment, 0.0)
                sheet.number(Block.RIVAL_SEGMENT, at, RivalSegmentCol.CUSTOMERS, held)


def rivals_stocks(plan: "Plan") -> dict[StockKind, int]:
    """Return the weekly stocks of rivals, and of who has which share of the market."""
    world, rivals = plan.scenario.world, len(plan.scenario.world.rivals)
    if not alive(world.rivals):
        return {}
    market = any(source is not None and source.kind == "pool" for source in plan.sources)
    known = plan.standing_kind(world.rivalry.intelligence.built_by)
    return {
        StockKind.MARKET_SHARE: len(plan.segments) + 1 if market else 0,
        StockKind.RIVAL_CUSTOMERS: rivals if market else 0,
        StockKind.RIVAL_FIT: rivals if world.attributes else 0,
        StockKind.RIVAL_PRICE: rivals,
        StockKind.SHARE_OF_VOICE: int(market),
        StockKind.RIVALS_KNOWN: int(known >= 0),
    }


def presence(
    rivals: "list[Rival]", rival: "Rival", segment: str, value: "Callable[[Number], Value]"
) -> "Value":
    """Return the share of a segment's contested deals a rival is in: as written, or an even part of what the others leave."""
    if segment in rival.presence:
        return value(rival.presence[segment])
    said: Value = 0.0
    for each in rivals:
        if segment in each.presence:
            said = said + value(each.presence[segment])
    silent = sum(segment not in each.presence for each in rivals)
    return np.maximum(1.0 - said, 0.0) / silent


def _rival(sheet: "Sheet", row: int, rival: "Rival") -> None:
    for column, rate in (
        (RivalCol.REACTS, rival.reacts),
        (RivalCol.COPIES, rival.copies),
        (RivalCol.BUILDS, rival.builds),
    ):
        sheet.put(Block.RIVAL, row, column, 1.0 - np.exp(-sheet.value(rate) * TICKS_PER_WEEK))
    sheet.number(Block.RIVAL, row, RivalCol.PRICE, rival.price)
    sheet.number(Block.RIVAL, row, RivalCol.DEFENDS, rival.defends)
    sheet.number(Block.RIVAL, row, RivalCol.TRACKS, rival.tracks)
    sheet.put(Block.RIVAL, row, RivalCol.COPY_DELAY, sheet.value(rival.copy_delay) / TICKS_PER_WEEK)
    sheet.put(Block.RIVAL, row, RivalCol.VOICE, sheet.value(rival.voice) / TICKS_PER_HOUR)
    sheet.distribution(Block.RIVAL, row, RivalCol.STAYS, rival.stays)


def _of_all(sheet: "Sheet", plan: "Plan", row: int) -> None:
    """Write what belongs to no rival."""
    rivalry, known = plan.scenario.world.rivalry, plan.scenario.world.rivalry.intelligence
    for column, number in (
        (RivalCol.COPY_COST, rivalry.copy_cost),
        (RivalCol.VOICE_EXPONENT, rivalry.voice),
        (RivalCol.INCUMBENCY, rivalry.incumbency),
        (RivalCol.MATCH, plan.scenario.policy.pricing.match),
        (RivalCol.KNOWN_LIFT, known.lift),
    ):
        sheet.number(Block.RIVAL, row, column, number)
    sheet.put(Block.RIVAL, row, RivalCol.HALF_KNOWN, sheet.value(known.half_known) / TICKS_PER_HOUR)
    sheet.put(Block.RIVAL, row, RivalCol.HALF_DROWNED, sheet.value(rivalry.half_drowned) / TICKS_PER_HOUR)
    forgetting = np.log(2.0) * TICKS_PER_WEEK / np.maximum(sheet.value(known.half_life), 1.0)
    sheet.put(Block.RIVAL, row, RivalCol.FORGETTING, forgetting)
