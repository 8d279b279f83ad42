"""How help for single deals is met, and what material does about it, in words."""

from collections.abc import Callable, Iterator

from gtmsim.amounts import duration, money, percent, short
from gtmsim.measure.levels import ids, present
from gtmsim.program.layout import QUARTER_WEEKS, Block, DrainCol, RequestCol, RunCol
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params
from gtmsim.tell.style import Style
from gtmsim.tell.table import table
from gtmsim.units import TICKS_PER_WEEK


class Help:
    """Tells the block of drain, the toolkit and what requests cost."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.names = present(program)
        self.params = Params(program)
        self.currency = program.scenario.world.currency if program.scenario is not None else "currency"

    def told(self, style: Style) -> str:
        """Return everything that differs from plain requests and an unchanging library; nothing if nothing does."""
        rows = [*self._plans(), *self._requests(), *self._library()]
        return table(("", ""), rows, "ll", style) if rows else ""

    def _plans(self) -> Iterator[tuple[str, str]]:
        if self._number(DrainCol.LARGE_DEAL) > 0.0:
            yield "a deal is large", f"from {self._money(DrainCol.LARGE_DEAL)} on"
        if self._number(DrainCol.PLANNED) >= 0.0:
            yield "help planned", f"{self._said(DrainCol.PLANNED, duration)} a week"
        if self._number(DrainCol.PRESSURE) > 0.0 and self._number(DrainCol.TARGET) > 0.0:
            quarter = self._said(DrainCol.TARGET, self._a_quarter)
            chance = self._said(DrainCol.PRESSURE, percent)
            yield (
                "pressure",
                f"{chance} x the share by which bookings miss {quarter}: taken at once all the same",
            )
        if self._number(DrainCol.DEAL_BUDGET) >= 0.0:
            yield "money for deals", self._said(DrainCol.DEAL_BUDGET, self._a_quarter)
        if self.params.get(Block.RUN, 0, RunCol.ONE_BUDGET) > 0.0:
            share = self.params.share(Block.RUN, 0, RunCol.ONE_BUDGET)
            yield (
                "one budget",
                f"{share} of a week's money for deals is missing from the next week's programs",
            )

    def _requests(self) -> Iterator[tuple[str, str]]:
        for row, name in ids(self.names.requests):
            told = []
            for column, words in (
                (RequestCol.COST_CENTS, "{} of outside cost when worked on"),
                (RequestCol.AVOIDABLE, "{} spared by full material"),
                (RequestCol.REUSABLE, "{} made reusable"),
            ):
                if self.params.get(Block.REQUEST, row, column) > 0.0:
                    say = self._cents if column == RequestCol.COST_CENTS else percent
                    told.append(words.format(self.params.said(Block.REQUEST, row, column, say)))
            if told:
                yield name, ", ".join(told)

    def _library(self) -> Iterator[tuple[str, str]]:
        lift = self._number(DrainCol.LIFT)
        if not self.program.library_moves and lift == 0.0:
            return
        level = self.params.share(Block.RUN, 0, RunCol.LIBRARY)
        builds = self.program.names.kinds[self.program.material] if self.program.material >= 0 else "nothing"
        kept = self._said(DrainCol.KEPT, percent)
        yield "library", f"{level} there at the start; {builds} builds it; {kept} is kept over a week"
        used, adopted = self._said(DrainCol.USED, percent), self._said(DrainCol.ADOPTION, percent)
        yield "material", f"{adopted} of it is used by sellers; {used} of the hours for it make it"
        yield (
            "full material",
            f"{self._said(DrainCol.LIFT)} on the logit of winning, for all deals of a stage",
        )
        for row, name in ids(self.names.stages):
            shares = [
                f"{self.params.share(Block.TOOLKIT, row, column)}{f' {persona}' if persona else ''}"
                for column, persona in enumerate(self.names.personas or ("",))
                if self.params.get(Block.TOOLKIT, row, column) > 0.0
            ]
            if shares and self.program.material >= 0:
                yield f"hours for {name}", ", ".join(shares)

    def _number(self, column: DrainCol) -> float:
        return self.params.get(Block.DRAIN, 0, column)

    def _said(self, column: DrainCol, words: Callable[[float], str] = short) -> str:
        return self.params.said(Block.DRAIN, 0, column, words)

    def _money(self, column: DrainCol) -> str:
        return self._said(column, self._cents)

    def _cents(self, cents: float) -> str:
        return money(cents, self.currency)

    def _a_quarter(self, cents_a_tick: float) -> str:
        return f"{self._cents(cents_a_tick * QUARTER_WEEKS * TICKS_PER_WEEK)} a quarter"
