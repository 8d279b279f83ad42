"""Where the hours went, and what waited meanwhile."""

from collections.abc import Iterator

import numpy as np

from gtmsim.measure.levels import ids
from gtmsim.measure.registry import marketing_roles
from gtmsim.measure.sheet import Series, Sheet, ratio
from gtmsim.program.layout import (
    Block,
    KindFamily,
    KindTotal,
    PersonInt,
    RequestTotal,
    RoleTotal,
    RunTotal,
    TotalBlock,
)
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_HOUR

IDLE = "idle"


def hours(sheet: Sheet) -> Iterator[Series]:
    """Yield the ledger of hours by role and kind of work: with a role's idle hours it adds up to its open hours."""
    names = sheet.names
    worked = sheet.block(TotalBlock.ROLE_KIND) / TICKS_PER_HOUR
    idle = sheet.block(TotalBlock.ROLE)[..., RoleTotal.IDLE_TICKS] / TICKS_PER_HOUR
    yield Series("hours", worked.sum(axis=(1, 2)))
    yield from sheet.by_id("hours", "role", names.roles, worked.sum(axis=2))
    yield from sheet.by_id("hours", "kind", names.kinds, worked.sum(axis=1))
    able = may_do(sheet.program)
    for role, role_name in ids(names.roles):
        for kind, kind_name in ids(names.kinds):
            if able[role, kind]:
                yield Series("hours", worked[:, role, kind], "role/kind", f"{role_name}/{kind_name}")
        yield Series("hours", idle[:, role], "role/kind", f"{role_name}/{IDLE}")


def loads(sheet: Sheet) -> Iterator[Series]:
    """Yield how busy roles were and how often they changed between kinds of work."""
    roles = sheet.block(TotalBlock.ROLE)
    worked = sheet.block(TotalBlock.ROLE_KIND).sum(axis=-1)
    busy = ratio(worked, roles[..., RoleTotal.OPEN_TICKS])
    for place, name in ids(sheet.names.roles):
        yield Series(f"utilisation_{name}", busy[:, place])
        yield Series(f"switches_{name}", roles[:, place, RoleTotal.SWITCHES].astype(np.float64))
    run = sheet.block(TotalBlock.RUN)
    changed, same = run[:, RunTotal.TASK_SWITCH], run[:, RunTotal.TASK_SAME]
    yield Series("person_change_share", ratio(changed, changed + same))
    torn = sheet.block(TotalBlock.KIND)[:, : sheet.program.set_up_kind, KindTotal.INTERRUPTED]
    yield Series("interruptions", torn.sum(axis=-1).astype(np.float64))
    yield from sheet.by_id("interruptions", "kind", sheet.names.kinds[: sheet.program.set_up_kind], torn)


def backlogs(sheet: Sheet) -> Iterator[Series]:
    """Yield the mean number of waiting tasks, by kind of work that can wait and by role that may take it."""
    program = sheet.program
    length = sheet.block(TotalBlock.KIND)[..., KindTotal.QUEUE_TICKS] / sheet.window_ticks
    yield Series("backlog", length.sum(axis=-1))
    for place, name in ids(sheet.names.kinds):
        if program.kind_family[place] in (KindFamily.STAGE, KindFamily.REQUEST, KindFamily.REFERRED):
            yield Series("backlog", length[:, place], "kind", name)
    able = may_do(program)
    for role, name in ids(sheet.names.roles):
        yield Series(f"backlog_{name}", length[:, able[role]].sum(axis=-1))


def drain(sheet: Sheet) -> Iterator[Series]:
    """Yield what support requests cost the standing work, and how much of marketing's hours they take."""
    program = sheet.program
    displaced = sheet.block(TotalBlock.REQUEST)[..., RequestTotal.DISPLACED_TICKS] / TICKS_PER_HOUR
    yield Series("displaced_hours", displaced.sum(axis=-1))
    yield from sheet.by_id("displaced_hours", "request", sheet.names.requests, displaced)

    worked = sheet.block(TotalBlock.ROLE_KIND)
    asked_for = np.isin(program.kind_family, (KindFamily.REQUEST, KindFamily.REFERRED))
    drained = marketing_roles(program)
    on_requests, in_all = worked[..., asked_for].sum(axis=-1), worked.sum(axis=-1)
    yield Series("drain_share", ratio(on_requests[:, drained].sum(axis=-1), in_all[:, drained].sum(axis=-1)))
    for role, name in ids(sheet.names.roles):
        if role in drained:
            yield Series("drain_share", ratio(on_requests[:, role], in_all[:, role]), "role", name)


def may_do(program: Program) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    """Return role x kind: whether anybody of the role may do such work; set-up may happen to everyone."""
    able = np.zeros((program.roles, program.kinds), np.bool_)
    offered = (program.block(Block.PRIORITY) > 0.0) | (program.block(Block.STANDING) > 0.0)
    np.logical_or.at(able, program.person_ints[:, PersonInt.ROLE], offered)
    able[:, program.set_up_kind] = True
    return able
