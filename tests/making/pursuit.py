"""Worlds in which people look for business of their own, choose what to work on, and hand-offs bend under targets."""

from typing import Any

from hypothesis import strategies as st
from making.demand import clocks

Map = dict[str, Any]

SHARES = st.sampled_from([0, 0.5, 1, {"uncertain": {"low": 0.2, "high": 0.8}}])
PULLS = st.sampled_from([0, 0.5, 3, {"uncertain": {"low": 0, "high": 2}}])


@st.composite
def pursuing(draw: st.DrawFn, said: Map) -> Map:
    """Return the same with a market in which somebody prospects; leads handed over compete with those they find."""
    world, organisation, policy = said["world"], said["organisation"], said["policy"]
    segments = [name for name, one in world["segments"].items() if one is not None]
    stages = [name for name, one in world["stages"].items() if one is not None]
    roles = [name for name, one in organisation["roles"].items() if one is not None]
    for name in segments:
        world["segments"][name]["accounts"] = draw(st.sampled_from([6, 12, 3, 0]))
        world["segments"][name] |= draw(clocks())
    if not any(one and one.get("kind") == "pool" for one in world["sources"].values()):
        world["sources"]["market"] = {"kind": "pool", "hand_raise": 0.6}
    world["sources"]["own"] = {
        "kind": "prospecting",
        "done_by": "hunting",
        "starts_at": draw(st.sampled_from(stages)),
        "doors": draw(st.sampled_from([1, 4, 80, {"uncertain": {"low": 1, "high": 9}}])),
        **draw(st.sampled_from([{}, {"territory": 3}, {"territory": 1, "opens": 0.4}])),
    }
    world |= {"duplicate_touch": draw(PULLS), "message_break": draw(PULLS)}
    for role in roles:
        before = policy["standing"].get(role)
        if before is None:
            other = draw(st.sampled_from(["hunting", "resting"]))
            policy["standing"][role] = {"hunting": 1} if other == "hunting" else {"hunting": 0.5, other: 0.5}
        elif draw(st.booleans()):  # what was built by other standing work is still built by it
            rest = 0.5 / len(before)
            policy["standing"][role] = {"hunting": 0.5, **dict.fromkeys(before, rest)}
    kinds = list(dict.fromkeys(kind for each in policy["standing"].values() for kind in each))
    if "hunting" not in kinds:
        rest = 0.5 / len(policy["standing"][roles[0]])
        policy["standing"][roles[0]] = {"hunting": 0.5, **dict.fromkeys(policy["standing"][roles[0]], rest)}
        kinds.append("hunting")
    world["awareness"]["built_by"] = draw(st.sampled_from([*kinds, None]))
    world["nurture"] = {"built_by": draw(st.sampled_from(kinds)), "full": "30 min", "lift": draw(PULLS)}
    policy["pursuit"] = {
        "shared_list": draw(SHARES),
        "own_deals": draw(SHARES),
        "sharpness": draw(PULLS),
        "tracking": draw(PULLS),
        "experience": draw(st.sampled_from([0, 20])),
        "learning": draw(SHARES),
        **draw(st.sampled_from([{}, {"aim": {segments[-1]: 1}}])),
    }
    for name in stages:
        handoff = policy["handoffs"].setdefault(name, {})
        handoff |= {
            "threshold": draw(st.sampled_from([0, 0.4, 0.8])),
            "volume_target": draw(st.sampled_from(["0 per week", "20 per week", "2 per week"])),
            "volume_pull": draw(SHARES),
            "nurtures": draw(SHARES),
            "message": draw(SHARES),
            "recycle_after": draw(st.sampled_from(["1 h", "4 days"])),
        }
    return said
