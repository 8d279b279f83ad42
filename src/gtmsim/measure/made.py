"""What it takes to compute a result again, and what to mind before believing it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from gtmsim.measure.versions import versions
from gtmsim.program.remembered import remembered
from gtmsim.program.tables import Program
from gtmsim.scenario import Scenario
from gtmsim.scenario.weak import Guess, guesses, shared_guesses


@dataclass(frozen=True)
class Made:
    """Seed, replications `first .. first + replications`, and digests of the programs that were run, by name.

    `weak` are the inputs nobody founded better than a guess (grade D), with the names of the scenarios that rest on them.
    """

    seed: int
    first: int
    replications: int
    engine: str
    digests: Mapping[str, str]
    versions: Mapping[str, str]
    weak: tuple[Guess, ...] = ()

    @property
    def digest(self) -> str:
        """One digest of all programs and their names."""
        told = "\n".join(f"{name} {each}" for name, each in self.digests.items())
        return hashlib.sha256(told.encode()).hexdigest()

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "seed": self.seed,
            "first": self.first,
            "replications": self.replications,
            "engine": self.engine,
            "digest": self.digest,
            "digests": dict(self.digests),
            "version": self.versions["gtmsim"],
            "versions": dict(self.versions),
            "weakly_founded": [
                {
                    "path": each.path,
                    "value": each.value,
                    "prior": each.prior,
                    "scenarios": list(each.scenarios),
                }
                for each in self.weak
            ],
        }


def made_of(
    programs: Mapping[str, Program] | Mapping[str, str],
    scenarios: Mapping[str, Scenario],
    *,
    seed: int,
    replications: int,
    first: int = 0,
    engine: str = "core",
) -> Made:
    """Return what made a result of some programs (or their digests); `scenarios` are those whose guesses it rests on."""
    digests = {name: each if isinstance(each, str) else each.digest for name, each in programs.items()}
    return Made(seed, first, replications, engine, digests, versions(), shared_guesses(scenarios))


def made_by(
    programs: Mapping[str, Program], *, seed: int, replications: int, first: int = 0, engine: str = "core"
) -> Made:
    """Return what made a result of some programs, with the guesses of their own scenarios."""
    digests = {name: program.digest for name, program in programs.items()}
    told: dict[Guess, list[str]] = {}
    for name, program in programs.items():
        for guess in _guesses(program):
            told.setdefault(guess, []).append(name)
    weak = tuple(replace(guess, scenarios=tuple(names)) for guess, names in told.items())
    return Made(seed, first, replications, engine, digests, versions(), weak)


@remembered
def _guesses(program: Program) -> tuple[Guess, ...]:
    return guesses(program.scenario) if program.scenario is not None else ()
