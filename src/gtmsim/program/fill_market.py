"""Fill in the finite market: its accounts, who speaks to them, and what is known of them."""

import numpy as np

from gtmsim.program.layout import Block, ChannelCol, RunCol, SegmentCol, SourceCol
from gtmsim.program.plan import Plan
from gtmsim.program.resolve import Value
from gtmsim.program.sheet import LN2, Sheet, median_of
from gtmsim.scenario import unsaid
from gtmsim.scenario.segments import Segment
from gtmsim.scenario.sources import Source
from gtmsim.scenario.unsaid import alive
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK


def fill_market(sheet: Sheet, plan: Plan) -> None:
    """Write segments, channels, and what belongs to the market as a whole."""
    _whole(sheet, plan)
    _known(sheet, plan)
    targets = unsaid.targeting_of(plan.scenario)
    parts = unsaid.by_accounts(plan.scenario)
    for row, (name, segment) in enumerate(plan.segments.items()):
        if segment is None:
            continue
        sheet.distribution(Block.SEGMENT, row, SegmentCol.VALUE, segment.deal_value)
        sheet.number(Block.SEGMENT, row, SegmentCol.IN_MARKET, segment.in_market)
        sheet.distribution(Block.SEGMENT, row, SegmentCol.STAY, segment.stay)
        sheet.number(Block.SEGMENT, row, SegmentCol.POTENTIAL_SPREAD, segment.potential_spread)
        sheet.number(Block.SEGMENT, row, SegmentCol.TARGET, targets.get(name, 0.0))
        sheet.number(Block.SEGMENT, row, SegmentCol.PART, parts[name])
    _channels(sheet, plan)


def _whole(sheet: Sheet, plan: Plan) -> None:
    awareness, value = plan.scenario.world.awareness, sheet.value
    for column, half_life in (
        (RunCol.AWARENESS_KEPT, awareness.half_life),
        (RunCol.BRAND_KEPT, awareness.brand_half_life),
    ):
        kept = np.exp(-LN2 * TICKS_PER_WEEK / np.maximum(value(half_life), 1.0))
        sheet.put(Block.RUN, 0, column, kept)
    sheet.put(Block.RUN, 0, RunCol.BUDGET_CENTS, value(plan.scenario.policy.budget) * TICKS_PER_WEEK)
    sheet.number(Block.RUN, 0, RunCol.ONE_BUDGET, plan.scenario.policy.one_budget)
    sheet.number(Block.RUN, 0, RunCol.HOUR_CENTS, awareness.hour_of_money)
    sheet.number(Block.RUN, 0, RunCol.FAMILIARITY, awareness.familiarity)
    sheet.number(Block.RUN, 0, RunCol.RESPONSE, awareness.response)
    sheet.number(Block.RUN, 0, RunCol.LOOKS_ON, awareness.looks_on)


def _known(sheet: Sheet, plan: Plan) -> None:
    """Write what knowledge does. Where nothing builds it, all effort is relevant and nothing else depends on it."""
    knowledge, value = plan.scenario.world.knowledge, sheet.value
    if knowledge.built_by is None:
        sheet.number(Block.RUN, 0, RunCol.RELEVANCE, 1.0)
        return
    sheet.put(Block.RUN, 0, RunCol.HALF_KNOWN, value(knowledge.half_known) / TICKS_PER_HOUR)
    sheet.number(Block.RUN, 0, RunCol.RESEARCH_EXPONENT, knowledge.exponent)
    forgetting = LN2 * TICKS_PER_WEEK / np.maximum(value(knowledge.half_life), 1.0)
    sheet.put(Block.RUN, 0, RunCol.FORGETTING, forgetting)
    sheet.number(Block.RUN, 0, RunCol.RELEVANCE, knowledge.relevance)
    sheet.number(Block.RUN, 0, RunCol.PRECISION, knowledge.precision)
    sheet.number(Block.RUN, 0, RunCol.SHARPER_SCORING, knowledge.scoring)


def _channels(sheet: Sheet, plan: Plan) -> None:
    value, world = sheet.value, plan.scenario.world
    shares = {name: value(share) for name, share in unsaid.channels_of(plan.scenario).items()}
    accounts = max(sum(segment.accounts for segment in alive(plan.segments).values()), 1)
    in_all = np.maximum(sum(shares.values(), start=0.0 * value(1.0)), 1e-12)
    for row, (name, source) in enumerate(world.sources.items()):
        if source is not None and source.kind == "customers":
            for place, segment in enumerate(plan.segments.values()):
                if segment is not None:
                    _hazards(sheet, row * len(plan.segments) + place, source, segment)
        if source is None or source.kind != "pool":
            continue
        share = shares.get(name, 0.0)
        of_a_kind = np.maximum(_of_a_kind(plan, name, shares), 1e-12)
        sheet.put(Block.SOURCE, row, SourceCol.HOURS_PART, share / of_a_kind)
        sheet.put(Block.SOURCE, row, SourceCol.MONEY_PART, share / in_all)
        for place, segment in enumerate(plan.segments.values()):
            if segment is None:
                continue
            at = row * len(plan.segments) + place
            _hazards(sheet, at, source, segment)
            hours = value(unsaid.half_saturation_of(plan.scenario, name)) / TICKS_PER_HOUR
            part = segment.accounts / accounts
            sheet.put(Block.CHANNEL, at, ChannelCol.SCALE, hours * part / LN2)
            sheet.put(Block.CHANNEL, at, ChannelCol.NOISE, value(source.noise) * part)


def _of_a_kind(plan: Plan, source: str, shares: dict[str, Value]) -> Value:
    """Return the share of all channels that live on the same kind of work as a source."""
    kind = unsaid.built_by_of(plan.scenario, source)
    total: Value = 0.0
    for name, share in shares.items():
        if unsaid.built_by_of(plan.scenario, name) == kind:
            total = total + share
    return total


def _hazards(sheet: Sheet, row: int, source: Source, segment: Segment) -> None:
    """Write the hazards that raise as many hands as was said during a median stay of the segment."""
    stay = np.maximum(median_of(segment.stay, sheet.value), 1.0)
    alone, reached, mouth = (
        0.0 - np.log(1.0 - np.minimum(sheet.value(share), 0.999)) / stay
        for share in (source.unprompted, source.hand_raise, source.word_of_mouth)
    )
    sheet.put(Block.CHANNEL, row, ChannelCol.UNPROMPTED, alone)
    sheet.put(Block.CHANNEL, row, ChannelCol.PROMPTED, np.maximum(reached - alone, 0.0))
    sheet.put(Block.CHANNEL, row, ChannelCol.MOUTH, mouth)
