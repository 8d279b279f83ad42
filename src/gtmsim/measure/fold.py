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


def fold(program: Program, records: Ints, params: Floats | None = None) -> tuple[Ints, Ints, Ints]:
    """Return totals (one vector), ledger (person x kind) and weekly (week x series) of one replication's records.

    `params` are the replication's own numbers, the program's if left out. `RunTotal.EVENTS` stays 0: what an engine had to do is
    not in its records.
    """
    params = np.concatenate((program.params, program.before)) if params is None else params
    sums = Sums(program)
    clerks = (
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
    told = {what for clerk in clerks for what in clerk.handlers}
    handlers = {what: [c.handlers[what] for c in clerks if what in c.handlers] for what in told}
    for row in records.tolist():
        record = Record(*row)
        sums.tick = record.tick
        for handle in handlers.get(record.what, ()):
            handle(record)
    sums.tick = program.horizon
    for clerk in clerks:
        clerk.finish()
    return sums.totals, sums.ledger, sums.weekly
