"""What happens: two schedulers over one program and one rulebook."""

from gtmsim.engines.contract import Batch, Engine, Trace
from gtmsim.engines.select import select

__all__ = ["Batch", "Engine", "Trace", "select"]
