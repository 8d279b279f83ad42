"""What nobody uses changes nothing."""

from copy import deepcopy

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from metamorphic.worlds import EXAMPLES, named, there
from strategies import ALWAYS, Map, scenarios

SPARE = "spare"
ADDED: dict[str, tuple[tuple[str, ...], Map | None]] = {
    "a stage nobody is sent to": (("world", "stages"), {"sessions": 0}),
    "a request nobody raises": (("world", "requests"), {}),
    "a source that sends nobody": (("world", "sources"), {"rate": 0}),
    "a segment without accounts": (("world", "segments"), {}),
    "a calendar nobody keeps": (("organisation", "calendars"), ALWAYS),
    "a role that only a team of nobody holds": (("organisation", "roles"), {"works": {"referred": 3}}),
    "a team of nobody": (("organisation", "teams"), {"people": 0}),
    **{
        f"a hole at the end of {name}": ((part, name), None)
        for part, names in {
            "world": ("segments", "sources", "stages", "requests"),
            "organisation": ("calendars", "roles", "teams"),
        }.items()
        for name in names
    },
}


def with_spare(scenario: Map, where: tuple[str, ...], said: Map | None) -> Map:
    """Return the scenario with one more id at the end of a map."""
    changed = deepcopy(scenario)
    world, organisation = changed["world"], changed["organisation"]
    stages = there(world["stages"])
    last = stages[list(stages)[-1]]
    after_win = last.get("after_win", False)
    last.setdefault(
        "next", "served" if after_win else "won"
    )  # it leads where it led, whatever is declared after it
    selling = [one for one in stages.values() if not one.get("after_win")]
    if not any(one.get("opportunity") for one in stages.values()):
        selling[min(1, len(selling) - 1)]["opportunity"] = True
    said = deepcopy(said)
    if said is not None and where[1] == "stages":
        said["after_win"] = after_win
    if said is not None and where[1] == "sources":
        said["mix"] = {next(iter(there(world["segments"]))): 1}
    if said is not None and where[1] == "teams":
        said |= {
            "roles": {next(iter(there(organisation["roles"]))): 1},
            "calendar": next(iter(there(organisation["calendars"]))),
        }
    if said is not None and where[1] == "roles":
        changed["organisation"]["teams"]["holds_it"] = {
            "people": 0,
            "roles": {SPARE: 1},
            "calendar": next(iter(there(organisation["calendars"]))),
        }
    if said is not None and where[1] == "requests":
        changed["policy"]["intake"][SPARE] = {"deny": 1}
        for role in there(organisation["roles"]).values():
            role["works"][SPARE] = 1  # under pressure even a request that is denied may be taken at once
    if said is not None and where[1] == "calendars":
        for team in there(organisation["teams"]).values():
            team.setdefault("calendar", next(iter(there(organisation["calendars"]))))
    changed[where[0]][where[1]][SPARE] = said
    return changed


@settings(EXAMPLES, max_examples=3 * EXAMPLES.max_examples)
@given(scenarios(), st.sampled_from(sorted(ADDED)))
def test_the_others_do_not_notice(scenario: Map, added: str) -> None:
    # Where no segment has accounts, research is shared equally: there one more takes its part.
    accounts = any(one.get("accounts") for one in there(scenario["world"]["segments"]).values())
    assume(accounts or added != "a segment without accounts" or "knowledge" not in scenario["world"])
    assert named(with_spare(scenario, *ADDED[added]), without=SPARE) == named(scenario)
