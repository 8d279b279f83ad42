"""Plans and beliefs of a lowered program in words."""

from collections.abc import Iterator

from gtmsim.measure.planning import planned
from gtmsim.program.layout import Block, PlanningCol
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params


def planning_told(program: Program) -> str:
    """Return what functions believe, what is planned from it and which budgets survive: nothing where nothing is planned."""
    return "\n".join(_lines(Params(program))) if planned(program) else ""


def _lines(params: Params) -> Iterator[str]:
    def share(column: PlanningCol) -> str:
        return params.share(Block.PLANNING, 0, column)

    def there(column: PlanningCol) -> bool:
        return params.get(Block.PLANNING, 0, column) > 0.0

    yield f"a review every 13 weeks; the last quarter counts {share(PlanningCol.LEARNING)} of what is known"
    if there(PlanningCol.NOISE) or there(PlanningCol.BIAS):
        noise = params.said(Block.PLANNING, 0, PlanningCol.NOISE)
        yield (
            f"marketing and sales misread what a segment yields by {noise} on the log scale, each credits its own by"
            f" {share(PlanningCol.BIAS)}; {share(PlanningCol.SHARED)} of reporting is shared"
        )
    if there(PlanningCol.ADAPT):
        yield f"{share(PlanningCol.ADAPT)} of effort follows what is believed, {share(PlanningCol.JOINT)} of it jointly"
    if there(PlanningCol.GOAL):
        yield (
            f"volume targets follow the plan by {share(PlanningCol.GOAL)}, {share(PlanningCol.RIGHT_TO_LEFT)} of it worked back"
            " from the target"
        )
    if params.get(Block.PLANNING, 0, PlanningCol.BUDGET_FLOOR) < 1.0:
        floor = share(PlanningCol.BUDGET_FLOOR)
        yield f"{floor} of the program budget is renewed in any case, the rest as sellers esteem marketing"
    if there(PlanningCol.HURDLE):
        hurdle = params.said(Block.PLANNING, 0, PlanningCol.HURDLE)
        patience = params.span(Block.PLANNING, 0, PlanningCol.PATIENCE)
        yield f"a channel that books less than {hurdle} times its cost over {patience} is cut by half"
    if there(PlanningCol.STEER):
        yield f"{share(PlanningCol.STEER)} of other standing work goes to what serves the measure furthest behind"
