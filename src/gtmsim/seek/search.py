"""The best structure within a budget: proposed, chosen with a promise, and told on luck that had no part in choosing it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypedDict, Unpack

import numpy as np

from gtmsim.design import Factor
from gtmsim.design.factor import factors as bound
from gtmsim.errors import UsageError
from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.joint import widened
from gtmsim.measure.metric import NEITHER
from gtmsim.measure.precision import Precision, precision
from gtmsim.measure.registry import metric_of, money_metric, name_in, names_in, unit_in
from gtmsim.program.lower import lower
from gtmsim.program.tables import Floats, Program
from gtmsim.scenario import Scenario
from gtmsim.seek.became import TODAY, common, entries, last, made, selection
from gtmsim.seek.budget import budget as budget_of
from gtmsim.seek.candidates import Pool
from gtmsim.seek.edges import edges
from gtmsim.seek.expected import expected
from gtmsim.seek.front import NOT, places
from gtmsim.seek.hunt import Hunt, News, space
from gtmsim.seek.result import (
    ASIDE,
    CHOSEN,
    EQUAL,
    UNREACHED,
    UNTAKEN,
    Best,
    Front,
    Goal,
    Promise,
)
from gtmsim.seek.runs import Runs
from gtmsim.study.expected import Announce

START = 20
MOST = 2_000
FRESH = 100
INDIFFERENCE = "2%"


class Options(TypedDict, total=False):
    """How a search goes.

    `metrics` is money that the firm is worth, earns or books unless named; of several the front is told. `points` of a large space
    are tried, or as many as `seconds` allow. `indifference` is the difference that is worth telling apart, a share of what the file
    makes today or an amount. All finalists take `start` replications, none more than `most`; the chosen is told on `replications`
    fresh ones. `out` is a folder that keeps every run, so that a search goes on where it was killed. `announce` hears what it takes
    before it is begun, and may raise.
    """

    budget: str | None
    metrics: Sequence[str]
    points: int | None
    seconds: float | None
    indifference: str
    confidence: float
    start: int
    most: int
    replications: int
    seed: int | None
    engine: str
    jobs: int | None
    out: Path | str | None
    news: Callable[[News], None] | None
    announce: Announce | None


def search(scenario: Scenario, vary: Sequence[str | Factor], **options: Unpack[Options]) -> Best | Front:
    """Return the best structure of those that `vary` spans, or those that no other beats on several metrics.

    Ctrl-C tells the best so far, without a promise. Raises UsageError for what cannot be asked, ScenarioError for fields that are
    not there or values that are wrong, NothingFits if no structure is within the budget, KeyboardInterrupt before any is run.
    """
    if not vary:
        raise UsageError("nothing is varied: name fields, such as --vary organisation.teams.rep.people=2..8")
    confidence = options.get("confidence", 0.95)
    fresh = options.get("replications", FRESH)
    if fresh < 2:
        raise UsageError(f"the chosen is told on 2 replications or more, got {fresh}")
    start, most = options.get("start", START), options.get("most", MOST)
    if most < start:
        raise UsageError(f"at most {most} runs of each are fewer than the {start} that all begin with")
    varied = bound(vary, scenario)
    today = lower(scenario)
    goals = _goals(options.get("metrics", ()), today)
    asked = _indifference(options.get("indifference", INDIFFERENCE), scenario.world.currency)
    said = options.get("budget")
    within = None if said is None else budget_of(said, today, scenario.world.currency)
    seed = options.get("seed")
    size = space(varied)
    pool = Pool(scenario, varied, within, width=max(3, len(str(int(size))) if size < 1e6 else 3))
    out = options.get("out")
    runs = Runs(
        [each.metric for each in goals],
        seed=scenario.run.seed if seed is None else seed,
        engine=options.get("engine", "core"),
        jobs=options.get("jobs"),
        folder=None if out is None else Path(out),
    )
    with runs:
        hunt = Hunt(
            pool, runs, goals, confidence, start, most, options.get("news")
        )  # fmt: skip
        if (announce := options.get("announce")) is not None:
            hunt.before = lambda some, tried, span: announce(expected(hunt, some, tried, span, fresh))
        told = _one if len(goals) == 1 else _several
        return told(hunt, today, asked, options.get("points"), options.get("seconds"), fresh)


def _one(
    hunt: Hunt, today: Program, asked: Precision, points: int | None, seconds: float | None, fresh: int
) -> Best:
    goal = hunt.goals[0]
    tables: dict[str, Floats] = {}
    interrupted = False
    known = names_in(today)
    try:
        pilot = hunt.runs.of({TODAY: today}, 0, hunt.start)[TODAY]
        delta = asked.half_width(
            known[name_in(goal.metric, known)], hunt.pool.base.world.currency, float(np.nanmean(pilot))
        )
        if not delta > 0.0:
            raise UsageError(
                f"--indifference {asked.text} of {goal.metric} is nothing here: say an amount, such as '50 kEUR'"
            )
        hunt.propose(points, seconds)
        hunt.first = max(hunt.start, hunt.first)
        hunt.choose(delta)
        found = selection(hunt)
        assert found is not None
        tables = hunt.fresh(last(hunt, found, today), fresh)
    except KeyboardInterrupt:
        interrupted = True
        found = selection(hunt)
        if found is None:
            raise
    chosen = found.order[0]
    promise = None
    if hunt.race is not None and len(hunt.race.names) > 1:
        race = hunt.race
        promise = Promise(
            found.ended, hunt.confidence, race.delta, len(race.names), race.count, found.left[1:]
        )
    next_best = found.order[1] if tables and len(found.order) > 1 else ""
    comparisons = 2 if next_best else 1

    def apart(other: str) -> Estimate | None:
        if other not in tables:
            return None
        alone = mean_interval(tables[chosen][:, 0] - tables[other][:, 0], hunt.confidence)
        return widened(alone, hunt.confidence, comparisons)

    told = entries(hunt, found.compared, {n: (m * hunt.signs[0],) for n, m in found.means.items()}, tables)
    for name in found.left[1:]:
        told[name] = replace(told[name], fate=EQUAL if found.ended else UNREACHED)
    told[chosen] = replace(told[chosen], fate=CHOSEN)
    for name, behind in found.behind.items():
        told[name] = replace(told[name], behind=behind)
    first, count = (hunt.first, fresh) if tables else (hunt.chosen_from, max(found.compared.values()))
    return Best(
        **common(hunt, today, tables, interrupted), entries=told, best=chosen, promise=promise,
        edges=edges(hunt.pool, hunt.pool.candidates[chosen].row),
        against_today=apart(TODAY), next_best=next_best, against_next=apart(next_best),
        made=made(hunt, today, first, count),
    )  # fmt: skip


def _several(
    hunt: Hunt, today: Program, _asked: Precision, points: int | None, seconds: float | None, fresh: int
) -> Front:
    tables: dict[str, Floats] = {}
    standing: dict[str, str] = {}
    interrupted = False
    compared: dict[str, int] = {}
    try:
        hunt.propose(points, seconds)
        hunt.sieve()
        tables = hunt.fresh(
            {**{name: hunt.pool.programs[name] for name in hunt.finalists}, TODAY: today}, fresh
        )
        gains = np.stack([tables[name] for name in hunt.finalists]) * hunt.signs
        whole = ~np.isnan(gains).any(axis=(0, 2))
        if whole.sum() < 2:
            raise UsageError(
                "too few replications tell all metrics of all structures: choose others, or more with -n"
            )
        share = 2.0 if hunt.whole else 1.0  # the first look has had its part of the doubt
        found = places(gains[:, whole], 1.0 - (1.0 - hunt.confidence) / share)
        standing = dict(zip(hunt.finalists, found, strict=True))
        compared = dict.fromkeys(hunt.finalists, int(whole.sum()))
    except KeyboardInterrupt:
        interrupted = True
        if not hunt.finalists:
            raise
    told = entries(hunt, compared, {}, tables)
    for name, entry in told.items():
        if hunt.whole and entry.fate == UNTAKEN:  # the first look was enough
            told[name] = replace(entry, fate=ASIDE)
    for name, each in standing.items():
        told[name] = replace(told[name], fate=ASIDE if each == NOT else CHOSEN)
    return Front(
        **common(hunt, today, tables, interrupted), entries=told, standing=standing,
        made=made(hunt, today, hunt.first, fresh),
    )  # fmt: skip


def _indifference(text: str, currency: str) -> Precision:
    try:
        return precision(text)
    except UsageError:
        wanted = f"a share of what the file makes such as 2%, or an amount such as '50 k{currency}'"
        raise UsageError(f"--indifference {text}: {wanted}") from None


def _goals(asked: Sequence[str], program: Program) -> tuple[Goal, ...]:
    known = names_in(program)
    keys = list(dict.fromkeys(asked)) or [money_metric([program])]
    goals = []
    for key in keys:
        about = metric_of(name_in(key, known), program)
        if about.better == NEITHER:
            raise UsageError(f"{key} is better neither higher nor lower: nothing can be best on it")
        goals.append(Goal(key, unit_in(about, program), about.better))
    return tuple(goals)
