"""Who works on what: roles found in the work, capacity on duty, and how often a case changes hands."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from gtmsim.calibration.hours import SLOT, Shift, filled, profile, shifts, spans
from gtmsim.calibration.numbers import Floats, Number, bootstrap, share
from gtmsim.calibration.stages import Funnel

LEAST_SESSIONS = 20
APART = 0.5  # cosine distance at which two people's work is another role's
ELIGIBLE = 0.05
MOST_BUSY = 0.9  # of the hours in which they can work; a desk that copes is not busier than that for long
LOADED = 0.1  # the tenth of the half hours with most work waiting


@dataclass(frozen=True)
class Role:
    """People who do the same kinds of work, their shifts and how fast their hours turn into sessions.

    `speed` is the share of hours on duty spent in sessions while much work waits; `busy` the same over all hours; `unnamed`
    the factor by which sessions that name nobody raise the people on duty.
    """

    name: str
    people: tuple[str, ...]
    works: dict[str, int]  # kind -> sessions
    shifts: dict[str, Shift]
    speed: Number
    busy: float
    unnamed: float
    duty_hours: float  # a week, unnamed people included
    busy_hours: float  # a week, unnamed sessions included
    per_day: float  # named people on a day anybody works


def roles(funnel: Funnel, start: float, end: float) -> list[Role]:
    """Return the roles that the named people of a log form, largest first, with capacity measured in [start, end) hours."""
    named = funnel.raw.filter(pl.col("owner").is_not_null())
    if named.height == 0:
        return []
    groups = _groups(named, [s for s in funnel.stages if s in set(funnel.raw["kind"].unique())])
    counts = named.group_by("owner", "kind").len()
    total = dict(funnel.raw.group_by("kind").len().iter_rows())
    by_kind = dict(named.group_by("kind").len().iter_rows())
    found = []
    for members in groups:
        own = dict(
            counts.filter(pl.col("owner").is_in(members))
            .group_by("kind")
            .agg(pl.col("len").sum())
            .sort("kind")
            .iter_rows()
        )
        all_own = sum(own.values())
        works = {
            k: own[k]
            for k in funnel.stages
            if k in own
            and (own[k] >= ELIGIBLE * by_kind[k] or (own[k] >= ELIGIBLE * all_own and len(groups) == 1))
        }
        unnamed = sum(n * total[k] / by_kind[k] for k, n in own.items()) / all_own
        found.append(
            _role(funnel, named.filter(pl.col("owner").is_in(members)), members, works, unnamed, start, end)
        )
    return [replace(role, name=name) for name, role in zip(_names(found), found, strict=True)]


def _groups(named: pl.DataFrame, kinds: list[str]) -> list[list[str]]:
    """Return people grouped by what they do: average linkage of their shares of kinds, cut at a cosine distance."""
    from scipy.cluster.hierarchy import fcluster, linkage

    table = (
        named.pivot(on="kind", index="owner", values="case", aggregate_function="len")
        .fill_null(0)
        .sort("owner")
    )
    owners = table["owner"].to_list()
    matrix = table.select([k for k in kinds if k in table.columns]).to_numpy().astype(float)
    busy = matrix.sum(axis=1) >= LEAST_SESSIONS
    if busy.sum() < 2 or matrix.shape[1] < 2:
        return [owners]
    shares = matrix / matrix.sum(axis=1, keepdims=True)
    label = fcluster(linkage(shares[busy], "average", metric="cosine"), APART, "distance")
    weight = {g: matrix[busy][label == g].sum() for g in np.unique(label)}
    kept = [g for g in sorted(weight, key=lambda g: -weight[g]) if weight[g] >= ELIGIBLE * matrix.sum()]
    centres = np.array([matrix[busy][label == g].sum(axis=0) for g in kept])
    centres = centres / np.linalg.norm(centres, axis=1, keepdims=True)
    nearest = (shares @ centres.T).argmax(axis=1)
    return [[o for o, g in zip(owners, nearest, strict=True) if g == i] for i in range(len(kept))]


def _names(found: list[Role]) -> list[str]:
    """Return a name for each role: the kind that fills most of its sessions; the largest of several is the desk."""
    if len(found) == 1:
        return ["desk"]
    names: list[str] = []
    for i, role in enumerate(found):
        main = max(role.works, key=lambda k: role.works[k]) if role.works else "other"
        name = "desk" if i == 0 else f"{main}_desk"
        names.append(name if name not in names else f"{name}_{i + 1}")
    return names


def _role(
    funnel: Funnel,
    mine: pl.DataFrame,
    members: list[str],
    works: dict[str, int],
    unnamed: float,
    start: float,
    end: float,
) -> Role:
    days = spans(mine)
    slots = int(np.ceil(end / 24)) * 48
    duty = filled(
        days["from"].to_numpy(), np.maximum(days["to"].to_numpy(), days["from"].to_numpy() + 1 / 60), slots
    )
    timed = mine.filter(pl.col("hours").is_not_null())
    busy = filled(timed["started"].to_numpy(), timed["ended"].to_numpy(), slots)
    waiting = _waiting(funnel, list(works), slots)
    window = np.arange(slots) * SLOT
    inside = (window >= start) & (window < end) & (duty > 0)
    weeks = (end - start) / 168
    occupancy = float(busy[inside].sum() / max(1e-9, duty[inside].sum()))
    inside_days = days.filter((pl.col("day") >= start // 24) & (pl.col("day") < end // 24))
    on_duty = {g: p * unnamed for g, p in profile(days, start, end).items()}
    return Role(
        name="",
        people=tuple(members),
        works=works,
        shifts=shifts(on_duty),
        speed=_at_least(_loaded(duty[inside], busy[inside], waiting[inside]), occupancy / MOST_BUSY),
        busy=occupancy,
        unnamed=unnamed,
        duty_hours=float(duty[inside].sum()) / weeks * unnamed,
        busy_hours=float(busy[inside].sum()) / weeks * unnamed,
        per_day=inside_days.height / max(1, inside_days["day"].n_unique()),
    )


def _waiting(funnel: Funnel, kinds: list[str], slots: int) -> Floats:
    """Return how many visits to these kinds wait for their first session, by half hour."""
    queue = funnel.visits.filter(pl.col("stage").is_in(kinds) & pl.col("first").is_not_null())
    return filled(queue["enter"].to_numpy(), queue["first"].to_numpy(), slots) / SLOT


def _loaded(duty: Floats, busy: Floats, waiting: Floats) -> Number:
    """Return the share of hours on duty spent in sessions in the half hours with most work waiting."""
    if len(duty) == 0 or busy.sum() == 0:
        return Number(1.0, 0.05, 1.0, 0)
    top = np.argsort(-waiting, kind="stable")[: max(10, int(LOADED * len(waiting)))]
    pairs = np.arange(len(top), dtype=np.float64)
    d, b = duty[top], busy[top]

    def ratio(pick: Floats) -> float:
        i = pick.astype(int)
        return float(b[i].sum() / max(1e-9, d[i].sum()))

    found = bootstrap(pairs, ratio)
    return found.mapped(lambda x: min(1.0, x))


def _at_least(speed: Number, least: float) -> Number:
    """Return a speed that can do the log's work: people who are no busier when much waits show no slack, yet they cope."""
    return speed.mapped(lambda x: min(1.0, max(x, least)))


