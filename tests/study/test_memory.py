"""A replication that is measured leaves little behind: moments do not grow, and few numbers of each are kept."""

import subprocess
import sys
from pathlib import Path

import pytest

# The child reads its own peak: what the system tells of a child may be its parent's, from before it became itself.
CHILD = """
import re, sys
from pathlib import Path
import gtmsim
{body}
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""
RUN = """
made = gtmsim.lower(gtmsim.load("preset:mid_market", ["run.horizon=1 week", "run.warm_up=0 weeks"]))
ran = gtmsim.run(made, replications=int(sys.argv[1]), seed=7, jobs=2)
assert ran.tally.column("leads").shape == (int(sys.argv[1]),)
"""
COMPARE = """
overrides = ["run.horizon=1 week", "run.warm_up=0 weeks"]
names = ["preset:single_queue", "preset:baseline"]
made = {name: gtmsim.lower(gtmsim.load(name, overrides)) for name in names}
*_, verdict = gtmsim.verdicts(made, replications=int(sys.argv[1]), seed=7, jobs=2)
assert verdict.replications == int(sys.argv[1])
"""
WRITE = """
import contextlib, io, tempfile
from gtmsim.cli.app import run_command
words = ["run", "preset:baseline", "--set", "run.horizon=1 week", "--set", "run.warm_up=0 weeks", "-q", "--json"]
with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
    assert run_command([*words, "-n", sys.argv[1], "--out", folder]) == 0
"""
FEW, MANY = 500, 4000


def peak_bytes(body: str, replications: int) -> int:
    words = [sys.executable, "-c", CHILD.format(body=body), str(replications)]
    told = subprocess.run(words, capture_output=True, text=True, check=True)
    return 1024 * int(told.stdout)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read in /proc")
@pytest.mark.parametrize(
    ("body", "at_most"),
    [(RUN, 1024), (COMPARE, 2 * 1024), (WRITE, 8 * 1024)],
    ids=["run", "compare", "write"],
)
def test_a_further_replication_costs_less_than_a_kilobyte_a_program(body: str, at_most: int) -> None:
    beyond = (peak_bytes(body, MANY) - peak_bytes(body, FEW)) / (MANY - FEW)
    assert beyond < at_most
