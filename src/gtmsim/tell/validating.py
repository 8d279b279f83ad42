"""What facts came to, in words: what fails first, and every number with its doubt beside what was wanted."""

import math
from collections.abc import Iterator, Sequence

from gtmsim.amounts import NOTHING, counted, listed, number, percent, scale_of, short, signed
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, folded, footed, headed, table
from gtmsim.validation.drawing import Leaning
from gtmsim.validation.fact import KINDS, Kind
from gtmsim.validation.finding import Finding, Seen, Standing
from gtmsim.validation.observed import Observed
from gtmsim.validation.procedures import Own, Statistic
from gtmsim.validation.procedures.saying import called
from gtmsim.validation.result import Validation
from gtmsim.validation.target import Verdict
from gtmsim.validation.validate import Ahead

_TONES: dict[Standing | Verdict, Tone] = {
    "holds": Tone.GOOD,
    "fails": Tone.BAD,
    "holds in these worlds": Tone.ODD,
    "undecided": Tone.ODD,
    "shown by tests": Tone.WEAK,
    "unfinished": Tone.ODD,
    "not run": Tone.WEAK,
}
ABLATION = ("with", "seen (95 %)", "moved by", "verdict")
_A_WHILE_SECONDS = 60.0
_MOST_RUNS = 1e6
_HEADINGS: dict[Kind, str] = {
    "validation": "Validation",
    "calibration": "Calibration",
    "verification": "Verification",
}


def validation_words(validation: Validation, style: Style = PLAIN, *, details: bool = True) -> str:
    """Return the answer, then every fact: validation apart from calibration and verification, what fails first in each.

    Without `details`, what each check does is left out.
    """
    parts = [folded(f"{validation.answer()}.", style)]
    for kind, heading in _HEADINGS.items():
        found = validation.of(kind)
        if found:
            parts.append(headed(heading, f"({KINDS[kind]})", style))
            parts += ["\n".join(_finding(each, style, details=details)) for each in found]
    if undrawn := undrawn_words(validation):
        parts.append(folded(undrawn, style))
    parts.append(footed(foot_words(validation), style))
    return "\n\n".join(parts)


def _finding(finding: Finding, style: Style, *, details: bool) -> Iterator[str]:
    fact = finding.fact
    yield f"{style.title(fact.id)} {style.tinted(verdict_words(finding), _TONES[finding.verdict])}: {fact.title}"
    yield folded(fact.question, style, "  ")
    if fact.source:
        grade = f" (grade {fact.grade})" if fact.grade else ""
        yield folded(f"source{grade}: {fact.source}", style, "  ")
    if finding.seen:
        yield table(
            ("check", "world", "seen (95 %)", "target", "verdict", "runs each"),
            _rows(finding),
            "lllllr",
            style,
        )
    if details:
        told = designs(finding)
        yield from (folded(f"{name}: {words}", style, "  ") for name, words in told.items())
    yield from (folded(note, style, "  ") for note in notes_of(finding))
    yield from (style.tinted(f"  shown by {each}", Tone.WEAK) for each in fact.tests)
    yield from (line for each in finding.seen for line in _ablations(each, style))
    yield from (drawn_words(each, style) for each in finding.seen if each.drawn is not None)
    if fact.tried:
        yield folded("what was tried:", style, "  ")
        yield from (folded(" ".join(step.split()), style, "    ") for step in fact.tried)


def _ablations(seen: Seen, style: Style) -> Iterator[str]:
    if seen.ablated:
        yield f"  {seen.check.name} in {seen.world}, what brings it nearest to its target first:"
        yield table(ABLATION, ablation_rows(seen), "llll", style, "    ")


def ablation_rows(seen: Seen) -> list[tuple[str, ...]]:
    """Return a row of `ABLATION` for each thing that was tried on a check."""
    return [
        (
            each.name,
            estimate_words(each.observed, seen),
            "nothing: the arms say themselves what it says"
            if each.idle
            else estimate_words(each.moved, seen),
            each.verdict,
        )
        for each in seen.ablated
    ]


def notes_of(finding: Finding) -> list[str]:
    """Return what estimates alone do not tell: what was met on the way, and how many runs would decide what is undecided."""
    notes = list(dict.fromkeys(each.observed.note for each in finding.seen if each.observed.note))
    waiting = [
        f"{each.check.name} in {each.world} {_runs_words(each.replications_to_decide)}"
        for each in finding.seen
        if each.replications_to_decide is not None
    ]
    if waiting:
        notes.append(f"Runs each that would decide, were the truth where it is seen: {listed(waiting)}.")
    return notes


def _runs_words(runs: float) -> str:
    return "more than a million" if runs > _MOST_RUNS else f"about {short(float(f'{runs:.1e}'))}"


def drawn_words(seen: Seen, style: Style = PLAIN) -> str:
    """Return what a check comes to in worlds that may be the true one, and what that leans on."""
    drawn = seen.drawn
    assert drawn is not None
    share, low, high = drawn.inside
    sure = leaning_words(drawn.leaning)
    leans = (
        f"it goes most with {listed(sure)} (rank correlation, given those before)"
        if sure
        else f"no single one of {drawn.unknowns} inputs goes with it further than noise of {drawn.worlds} worlds does"
    )
    return folded(
        f"{seen.check.name} in {seen.world}, in {drawn.worlds} drawn worlds: within its target in {percent(share)} of them "
        f"(95 %: {percent(low)} to {percent(high)}); {leans}.",
        style,
        "  ",
    )


