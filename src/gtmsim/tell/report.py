"""Any result in words."""

from gtmsim.engines.contract import Trace
from gtmsim.errors import UsageError
from gtmsim.measure.verdict import Verdict
from gtmsim.program.tables import Program
from gtmsim.study.run import Run
from gtmsim.tell.describe import described
from gtmsim.tell.runs import run_words
from gtmsim.tell.style import PLAIN, Style
from gtmsim.tell.summary import summary
from gtmsim.tell.traces import trace_words
from gtmsim.tell.verdicts import verdict_words

_FIRST_RECORDS = 40


def report(result: Verdict | Run | Trace | Program, style: Style = PLAIN) -> str:
    """Return a verdict, a run, a trace (its first records) or a program in words. Raises UsageError for anything else."""
    match result:
        case Verdict():
            return verdict_words(result, style=style)
        case Run():
            return run_words(summary(result), style)
        case Trace():
            return trace_words(result, _FIRST_RECORDS, style)
        case Program():
            return described(result, style)
        case _:
            raise UsageError(
                f"a verdict, a run, a trace or a program can be told, not a {type(result).__name__}"
            )
