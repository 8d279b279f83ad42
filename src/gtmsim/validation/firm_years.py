"""Firms run once each, and what each of their years came to."""

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from gtmsim import engines
from gtmsim.measure.courses import FLOWS, course_names, courses, weeks_of
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats
from gtmsim.scenario import Scenario
from gtmsim.study.executors import THREADED
from gtmsim.study.together import workers_for
from gtmsim.units import TICKS_PER_WEEK
from gtmsim.validation.firms import Firm, Industries, firms, world_drawn_first

if TYPE_CHECKING:
    from gtmsim.validation.lab import Lab

KEYS = ("profit", "cost", "bookings", "leads", "satisfaction")
WEEKS = 52  # of a year
_KEPT_AT_ONCE = 96  # what a kill costs


@dataclass(frozen=True, eq=False)
class FirmYears:
    """Firms in the order of their numbers.

    `industries`, `parts` of their mixes (firm x policy), and `years` (firm x year x KEYS) from when a firm's own policy holds: what
    the year came to of what happens, the mean over its weeks of what stands, NaN where a world does not know it.
    """

    industries: Floats
    parts: Floats
    years: Floats

    def of(self, key: str) -> Floats:
        """Return firm x year of one key."""
        found: Floats = self.years[:, :, KEYS.index(key)]
        return found


def firm_years(
    lab: "Lab",
    among: Sequence[Sequence[Scenario]],
    design: Industries,
    numbers: range,
    parts: Mapping[int, Sequence[float]] | None = None,
) -> FirmYears:
    """Return what firms came to, each with the luck of its number as its replication. They are kept by the lab, some at a time."""
    said = json.dumps(
        [
            [[lower(each).digest for each in kinds] for kinds in among],
            [world_drawn_first(kinds[0], design, place, lab.seed) for place, kinds in enumerate(among)],
            asdict(design),
            {number: [f"{part:.12g}" for part in each] for number, each in (parts or {}).items()},
        ]
    )
    name = hashlib.sha256(said.encode()).hexdigest()[:24]
    tables = []
    for begin in range(numbers.start, numbers.stop, _KEPT_AT_ONCE):
        some = range(begin, min(begin + _KEPT_AT_ONCE, numbers.stop))

        def make(some: range = some) -> Floats:
            return _run(lab, among, design, some, parts)

        tables.append(lab.kept(f"firms {name} {some.start} {some.stop}", make))
    whole = np.concatenate(tables)
    cut = 1 + len(among[0])
    return FirmYears(whole[:, 0], whole[:, 1:cut], whole[:, cut:].reshape(len(whole), -1, len(KEYS)))


def _run(
    lab: "Lab",
    among: Sequence[Sequence[Scenario]],
    design: Industries,
    numbers: range,
    parts: Mapping[int, Sequence[float]] | None,
) -> Floats:
    """Return a line a firm: industry, parts, then year by year what KEYS came to."""
    started = time.monotonic()

    def line(firm: Firm) -> list[float]:
        return [firm.decides.industry, *firm.decides.parts, *_years(firm, lab.seed, lab.engine)]

    drawn = firms(among, design, numbers, lab.seed, parts)
    with ThreadPoolExecutor(workers_for(lab.jobs) if lab.engine in THREADED else 1) as pool:
        lines = list(pool.map(line, drawn))
    lab.told(len(lines), time.monotonic() - started)
    return np.array(lines)


def _years(firm: Firm, seed: int, engine: str) -> list[float]:
    """Return what KEYS came to in each whole year from when the firm's own policy holds."""
    program = lower(firm.scenario)
    batch = engines.select(engine).run(program, seed, firm.decides.number, 1)
    late = max((firm.scenario.treatment.at or 0.0) - firm.scenario.run.warm_up, 0.0)
    begins = round(late / TICKS_PER_WEEK)
    known = [key for key in KEYS if key in course_names(program)]
    went = courses(program, known, weeks_of(program, known, batch.weekly)[None])
    columns = []
    for key in KEYS:
        if key not in known:
            columns.append(np.full(_years_in(went["profit"].reached.shape[1] - begins), np.nan))
            continue
        told = went[key].reached[0] / went[key].scale
        weeks = np.diff(told, prepend=0.0)[begins:] if key in FLOWS else told[begins:]
        whole = weeks[: _years_in(len(weeks)) * WEEKS].reshape(-1, WEEKS)
        columns.append(whole.sum(axis=1) if key in FLOWS else whole.mean(axis=1))
    found: list[float] = np.stack(columns, axis=1).ravel().tolist()
    return found


def _years_in(weeks: int) -> int:
    return weeks // WEEKS
