"""People who come and go, learn and are paid, laid over any scenario: so often that it shows within days."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Map = dict[str, Any]

TURNOVER = (
    "300 per year",
    "30 per year",
    "5000 per year",
    {"uncertain": {"low": "1 per year", "high": "2 per week"}},
)
SEARCHES = ("0 h", "1 h", "1 week", "12 h", {"exponential": "2 days"}, {"median": "1 day", "sigma": 1})


@st.composite
def who_come_and_go(draw: st.DrawFn, said: Map) -> Map:
    """Return the same where people quit, are replaced or not, and learn; sessions are kept for whoever has a position."""
    for team in (one for one in said["organisation"]["teams"].values() if one is not None):
        team["turnover"] = draw(st.sampled_from(TURNOVER))
        if draw(st.sampled_from([True, True, True, False])):
            team["time_to_hire"] = draw(st.sampled_from(SEARCHES))
        team.update(draw(_careers()) | draw(_pay()))
    for name, stage in said["world"]["stages"].items():
        if stage is not None:
            handoff = said["policy"]["handoffs"].setdefault(name, {})
            handoff |= {"same_person": draw(st.sampled_from([0, 1])), "keeps_owner": 1}
            if draw(st.booleans()):
                stage["session"] = draw(st.sampled_from(["3 days", "12 h", "1 h"]))
    pulls = st.sampled_from([0, 1, 5, 1000])
    said["world"] |= {
        "leaving": {"overload": draw(pulls), "drain": draw(pulls), "quota": draw(pulls)},
        "dependence": draw(st.sampled_from([0, 0.5, 1])),
    }
    said["policy"]["switching"] = draw(st.sampled_from(["0 h", "15 min", "1 s", "1 day"]))
    said["organisation"]["specialisation"] = draw(
        st.sampled_from([0, 1, 0.5, {"uncertain": {"low": 0.1, "high": 0.5}}])
    )
    said["run"] |= {"horizon": draw(st.sampled_from(["15 days", "3 weeks", "22 days"]))}
    said["run"].pop("warm_up", None)
    return said


@st.composite
def who_grow(draw: st.DrawFn, said: Map) -> Map:
    """Return the same with openings that hiring rules may fill, and a run long enough to be reviewed."""
    teams = {name: one for name, one in said["organisation"]["teams"].items() if one is not None}
    weights = st.sampled_from([0, 1, 0.5])
    for team in teams.values():
        team["openings"] = draw(st.integers(0, 2))
        team["time_to_hire"] = draw(st.sampled_from(SEARCHES))
        team.update(draw(_careers()) | draw(_pay()))
    said["policy"] |= {
        "target": draw(st.sampled_from(["1 MEUR/year", "1 EUR/year"])),
        "envelope": draw(st.sampled_from(["1 MEUR/year", "250 kEUR/year"])),
        "hiring_bar": draw(st.sampled_from([0, 0.1])),
        "hiring": {
            name: {"bookings_gap": draw(weights), "load": draw(weights), "accounts": draw(weights)}
            for name in teams
        },
    }
    said["run"] |= {"horizon": draw(st.sampled_from(["14 weeks", "92 days"]))}
    return said


def _careers() -> SearchStrategy[Map]:
    return st.fixed_dictionaries(
        {},
        optional={
            "ramp": st.sampled_from(["1 week", "1 day", "0 h"]),
            "ramp_start": st.sampled_from([0, 0.3, 1]),
            "learns": st.sampled_from([0, 3, -3, {"uncertain": {"low": 0, "high": 1}}]),
            "learning_deals": st.sampled_from([1, 3]),
        },
    )


def _pay() -> SearchStrategy[Map]:
    return st.fixed_dictionaries(
        {},
        optional={
            "quota": st.sampled_from(["1 kEUR/year", "1 MEUR/year"]),
            "commission": st.sampled_from([0.1, 0.333]),
            "accelerator": st.sampled_from([2, 0.5]),
        },
    )
