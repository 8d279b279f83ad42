"""The finite market in words: its segments, the channels to them, what is known and what is offered."""

from collections.abc import Iterator

from gtmsim.amounts import duration, money, number, percent, rate, short
from gtmsim.measure.levels import ids, present
from gtmsim.program.layout import (
    Block,
    ChannelCol,
    ProductCol,
    RunCol,
    SegmentCol,
    SourceCol,
    SourceInt,
)
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params
from gtmsim.tell.style import Style
from gtmsim.tell.table import table


class Market:
    """Tells what of a program is about accounts rather than leads."""

    def __init__(self, program: Program, currency: str) -> None:
        self.program = program
        self.currency = currency
        self.names = present(program)
        self.params = Params(program)

    def channel(self, source: int) -> Iterator[str]:
        """Yield what a channel does to the accounts."""
        params, program = self.params, self.program
        yield f"speaks to {number(int(program.segment_accounts.sum()))} accounts"
        kind = int(program.source_ints[source][SourceInt.BUILT_BY])
        built = program.names.kinds[kind] if kind >= 0 else "nothing"
        kept = params.said(Block.RUN, 0, RunCol.AWARENESS_KEPT)
        yield f"remembered for {built}, of which {kept} is kept over a week"
        if params.get(Block.SOURCE, source, SourceCol.BRAND) > 0.0:
            kept = params.said(Block.RUN, 0, RunCol.BRAND_KEPT)
            yield f"{params.share(Block.SOURCE, source, SourceCol.BRAND)} goes to brand, of which {kept} is kept"
        if (
            cents := self.params.get(Block.SOURCE, source, SourceCol.MONEY_PART)
            * self._run(RunCol.BUDGET_CENTS)
        ) > 0.0:
            yield f"{money(cents, self.currency)} a week"
        if self._sum(source, ChannelCol.MOUTH) > 0.0:
            yield "customers recommend"
        if (noise := self._sum(source, ChannelCol.NOISE)) > 0.0:
            yield f"up to {rate(noise)} who only pass by"
        if params.get(Block.SOURCE, source, SourceCol.COMMISSION) > 0.0:
            yield f"{params.share(Block.SOURCE, source, SourceCol.COMMISSION)} of what is won is commission"

    def segments(self, style: Style) -> str:
        """Return the table of segments."""
        params, told = self.params, self.program.has_market
        rows = [
            (
                name,
                number(int(self.program.segment_accounts[row])) if told else "",
                params.said(Block.SEGMENT, row, SegmentCol.IN_MARKET, rate) if told else "",
                params.drawn(Block.SEGMENT, row, SegmentCol.STAY) if told else "",
                params.share(Block.SEGMENT, row, SegmentCol.TARGET) if told else "",
                params.drawn(Block.SEGMENT, row, SegmentCol.VALUE, lambda cents: money(cents, self.currency)),
            )
            for row, name in ids(self.names.segments)
        ]
        heads = ("segment", "accounts", "looks for something", "for", "aimed at", "a deal is worth")
        return table(heads, rows, "lrllrl", style)

    def knowledge(self) -> str:
        """Return how segments become known, or nothing where nobody does research."""
        if self.program.researched_by < 0:
            return ""
        by = self.program.names.kinds[self.program.researched_by]
        return (
            f"  {by} makes segments known: {self.params.said(Block.RUN, 0, RunCol.HALF_KNOWN, short)} h a week "
            f"keep half of one known; unknown, {self.params.share(Block.RUN, 0, RunCol.RELEVANCE)} of the effort is relevant"
        )

    def products(self, style: Style) -> str:
        """Return the table of products, or nothing where there are none."""
        rows = [
            (
                name,
                self.params.said(Block.PRODUCT, row, ProductCol.VALUE),
                duration(launches) if (launches := self._launches(row)) else "",
                ", ".join(self._offered(row)),
            )
            for row, name in ids(self.names.products)
        ]
        return (
            table(("product", "times the value", "launched after", "offered"), rows, "lrll", style)
            if rows
            else ""
        )

    def _launches(self, product: int) -> float:
        return self.params.get(Block.PRODUCT, product, ProductCol.LAUNCHES)

    def _offered(self, product: int) -> Iterator[str]:
        for row, name in ids(self.names.segments):
            share, fit = (self.params.get(block, row, product) for block in (Block.OFFER, Block.FIT))
            if share > 0.0:
                yield f"{percent(share)} of {name}" + (f" (fit {short(fit)})" if fit else "")

    def _sum(self, source: int, column: ChannelCol) -> float:
        segments = self.program.segments
        rows = range(source * segments, (source + 1) * segments)
        return sum(self.params.get(Block.CHANNEL, row, column) for row in rows)

    def _run(self, column: RunCol) -> float:
        return self.params.get(Block.RUN, 0, column)
