"""How a number is found: every procedure by the name that a fact's `by` says.

A procedure is a frozen dataclass whose fields are what a check may say; the module that has it stands in this folder and names it
with `named`. Most are a `Statistic` of means over paired replications; an `Own` observes in its own way.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from gtmsim.validation.procedures.base import Own, Procedure, Statistic, named, registered

__all__ = ["Own", "Procedure", "Statistic", "named", "procedures"]


@cache
def _imported() -> None:
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")


def procedures() -> dict[str, type[Procedure]]:
    """Return every procedure by its name, in the order of the alphabet."""
    _imported()
    return dict(sorted(registered.items()))
