"""Explaining: takes the difference between two scenarios apart, in the ways that are asked for."""

from collections.abc import Sequence
from dataclasses import replace

from gtmsim.errors import UsageError
from gtmsim.explanation.answer import Explanation
from gtmsim.explanation.beside import Beside, beside, refuse
from gtmsim.explanation.between import Between, run_between
from gtmsim.explanation.effects import levers_of
from gtmsim.explanation.exact import estimate_of, exact_mean
from gtmsim.explanation.plan import ORDERS, Orders
from gtmsim.explanation.question import WAYS, Question
from gtmsim.measure.intervals import mean_interval
from gtmsim.measure.joint import clear
from gtmsim.measure.made import made_of
from gtmsim.measure.pairs import paired
from gtmsim.measure.registry import unknown
from gtmsim.measure.verdict import Difference
from gtmsim.scenario import Scenario
from gtmsim.scenario.names import listing
from gtmsim.study.steps import Progress

METRIC = "profit"


def explain(
    baseline: Scenario,
    scenario: Scenario,
    metric: str = METRIC,
    *,
    by: str | Sequence[str] = "lever",
    orders: Orders = ORDERS,
    seed: int | None = None,
    replications: int | None = None,
    confidence: float = 0.95,
    engine: str = "core",
    jobs: int | None = None,
    progress: Progress | None = None,
    names: tuple[str, str] | None = None,
) -> Explanation:
    """Return why one scenario differs from another: the paired difference of a metric, and what adds up to it exactly.

    By lever: what is written differently is gathered into at most eight levers, which are turned from the baseline to the scenario
    in `orders` orders, half of them the reverse of the others. `"all"` (or so few levers that it takes no more) makes what each
    brings its Shapley value. Levers that cannot be turned apart are turned together.

    By money: a bridge from one profit (or bookings) to the other, through volume, conversion, cycle, price, retention and costs. By
    account: the buyers whose fate differs. By hours: whose time moved where, and what another hour of each role brings; this is
    beside the difference, not a part of it.

    `metric` is a key such as `profit` or `win_rate[segment=large]`; money and accounts explain profit and bookings. `seed` and
    `replications` default to the baseline's. Ctrl-C ends with the orders, replications and roles that are finished, at the least
    with the difference; raises KeyboardInterrupt if not even that was. Raises UsageError for scenarios that say the
    same, were made without a file or keep another currency, and for an unknown metric.
    """
    first, second = names or (baseline.name, scenario.name)
    question = Question(
        baseline,
        scenario,
        (first, second) if first != second else (f"{first} (first)", f"{second} (second)"),
        metric,
        baseline.run.seed if seed is None else seed,
        baseline.run.replications if replications is None else replications,
        confidence,
        engine,
        jobs,
        progress,
    )
    ways = _ways(by)
    question.refuse()
    refuse(question, ways)
    ran = run_between(question, orders if "lever" in ways else None)
    read = Beside() if ran.interrupted else beside(question, ways)
    names = question.names
    return Explanation(
        baseline=names[0],
        scenario=names[1],
        difference=_difference(question, ran),
        means={
            name: mean_interval(ran.columns[choice], confidence)
            for name, choice in zip(names, ran.ends, strict=True)
        },
        made=made_of(
            ran.digests,
            dict(zip(names, (baseline, scenario), strict=True)),
            seed=question.seed,
            replications=question.replications,
            engine=engine,
        ),
        confidence=confidence,
        levers=levers_of(ran.levers, ran.columns, ran.pairs, ran.joined, confidence)
        if "lever" in ways and ran.pairs
        else None,
        money=read.money,
        accounts=read.accounts,
        histories=read.histories,
        hours=read.hours,
        interrupted=ran.interrupted or read.interrupted,
    )


def _ways(by: str | Sequence[str]) -> tuple[str, ...]:
    asked = (by,) if isinstance(by, str) else tuple(by)
    for each in asked:
        if each not in WAYS:
            raise unknown("way to explain a difference", each, WAYS)
    if not asked:
        raise UsageError(f"a difference is explained by {listing(WAYS)}: name one")
    return asked


def _difference(question: Question, ran: Between) -> Difference:
    """Return the paired difference of the two scenarios, its mean without rounding on the way."""
    theirs, mine = (ran.columns[choice] for choice in ran.ends)
    mean = exact_mean(mine.tolist()) - exact_mean(theirs.tolist())
    told = estimate_of(mine - theirs, mean, question.confidence)
    pair = paired(mine, theirs, question.measure.better, question.confidence)
    return Difference(
        metric=question.metric,
        scenario=question.names[1],
        baseline=question.names[0],
        unit=question.unit,
        better=question.measure.better,
        pair=replace(pair, difference=told),
        joint=told,  # the only one
        clear=clear([told], question.confidence)[0],
    )
