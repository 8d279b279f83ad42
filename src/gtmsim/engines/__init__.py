"""What happens: two schedulers over one program and one rulebook."""

from gtmsim.engines.contract import Batch, Engine, RecordStream, Trace
from gtmsim.engines.select import select

__all__ = ["Batch", "Engine", "RecordStream", "Trace", "select"]
