"""What can go wrong, and whose it is: the user's to fix (scenario, usage), or ours (a broken invariant)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass


class GtmsimError(Exception):
    """Base of every error gtmsim raises on purpose. `exit_code` is what the command line ends with."""

    exit_code = 1
    kind = "error"

    def as_json(self) -> dict[str, object]:
        """Return the error as plain data: its kind, its exit code and its message."""
        return {"error": self.kind, "exit_code": self.exit_code, "message": str(self)}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a scenario: where it stands, what was found, what would be right.

    Lines and columns count from 1; 0 means the problem has no single place. `path` is the dotted field path.
    """

    file: str
    line: int
    column: int
    path: str
    found: str
    wanted: str
    hint: str = ""

    @property
    def place(self) -> str:
        """Return `file:line:column`, or just the file when the problem has no single place."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def advice(self) -> str:
        """Return what would be right, with the hint when there is one."""
        return f"{self.wanted}; {self.hint}" if self.hint else self.wanted


class ScenarioError(GtmsimError):
    """A scenario cannot be used as it stands. Carries every problem found, in the order of the file."""

    kind = "scenario"

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.name = name
        self.problems = tuple(problems)
        super().__init__(name, self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        lines = [f"{self.name} has {count} {'problem' if count == 1 else 'problems'}"]
        places = [f"{problem.place}:" for problem in self.problems]
        wide = max(map(len, places), default=0)
        path_wide = max((len(problem.path) for problem in self.problems), default=0)
        found_wide = max((len(problem.found) for problem in self.problems), default=0)
        for place, problem in zip(places, self.problems, strict=True):
            columns = [problem.path.ljust(path_wide), problem.found.ljust(found_wide), problem.advice]
            told = "   ".join(column for column in columns if column)
            lines.append(f"{place.ljust(wide)} {told}".rstrip())
        return "\n".join(lines)

    def as_json(self) -> dict[str, object]:
        """Return the error as plain data, with every problem as a record."""
        return {**super().as_json(), "name": self.name, "problems": [asdict(each) for each in self.problems]}


class ProgramError(GtmsimError):
    """A valid scenario asks for more than a program can hold, such as a time beyond the widest tick."""

    kind = "program"


class UsageError(GtmsimError):
    """A command or a call was not understood: an unknown name, options that exclude each other."""

    exit_code = 2
    kind = "usage"


class InvariantError(GtmsimError):
    """Something that must always hold did not: a fault of ours. Says how to see it happen again.

    `step` tells in words what was being done, such as `[take demo seat] -> work -> [free demo seat]`.
    """

    exit_code = 3
    kind = "invariant"

    def __init__(
        self,
        message: str,
        *,
        tick: int | None = None,
        entity: str | None = None,
        step: str | None = None,
        seed: int | None = None,
        replication: int | None = None,
    ) -> None:
        self.message = message
        self.tick = tick
        self.entity = entity
        self.step = step
        self.seed = seed
        self.replication = replication
        super().__init__(message)

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions pickle by their arguments alone; worker processes must hand over the keywords as well.
        return (_invariant, (self.message, self._facts()))

    def _facts(self) -> dict[str, object]:
        names = ("tick", "entity", "step", "seed", "replication")
        return {name: getattr(self, name) for name in names}

    def __str__(self) -> str:
        where = [
            f"tick {self.tick}" if self.tick is not None else "",
            self.entity or "",
            self.step or "",
        ]
        again = [
            f"seed {self.seed}" if self.seed is not None else "",
            f"replication {self.replication}" if self.replication is not None else "",
        ]
        before = ", ".join(part for part in where if part)
        after = ", ".join(part for part in again if part)
        return (f"{before}: " if before else "") + self.message + (f" ({after})" if after else "")

    def as_json(self) -> dict[str, object]:
        """Return the error as plain data, with everything needed to see it again."""
        return {**super().as_json(), **self._facts()}


def _invariant(message: str, facts: dict[str, object]) -> InvariantError:
    return InvariantError(message, **facts)  # type: ignore[arg-type]  # exactly the keywords of __init__
