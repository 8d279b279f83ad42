"""One more lead is one more story; whoever need not share people with it does not notice."""

from hypothesis import assume, given
from hypothesis import strategies as st
from metamorphic.worlds import EXAMPLES, but, records, there
from strategies import ALWAYS, Map, drawn_freely

from gtmsim.program.layout import RecordCol, What
from gtmsim.program.tables import Ints

SOURCE_BITS = 48
OF_LEADS = [what for what in What if what not in {
    What.STANDING, What.STOOD, What.JOINED, What.LEFT_TEAM, What.SHIFT, What.WEEK, What.CUT_STANDING
}]  # fmt: skip

# People choose by number, so that an early guest does not change whose turn it is.
QUIET: Map = {
    "gtmsim": 1,
    "world": {
        "segments": {"any": {}},
        "sources": {"web": {"rate": "1 per h", "hours": {0: 0, 9: 1}, "intent": 1}},
        "stages": {
            "talk": {
                "sessions": 2,
                "session_spread": "none",
                "session": "1 h",
                "outcomes": {"advance": 0.5, "lost": 0.5},
                "patience": "4 h",
            },
            "write": {
                "session": {"median": "2 h", "sigma": 1},
                "clock": {"exponential": "1 day"},
                "requests": {"demo": "1 per day"},
            },
        },
        "requests": {"demo": {"session": "1 h"}},
    },
    "organisation": {
        "calendars": {"always": ALWAYS},
        "roles": {"rep": {"works": {"talk": 1, "write": 2}}, "expert": {"works": {"demo": 1}}},
        "teams": {"rep": {"people": 2}, "expert": {"people": 1}},
    },
    "policy": {"assignment": {"idle": 0}, "handoffs": {"talk": {"same_person": 1}}},
    "run": {"horizon": "1 week"},
}
GUEST = {"rate": 0, "first": 1, "intent": 0}  # one lead at midnight, which never gets beyond its first stage


MET_IN = (
    "planned_help",
    "target",
    "deal_budget",
    "one_budget",
    "reusable",
)  # where one deal's requests meet another's


def stories(scenario: Map, source: int, seed: int, who: bool = True) -> list[list[int]]:
    """Return the records of a source's leads; without the people in them, if anybody may do the work."""
    rows = records(scenario, seed)
    kept = [
        row
        for row in rows.tolist()
        if row[RecordCol.WHAT] in OF_LEADS and row[RecordCol.ENTITY] >> SOURCE_BITS == source
    ]
    # Within a tick, records stand in the order of the people they are about.
    return kept if who else sorted(row[: RecordCol.A] for row in kept)


def nobody_waits(rows: Ints) -> bool:
    """Return whether all work was taken in the very moment it was queued."""
    moments = [
        {(row[RecordCol.TICK], row[RecordCol.ENTITY]) for row in rows.tolist() if row[RecordCol.WHAT] == what}
        for what in (What.QUEUED, What.TAKEN)
    ]
    return moments[0] == moments[1]


@EXAMPLES
@given(st.integers(0, 10**6))
def test_a_guest_before_opening_hours_changes_only_its_own_story(seed: int) -> None:
    guest = but(QUIET, world__sources__guest=GUEST)
    assert len(stories(guest, 1, seed)) >= 6
    assert stories(guest, 0, seed) == stories(QUIET, 0, seed) != []


@EXAMPLES
@given(st.integers(0, 10**6), st.integers(1, 20))
def test_the_last_lead_leaves_those_before_alone_where_nobody_waits(seed: int, last: int) -> None:
    crowd = but(QUIET, organisation__teams={"rep": {"people": 30}, "expert": {"people": 30}})
    one, other = (
        but(crowd, world__sources__web={"rate": "2 per h", "intent": 1, "last": n}) for n in (last, last + 1)
    )
    longer = stories(other, 0, seed, who=False)
    newest = {row[RecordCol.ENTITY] for row in longer if row[RecordCol.ENTITY] >> 16 & 0xFFFFFFFF == last}
    assert newest
    assert [row for row in longer if row[RecordCol.ENTITY] not in newest] == stories(one, 0, seed, who=False)


@EXAMPLES
@given(drawn_freely(), st.integers(0, 100))
def test_with_hands_for_everybody_sources_do_not_meet(scenario: Map, seed: int) -> None:
    everything = {
        kind: 1
        for part in ("stages", "requests")
        for kind, one in scenario["world"][part].items()
        if one is not None
    }
    crowd = but(
        scenario,
        organisation={
            "calendars": {"always": ALWAYS},
            "roles": {"all": {"works": everything | {"referred": 1}}},
            "teams": {"all": {"people": 100}},
        },
        policy__standing={},
        policy__interrupts={},
        policy__handoffs={},
        world__awareness={"built_by": None},
        world__knowledge={"built_by": None},
        world__library={},
        **{f"policy__{shared}": None for shared in MET_IN},
    )
    for source in there(crowd["world"]["sources"]).values():
        source.pop("built_by", None)  # nobody does standing work any more
    segment = next(each for each, one in scenario["world"]["segments"].items() if one is not None)
    guest = but(crowd, world__sources__guest={"rate": 0, "first": 2, "intent": 1, "mix": {segment: 1}})
    assume(nobody_waits(records(guest, seed)))
    for source in range(len(crowd["world"]["sources"])):
        assert stories(guest, source, seed, who=False) == stories(crowd, source, seed, who=False)
