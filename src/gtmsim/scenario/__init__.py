"""What a scenario file says, and where: strict reading, units, layers, validation, and questions about it."""

from gtmsim.scenario.loading import load, loads
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.values import Distribution, Uncertain

__all__ = ["Distribution", "Scenario", "Uncertain", "load", "loads"]
