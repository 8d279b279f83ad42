"""Stage counts of a past period become an arrival rate and shares of advancing, each with its doubt."""

from dataclasses import dataclass

from gtmsim.errors import UsageError
from gtmsim.headcount.teams import slug
from gtmsim.scenario.quantities import DURATION, DURATIONS, Wrong

_WANTED = 'at least two counts, such as "leads=1200,mqls=300,opportunities=80,wins=18"'
_DIGITS = 4
_WITHIN = (0.1, 0.9)  # a scenario's p10 and p90


@dataclass(frozen=True)
class Step:
    """One stage: how many were in it, how many went on, and to what."""

    stage: str
    name: str
    came: int
    went_on: int
    to: str


@dataclass(frozen=True)
class Funnel:
    """Counts by stage over a period, as somebody read them off a report."""

    counts: tuple[tuple[str, int], ...]
    period: str
    weeks: float

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the stages; the last count is what is won."""
        following = zip(self.counts, self.counts[1:], strict=False)
        return tuple(Step(slug(name), name, came, went, to) for (name, came), (to, went) in following)

    def rate(self) -> tuple[dict[str, object], str]:
        """Return the arrival rate in a scenario's notation and the arithmetic behind it."""
        from scipy.special import gammaincinv  # a long import, needed by few

        name, count = self.counts[0]
        low, high = (float(gammaincinv(count + half, q)) for half, q in zip((0.0, 1.0), _WITHIN, strict=True))
        p10, p50, p90 = (f"{_tidy(each / self.weeks)} per week" for each in (min(low, count), count, high))
        told = f"{count:,} {name} in {self.period}: {count:,} / {_tidy(self.weeks)} weeks; 80 % interval of a count by chance"
        return {"uncertain": {"p10": p10, "p50": p50, "p90": p90}}, told


def read_funnel(text: str, period: str) -> Funnel:
    """Return the funnel a text such as `leads=1200,wins=18` says. Raises `UsageError`."""
    counts: list[tuple[str, int]] = []
    for part in text.split(","):
        name, equals, number = (each.strip() for each in part.partition("="))
        digits = number.replace("_", "").replace("'", "")
        if not equals or not slug(name) or not digits.isdigit():
            raise UsageError(f"--funnel {text}: {part.strip() or 'nothing'} is no count; {_WANTED}")
        if counts and int(digits) > counts[-1][1]:
            raise UsageError(
                f"--funnel {text}: {name} has more than {counts[-1][0]}, but a funnel only narrows"
            )
        if slug(name) in [slug(other) for other, _ in counts]:
            raise UsageError(f"--funnel {text}: {name} stands there twice")
        counts.append((name, int(digits)))
    if len(counts) < 2 or not counts[0][1]:
        raise UsageError(f"--funnel {text}: {_WANTED}, the first above 0")
    try:
        seconds = DURATION.parse(period, "")
    except Wrong as wrong:
        raise UsageError(
            f"--period {period}: {wrong.wanted}" + (f"; {wrong.hint}" if wrong.hint else "")
        ) from None
    if seconds <= 0:
        raise UsageError(f"--period {period}: more than no time")
    return Funnel(tuple(counts), period, seconds / DURATIONS["week"])


def advancing(step: Step) -> tuple[dict[str, object], float, str]:
    """Return the share that goes on in a scenario's notation, the share that does not, and the arithmetic.

    The interval is that of Jeffreys, 80 %: from P10 to P90 of what the share may be after so many trials.
    """
    from scipy.special import betaincinv  # see above

    share = round(step.went_on / step.came, _DIGITS) if step.came else 0.0
    a, b = step.went_on + 0.5, step.came - step.went_on + 0.5
    low, high = (round(float(betaincinv(a, b, q)), _DIGITS) for q in _WITHIN)
    told = f"{step.went_on:,} {step.to} of {step.came:,} {step.name} = {share:g}; 80 % binomial interval"
    share_said: dict[str, object] = {
        "uncertain": {"p10": min(low, share), "p50": share, "p90": max(high, share)}
    }
    return share_said, round(1 - share, _DIGITS), told


def _tidy(number: float) -> str:
    return f"{float(f'{number:.4g}'):g}"
