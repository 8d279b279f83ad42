"""What every experiment hands over: a sentence, a table, plain data, and what made them."""

from abc import ABC, abstractmethod
from html import escape
from typing import TYPE_CHECKING

from gtmsim.measure.made import Made
from gtmsim.measure.plain import plainly

if TYPE_CHECKING:
    import polars as pl


class Result(ABC):
    """An answer with its doubt. Subclasses are frozen dataclasses with a field `made`."""

    made: Made

    @abstractmethod
    def answer(self) -> str:
        """Return the answer in one sentence, its doubt included."""

    @abstractmethod
    def frame(self) -> "pl.DataFrame":
        """Return the answer as one tidy table."""

    @abstractmethod
    def details(self) -> dict[str, object]:
        """Return what `as_json` tells beside the answer and what made it. Numbers that are none become null there."""

    def as_json(self) -> dict[str, object]:
        """Return the whole as plain data, ready for `json.dumps(..., allow_nan=False)`."""
        return {
            "answer": self.answer(),
            **{name: plainly(each) for name, each in self.details().items()},
            **self.made.as_json(),
        }

    def _repr_html_(self) -> str:
        made = self.made
        foot = (
            f"{made.replications:,} replications, seed {made.seed}, gtmsim {made.versions['gtmsim']}, "
            f"digest {made.digest[:12]}"
        )
        weak = f"; rests on {len(made.weak)} weakly founded inputs" if made.weak else ""
        table = self.frame()._repr_html_()
        return f"<p><strong>{escape(self.answer())}</strong></p>\n{table}\n<p><small>{escape(foot + weak)}</small></p>"
