"""Kill a study at random instants, run it again each time, and hold what is left against an undisturbed run, byte for byte.

python tests/shards/killed.py preset:cultures_study results/killed --times 20
"""

import argparse
import random
import signal
import subprocess
import sys
import time
from pathlib import Path


def left(folder: Path) -> dict[str, bytes]:
    """Return every byte of a study; its logs are no part of it."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.parent.name != "logs")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def finished(folder: Path) -> dict[Path, int]:
    """Return the shards that are finished, and when each was written."""
    return {file: file.stat().st_mtime_ns for file in folder.glob("shards/part_*.parquet")}


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Return 0 if nothing was lost, repeated or changed."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("study")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--times", type=int, default=20)
    asked.add_argument(
        "--seconds", type=float, default=8.0, help="the latest instant of a kill after the start"
    )
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    luck = random.Random(told.seed)
    command = [sys.executable, "-m", "gtmsim", "study", "run", told.study, "--quiet", "--out"]
    quiet, noisy = told.folder / "undisturbed", told.folder / "killed"
    subprocess.run([*command, str(quiet)], check=True, stdout=subprocess.DEVNULL)
    for number in range(1, told.times + 1):
        before = finished(noisy)
        worker = subprocess.Popen([*command, str(noisy)], stdout=subprocess.DEVNULL)
        after = luck.uniform(0.0, told.seconds)
        time.sleep(after)
        alive = worker.poll() is None
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        now = finished(noisy)
        repeated = sum(now.get(file) != written for file, written in before.items())
        how = "killed" if alive else "had ended"
        say(
            f"{number:2}  {how} after {after:5.2f} s: {len(now)} shards, {len(now) - len(before)} new, {repeated} repeated"
        )
        if repeated:
            return 1
    subprocess.run([*command, str(noisy)], check=True, stdout=subprocess.DEVNULL)
    same = left(noisy) == left(quiet)
    say(f"{len(left(quiet))} files: {'identical' if same else 'NOT identical'} to an undisturbed run")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
