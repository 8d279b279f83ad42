"""If we organise the go-to-market team differently, what changes, and how sure are we.

    today = gtmsim.lower(gtmsim.load("baseline.yaml"))          # people, hours, money -> numbers, ticks, cents
    pods = gtmsim.lower(gtmsim.load("pods.yaml"))
    verdict = gtmsim.compare(gtmsim.run(today, seed=7, replications=400), gtmsim.run(pods, seed=7, replications=400))
    print(gtmsim.report(verdict))                               # the shared seed means both meet the same leads

Everything here is imported when it is first used, so that importing gtmsim takes no time.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gtmsim.calibration import Calibration, calibrate
    from gtmsim.engines.contract import Batch, Trace
    from gtmsim.errors import GtmsimError, ScenarioError
    from gtmsim.explanation.answer import Explanation
    from gtmsim.explanation.explain import explain
    from gtmsim.explore.breakeven import Breakeven, breakeven
    from gtmsim.explore.in_worlds import Worlds, in_worlds
    from gtmsim.explore.learn import Learn, learn
    from gtmsim.explore.regimes import Regimes, regimes
    from gtmsim.explore.robust import Robust, robust
    from gtmsim.explore.sensitivity import Sensitivity, sensitivity
    from gtmsim.explore.sweep import Sweep, sweep
    from gtmsim.measure.metrics import metrics
    from gtmsim.measure.verdict import Verdict
    from gtmsim.measure.weekly import weekly
    from gtmsim.program.lower import lower
    from gtmsim.program.tables import Program
    from gtmsim.scenario import Scenario, load, loads, vary
    from gtmsim.scenario.editor import json_schema
    from gtmsim.scenario.files import presets
    from gtmsim.scenario.mixing import mix, with_policy
    from gtmsim.scenario.unused import unused
    from gtmsim.scenario.where import where
    from gtmsim.seek.result import Best, Front
    from gtmsim.seek.search import search
    from gtmsim.shards.folder import StudyFolder, new_study, open_study
    from gtmsim.study.burn_in import snapshot
    from gtmsim.study.run import Run, run, run_together
    from gtmsim.study.snapshots import Snapshot
    from gtmsim.study.verdicts import verdicts
    from gtmsim.tell.record_table import save_trace
    from gtmsim.tell.report import report
    from gtmsim.tell.verbs import compare, stream, trace
    from gtmsim.validation.result import Validation
    from gtmsim.validation.validate import validate

_HOMES = {
    # verbs, in the order of the story
    "load": "scenario",
    "loads": "scenario",
    "vary": "scenario",
    "unused": "scenario.unused",
    "presets": "scenario.files",
    "where": "scenario.where",
    "json_schema": "scenario.editor",
    "calibrate": "calibration",
    "mix": "scenario.mixing",
    "with_policy": "scenario.mixing",
    "lower": "program.lower",
    "run": "study.run",
    "run_together": "study.run",
    "snapshot": "study.burn_in",
    "trace": "tell.verbs",
    "stream": "tell.verbs",
    "save_trace": "tell.record_table",
    "metrics": "measure.metrics",
    "weekly": "measure.weekly",
    "compare": "tell.verbs",
    "verdicts": "study.verdicts",
    "in_worlds": "explore.in_worlds",
    "robust": "explore.robust",
    "regimes": "explore.regimes",
    "sweep": "explore.sweep",
    "breakeven": "explore.breakeven",
    "sensitivity": "explore.sensitivity",
    "learn": "explore.learn",
    "search": "seek.search",
    "new_study": "shards.folder",
    "open_study": "shards.folder",
    "explain": "explanation.explain",
    "validate": "validation.validate",
    "report": "tell.report",
    # what the verbs hand over
    "Scenario": "scenario",
    "Program": "program.tables",
    "Run": "study.run",
    "Snapshot": "study.snapshots",
    "Batch": "engines.contract",
    "Trace": "engines.contract",
    "RecordStream": "engines.contract",
    "Verdict": "measure.verdict",
    "Worlds": "explore.in_worlds",
    "Robust": "explore.robust",
    "Regimes": "explore.regimes",
    "Sweep": "explore.sweep",
    "Breakeven": "explore.breakeven",
    "Sensitivity": "explore.sensitivity",
    "Learn": "explore.learn",
    "Best": "seek.result",
    "Front": "seek.result",
    "StudyFolder": "shards.folder",
    "Explanation": "explanation.answer",
    "Validation": "validation.result",
    "Calibration": "calibration",
    "GtmsimError": "errors",
    "ScenarioError": "errors",
}

__all__ = [
    "Batch",
    "Best",
    "Breakeven",
    "Calibration",
    "Explanation",
    "Front",
    "GtmsimError",
    "Learn",
    "Program",
    "RecordStream",
    "Regimes",
    "Robust",
    "Run",
    "Scenario",
    "ScenarioError",
    "Sensitivity",
    "Snapshot",
    "StudyFolder",
    "Sweep",
    "Trace",
    "Validation",
    "Verdict",
    "Worlds",
    "breakeven",
    "calibrate",
    "compare",
    "explain",
    "in_worlds",
    "json_schema",
    "learn",
    "load",
    "loads",
    "lower",
    "metrics",
    "mix",
    "new_study",
    "open_study",
    "presets",
    "regimes",
    "report",
    "robust",
    "run",
    "run_together",
    "save_trace",
    "search",
    "sensitivity",
    "snapshot",
    "stream",
    "sweep",
    "trace",
    "unused",
    "validate",
    "vary",
    "verdicts",
    "weekly",
    "where",
    "with_policy",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("gtmsim")
    if name not in _HOMES:
        raise AttributeError(f"module 'gtmsim' has no attribute {name!r}")
    found = getattr(import_module(f"gtmsim.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
