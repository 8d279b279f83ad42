"""The ids worth a row of their own: whatever is neither a hole nor empty."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gtmsim.program.layout import KindFamily, PersonInt
from gtmsim.program.remembered import remembered
from gtmsim.program.tables import Names, Program


@remembered
def present(program: Program) -> Names:
    """Return a program's names, empty where the scenario has a hole and for roles that nobody holds first."""
    names = program.names
    held = set(program.person_ints[:, PersonInt.ROLE].tolist())
    names = replace(
        names, roles=tuple(name if place in held else "" for place, name in enumerate(names.roles))
    )
    if program.scenario is None:
        return names
    world, organisation = program.scenario.world, program.scenario.organisation
    stages, requests = _filled(names.stages, world.stages), _filled(names.requests, world.requests)
    gone = {
        KindFamily.STAGE: set(names.stages) - set(stages),
        KindFamily.REQUEST: set(names.requests) - set(requests),
    }
    families = [KindFamily(family) for family in program.kind_family.tolist()]
    return replace(
        names,
        sources=_filled(names.sources, world.sources),
        segments=_filled(names.segments, world.segments),
        stages=stages,
        requests=requests,
        teams=_filled(names.teams, organisation.teams),
        products=_filled(names.products, world.products),
        attributes=_filled(names.attributes, world.attributes),
        links=_filled(names.links, world.links),
        rivals=_filled(names.rivals, world.rivals),
        kinds=tuple(
            "" if kind in gone.get(family, ()) else kind
            for kind, family in zip(names.kinds, families, strict=True)
        ),
    )


def ids(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield position and id of everything that is present."""
    return ((place, name) for place, name in enumerate(names) if name)


def _filled(names: Sequence[str], told: Mapping[str, object | None]) -> tuple[str, ...]:
    return tuple(name if told.get(name, name) is not None else "" for name in names)
