"""Where each total of a replication stands: one int64 vector, so that sums over replications are exact."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gtmsim.program.layout import (
    BINS,
    BuyerTotal,
    CellTotal,
    CustomerTotal,
    DrainTotal,
    KindTotal,
    LoyaltyTotal,
    PlanningTotal,
    ProductTotal,
    PursuitTotal,
    RequestTotal,
    RivalTotal,
    RoadmapTotal,
    RoleTotal,
    RunTotal,
    StageTotal,
    StockTotal,
    StructureTotal,
    TeamTotal,
    TotalBlock,
    WeekCol,
)
from gtmsim.program.remembered import remembered
from gtmsim.program.tables import Ints, Program


@dataclass(frozen=True)
class Totals:
    """Shapes and offsets of the blocks of a totals vector."""

    shapes: dict[TotalBlock, tuple[int, ...]]
    at: Ints  # where each block begins; in the last place the width of the whole

    @property
    def width(self) -> int:
        """Length of the vector."""
        return int(self.at[-1])

    def block(self, totals: npt.NDArray[np.int64], block: TotalBlock) -> npt.NDArray[np.int64]:
        """Return one block of a vector (or of a table of vectors, one a replication) in its own shape."""
        start, end = int(self.at[block]), int(self.at[block + 1])
        return totals[..., start:end].reshape(*totals.shape[:-1], *self.shapes[block])


@remembered
def totals_of(program: Program) -> Totals:
    """Return the layout of a program's totals."""
    shapes: dict[TotalBlock, tuple[int, ...]] = {
        TotalBlock.CELL: (program.sources, program.segments, int(CellTotal.WIDTH)),
        TotalBlock.STAGE: (program.stages, int(StageTotal.WIDTH)),
        TotalBlock.KIND: (program.kinds, int(KindTotal.WIDTH)),
        TotalBlock.ROLE: (program.roles, int(RoleTotal.WIDTH)),
        TotalBlock.ROLE_KIND: (program.roles, program.kinds),
        TotalBlock.REQUEST: (program.requests, int(RequestTotal.WIDTH)),
        TotalBlock.RUN: (int(RunTotal.WIDTH),),
        TotalBlock.FIRST_TOUCH_BINS: (BINS,),
        TotalBlock.HANDOFF_WAIT_BINS: (BINS,),
        TotalBlock.CYCLE_BINS: (BINS,),
        TotalBlock.PRODUCT: (program.products, int(ProductTotal.WIDTH)),
        TotalBlock.PURSUIT: (1, int(PursuitTotal.WIDTH)),
        TotalBlock.DRAIN: (1, int(DrainTotal.WIDTH)),
        TotalBlock.TEAM: (program.teams, int(TeamTotal.WIDTH)),
        TotalBlock.CUSTOMER: (program.segments + 1, int(CustomerTotal.WIDTH)),
        TotalBlock.STOCK: (program.stocks, int(StockTotal.WIDTH)),
        TotalBlock.ROADMAP: (1, int(RoadmapTotal.WIDTH)),
        TotalBlock.RIVAL: (program.rivals, int(RivalTotal.WIDTH)),
        TotalBlock.BUYER: (1, int(BuyerTotal.WIDTH)),
        TotalBlock.LOYALTY: (1, int(LoyaltyTotal.WIDTH)),
        TotalBlock.PLANNING: (1, int(PlanningTotal.WIDTH)),
        TotalBlock.STRUCTURE: (1, int(StructureTotal.WIDTH)),
    }
    sizes = [int(np.prod(shape)) for shape in shapes.values()]
    return Totals(shapes, np.concatenate(([0], np.cumsum(sizes))).astype(np.int64))


def week_width(program: Program) -> int:
    """Return the number of weekly series: the common ones, backlog by kind, ticks worked by kind, stocks."""
    return int(WeekCol.WIDTH) + 2 * program.kinds + program.stocks
