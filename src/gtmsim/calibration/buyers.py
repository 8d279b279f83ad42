"""Writing the stages of a calibrated scenario: work, clocks, how they end, where they lead."""

import numpy as np

from gtmsim.calibration.estimates import Facts, StageFacts
from gtmsim.calibration.numbers import Floats, Number, bootstrap, mean, median, share, sigma_of_mean
from gtmsim.calibration.sheet import Sheet, duration, lognormal, shares, tidy

LEAST = 10


def write_stage(sheet: Sheet, facts: Facts, seen: StageFacts, shrink: float) -> None:
    """Write one stage: its work, its clocks, how it ends and where it leads."""
    path = f"world.stages.{seen.stage}"
    label = facts.funnel.labels.get(seen.stage)
    sheet.comments[path] = f"{seen.ends.visits:,} visits in the log" + (
        f" to what it calls {label}" if label else ""
    )
    _work(sheet, path, facts, seen)
    where = "what the time in the stage leaves once work, gaps and queue are taken out; the longer of the two counts"
    for name, found, times in (
        ("clock", seen.clock, seen.ends.advanced),
        ("loss_clock", seen.loss_clock, seen.ends.ended),
    ):
        if found is not None:
            numbers = {"median": (found.median, "h"), "sigma": (found.sigma, "number")}
            sheet.estimated(
                f"{path}.{name}", lognormal(found.median.value, found.sigma.value), numbers, where
            )
        elif len(times) < LEAST:
            sheet.unsaid(f"{path}.{name}", f"{len(times)} such cases")
        else:
            sheet.unsaid(
                f"{path}.{name}", "the work and its queue alone last about as long as the log says: no clock"
            )
    ends, choice = seen.ends, seen.choice
    advance, lost = choice.advance.value / shrink, choice.lost.value
    parts = {"advance": min(1.0, advance), "lost": lost, "no_decision": choice.no_decision.value}
    if shrink < 1:
        rest = max(1e-9, parts["lost"] + parts["no_decision"])
        scale = (1 - parts["advance"]) / rest
        parts = {
            "advance": parts["advance"],
            "lost": lost * scale,
            "no_decision": parts["no_decision"] * scale,
        }
    if ends.visits == 0:
        sheet.unknown(f"{path}.outcomes", {"advance": 1}, "no visit since the change of regime")
    else:
        numbers = {
            "advance": (choice.advance, "share"),
            "lost": (choice.lost, "share"),
            "no_decision": (choice.no_decision, "share"),
        }
        how = ends.how
        if seen.time_out is not None:
            how = (
                "what buyers choose, the time-out's part taken out"
                f"; {tidy(ends.advance.value)} of all visits advance in the log ({ends.how})"
            )
        if shrink < 1:
            how += f"; written for leads with intent ({tidy(shrink)} of all)"
        sheet.estimated(f"{path}.outcomes", shares(parts), numbers, how)
    if seen.time_out is not None and ends.time_out is not None:
        at = Number(seen.time_out, seen.time_out - 24, seen.time_out + 24, ends.time_out.losses)
        how = (
            f"{ends.time_out.share_of_losses:.0%} of the stage's losses fall on this age,"
            f" and {ends.time_out.share_of_reaching:.0%} of who reaches it leaves there"
        )
        sheet.estimated(f"{path}.time_out", duration(seen.time_out), {"": (at, "h")}, how)
    else:
        sheet.unsaid(
            f"{path}.time_out", "no heap in the ages at which cases are lost that stops most who reach it"
        )
    _next(sheet, path, seen)
    if facts.funnel.opportunity == seen.stage:
        sheet.default(
            f"{path}.opportunity", True, "from here on most cases have an opportunity in the export"
        )
    for name, why in (
        ("patience", "nobody is seen leaving a queue; leads lost while waiting count among the losses"),
        ("decay", "faster first touches and better leads cannot be told apart in a log"),
        ("without_intent", "a log does not show intent"),
        ("requests", "no kind of work in the log is help for a deal"),
    ):
        sheet.unsaid(f"{path}.{name}", why)


