"""A study on disk in words: how far it is, what it holds, what it would take, and a row that was computed again."""

from collections.abc import Sequence
from itertools import groupby

from gtmsim.amounts import NOTHING, counted, decimals, duration, number, scale_of, short
from gtmsim.shards.again import Again
from gtmsim.shards.planning import Plan
from gtmsim.shards.session import Ran
from gtmsim.shards.status import Status
from gtmsim.shards.summary import Mean, Summary
from gtmsim.tell.runs import guesses_words
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Cell, Row, folded, footed, headed, table

_MOST_POINTS = 20
_SIZES = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


def status_words(status: Status, style: Style = PLAIN) -> str:
    """Return how far a study is: the whole in a sentence, then the points that lack something."""
    whole = f"{number(status.finished)} of {number(status.wanted)} replications are finished"
    if status.finished == status.wanted:
        told = f"{whole}: {counted(len(status.points), 'point')}, {number(status.replications)} of each."
    else:
        left = status.seconds_left
        far = f", {duration(left)} to go" if left is not None else ""
        at_work = counted(status.running, "run is", "runs are") if status.running else "nobody is"
        told = f"{whole} ({short(100.0 * status.finished / status.wanted)} %); {at_work} at work{far}."
    parts = [folded(told, style)]
    lacking = [point for point in status.points if point.finished < status.replications]
    if lacking:
        rows: list[Row] = [
            (point.name, number(point.finished), number(status.replications - point.finished))
            for point in lacking[:_MOST_POINTS]
        ]
        parts.append(table(("point", "finished", "missing"), rows, "lrr", style) + _rest(lacking, style))
    if status.faults:
        faults = "\n".join(f"  {each}" for each in status.faults[:_MOST_POINTS])
        parts.append(f"{style.tinted('These files cannot be used:', Tone.BAD)}\n{faults}")
    return "\n\n".join(parts)


def _rest(shown: Sequence[object], style: Style) -> str:
    more = len(shown) - _MOST_POINTS
    return f"\n{footed(f'  and {more} more', style)}" if more > 0 else ""


def ran_words(ran: Ran, folder: str, style: Style = PLAIN) -> str:
    """Return how a run ended."""
    told = f"{folder}: {number(ran.finished)} of {number(ran.wanted)} replications are finished"
    if ran.finished < ran.wanted:
        return folded(f"{told}; the same command goes on from there.", style)
    return folded(f"{told}. gtmsim study results {folder} tells what they say.", style)


def plan_words(plan: Plan, style: Style = PLAIN) -> str:
    """Return what a study would take."""
    there = plan.replications - plan.missing
    rows: list[Row] = [
        ("points", number(plan.points), ""),
        ("replications", number(plan.replications), f"{number(plan.replications_of_each)} of each point"),
        (
            "to compute",
            number(plan.missing),
            "all of them" if not there else f"{number(there)} are there or of other parts",
        ),
        ("shards", number(plan.shards), f"about {duration(plan.shard_seconds)} of a processor's time each"),
        (
            "time",
            duration(plan.seconds),
            f"on {counted(plan.jobs, 'processor')}, {short(plan.replication_seconds)} s a replication",
        ),
        ("size", size(plan.bytes), "all rows in one file included"),
    ]
    return table(("", "", ""), rows, "lrl", style)


def results_words(told: Summary, style: Style = PLAIN) -> str:
    """Return every series of every point with the interval of its mean."""
    parts = [folded(f"{told.answer()}.", style)] if told.finished < told.wanted else []
    for metric, means in groupby(told.means, lambda each: each.metric):
        rows = _rows(list(means))
        title = headed(metric, "(mean and its 95 % interval)", style)
        parts.append(f"{title}\n{table(('', '', 'mean', 'interval'), rows, 'llrr', style)}")
    made = told.made
    foot = (
        f"{counted(made.replications, 'replication')} of each point, seed {made.seed}, engine {made.engine}, "
        f"gtmsim {made.versions['gtmsim']}, digest {made.digest[:12]}"
    )
    parts += [guesses_words(made.weak, style), footed(foot, style)]
    return "\n\n".join(part for part in parts if part)


def _rows(means: Sequence[Mean]) -> list[Row]:
    largest = max((abs(each.estimate.mean) for each in means if each.estimate.count), default=0.0)
    scale = scale_of(means[0].unit, largest)
    rows: list[Row] = []
    for each in means:
        told = each.estimate
        digits = decimals(told.half_width / scale.divisor, largest / scale.divisor)
        low, high = (scale.number(bound, digits) for bound in (told.low, told.high))
        mean = scale.number(told.mean, digits) if told.count else NOTHING
        rows.append((each.point, scale.unit, mean, f"{low} to {high}" if told.has_interval else NOTHING))
    return rows


def again_words(found: Again, style: Style = PLAIN) -> str:
    """Return a row that was computed again beside the one that is kept."""
    now = found.computed.row(0, named=True)
    kept = found.kept.row(0, named=True) if found.kept is not None else {}
    rows: list[Row] = []
    for name, value in now.items():
        same = found.kept is None or kept.get(name) == value
        rows.append((name, _said(kept.get(name)), Cell(_said(value), Tone.PLAIN if same else Tone.BAD)))
    told = {
        None: "Nothing to compare with: the study has not come so far.",
        True: "Identical, to the last bit.",
        False: style.tinted(
            "Not the same: what computed the row that is kept was another program or build.", Tone.BAD
        ),
    }[found.identical]
    return f"{table(('', 'kept', 'computed again'), rows, 'lrr', style)}\n\n{told}"


def _said(value: object) -> str:
    return NOTHING if value is None else repr(value) if isinstance(value, float) else str(value)


def size(count: float) -> str:
    """Return a number of bytes in the unit people would use."""
    told = next(((each, name) for each, name in _SIZES if count >= each), (1.0, "bytes"))
    return f"{short(count / told[0])} {told[1]}"
