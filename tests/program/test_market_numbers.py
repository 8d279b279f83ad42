"""How what is said of the market becomes numbers: shares of effort, and what one field moves."""

import numpy as np
import pytest

from gtmsim.program.layout import Block, ChannelCol, RunCol, SegmentCol, SourceCol
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.program.varied import parameter_table
from gtmsim.scenario import loads

TEXT = """
gtmsim: 1
world:
  segments: {smb: {accounts: 300}, gone: null, enterprise: {accounts: 100}}
  sources:
    site: {kind: pool, built_by: content}
    web: {rate: 1 per week, mix: {smb: 1}}
    fair: {kind: pool}
    mail: {kind: pool}
  products: {suite: {}, gone: null, starter: {value: 2}}
  stages: {talk: {}}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles: {rep: {works: {talk: 1}}}
  teams: {rep: {people: 1}}
policy:
  standing: {rep: {programs: 0.5, content: 0.3, research: 0.2}}
"""


def program(*overrides: str) -> Program:
    return lower(loads(TEXT, "one.yaml", overrides=overrides))


def shares(lowered: Program, column: ChannelCol) -> list[list[float]]:
    """Return a column of the channel block, one row a source."""
    table: list[list[float]] = lowered.block(Block.CHANNEL)[:, column].reshape(lowered.sources, -1).tolist()
    return table


def test_hours_go_to_the_channels_of_their_kind_of_work_and_money_to_all() -> None:
    lowered = program(
        "policy.channels={site: 0.2, fair: 0.6, mail: 0.2}", "policy.targeting={smb: 0.5, enterprise: 0.5}"
    )
    sources = lowered.block(Block.SOURCE)
    assert sources[:, SourceCol.HOURS_PART] == pytest.approx([1, 0, 0.75, 0.25])
    assert sources[:, SourceCol.MONEY_PART] == pytest.approx([0.2, 0, 0.6, 0.2])
    assert lowered.block(Block.SEGMENT)[:, SegmentCol.TARGET].tolist() == [0.5, 0, 0.5]


def test_nobody_said_where_to_aim_so_it_is_by_accounts() -> None:
    assert program().block(Block.SEGMENT)[:, SegmentCol.TARGET].tolist() == [0.75, 0, 0.25]


def test_a_small_segment_is_reached_with_its_share_of_the_hours() -> None:
    scale = np.array(shares(program(), ChannelCol.SCALE)[2])
    assert scale == pytest.approx(np.array([0.75, 0, 0.25]) * 40 / np.log(2))


def test_without_research_all_effort_is_relevant() -> None:
    off, on = (
        lowered.block(Block.RUN)[0] for lowered in (program(), program("world.knowledge.built_by=research"))
    )
    assert [off[RunCol.RELEVANCE], off[RunCol.PRECISION], off[RunCol.SHARPER_SCORING]] == [1, 0, 0]
    assert [on[RunCol.RELEVANCE], on[RunCol.PRECISION], on[RunCol.SHARPER_SCORING]] == [0.5, 0.6, 0.5]


def test_products_are_offered_equally_unless_said_otherwise_and_holes_never() -> None:
    lowered = program("policy.offers={smb: {starter: 1}}")
    assert lowered.block(Block.OFFER).tolist() == [[0, 0, 1], [0, 0, 0], [0.5, 0, 0.5]]


@pytest.mark.parametrize(
    "field",
    ["half_known", "exponent", "half_life", "relevance", "precision", "scoring"],
)
def test_whatever_is_uncertain_about_knowledge_moves_a_number(field: str) -> None:
    low, high = {"half_known": ("5 h", "9 h"), "half_life": ("9 weeks", "20 weeks")}.get(
        field, ("0.2", "0.4")
    )
    lowered = program(
        "world.knowledge.built_by=research",
        f"world.knowledge.{field}={{uncertain: {{low: {low}, high: {high}}}}}",
    )
    assert len(lowered.slots) == 1


def test_an_uncertain_offer_is_drawn_by_where_its_product_is_declared() -> None:
    unsure = "{uncertain: {low: 0.2, high: 0.6}}"
    alone = program(f"policy.offers={{enterprise: {{suite: 0.6, starter: {unsure}}}}}")
    turned = program(f"policy.offers={{enterprise: {{starter: {unsure}, suite: 0.6}}}}")
    assert np.array_equal(parameter_table(alone, 7, 0, 9), parameter_table(turned, 7, 0, 9))