def leaning_words(leaning: Sequence[Leaning], mark: str = "") -> list[str]:
    """Return the inputs that go with an estimate beyond noise, and those that were drawn like them; paths between two marks."""
    told = []
    for each in leaning:
        if each.beyond_noise:
            alike = " or ".join(f"{mark}{path}{mark}" for path in each.alike)
            told.append(
                f"{mark}{each.path}{mark} {signed(each.correlation, 2)}"
                f"{f' (or {alike}, drawn alike)' if alike else ''}"
            )
    return told


def undrawn_words(validation: Validation) -> str:
    """Return which facts were not made again in drawn worlds, and why; nothing where all were, or none was asked for."""
    if not validation.worlds:
        return ""
    own = [
        finding.fact.id
        for finding in validation.of("validation")
        if any(isinstance(each.check.procedure, Own) for each in finding.seen)
    ]
    alone = [
        f"{finding.fact.id} {each.check.name} in {each.world}"
        for finding in validation.of("validation")
        for each in finding.seen
        if isinstance(each.check.procedure, Statistic) and each.drawn is None and not validation.interrupted
    ]
    others: list[str] = [kind for kind in KINDS if kind != "validation" and validation.of(kind)]
    told = (
        [f"checks of {listed(own)} whose procedures draw worlds or firms of their own or read single runs"]
        if own
        else []
    )
    told += [f"facts of {listed(others)}, which are no evidence in any world"] if others else []
    told += [f"{listed(alone)}, where nothing is uncertain, or nothing to be measured"] if alone else []
    return f"Not made again in drawn worlds: {'; '.join(told)}." if told else ""


def verdict_words(finding: Finding) -> str:
    """Return a verdict, with the worlds it is about where it does not hold in all."""
    if finding.verdict == "holds in these worlds":
        told = f"holds in {listed(list(finding.holds_in))}"
        return f"{told}, fails in {listed(list(finding.fails_in))}" if finding.fails_in else told
    if finding.verdict == "fails" and len(finding.fails_in) < len(finding.worlds):
        return f"fails in {listed(list(finding.fails_in))}"
    return finding.verdict


def designs(finding: Finding) -> dict[str, str]:
    """Return what each check does, and what each layer of the fact's own lays over its worlds, by name."""
    checks = {each.check.name: each.check.procedure.design for each in finding.seen}
    return checks | {f"layer {name}": called(arm) for name, arm in finding.fact.layers.items()}


def _rows(finding: Finding) -> list[Row]:
    return [
        (
            each.check.name,
            each.world,
            seen_words(each),
            each.check.target.text,
            Cell(each.verdict, _TONES[each.verdict]),
            number(each.observed.replications),
        )
        for each in finding.seen
    ]


def seen_words(each: Seen) -> str:
    """Return what a check came to, with its interval."""
    return estimate_words(each.observed, each)


def estimate_words(seen: Observed, of: Seen) -> str:
    """Return an estimate with its interval, money in its currency and the rest in % where its target is: `0.34 (0.31 to 0.37)`."""
    largest = max(
        (abs(each) for each in (seen.mean, seen.low, seen.high) if math.isfinite(each)), default=0.0
    )
    scale = (
        scale_of(of.currency or "count", largest)
        if "%" not in of.check.target.text
        else scale_of("share", largest)
    )
    unit = f" {scale.unit}" if scale.unit else ""
    if math.isnan(seen.mean):
        return f"{NOTHING} (nothing to measure)"
    if math.isnan(seen.low):
        return f"{short(seen.mean / scale.divisor)}{unit} (no interval)"
    digits = scale.digits(seen.half_width, largest)
    low, high = (scale.number(end, digits) for end in (seen.low, seen.high))
    return f"{scale.number(seen.mean, digits)}{unit} ({low} to {high})"


def ahead_words(ahead: Ahead) -> str:
    """Return what is about to be run, and how long it takes where that is worth saying."""
    told = f"{counted(ahead.facts, 'fact')}, {counted(ahead.checks, 'check')}, {counted(ahead.runs, 'run')}"
    if ahead.seconds < _A_WHILE_SECONDS:
        return told
    return f"{told}: about {counted(round(ahead.seconds / 60.0), 'minute')} by a probe of a few"


def foot_words(validation: Validation, *, took: bool = True) -> str:
    """Return what it takes to compute this again, what it `took` here, and how far a single verdict can be trusted."""
    made = validation.made
    checks = sum(len(each.seen) for each in validation.findings)
    luck = f" Were the truth at the edge of the target in all {checks}, luck would have about {short(0.025 * checks)} told wrong."
    here = f" {counted(validation.runs, 'run')} in all, in {short(validation.seconds)} s;" if took else ""
    began = (
        f"{validation.budget.capitalize()} budget;{here} seed {made.seed}, gtmsim {made.versions['gtmsim']}"
    )
    if not checks:  # nothing was run that a digest could stand for
        return f"{began}."
    return (
        f"{began}, digest {made.digest[:12]}. A check holds where its whole 95 % interval lies in the "
        f"target, fails where it lies outside, and is undecided between.{luck if checks > 1 else ''}"
    )
