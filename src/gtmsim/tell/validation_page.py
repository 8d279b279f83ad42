"""What facts came to as a page that a person can check: what fails first, and every number with its doubt, target and source."""

from collections.abc import Iterator, Sequence

from gtmsim.amounts import listed, number, percent, short
from gtmsim.tell.validating import (
    ABLATION,
    ablation_rows,
    designs,
    foot_words,
    leaning_words,
    notes_of,
    seen_words,
    undrawn_words,
    verdict_words,
)
from gtmsim.validation.fact import KINDS, Fact
from gtmsim.validation.finding import Finding, Seen
from gtmsim.validation.result import Validation

_HEAD = ("fact", "check", "world", "target", "grade", "seen (95 %)", "verdict", "runs in all", "time")
_READ = """A **fact** is known from elsewhere; a **check** is an experiment here on shared luck, with a target that its file states.
A check *holds* where the whole 95 % interval of what is seen lies in the target, *fails* where it lies outside, and is *undecided*
between; the interval tells luck alone. A fact holds where all its checks hold in all its worlds. Grades say how well the target is
founded: A by several studies or a study of studies, B by one study, C by a survey, D by no measurement. Facts with a check that
fails stand first, the best founded of them at the top, with what was tried; a fact that holds in some worlds may have one. How to
run this and to write facts of your own: [validating.md](validating.md). What the model does:
[model.md](model.md)."""


def validation_page(validation: Validation, written_by: str = "gtmsim validate --report") -> str:
    """Return the page in Markdown. It holds nothing of when and where it was written."""
    parts = [
        f"# Is it true?\nWritten by `{written_by}`. {validation.answer()}.",
        _READ,
        *_validation(validation),
        *_drawn(validation),
        *_calibration(validation),
        *_verification(validation),
        f"## How it was made\n{foot_words(validation, took=False)}",
    ]
    return "\n\n".join(parts) + "\n"


def _validation(validation: Validation) -> Iterator[str]:
    found = validation.of("validation")
    if not found:
        return
    yield f"## What the model could get wrong\n{_glance(found)}"
    told = [each for each in found if each.verdict != "holds"]
    if told:
        yield "## What does not hold, and why"
        yield from ("\n\n".join(_finding(each)) for each in told)
    held = [each for each in found if each.verdict == "holds"]
    if held:
        yield "## What holds\n" + "\n".join(_line(each) for each in held)
    yield f"## Every check\n{_table(found)}"


def _calibration(validation: Validation) -> Iterator[str]:
    found = validation.of("calibration")
    if not found:
        return
    yield (
        f"## What levels were fitted to\nA fit that holds proves nothing: levels of these worlds were moved until it did "
        f"([calibration.md](calibration.md)). One that does not hold was out of their reach.\n\n{_table(found)}"
    )
    for each in found:
        yield _line(each) if each.verdict == "holds" else "\n\n".join(_finding(each))


def _verification(validation: Validation) -> Iterator[str]:
    found = validation.of("verification")
    if not found:
        return
    yield (
        f"## What is {KINDS['verification']}\nIt shows that the program does what it says, and nothing about the world outside.\n\n"
        f"{_table([each for each in found if each.seen])}"
    )
    yield "\n".join(_line(each) for each in found)


def _drawn(validation: Validation) -> Iterator[str]:
    rows = [
        (finding.fact.id, each.check.name, each.world, *_in_worlds(each))
        for finding in validation.findings
        for each in finding.seen
        if each.drawn is not None
    ]
    undrawn = undrawn_words(validation)
    if rows or undrawn:
        yield "## How verdicts depend on what is uncertain"
    if rows:
        head = (
            "fact",
            "check",
            "world",
            "worlds",
            "within the target (95 %)",
            "goes most with (rank correlation)",
        )
        yield (
            "Each check again in worlds drawn from how far the numbers may lie that "
            "nobody knows well (grades C and D, and what a scenario says is uncertain). Inputs are named where their rank "
            "correlation with the estimate, given those named before, is further from 0 than the largest of as many would be by "
            "chance; so few worlds are never even, and inputs that were drawn alike by accident can hardly be told apart.\n\n"
            + _markdown(head, rows)
        )

    if undrawn:
        yield undrawn


def _in_worlds(seen: Seen) -> tuple[str, str, str]:
    drawn = seen.drawn
    assert drawn is not None
    share, low, high = drawn.inside
    sure = leaning_words(drawn.leaning, "`")
    within = f"{percent(share)} ({percent(low)} to {percent(high)})"
    return number(drawn.worlds), within, ", ".join(sure) or f"none of {drawn.unknowns} beyond noise"


def _glance(findings: Sequence[Finding]) -> str:
    rows = []
    for finding in findings:
        held = sum(each.verdict == "holds" for each in finding.seen)
        failed = sum(each.verdict == "fails" for each in finding.seen)
        told = verdict_words(finding)
        rows.append(
            (
                f"**{finding.fact.id}** {finding.fact.title}",
                finding.fact.grade,
                f"**{told}**" if finding.fails else told,
                f"{held} of {len(finding.seen)}",
                number(failed),
                number(sum(each.runs for each in finding.seen)),
            )
        )
    return _markdown(("fact", "grade", "verdict", "checks that hold", "that fail", "runs in all"), rows)


def _table(findings: Sequence[Finding]) -> str:
    rows = []
    for finding in findings:
        fact = finding.fact
        first = True
        for each in finding.seen:
            rows.append(
                (
                    f"**{fact.id}** {fact.title}" if first else "",
                    each.check.name,
                    each.world,
                    each.check.target.text,
                    fact.grade,
                    seen_words(each),
                    f"**{each.verdict}**" if each.verdict == "fails" else each.verdict,
                    number(each.runs),
                    f"{short(each.seconds)} s",
                )
            )
            first = False
        if not finding.seen:
            rows.append((f"**{fact.id}** {fact.title}", "", "", "", fact.grade, "", finding.verdict, "", ""))
    return _markdown(_HEAD, rows)


def _finding(finding: Finding) -> Iterator[str]:
    fact = finding.fact
    yield f"### {fact.id}: {fact.title} ({verdict_words(finding)})"
    told = designs(finding)
    yield f"{fact.question} {_source(fact)}\n" + "\n".join(
        f"* {name}: {words}" for name, words in told.items()
    )
    if notes := notes_of(finding):
        yield "\n".join(notes)
    for each in finding.seen:
        if each.ablated:
            yield (
                f"{each.check.name} in {each.world}, what brings it nearest to its target first:\n\n"
                + _markdown(ABLATION, ablation_rows(each))
            )
    if fact.tried:
        yield f"**What was tried.**{_steps(fact.tried)}"


def _line(finding: Finding) -> str:
    fact = finding.fact
    told = designs(finding)
    made = "; ".join(f"{name}: {words}" for name, words in told.items())
    shown = f" Shown by {listed([f'`{each}`' for each in fact.tests])}." if fact.tests else ""
    tried = f" **What was tried.**{_steps(fact.tried, '  ')}" if fact.tried else ""
    return f"* **{fact.id}** {fact.question} {_source(fact)}{f' {made}.' if made else ''}{shown}{tried}"


def _steps(tried: Sequence[str], indent: str = "") -> str:
    """Return one step as it is, several as a list below the line that names them."""
    told = [step.strip() for step in tried]
    return f" {told[0]}" if len(told) == 1 else "".join(f"\n{indent}* {step}" for step in told)


def _source(fact: Fact) -> str:
    grade = f" (grade {fact.grade})" if fact.grade else ""
    return f"Source{grade}: {fact.source}." if fact.source else ""


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
