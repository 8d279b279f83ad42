"""What totals mean: a replication's totals, hours and weekly series recomputed from its event records alone.

The engines add up while they run and share nothing with this module; a test may demand that both come out the same.
"""

import numpy as np

from gtmsim.measure.buyers import Deciders
from gtmsim.measure.careers import Careers
from gtmsim.measure.clarity import Routes
from gtmsim.measure.contracts import Contracts
from gtmsim.measure.help import Help
from gtmsim.measure.hours import Hours
from gtmsim.measure.lines import Lines
from gtmsim.measure.lives import Lives
from gtmsim.measure.loyalty import Loyalties
from gtmsim.measure.planning import Planned
from gtmsim.measure.pursuit import Pursuits
from gtmsim.measure.rivals import Rivalries
from gtmsim.measure.roadmap import Developments
from gtmsim.measure.stocks import Stocks
from gtmsim.measure.sums import Record, Sums
from gtmsim.measure.urgency import Hurries
from gtmsim.measure.worth import Settlements
from gtmsim.program.tables import Floats, Ints, Program


class Fold:
    """Adds up one replication's records as they come: what is remembered of the past is what still lives.

    `params` are the replication's own numbers, the program's if left out.
    """

    def __init__(self, program: Program, params: Floats | None = None) -> None:
        params = np.concatenate((program.params, program.before)) if params is None else params
        self.sums = sums = Sums(program)
        self.clerks = (
            Lives(sums, params),
            Lines(sums),
            Careers(sums),
            Hours(sums, params),
            Help(sums, params),
            Pursuits(sums),
            Routes(sums),
            Deciders(sums),
            Contracts(sums, params),
            Hurries(sums),
            Loyalties(sums, params),
            Rivalries(sums),
            Developments(sums),
            Planned(sums),
            Stocks(sums),
            Settlements(sums, params),
        )
        told = {what for clerk in self.clerks for what in clerk.handlers}
        self.handlers = {what: [c.handlers[what] for c in self.clerks if what in c.handlers] for what in told}

    def read(self, records: Ints) -> None:
        """Read the next records, in the order in which they were written."""
        for row in records.tolist():
            record = Record(*row)
            self.sums.tick = record.tick
            for handle in self.handlers.get(record.what, ()):
                handle(record)

    def finish(self) -> tuple[Ints, Ints, Ints]:
        """Return totals (one vector), ledger (person x kind) and weekly (week x series), once all records are read.

        `RunTotal.EVENTS` stays 0: what an engine had to do is not in its records.
        """
        self.sums.tick = self.sums.program.horizon
        for clerk in self.clerks:
            clerk.finish()
        return self.sums.totals, self.sums.ledger, self.sums.weekly


def fold(program: Program, records: Ints, params: Floats | None = None) -> tuple[Ints, Ints, Ints]:
    """Return what folding one replication's records gives: totals, ledger and weekly series, as `Fold.finish` does."""
    folded = Fold(program, params)
    folded.read(records)
    return folded.finish()
