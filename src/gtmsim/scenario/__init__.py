"""What a scenario file says, and where: strict reading, units, layers, validation, and questions about it."""

from gtmsim.scenario.editor import json_schema
from gtmsim.scenario.loading import load, loads, vary
from gtmsim.scenario.model import Scenario
from gtmsim.scenario.render import render
from gtmsim.scenario.unused import Unused, unused
from gtmsim.scenario.values import Distribution, Uncertain
from gtmsim.scenario.where import Place, where

__all__ = [
    "Distribution",
    "Place",
    "Scenario",
    "Uncertain",
    "Unused",
    "json_schema",
    "load",
    "loads",
    "render",
    "unused",
    "vary",
    "where",
]
