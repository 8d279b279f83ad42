"""The same program in which the people of one role work longer, and nothing else is different."""

from dataclasses import replace

import numpy as np

from gtmsim.program.layout import PersonInt
from gtmsim.program.tables import Ints, Program


def longer(program: Program, role: int, share: float) -> Program | None:
    """Return the program in which everybody of a role closes later, so that each opening lasts longer by a share of itself.

    A working day ends before the next one begins. People keep their numbers, so nobody's luck is touched; nobody is paid more.
    Returns None where there is no time left to work longer in.
    """
    mine = program.person_ints[:, PersonInt.ROLE] == role
    used = np.unique(program.person_ints[mine, PersonInt.CALENDAR]).tolist()
    spans = [_longer(program, calendar, share) for calendar in used]
    usual = [program.interval_end[_of(program, calendar)] for calendar in used]
    if all(np.array_equal(ends, told) for (_, ends), told in zip(spans, usual, strict=True)):
        return None
    people = program.person_ints.copy()
    for place, calendar in enumerate(used):
        people[mine & (people[:, PersonInt.CALENDAR] == calendar), PersonInt.CALENDAR] = (
            program.calendars + place
        )
    counts = np.cumsum([len(starts) for starts, _ in spans])
    before = [np.cumsum(ends - starts) - (ends - starts) for starts, ends in spans]
    return replace(
        program,
        person_ints=people,
        calendar_first=np.concatenate((program.calendar_first, program.calendar_first[-1] + counts)),
        interval_start=np.concatenate((program.interval_start, *(starts for starts, _ in spans))),
        interval_end=np.concatenate((program.interval_end, *(ends for _, ends in spans))),
        interval_before=np.concatenate((program.interval_before, *before)),
        names=replace(
            program.names,
            calendars=(
                *program.names.calendars,
                *(f"{program.names.calendars[each]}, longer" for each in used),
            ),
        ),
    )


def _longer(program: Program, calendar: int, share: float) -> tuple[Ints, Ints]:
    """Return the openings of a calendar, each longer by a share, up to a tick before the next or to the horizon."""
    starts, ends = (
        program.interval_start[_of(program, calendar)],
        program.interval_end[_of(program, calendar)],
    )
    until = np.append(starts[1:] - 1, max(program.horizon, int(ends[-1]) if len(ends) else 0))
    wished = ends + np.rint(share * (ends - starts)).astype(np.int64)
    return starts, np.maximum(ends, np.minimum(wished, until))


def _of(program: Program, calendar: int) -> slice:
    return slice(int(program.calendar_first[calendar]), int(program.calendar_first[calendar + 1]))
