"""How buyers decide and how work finds its people, in words."""

from collections.abc import Iterator

from gtmsim.measure.clarity import unclear
from gtmsim.program.layout import Block, StructureCol
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params


def clarity_told(program: Program) -> str:
    """Return what becomes of work whose owner is not clear: nothing where everything is."""
    return "\n".join(f"  {line}" for line in _clarity(program)) if unclear(program) else ""


def _clarity(program: Program) -> Iterator[str]:
    params = Params(program)
    yield f"{params.share(Block.STRUCTURE, 0, StructureCol.CLARITY)} of work reaches the right person at once"
    wait = params.span(Block.STRUCTURE, 0, StructureCol.SEARCH_WAIT)
    search = params.span(Block.STRUCTURE, 0, StructureCol.SEARCH)
    yield f"the rest stands in the right line after {wait}, and takes {search} longer"
    yield f"{params.share(Block.STRUCTURE, 0, StructureCol.TWICE)} of that is done by the wrong person as well"
