"""How much of what moves the logit of a whole deal each of its stages takes.

Fit, contacts, trust or training are given as strengths on the logit of winning an opportunity. A deal is not won in one decision,
it is left stage by stage. Let b move the logit of every stage, each left upwards with its written share: the chance P of winning
moves by dP/db, and it would move by P (1 - P) if b moved one logit of the deal. So each stage takes P (1 - P) / (dP/db) of b. For
stages in a row with shares p that is (1 - P) / sum(1 - p): 1 for a single stage, less the more of them lose deals.
"""

import numpy as np

from gtmsim.program.layout import Block, StageCol
from gtmsim.program.plan import Plan
from gtmsim.program.resolve import Value
from gtmsim.program.sheet import Sheet
from gtmsim.scenario import unsaid


def fill_deal_shares(sheet: Sheet, plan: Plan) -> None:
    """Write each stage's share of what moves the deal; work after the win takes all of it."""
    share, after = _share(sheet, plan), unsaid.after_win_stages(plan.scenario)
    for row, name in enumerate(plan.stage_ids):
        sheet.put(Block.STAGE, row, StageCol.DEAL_SHARE, 1.0 if name in after else share)


def _share(sheet: Sheet, plan: Plan) -> Value:
    """Return the share of every stage that sells, from the first stage of an opportunity on."""
    stages = unsaid.alive(plan.scenario.world.stages)
    chance: dict[str, Value] = {unsaid.WON: 1.0}
    slope: dict[str, Value] = {unsaid.WON: 0.0}
    for name in reversed(unsaid.selling_stages(plan.scenario)):
        advance = sheet.value(stages[name].outcomes.advance)
        won: Value = 0.0
        later: Value = 0.0
        for to, part in unsaid.next_of(plan.scenario, name).items():
            won = won + sheet.value(part) * chance[to]
            later = later + sheet.value(part) * slope[to]
        chance[name] = advance * won
        slope[name] = advance * ((1.0 - advance) * won + later)
    first = next((name for name in unsaid.opportunity_stages(plan.scenario) if name in chance), unsaid.WON)
    won, moved = chance[first], np.asarray(slope[first])
    return np.where(moved > 0.0, won * (1.0 - won) / np.where(moved > 0.0, moved, 1.0), 1.0)
