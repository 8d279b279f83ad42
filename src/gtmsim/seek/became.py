"""What became of a search, as its result tells it: every candidate, and the file as it is."""

import hashlib
from collections.abc import Mapping
from typing import TypedDict

from gtmsim.measure.intervals import Estimate, mean_interval
from gtmsim.measure.made import Made, made_of
from gtmsim.program.tables import Floats, Program
from gtmsim.seek.budget import Budget, yearly_cost
from gtmsim.seek.candidates import FITS
from gtmsim.seek.hunt import LOOK, Hunt, space
from gtmsim.seek.result import ASIDE, UNMEASURED, UNREACHED, UNTAKEN, Entry, Goal
from gtmsim.seek.selection import Selection

TODAY = "the file as it is"


class Common(TypedDict):
    """What is told of every search."""

    base: str
    currency: str
    goals: tuple[Goal, ...]
    budget: Budget | None
    cost_today: float
    space: float
    whole: bool
    today: tuple[Estimate, ...]
    confidence: float
    interrupted: bool


def common(hunt: Hunt, today: Program, tables: Mapping[str, Floats], interrupted: bool) -> Common:
    """Return what is told of every search; `tables` is what was run on fresh luck."""
    return {
        "base": hunt.pool.base.name,
        "currency": hunt.pool.base.world.currency,
        "goals": hunt.goals,
        "budget": hunt.pool.budget,
        "cost_today": yearly_cost(today),
        "space": space(hunt.pool.factors),
        "whole": hunt.whole,
        "today": estimates(tables.get(TODAY), hunt.confidence),
        "confidence": hunt.confidence,
        "interrupted": interrupted,
    }


def selection(hunt: Hunt) -> Selection | None:
    """Return how the choice stands; before it began whoever was best in the runs there were, None before any."""
    if hunt.race is not None and hunt.race.count:
        return hunt.race.selection()
    best = hunt.best_so_far()
    if best is None:
        return None
    name, gain, count = best
    alone = hunt.race is not None and len(hunt.race.names) == 1
    return Selection((name,), (name,), {name: count}, {name: gain}, {name: 0.0}, ended=alone)


def last(hunt: Hunt, selection: Selection, today: Program) -> dict[str, Program]:
    """Return who is run on fresh luck: the chosen, the next best, and the file as it is."""
    return {**{name: hunt.pool.programs[name] for name in selection.order[:2]}, TODAY: today}


def entries(
    hunt: Hunt,
    compared: Mapping[str, int],
    means: Mapping[str, tuple[float, ...]],
    tables: Mapping[str, Floats],
) -> dict[str, Entry]:
    """Return what became of every candidate."""
    told: dict[str, Entry] = {}
    raced = set(hunt.race.names) if hunt.race is not None and hunt.race.count else set()
    for name, each in hunt.pool.candidates.items():
        fate = each.fate
        program = hunt.pool.programs.get(name)
        seen = means.get(name, ())
        if fate == FITS and program is not None:
            look = hunt.runs.measured(program, 0, LOOK)
            fate = ASIDE if name in raced else UNREACHED if name in hunt.finalists else UNTAKEN
            fate = UNMEASURED if name in hunt.unmeasured else fate
            if not seen and look is not None:
                seen = tuple(map(float, look.mean(axis=0)))
        told[name] = Entry(
            name, each.sets, each.cost, fate, each.why, seen, compared.get(name, 0),
            spent=0 if program is None else hunt.runs.spent.get(program.digest, 0),
            fresh=estimates(tables.get(name), hunt.confidence),
        )  # fmt: skip
    return told


def estimates(table: Floats | None, confidence: float) -> tuple[Estimate, ...]:
    """Return the mean of every metric with its interval; nothing of what was not run."""
    return () if table is None else tuple(mean_interval(column, confidence) for column in table.T)


def made(hunt: Hunt, today: Program, first: int, count: int) -> Made:
    """Return what it takes to run the last comparison again; the candidates share one digest."""
    told = "\n".join(f"{name} {program.digest}" for name, program in hunt.pool.programs.items())
    digests = {
        hunt.pool.base.name: today.digest,
        "candidates": hashlib.sha256(told.encode()).hexdigest(),
    }
    base = hunt.pool.base
    return made_of(
        digests,
        {base.name: base},
        seed=hunt.runs.seed,
        replications=count,
        first=first,
        engine=hunt.runs.engine,
    )
