from collections.abc import Generator

from gtmsim.program.tables import Floats, Ints, Program
from gtmsim.program.totals import Totals

def run(
    program: Program, layout: Totals, seed: int, first: int, table: Floats
) -> tuple[Ints, Ints, Ints]: ...
def trace(
    program: Program, layout: Totals, seed: int, replication: int, table: Floats
) -> tuple[Ints, Ints, Ints, Ints, Floats]: ...
def stream(
    program: Program, layout: Totals, seed: int, replication: int, table: Floats
) -> Generator[Ints, None, tuple[Ints, Ints, Ints]]: ...
