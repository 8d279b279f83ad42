"""Leads without intent: people who answer a channel and were never in the market."""

from gtmsim.engines.reference.clock import Clock
from gtmsim.engines.reference.deals import Deals
from gtmsim.engines.reference.demand import Demand
from gtmsim.engines.reference.luck import Luck
from gtmsim.program.layout import Limit, Phase, Purpose
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_WEEK

NO_INTENT = 0.0


class Noise:
    """Lets the n-th lead of a channel in a segment come when the integrated hazard has passed the n-th exponential."""

    def __init__(self, program: Program, clock: Clock, deals: Deals, demand: Demand, luck: Luck) -> None:
        self.program = program
        self.clock = clock
        self.deals = deals
        self.demand = demand
        self.luck = luck
        self.rules = luck.rules
        cells = [(source, segment) for source in program.channels for segment in range(program.segments)]
        self.came = dict.fromkeys(cells, 0)
        self.need = {cell: self._next_need(*cell) for cell in cells}

    def week_begins(self) -> None:
        """Let this week's hazards act."""
        for source, segment in self.need:
            self._watch(source, segment)

    def _watch(self, source: int, segment: int) -> None:
        now, cell = self.clock.now, (source, segment)
        left = TICKS_PER_WEEK - now % TICKS_PER_WEEK
        hazard = self.demand.noise[source * self.program.segments + segment]
        wait = self.rules.raise_after(self.need[cell], hazard, left)
        if wait < 0:
            self.need[cell] = self.rules.need_left(self.need[cell], hazard, left)
            return
        entity = ((1 + segment) << Limit.NOISE_SHIFT) | source
        self.clock.at(now + wait, Phase.ARRIVAL, entity, lambda: self._arrives(source, segment))

    def _arrives(self, source: int, segment: int) -> None:
        cell = source, segment
        account = (source << 32) | (segment << Limit.SEGMENT_SHIFT) | self.came[cell]
        self.deals.begin(source, account, segment, 0, intent=NO_INTENT)
        self.came[cell] += 1
        self.need[cell] = self._next_need(*cell)
        self._watch(*cell)

    def _next_need(self, source: int, segment: int) -> float:
        u = self.luck.u(
            Purpose.NOISE_GAP, (source << Limit.NOISE_SHIFT) | segment, self.came[source, segment]
        )
        return float(self.rules.exponential(u, 1.0))
