"""The same program in which a part of a role's standing work is another kind of it, and nothing else is different."""

from dataclasses import replace

import numpy as np

from gtmsim.program.layout import Block, PersonInt
from gtmsim.program.tables import Floats, Ints, Program, block_shapes


def standing_uses(program: Program, role: int) -> list[int]:
    """Return the kinds of standing work that anybody of a role has a share for, at any date."""
    table = np.concatenate([_shares(program, mine, role) for mine in _sets(program)])
    return np.flatnonzero((table > 0.0).any(axis=0)).tolist()


def shifted(program: Program, role: int, kind: int, share: float) -> Program | None:
    """Return the program in which so large a part of every other kind of standing work of a role goes to one kind.

    Shares are those of time that nothing in line claims; help and deals come first as before. Returns None where there is nothing
    to take it from, or where the role's shares are uncertain numbers.
    """
    places = _places(program, role)
    if len(np.intersect1d(program.slots % int(program.at[-1]), places)):
        return None
    sets = []
    for mine in _sets(program):
        told = mine.copy()
        shares = _shares(program, mine, role) * (1.0 - share)
        shares[:, kind] += share * (shares.sum(axis=1) > 0.0)
        told[places] = shares.ravel()
        sets.append(told)
    changed = np.concatenate(sets)
    if np.allclose(changed, np.concatenate(_sets(program)), rtol=0.0, atol=1e-12):
        return None
    width = int(program.at[-1])
    return replace(program, params=changed[:width], before=changed[width:])


def _sets(program: Program) -> list[Floats]:
    """Return the numbers that hold at the end, and those of each date before."""
    width = int(program.at[-1])
    return [program.params, *program.before.reshape(-1, width)]


def _places(program: Program, role: int) -> Ints:
    """Return where the shares of a role's people stand, person by person."""
    _, kinds = block_shapes(program)[Block.STANDING]
    people = np.flatnonzero(program.person_ints[:, PersonInt.ROLE] == role)
    places: Ints = (
        int(program.at[Block.STANDING]) + people[:, np.newaxis] * kinds + np.arange(kinds)
    ).ravel()
    return places


def _shares(program: Program, numbers: Floats, role: int) -> Floats:
    shares: Floats = numbers[_places(program, role)].reshape(-1, program.kinds)
    return shares
