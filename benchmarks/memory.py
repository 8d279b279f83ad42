"""What ten thousand replications need beyond a hundred: the peak memory of `gtmsim run`, each in a process of its own."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.asked import Asked
from benchmarks.worlds import MID_MARKET

FEW, MANY = 100, 10_000
# The whole firm with all its totals, for a short while: what is kept of a replication does not depend on how long it lasts.
WEEKS = 2

# The child tells its own peak: what the system tells its parent may be the parent's, from before the child became itself.
_CHILD = """
import io, sys
from contextlib import redirect_stdout
from benchmarks.memory import peak_bytes
from gtmsim.cli import main
sys.argv[0] = "gtmsim"
with redirect_stdout(io.StringIO()):
    try:
        main()
    except SystemExit as ended:
        if ended.code not in (None, 0):
            raise
print(peak_bytes())
"""


def measured(asked: Asked) -> dict[str, Any]:
    """Return the ratio of the peaks, and what each further replication adds to it."""
    peaks = {}
    for count in (FEW, MANY):
        asked.say(f"{count:,} replications")
        peaks[count] = peak_of(count, WEEKS)
    beyond = (peaks[MANY] - peaks[FEW]) / (MANY - FEW)
    return {
        "memory_10000_over_100_replications": round(peaks[MANY] / peaks[FEW], 3),
        "memory_bytes_per_further_replication": round(beyond),
        "memory": {"weeks": WEEKS, "peak_bytes": {str(count): peak for count, peak in peaks.items()}},
    }


def peak_of(replications: int, weeks: int) -> int:
    """Return the peak memory in bytes of `gtmsim run` on the mid-market firm."""
    words = ["run", MID_MARKET, "--replications", str(replications), "--jobs", "2", "--json", "--quiet"]
    words += ["--set", f"run.horizon={weeks} weeks", "--set", "run.warm_up=0 weeks"]
    ran = subprocess.run(
        [sys.executable, "-c", _CHILD, *words],
        check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    return int(json.loads(ran.stdout))


def peak_bytes() -> int:
    """Return the most memory this process has had in hand."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        # Kilobytes but on macOS, where it is bytes.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
