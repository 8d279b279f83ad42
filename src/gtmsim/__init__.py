"""If we organise the go-to-market team differently, what changes, and how sure are we.

    today = gtmsim.lower(gtmsim.load("baseline.yaml"))          # people, hours, money -> numbers, ticks, cents
    pods = gtmsim.lower(gtmsim.load("pods.yaml"))
    verdict = gtmsim.compare(gtmsim.run(today, seed=7, replications=400), gtmsim.run(pods, seed=7, replications=400))
    print(gtmsim.report(verdict))                               # the shared seed means both meet the same leads

Everything here is imported when it is first used, so that importing gtmsim takes no time.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gtmsim.calibrate import Calibration, calibrate
    from gtmsim.engines.contract import Batch, Trace
    from gtmsim.errors import GtmsimError, ScenarioError
    from gtmsim.measure.metrics import metrics
    from gtmsim.measure.verdict import Verdict
    from gtmsim.measure.weekly import weekly
    from gtmsim.program.lower import lower
    from gtmsim.program.tables import Program
    from gtmsim.scenario import Scenario, load, loads
    from gtmsim.scenario.editor import json_schema
    from gtmsim.scenario.unused import unused
    from gtmsim.scenario.where import where
    from gtmsim.study.run import Run, run
    from gtmsim.tell.report import report
    from gtmsim.tell.verbs import compare, trace

_HOMES = {
    # verbs, in the order of the story
    "load": "scenario",
    "loads": "scenario",
    "unused": "scenario.unused",
    "where": "scenario.where",
    "json_schema": "scenario.editor",
    "lower": "program.lower",
    "run": "study.run",
    "trace": "tell.verbs",
    "metrics": "measure.metrics",
    "weekly": "measure.weekly",
    "compare": "tell.verbs",
    "report": "tell.report",
    # what the verbs hand over
    "Scenario": "scenario",
    "Program": "program.tables",
    "Run": "study.run",
    "Batch": "engines.contract",
    "Trace": "engines.contract",
    "Verdict": "measure.verdict",
    "Calibration": "calibrate",
    "GtmsimError": "errors",
    "ScenarioError": "errors",
}

__all__ = [
    "Batch",
    "Calibration",
    "GtmsimError",
    "Program",
    "Run",
    "Scenario",
    "ScenarioError",
    "Trace",
    "Verdict",
    "calibrate",
    "compare",
    "json_schema",
    "load",
    "loads",
    "lower",
    "metrics",
    "report",
    "run",
    "trace",
    "unused",
    "weekly",
    "where",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("gtmsim")
    if name == "calibrate":
        return import_module("gtmsim.calibrate")
    if name not in _HOMES:
        raise AttributeError(f"module 'gtmsim' has no attribute {name!r}")
    found = getattr(import_module(f"gtmsim.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


class _Verb(ModuleType):
    """The folder `gtmsim.calibrate`, which can also be called: it is the verb of that name."""

    def __call__(self, *asked: Any, **more: Any) -> Any:
        return self.calibrate(*asked, **more)


class _Package(ModuleType):
    """The package. Importing a folder puts its module into the package; that of a verb becomes callable on the way."""

    def __setattr__(self, name: str, value: object) -> None:
        if name == "calibrate" and isinstance(value, ModuleType):
            value.__class__ = _Verb
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
