"""A firm of linked functions, small enough to reckon with, and the same firm with all that its links can carry."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pytest

from gtmsim.engines import reference, select
from gtmsim.engines.contract import Batch, Trace
from gtmsim.engines.reference.firm import Company
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import Firm, StockKind, WeekCol, What
from gtmsim.program.lower import lower
from gtmsim.scenario import loads

Numbers = npt.NDArray[np.float64]

LINKS = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {list: {rate: 0, first: 1}}
  stages: {sell: {sessions: 0}}
  links: {one: {}, two: {}, three: {}, four: {}}
  hub: {built_by: align, met_by: meet, half_aligned: 42 h, half_life: 4 weeks, slow: 0}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {manager: {}}
  teams: {manager: {people: 1}}
policy:
  standing: {manager: {align: 1, meet: 0, program: 0}}
run: {horizon: 104 weeks, replications: 1}
"""  # one person works 168 hours a week: 42 on each of four links

FIRM = """
gtmsim: 1
world:
  segments: {any: {accounts: 300, deal_value: {median: 20 kEUR, sigma: 1}, in_market: 3 per year, stay: 12 weeks}}
  sources:
    market: {kind: pool, intent: 0.8, hand_raise: 0.7, unprompted: 0.05, noise: 2 per week}
  stages:
    open: {session: 1 h, outcomes: {advance: 0.7, lost: 0.3}}
    sell: {session: 2 h, outcomes: {advance: 0.5, lost: 0.5}, requests: {ask: 1 per week}}
  requests: {ask: {session: 2 h}}
  awareness: {built_by: programs, half_saturation: 20 h}
  knowledge: {built_by: research}
  library: {built_by: material, level: 0.5, lift: 1.5}
  customers: {term: 13 weeks, churn: 200 %/year, built_by: care, half_cared: 0.05 h}
organisation:
  calendars: {office: {week: {mon-fri: "09:00-17:00"}}}
  roles:
    rep: {works: {open: 1, sell: 2}}
    marketer: {works: {ask: 1}}
    manager: {}
  teams: {rep: {people: 3}, marketer: {people: 2}, manager: {people: 1}}
policy:
  standing:
    marketer: {programs: 0.4, research: 0.2, material: 0.2, care: 0.2}
    manager: {align: 0.5, other: 0.5}
  pricing: {discount: 10 %}
  large_deal: 30 kEUR
run: {horizon: 52 weeks, replications: 10}
"""


@lru_cache(maxsize=32)
def ran(text: str, *overrides: str, runs: int = 10) -> Batch:
    """Run some replications of a scenario on the core."""
    return select("core").run(lower(loads(text, "office.yaml", overrides)), 7, 0, runs)


def value(text: str, metric: str, *overrides: str, runs: int = 10) -> float:
    """Return the mean of a metric over some replications, by its key, such as `link_coherence[link=one]`."""
    batch, name = ran(text, *overrides, runs=runs), metric.partition("[")[0]
    told = next(each for each in measured(batch, [name]) if each.key == metric)
    return float(np.nanmean(told.values))


@lru_cache(maxsize=32)
def traced(text: str, *overrides: str) -> Trace:
    """Run one replication and keep its records."""
    return select("core").trace(lower(loads(text, "office.yaml", overrides)), 7, 0)


def stood(text: str, *overrides: str, kind: StockKind = StockKind.COHERENCE, level: int = 0) -> Numbers:
    """Return where a stock stood, Monday by Monday."""
    trace = traced(text, *overrides)
    place = int(WeekCol.WIDTH) + 2 * trace.program.kinds + trace.program.stock_first[kind] + level
    return np.asarray(trace.weekly[:, place] / 1e6, np.float64)


def happened(text: str, *overrides: str) -> list[list[int]]:
    """Return every record of one replication but those of stocks."""
    rows: list[list[int]] = traced(text, *overrides).records.tolist()
    return [row for row in rows if row[3] != What.STOCK]


def firm(text: str, *overrides: str) -> Callable[[Firm], float]:
    """Return what the parts of the firm have written by the end of a run."""
    seen: list[Company] = []

    class Watched(Company):
        def __init__(self, *args: object) -> None:
            super().__init__(*args)  # type: ignore[arg-type]  # whatever a company is made of
            seen.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "Company", Watched)
        reference.Reference().trace(lower(loads(text, "office.yaml", overrides)), 7, 0)
    return lambda place: float(seen[0].places[place])
