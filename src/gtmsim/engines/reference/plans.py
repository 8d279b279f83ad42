"""What is in force of plans: where effort is aimed, which programs are kept on, how many leads are wanted; and what came of it."""

from gtmsim.engines.reference.arrays import places
from gtmsim.program.layout import CellTotal
from gtmsim.program.tables import Program

SECTIONS = int(CellTotal.WIDTH)


class Plans:
    """What planning has decided and others go by. As it begins, everything is as policy has it."""

    def __init__(self, program: Program) -> None:
        cells = program.sources * program.segments
        # What has happened in each source and segment since the run began, by the columns of CellTotal.
        self.seen = [places(cells) for _ in range(SECTIONS)]
        self.pipeline = 0  # cents of opportunities not decided yet
        self.wanted = places(
            program.segments, -1.0
        )  # shares of effort by what marketing plans with, -1: none
        self.adapt = 0.0  # how far effort follows them
        self.doors = places(program.segments)  # weights of the segments among the doors tried
        self.kept = places(program.sources, 1.0)  # share of each channel that is kept on
        self.missing = places(program.sources)  # share of a kind's hours that cuts have freed, by channel
        self.spared = 0.0  # share of program money that cuts have saved
        self.follows = 0.0  # how far volume targets follow the goal
        self.goal = -1.0  # leads a quarter, -1: none
        self.growing = 1.0  # of the envelope for growth
        self.voice = 0.0  # of marketing
        self.steer = 0.0
        self.serves: set[int] = set()  # kinds of standing work that are steered to

    def count(self, cell: int, column: int, amount: int) -> None:
        """Add up what happens in a source and a segment, warm-up or not."""
        self.seen[column][cell] += amount