def _work(sheet: Sheet, path: str, facts: Facts, seen: StageFacts) -> None:
    """Write a stage's sessions: how many, how long, how far apart."""
    if facts.work.raw.height == 0:
        sheet.unknown(f"{path}.sessions", 1, "the export has no activities")
        sheet.unsaid(f"{path}.session", "the export has no activities")
        return
    if len(seen.counts) == 0 or seen.worked_share < 0.05:
        sheet.default(
            f"{path}.sessions", 0, f"{seen.worked_share:.0%} of its visits have a session: nobody's work"
        )
        return
    number = mean(seen.counts)
    varies = float(seen.counts.var()) > 0.3 * number.value * (number.value - 1) or number.value % 1 > 0.1
    fixed = not varies or number.value < 1.02
    skipped = "" if seen.worked_share > 0.98 else f"; {1 - seen.worked_share:.0%} of visits have none"
    how = (
        f"sittings a visit ({seen.raw_sessions:,} logged sessions), variance {tidy(float(seen.counts.var()))} where geometric has"
        f" {tidy(number.value * (number.value - 1))}{skipped}"
    )
    if not fixed and seen.uncut > number.value:
        how = f"sittings a visit, {tidy(number.value)} before the time-out cuts them short; {how}"
        number = number.mapped(lambda x: x * seen.uncut / mean(seen.counts).value)
    sessions = max(1, round(number.value)) if fixed else tidy(max(1.0, number.value))
    sheet.estimated(f"{path}.sessions", sessions, {"": (number, "number")}, how)
    if fixed:
        sheet.default(f"{path}.session_spread", "none", "the number of sessions hardly varies")
    if len(seen.hours) >= LEAST:
        middle, spread = median(seen.hours), sigma_of_mean(seen.hours)
        average = bootstrap(seen.hours, lambda x: float(np.mean(x)))
        how = (
            f"lognormal with the median and the mean ({duration(average.value)}) of the log's sittings;"
            f" the s.d. of their logs is {tidy(_log_sd(seen.hours))}"
        )
        numbers = {"median": (middle, "h"), "sigma": (spread, "number")}
        sheet.estimated(f"{path}.session", lognormal(middle.value, spread.value), numbers, how)
    else:
        sheet.unknown(
            f"{path}.session", {"median": "30 min", "sigma": 1.0}, f"{len(seen.hours)} sessions have a length"
        )
    if fixed and sessions == 1:
        return
    if seen.gap is not None:
        how = (
            "until the next session is due; closed hours and the queue make of it the log's gaps"
            f" (median {duration(median(seen.gaps).value)}, mean {duration(float(seen.gaps.mean()))})"
        )
        size, spread = seen.gap.size, seen.gap.spread
        if seen.gap.family == "weibull":
            value: dict[str, object] = {"weibull": duration(size.value), "shape": tidy(spread.value)}
            numbers = {"weibull": (size, "h"), "shape": (spread, "number")}
        else:
            value, numbers = (
                lognormal(size.value, spread.value),
                {"median": (size, "h"), "sigma": (spread, "number")},
            )
        sheet.estimated(f"{path}.gap", value, numbers, how)
    elif len(seen.gaps) >= LEAST:
        sheet.unsaid(f"{path}.gap", "closed hours and the queue alone give the gaps of the log")
    else:
        sheet.unsaid(f"{path}.gap", f"{len(seen.gaps)} gaps between sessions")


def _next(sheet: Sheet, path: str, seen: StageFacts) -> None:
    routes = seen.ends.routes
    total = sum(routes.values())
    kept = {to: n for to, n in routes.items() if n >= 0.005 * total}
    if not kept:
        return
    if len(kept) == 1:
        sheet.default(
            f"{path}.next", next(iter(kept)), f"{kept[next(iter(kept))]:,} of {total:,} who advance go there"
        )
        return
    numbers = {to: (share(n, total), "share") for to, n in kept.items()}
    sheet.estimated(
        f"{path}.next", shares({to: float(n) for to, n in kept.items()}), numbers, "of those who advance"
    )


def _log_sd(sample: Floats) -> float:
    return float(np.std(np.log(sample)))
