"""A validation as one value: every finding, and what it takes to compute them again."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtmsim.amounts import counted, listed
from gtmsim.measure.made import Made
from gtmsim.measure.result import Result
from gtmsim.validation.ablating import Ablated
from gtmsim.validation.drawing import Drawn
from gtmsim.validation.fact import Budget, Kind
from gtmsim.validation.finding import Finding, Seen, Standing

if TYPE_CHECKING:
    import polars as pl

ORDER: tuple[Standing, ...] = (
    "fails",
    "holds in these worlds",
    "undecided",
    "holds",
    "shown by tests",
    "unfinished",
    "not run",
)  # what fails first
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("validation", "that the model could get wrong"),
    ("calibration", "that levels were fitted to"),
    ("verification", "true by definition"),
)
_SAID: dict[Standing, tuple[str, str]] = {
    "fails": ("fails", "fail"),
    "holds in these worlds": ("holds in some worlds", "hold in some worlds"),
    "undecided": ("is undecided", "are undecided"),
    "holds": ("holds", "hold"),
    "shown by tests": ("is shown by tests", "are shown by tests"),
    "unfinished": ("is unfinished", "are unfinished"),
    "not run": ("was not run", "were not run"),
}


@dataclass(frozen=True)
class Validation(Result):
    """What facts come to. `runs` and `seconds` are what it took here: replications that were kept from before are not in them."""

    findings: tuple[Finding, ...]
    budget: Budget
    worlds: int
    interrupted: bool
    runs: int
    seconds: float
    made: Made

    def of(self, kind: Kind) -> tuple[Finding, ...]:
        """Return the findings of a kind: those with a check that fails first, the best founded of them at the top."""
        told = [each for each in self.findings if each.fact.kind == kind]
        return tuple(sorted(told, key=_fails_first))

    def __getitem__(self, name: str) -> Finding:
        """Return the finding of a fact by its id. Raises KeyError."""
        return next((each for each in self.findings if each.fact.id == name), None) or _none(name)

    @property
    def fails(self) -> bool:
        """Whether a check fails anywhere."""
        return any(each.fails for each in self.findings)

    def answer(self) -> str:
        """Return how many facts hold, fail, and are undecided: first those that the model could get wrong."""
        told = []
        for kind, words in _KINDS:
            found = self.of(kind)
            if found:
                counts = Counter(each.verdict for each in found)
                parts = [f"{counts[each]} {_SAID[each][counts[each] > 1]}" for each in ORDER if counts[each]]
                told.append(f"of {counted(len(found), 'fact')} {words}, {listed(parts)}{_failing(found)}")
        if self.interrupted and not any(each.seen for each in self.findings):
            return "Interrupted before a check had a result"
        early = "interrupted, so of what was finished by then: " if self.interrupted else ""
        whole = early + "; ".join(told)
        return whole[:1].upper() + whole[1:] if told else "No fact was asked for"

    def frame(self) -> "pl.DataFrame":
        """Return one row a check and world: the estimate, its interval, the target and the verdict."""
        import polars as pl

        rows = [
            {
                "fact": finding.fact.id,
                "kind": finding.fact.kind,
                "check": each.check.name,
                "world": each.world,
                "estimate": each.observed.mean,
                "low": each.observed.low,
                "high": each.observed.high,
                "target": each.check.target.text,
                "grade": finding.fact.grade,
                "verdict": each.verdict,
                "replications": each.observed.replications,
                "runs": each.runs,
                "digest": self.digest_of(each),
            }
            for finding in self.findings
            for each in finding.seen
        ]
        return pl.DataFrame(
            rows, schema_overrides={"estimate": pl.Float64, "low": pl.Float64, "high": pl.Float64}
        )

    def table(self) -> "pl.DataFrame":
        """Return the frame with what it takes to compute it again in every row: budget, seed, engine and version."""
        import polars as pl

        told = {
            "budget": self.budget,
            "seed": self.made.seed,
            "engine": self.made.engine,
            "version": self.made.versions["gtmsim"],
        }
        return self.frame().with_columns(*(pl.lit(value).alias(name) for name, value in told.items()))

    def digest_of(self, seen: Seen) -> str:
        """Return one digest of the programs of a check."""
        import hashlib

        told = "\n".join(f"{name} {each}" for name, each in seen.digests.items())
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def details(self) -> dict[str, object]:
        """Return every fact with its checks, apart by kind; what it took stands apart, as it is another each time."""
        return {
            "budget": self.budget,
            "worlds": self.worlds,
            "interrupted": self.interrupted,
            **{kind: [self._fact(each) for each in self.of(kind)] for kind, _ in _KINDS},
            "took": {
                "runs": self.runs,
                "seconds": round(self.seconds, 3),
                "checks": {
                    f"{finding.fact.id} {each.check.name} {each.world}": round(each.seconds, 3)
                    for finding in self.findings
                    for each in finding.seen
                },
            },
        }

    def _fact(self, finding: Finding) -> dict[str, object]:
        fact = finding.fact
        return {
            "id": fact.id,
            "title": fact.title,
            "question": fact.question,
            "kind": fact.kind,
            "grade": fact.grade,
            "source": fact.source,
            "verdict": finding.verdict,
            "holds_in": list(finding.holds_in),
            "fails_in": list(finding.fails_in),
            "checks": [self._seen(each) for each in finding.seen],
            "layers": {
                name: dict(arm) if isinstance(arm, Mapping) else arm for name, arm in fact.layers.items()
            },
            "tried": list(fact.tried),
            "tests": list(fact.tests),
            "place": fact.place,
        }

    def _seen(self, each: Seen) -> dict[str, object]:
        target = each.check.target
        return {
            "check": each.check.name,
            "world": each.world,
            "by": each.check.by,
            "design": each.check.procedure.design,
            "target": target.text,
            "target_low": None if math.isinf(target.low) else target.low,
            "target_high": None if math.isinf(target.high) else target.high,
            "currency": each.currency or None,
            "estimate": each.observed.mean,
            "low": each.observed.low,
            "high": each.observed.high,
            "replications": each.observed.replications,
            "replications_to_decide": each.replications_to_decide,
            "verdict": each.verdict,
            "seen": {arm: dict(told) for arm, told in each.observed.seen.items()},
            "note": each.observed.note,
            "runs": each.runs,
            "digests": dict(each.digests),
            "ablations": [_ablated(one) for one in each.ablated],
            "in_drawn_worlds": None if each.drawn is None else _drawn(each.drawn),
        }


def _fails_first(finding: Finding) -> tuple[int, str]:
    return (0, finding.fact.grade) if finding.fails else (1 + ORDER.index(finding.verdict), "")


def _failing(found: Sequence[Finding]) -> str:
    """Return how many facts have a check that fails, where their verdicts do not tell it."""
    failing = [each for each in found if each.fails]
    if all(each.verdict == "fails" for each in failing):
        return ""
    return f" ({len(failing)} {'has' if len(failing) == 1 else 'have'} a check that fails)"


def _ablated(each: Ablated) -> dict[str, object]:
    seen, moved = each.observed, each.moved
    return {
        "name": each.name,
        "estimate": seen.mean,
        "low": seen.low,
        "high": seen.high,
        "moved": moved.mean,
        "moved_low": moved.low,
        "moved_high": moved.high,
        "nearer": each.nearer,
        "idle": each.idle,
        "verdict": each.verdict,
        "replications": seen.replications,
    }


def _drawn(each: Drawn) -> dict[str, object]:
    share, low, high = each.inside
    return {
        "worlds": each.worlds,
        "replications": each.runs,
        "in_target_share": share,
        "in_target_low": low,
        "in_target_high": high,
        "estimates": [float(one) for one in each.estimates],
        "inputs": each.unknowns,
        "refused": each.refused,
        "silent": each.silent,
        "leans_on": [
            {
                "path": one.path,
                "low": one.low,
                "high": one.high,
                "rank_correlation": one.correlation,
                "beyond_noise": one.beyond_noise,
                "drawn_alike": list(one.alike),
            }
            for one in each.leaning
        ],
    }


def _none(name: str) -> Finding:
    raise KeyError(name)
