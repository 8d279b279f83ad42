"""The counts that every run must repeat: a faster engine that does less is not faster."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.race import Differs, Laps
from gtmsim.program.tables import Program

EXPECTED = Path(__file__).parent / "expected.json"


class Expected:
    """What was recorded of each scenario: the program's digest, the events of replication 0 and of all of the core's."""

    def __init__(self, path: Path = EXPECTED, *, update: bool = False) -> None:
        self.path, self.update = path, update
        self.counts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def agree(self, name: str, program: Program, laps: Laps, core: str = "core") -> None:
        """Raise `Differs` unless every lap of every engine did the events that are recorded; record them when updating."""
        if self.update:
            done = laps[core][0].done
            self.counts[name] = {
                "digest": program.digest,
                "first": done[0],
                "replications": len(done),
                "events": sum(done),
            }
        if name not in self.counts:
            raise Differs(f"{name}: no expectation is recorded; --update records one")
        _compare(name, program, laps, self.counts[name])

    def write(self) -> None:
        """Keep what was recorded, if that was asked for."""
        if self.update:
            ordered = dict(sorted(self.counts.items()))
            self.path.write_text(json.dumps(ordered, indent=2) + "\n", encoding="utf-8")


def _compare(name: str, program: Program, laps: Laps, expected: Mapping[str, Any]) -> None:
    # The digest only explains: logarithms that differ in their last bit between machines change it, and no count.
    same = expected["digest"] == program.digest
    why = "" if same else "; the program is another one than the recorded: --update if that is meant"
    for engine, run in laps.items():
        for each in run:
            if each.done[0] != expected["first"]:
                raise Differs(
                    f"{name}: {engine} did {each.done[0]} events in replication 0, not {expected['first']}{why}"
                )
            if len(each.done) == expected["replications"] and sum(each.done) != expected["events"]:
                raise Differs(
                    f"{name}: {engine} did {sum(each.done)} events in all, not {expected['events']}{why}"
                )
