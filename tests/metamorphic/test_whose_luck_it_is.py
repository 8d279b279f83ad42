"""Whose luck a draw is: neither who else works here nor what went otherwise long ago moves it."""

from metamorphic.worlds import but, records
from strategies import Map

from gtmsim.program.layout import RecordCol, What
from gtmsim.units import TICKS_PER_WEEK

CAREERS = (What.QUIT, What.HIRED, What.JOINED, What.LEFT_TEAM)
FIRM: Map = {
    "gtmsim": 1,
    "world": {
        "segments": {"any": {}},
        "sources": {"web": {"rate": "1 per year"}},
        "stages": {"talk": {"session": "1 h"}},
    },
    "organisation": {
        "calendars": {"office": {"week": {"mon-fri": "09:00-17:00"}}},
        "roles": {"rep": {"works": {"talk": 1}}, "expert": {"works": {}}},
        "teams": {
            team: {"people": 2, "turnover": "100 %/year", "time_to_hire": {"exponential": "9 weeks"}}
            for team in ("rep", "expert")
        },
    },
    "run": {"horizon": "104 weeks"},
}
# Nobody is looking for anything in the first week; from then on reps choose between leads that come and doors to try.
HUNT: Map = {
    "gtmsim": 1,
    "world": {
        "segments": {"any": {"accounts": 60, "in_market": "400 %/year", "emerges": "2027-01-11"}},
        "sources": {
            "web": {"kind": "pool", "intent": 1, "hand_raise": 0.9, "unprompted": 0.9},
            "own": {"kind": "prospecting", "done_by": "prospecting", "intent": 1},
        },
        "awareness": {"built_by": None},
        "stages": {"talk": {"sessions": 2, "session": {"median": "1 h", "sigma": 1}}},
    },
    "organisation": {
        "calendars": {"office": {"week": {"mon-fri": "09:00-17:00"}, "holidays": []}},
        "roles": {"rep": {"works": {"talk": 1}}},
        "teams": {"rep": {"people": 2}},
    },
    "policy": {
        "standing": {"rep": {"prospecting": 1}},
        "pursuit": {"sharpness": 2, "shared_list": 0.2},
        "handoffs": {"talk": {"same_person": 0}},
        "assignment": {"idle": 0},
    },
    "run": {"start": "2027-01-04", "horizon": "26 weeks"},
}


def careers(scenario: Map, firsts: tuple[int, ...]) -> list[list[tuple[int, ...]]]:
    """Return when the holders of some positions come and go."""
    rows = [row for row in records(scenario).tolist() if row[RecordCol.WHAT] in CAREERS]
    return [
        [
            (row[RecordCol.TICK], row[RecordCol.WHAT], row[RecordCol.A])
            for row in rows
            if row[RecordCol.ENTITY] == who
        ]
        for who in firsts
    ]


def test_one_more_person_changes_nobody_elses_career() -> None:
    more = but(FIRM, organisation__teams__rep__people=3)
    today = careers(FIRM, (0, 1, 2, 3))
    assert all(today)
    assert careers(more, (0, 1, 3, 4)) == today


def test_an_opening_keeps_its_luck_when_the_team_grows() -> None:
    def opened(people: int) -> list[tuple[int, ...]]:
        firm = but(
            FIRM,
            organisation__teams__rep__people=people,
            organisation__teams__rep__turnover="0 %/year",
            organisation__teams__rep__openings=1,
            policy={
                "target": "1 MEUR/year",
                "envelope": "9 MEUR/year",
                "hiring": {"rep": {"bookings_gap": 1}},
            },
        )
        return careers(firm, (people,))[0]

    assert opened(2)
    assert opened(2) == opened(3)


def test_a_day_off_in_an_empty_week_changes_no_later_luck() -> None:
    off = but(HUNT, organisation__calendars__office__holidays=["2027-01-06"])
    today, then = records(HUNT), records(off)
    found = (today[:, RecordCol.WHAT] == What.KNOCKED) & (today[:, RecordCol.B] == 1)
    chose = today[:, RecordCol.WHAT] == What.CHOSE
    duplicates = today[:, RecordCol.WHAT] == What.DUPLICATE
    assert min(found.sum(), chose.sum(), duplicates.sum()) >= 5
    assert (today[:, RecordCol.TICK] < TICKS_PER_WEEK).sum() > (
        then[:, RecordCol.TICK] < TICKS_PER_WEEK
    ).sum()
    later = [rows[rows[:, RecordCol.TICK] >= TICKS_PER_WEEK].copy() for rows in (today, then)]
    for rows in later:
        rows[rows[:, RecordCol.WHAT] == What.CHOSE, RecordCol.B] = (
            0  # which piece of work of theirs it would have been
        )
    assert later[0].tobytes() == later[1].tobytes()
