"""Funnels against absorbing Markov chains that are written from the same file."""

from typing import Any

import numpy as np
import pytest
import yaml
from theory.estimates import agrees, ratio, right_and_5_percent_off
from theory.formulas import absorbed
from theory.simulation import HERE, leads, simulate, whole

from gtmsim.program.layout import CellTotal, Close, RunTotal

pytestmark = pytest.mark.theory

ENDS = {"won": Close.WON, "lost": Close.LOST, "no_decision": Close.NO_DECISION, "rejected": Close.REJECTED}


def chain(said: dict[str, Any], intent: bool) -> dict[str, float]:
    """Return the chance of each end for a lead with or without intent, entering the first stage."""
    stages, handoffs = said["world"]["stages"], said["policy"]["handoffs"]
    states = [(name, n) for name in stages for n in range(handoffs.get(name, {}).get("attempts", 1))]
    among, out = np.zeros((len(states), len(states))), np.zeros((len(states), len(ENDS)))
    for here, (name, attempt) in enumerate(states):
        stage, handoff = stages[name], handoffs.get(name, {})
        rejected = handoff.get("rejects_below", 0.0)
        again = handoff.get("recycles", 0.0) if (name, attempt + 1) in states else 0.0
        if again:
            among[here, states.index((name, attempt + 1))] = rejected * again
        out[here, list(ENDS).index("rejected")] = rejected * (1.0 - again)
        shares = stage["outcomes"]
        advance = (1.0 - rejected) * shares["advance"] * (1.0 if intent else stage["without_intent"])
        for target, share in stage.get("next", {"won": 1.0}).items():
            if target == "won":
                out[here, list(ENDS).index("won")] += advance * share
            else:
                among[here, states.index((target, 0))] += advance * share
        for end in ("lost", "no_decision"):
            falls = shares.get(end, 0.0) / (shares["lost"] + shares.get("no_decision", 0.0))
            out[here, list(ENDS).index(end)] += (1.0 - rejected - advance) * falls
    return dict(zip(ENDS, absorbed(among, out)[0].tolist(), strict=True))


def expected(file: str) -> dict[str, float]:
    """Return the chance of each end over all leads of the file's only source."""
    said = yaml.safe_load((HERE / file).read_text(encoding="utf-8"))
    said["world"]["stages"]["propose"].setdefault("without_intent", 0.0)
    intent = next(iter(said["world"]["sources"].values()))["intent"]
    with_wish, without = chain(said, intent=True), chain(said, intent=False)
    return {end: intent * with_wish[end] + (1.0 - intent) * without[end] for end in ENDS}


def test_every_lead_of_the_chain_ends_somewhere() -> None:
    assert sum(expected("funnel.yaml").values()) == pytest.approx(1.0)
    assert whole(simulate("funnel.yaml", runs=10), RunTotal.OPEN_LEADS).sum() == 0


@right_and_5_percent_off
def test_leads_end_where_the_absorbing_chain_says(off: float, holds: bool) -> None:
    advance = 0.6 * off
    runs = simulate(
        "funnel.yaml",
        f"world.stages.qualify.outcomes.advance={advance}",
        f"world.stages.qualify.outcomes.lost={0.75 * (1.0 - advance)}",
        f"world.stages.qualify.outcomes.no_decision={0.25 * (1.0 - advance)}",
        f"policy.handoffs.qualify.rejects_below={0.3 * off}",
        runs=1000,
    )
    shares = {
        end: ratio(leads(runs, CellTotal.CLOSED + close), leads(runs, CellTotal.LEADS))
        for end, close in ENDS.items()
    }
    chances = expected("funnel.yaml")
    assert all(agrees(shares[end], chances[end]) for end in ENDS) is holds, (shares, chances)
