"""What policy cannot move in the finite market, and what it moves there and nowhere else."""

from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from metamorphic.worlds import but, records
from strategies import ALWAYS, Map

from gtmsim.program.layout import Limit, RecordCol, What

EPISODES = (What.OPENED, What.SHUT)
SMALL, LARGE, FAR = 0, 1, 2
BY_TWO = {"kind": "pool", "hand_raise": 0.6, "unprompted": 0.2, "intent": 0.5}

# Hands for everybody, so that nobody's lead can make somebody else's wait.
MARKET: Map = {
    "gtmsim": 1,
    "world": {
        "segments": {
            name: {
                "accounts": accounts,
                "in_market": "300 %/year",
                "stay": {"median": "6 weeks", "sigma": 0.5},
            }
            for name, accounts in (("small", 200), ("large", 80), ("far", 80))
        },
        "sources": {"site": {**BY_TWO}, "fair": {**BY_TWO}},
        "awareness": {"half_saturation": "30 h", "half_life": "4 weeks"},
        "stages": {
            "talk": {"session": "1 h", "outcomes": {"advance": 0.5, "lost": 0.5}},
            "sell": {"session": "2 h", "outcomes": {"advance": 0.3, "lost": 0.7}},
        },
    },
    "organisation": {
        "calendars": {"always": ALWAYS},
        "roles": {"rep": {"works": {"talk": 1, "sell": 1}}, "marketer": {"works": {"talk": 0.001}}},
        "teams": {"rep": {"people": 60}, "marketer": {"people": 1}},
    },
    "policy": {"standing": {"marketer": {"programs": 0.6, "research": 0.4}}},
    "run": {"horizon": "30 weeks"},
}
POLICIES: dict[str, Map] = {
    "aim at one segment": {"policy__targeting": {"small": 0, "large": 1, "far": 0}},
    "spend money": {"policy__budget": "9 kEUR per week"},
    "one channel alone": {"policy__channels": {"site": 1, "fair": 0}},
    "research": {"world__knowledge": {"built_by": "research"}},
    "do nothing": {"policy__standing": {}},
    "hire nobody": {"organisation__teams__rep__people": 1},
}


def segment_of(row: list[int]) -> int:
    """Return the segment of a record's account."""
    return row[RecordCol.ENTITY] >> 16 + Limit.SEGMENT_SHIFT & Limit.SEGMENTS


def told(scenario: Map, *what: What, seed: int = 1) -> list[list[int]]:
    """Return the records of some sorts."""
    rows = records(scenario, seed)
    return [list(row) for row in rows[np.isin(rows[:, RecordCol.WHAT], what)].tolist()]


def hands(scenario: Map, segment: int, seed: int) -> list[list[int]]:
    """Return the leads of one segment's accounts."""
    return [row for row in told(scenario, What.LEAD, seed=seed) if segment_of(row) == segment]


@pytest.mark.parametrize("policy", POLICIES)
def test_no_policy_moves_an_episode(policy: str) -> None:
    changed = but(MARKET, **POLICIES[policy])
    assert told(changed, *EPISODES) == told(MARKET, *EPISODES)
    assert told(changed, What.LEAD) != told(MARKET, What.LEAD)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.mechanism("A10", "C29", switch="policy.targeting", shown="channels.yaml")
def test_aiming_elsewhere_leaves_those_alone_whom_nobody_aims_at(seed: int) -> None:
    """Depth against breadth: the whole effort on a small segment raises more hands there, and none more elsewhere."""
    small, large, broad = (
        but(MARKET, policy__targeting=shares)
        for shares in (
            {"small": 1, "large": 0, "far": 0},
            {"small": 0, "large": 1, "far": 0},
            {"small": 0.5, "large": 0.25, "far": 0.25},
        )
    )
    assert hands(small, FAR, seed) == hands(large, FAR, seed)
    assert len(hands(large, LARGE, seed)) > len(hands(broad, LARGE, seed)) > len(hands(small, LARGE, seed))
    assert len(hands(small, SMALL, seed)) > len(hands(large, SMALL, seed))


@pytest.mark.parametrize("seed", range(3))
def test_who_only_passes_by_stands_in_nobodys_way_where_hands_are_free(seed: int) -> None:
    noisy = but(MARKET, world__sources__site__noise="20 per week", organisation__teams__rep__people=200)
    quiet = but(MARKET, organisation__teams__rep__people=200)

    def of_accounts(scenario: Map) -> list[list[int]]:
        rows = told(scenario, What.LEAD, What.ENTERED, What.LEFT, What.CLOSED, seed=seed)
        return sorted(row for row in rows if row[RecordCol.ENTITY] >> 48 == Limit.MARKET)

    assert of_accounts(noisy) == of_accounts(quiet)
    assert len(told(noisy, What.LEAD, seed=seed)) > len(told(quiet, What.LEAD, seed=seed)) + 100


OFF: dict[str, tuple[str, Any]] = {
    "knowledge that is worth nothing": (
        "world__knowledge",
        {"built_by": "research", "relevance": 1, "precision": 0, "scoring": 0},
    ),
    "a product like any other": ("world__products", {"suite": {}}),
    "brand at the pace of activation": (
        "world__awareness",
        {"half_saturation": "30 h", "half_life": "4 weeks", "brand_half_life": "9 weeks"},
    ),
    "targeting by accounts": ("policy__targeting", {"small": 200 / 360, "large": 80 / 360, "far": 80 / 360}),
    "equal channels": ("policy__channels", {"site": 0.5, "fair": 0.5}),
    "no word of mouth, for certain": (
        "world__sources__site",
        {**BY_TWO, "word_of_mouth": {"uncertain": {"low": 0, "high": 0}}},
    ),
    "a commission": ("world__sources__fair", {**BY_TWO, "commission": 0.2}),
}


@pytest.mark.parametrize("switch", OFF)
def test_what_has_no_effect_tells_the_same_story(switch: str) -> None:
    path, value = OFF[switch]

    def story(scenario: Map) -> list[list[int]]:
        rows = records(scenario)
        return rows[~np.isin(rows[:, RecordCol.WHAT], (What.KNOWN, What.OFFERED))].tolist()  # type: ignore[no-any-return]

    assert story(but(MARKET, **{path: value})) == story(deepcopy(MARKET))


def test_a_customer_asks_no_more_and_is_heard_by_the_others() -> None:
    certain = but(
        MARKET, world__stages__talk__outcomes={"advance": 1}, world__stages__sell__outcomes={"advance": 1}
    )
    mouth = but(certain, world__sources__site__word_of_mouth=0.99)
    loud, silent = (len(told(each, What.LEAD)) for each in (mouth, certain))
    assert loud > 1.1 * silent
    won = {
        row[RecordCol.ENTITY]: row[RecordCol.TICK]
        for row in told(mouth, What.CLOSED)
        if row[RecordCol.A] == 0
    }
    assert len(won) > 20
    assert all(
        row[RecordCol.TICK] <= won.get(row[RecordCol.ENTITY], row[RecordCol.TICK])
        for row in told(mouth, What.LEAD)
    )
