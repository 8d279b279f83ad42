"""What structures may cost: an amount a year or over the run, or what the file as it is costs and a share more."""

import re
from dataclasses import dataclass

from gtmsim.errors import UsageError
from gtmsim.measure.money import planned_cost
from gtmsim.program.tables import Program
from gtmsim.scenario.quantities import MONEY, MONEY_RATE, Wrong
from gtmsim.units import CENTS_PER_UNIT, TICKS_PER_YEAR

_RELATIVE = re.compile(r"([-+](?:\d+(?:\.\d*)?|\.\d+))\s*%")
_ROUNDING = 1e-9  # of the budget: what adding up in another order may do to it
WANTED = "money a year such as '1.2 MEUR/year', over the whole run such as '4 MEUR', or beyond what the file plans such as +0%"


@dataclass(frozen=True)
class Budget:
    """The most that people and programs may be planned to cost a year, in whole units of currency."""

    text: str
    a_year: float

    def excess(self, cost: float) -> float:
        """Return by what share a cost a year is above it; zero or below: within."""
        above = cost - self.a_year
        return 0.0 if abs(above) <= _ROUNDING * abs(self.a_year) else above / max(self.a_year, 1.0)


def yearly_cost(program: Program) -> float:
    """Return the planned cost of a program a year, in whole units of currency."""
    return planned_cost(program) * TICKS_PER_YEAR / program.horizon


def budget(text: str, today: Program, currency: str) -> Budget:
    """Return the budget a text names. Raises UsageError for what is no money."""
    told = text.strip()
    if match := _RELATIVE.fullmatch(told):
        return Budget(told, yearly_cost(today) * (1.0 + float(match[1]) / 100.0))
    try:
        if "/" in told or " per " in told:
            return Budget(told, MONEY_RATE.parse(told, currency) * TICKS_PER_YEAR / CENTS_PER_UNIT)
        return Budget(told, MONEY.parse(told, currency) / CENTS_PER_UNIT * TICKS_PER_YEAR / today.horizon)
    except Wrong:
        raise UsageError(f"--budget {text}: {WANTED.replace('EUR', currency)}") from None
