"""Which engine runs: the core, or the reference that defines what the core must tell."""

from collections.abc import Callable

from gtmsim.engines.contract import Engine
from gtmsim.errors import GtmsimError, UsageError


def select(name: str) -> Engine:
    """Return the engine `core` or `reference`.

    Raises UsageError for another name, and GtmsimError when the compiled core is missing: no slower engine takes its place.
    """
    if name not in ENGINES:
        from gtmsim.scenario.names import listing, suggestion

        hint = suggestion(name, ENGINES) or f"there is {listing(ENGINES)}"
        raise UsageError(f"no engine is called {name!r}; {hint}")
    return ENGINES[name]()


def _core() -> Engine:
    try:
        from gtmsim.engines.core import Core
    except ImportError as missing:
        raise GtmsimError(
            f"the compiled core cannot be loaded ({missing}); install gtmsim again, where there is a C compiler"
        ) from missing
    return Core()


def _reference() -> Engine:
    from gtmsim.engines.reference import Reference

    return Reference()


ENGINES: dict[str, Callable[[], Engine]] = {"core": _core, "reference": _reference}
