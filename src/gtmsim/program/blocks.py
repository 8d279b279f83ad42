"""How large each block of the parameters is, and where it begins."""

import numpy as np
import numpy.typing as npt

from gtmsim.program.layout import (
    AimCol,
    Block,
    BuyerCol,
    ChannelCol,
    CustomerCol,
    DrainCol,
    EventCol,
    HubCol,
    LinkCol,
    LoyaltyCol,
    MarketCol,
    PersonCol,
    PlanningCol,
    ProductCol,
    PursuitCol,
    RequestCol,
    RivalCol,
    RivalSegmentCol,
    RoadmapCol,
    RunCol,
    SegmentCol,
    SourceCol,
    StageCol,
    StartCol,
    StructureCol,
    TeamCol,
)


def shapes(
    *,
    sources: int,
    segments: int,
    stages: int,
    requests: int,
    people: int,
    kinds: int,
    branches: int,
    products: int,
    personas: int,
    teams: int,
    attributes: int,
    links: int,
    rivals: int,
    events: int,
) -> dict[Block, tuple[int, int]]:
    """Return rows and columns of every block, in the order in which the blocks stand."""
    return {
        Block.RUN: (1, int(RunCol.WIDTH)),
        Block.SEGMENT: (segments, int(SegmentCol.WIDTH)),
        Block.SOURCE: (sources, int(SourceCol.WIDTH)),
        Block.MIX: (sources, segments),
        Block.STAGE: (stages, int(StageCol.WIDTH)),
        Block.ASK_RATE: (stages, requests),
        Block.REQUEST: (requests, int(RequestCol.WIDTH)),
        Block.PERSON: (people, int(PersonCol.WIDTH)),
        Block.PRIORITY: (people, kinds),
        Block.SPEED: (people, kinds),
        Block.STANDING: (people, kinds),
        Block.INTERRUPT: (kinds, kinds),
        Block.BRANCH: (branches, 1),
        Block.CHANNEL: (sources * segments, int(ChannelCol.WIDTH)),
        Block.PRODUCT: (products, int(ProductCol.WIDTH)),
        Block.OFFER: (segments, products),
        Block.FIT: (segments, products),
        Block.PURSUIT: (1, int(PursuitCol.WIDTH)),
        Block.AIM: (segments, int(AimCol.WIDTH)),
        Block.DRAIN: (1, int(DrainCol.WIDTH)),
        Block.TOOLKIT: (stages + 1, max(personas, 1)),
        Block.TEAM: (teams, int(TeamCol.WIDTH)),
        Block.SWITCH: (kinds, kinds),
        Block.CUSTOMER: (1, int(CustomerCol.WIDTH)),
        Block.NEED: (segments, attributes),
        Block.FEATURE: (products, attributes),
        Block.MARKET: (1, int(MarketCol.WIDTH)),
        Block.HUB: (1, int(HubCol.WIDTH)),
        Block.LINK: (links, int(LinkCol.WIDTH)),
        Block.ROADMAP: (1, int(RoadmapCol.WIDTH)),
        Block.RIVAL: (rivals, int(RivalCol.WIDTH)),
        Block.RIVAL_FEATURE: (rivals, attributes),
        Block.BUYER: (1, int(BuyerCol.WIDTH)),
        Block.LOYALTY: (1, int(LoyaltyCol.WIDTH)),
        Block.START: (segments, int(StartCol.WIDTH)),
        Block.PLANNING: (1, int(PlanningCol.WIDTH)),
        Block.STRUCTURE: (1, int(StructureCol.WIDTH)),
        Block.EVENT: (events, int(EventCol.WIDTH)),
        Block.RIVAL_SEGMENT: (rivals * segments, int(RivalSegmentCol.WIDTH)),
        Block.KNOWS: (people, segments),
    }


def offsets(shape: dict[Block, tuple[int, int]]) -> npt.NDArray[np.int64]:
    """Return where each block begins, and in the last place where all end."""
    ends = np.cumsum([rows * width for rows, width in shape.values()])
    return np.concatenate(([0], ends)).astype(np.int64)