@dataclass(frozen=True)
class Kept:
    """How often the next one to work is the last one: as seen, by chance alone, and the share that must be on purpose."""

    seen: Number
    chance: float
    on_purpose: Number


def same_person(funnel: Funnel, stage: str) -> Kept | None:
    """Return how often a follow-up sitting in a stage is by the person of the one before; None when too few name people."""
    rows = funnel.sittings.filter(
        (pl.col("kind") == stage) & pl.col("owner").is_not_null() & pl.col("before").is_not_null()
    )
    if rows.height < LEAST_SESSIONS:
        return None
    return _kept(
        rows.filter(pl.col("owner") == pl.col("before")).height, rows.height, _by_chance(funnel, stage)
    )


def keeps_owner(funnel: Funnel, stage: str) -> Kept | None:
    """Return how often a stage's first session is by whoever had the case in the stage before; None when too few name people."""
    ordered = funnel.sittings.sort("case", "started").with_columns(
        pl.col("owner").shift(1).over("case").alias("had"), pl.col("kind").shift(1).over("case").alias("from")
    )
    rows = ordered.filter(
        (pl.col("kind") == stage)
        & (pl.col("sitting") == pl.col("sitting").min().over("case", "kind"))
        & (pl.col("from") != stage)
    ).drop_nulls(["owner", "had"])
    if rows.height < LEAST_SESSIONS:
        return None
    return _kept(rows.filter(pl.col("owner") == pl.col("had")).height, rows.height, _by_chance(funnel, stage))


def _kept(hits: int, n: int, chance: float) -> Kept:
    seen = share(hits, n)
    kept = seen.mapped(lambda x: max(0.0, (x - chance) / (1 - chance)))
    # Not above chance for certain: nobody keeps anything.
    return Kept(seen, chance, kept if kept.low > 0 else replace(kept, value=0.0))


def _by_chance(funnel: Funnel, stage: str) -> float:
    """Return how often two sittings of a kind on one day are by one person: what no policy needs to explain."""
    named = funnel.sittings.filter((pl.col("kind") == stage) & pl.col("owner").is_not_null())
    by = named.group_by((pl.col("started") / 24).floor().alias("day"), "owner").len()
    day = by.group_by("day").agg(
        (pl.col("len") * (pl.col("len") - 1)).sum().alias("same"), pl.col("len").sum().alias("n")
    )
    pairs = int((day["n"] * (day["n"] - 1)).sum())
    return min(0.95, float(day["same"].sum()) / pairs) if pairs else 0.0
