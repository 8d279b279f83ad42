"""What a scenario may say of rivals, what of it has no effect, and how it is told."""

import numpy as np
import pytest
from rivals.shop import LIST, MARKET, SPACE, traced

from gtmsim.engines.reference import Reference
from gtmsim.errors import ScenarioError, UsageError
from gtmsim.measure.fold import fold
from gtmsim.measure.registry import metric_of
from gtmsim.program.layout import RunTotal, TotalBlock, What
from gtmsim.program.lower import lower
from gtmsim.program.totals import totals_of
from gtmsim.scenario import loads, unused
from gtmsim.scenario.mixing import mix
from gtmsim.scenario.policy import Policy
from gtmsim.tell.describe import described
from gtmsim.tell.records import Teller


@pytest.mark.parametrize(
    ("override", "path", "wanted"),
    [
        ("world.rivals.big.presence={smal: 1}", "world.rivals.big.presence.smal", "did you mean small?"),
        ("world.rivals.big.customers={tiny: 0.1}", "world.rivals.big.customers.tiny", "a segment"),
        ("world.rivals.quick.presence={small: 0.3}", "world.rivals.quick.presence.small", "big 0.75 + quick 0.3 do not"),
        ("world.rivals.quick.customers={small: 0.7}", "world.rivals.quick.customers.small", "shares of the accounts of small"),
        ("world.rivals.big.presence={small: 1.2}", "world.rivals.big.presence.small", "a share"),
        ("world.rivals.big.features={speed: 0.1}", "world.rivals.big.features.speed", "an attribute"),
        ("world.rivals.big.price=0", "world.rivals.big.price", "a number above 0"),
        ("world.rivalry.intelligence.built_by=program", "world.rivalry.intelligence.built_by", "did you mean programs?"),
        ("world.rivals={a b: {}}", "world.rivals.a b", "an id of letters"),
        ("policy.pricing.match=2", "policy.pricing.match", "a share"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_where_it_stands(override: str, path: str, wanted: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(MARKET, "shop.yaml", [override])
    (problem,) = caught.value.problems
    assert problem.path == path
    assert wanted in str(problem)


@pytest.mark.parametrize(
    ("text", "overrides", "path"),
    [
        (MARKET, ("world.rivals={big: null, quick: null}",), "world.rivalry.incumbency"),
        (MARKET, ("world.rivals={big: null, quick: null}", "policy.pricing.match=1"), "policy.pricing.match"),
        (MARKET, ("world.rivals.big.copies=1 per year",), "world.rivals.big.copies"),
        (SPACE, ("world.rivals.other.copy_delay=1 week",), "world.rivals.other.copy_delay"),
        (SPACE, ("world.rivals.other.tracks=1",), "world.rivals.other.tracks"),
        (SPACE, ("world.rivals.other.price=0.9",), "world.rivals.other.price"),
        (LIST, ("world.rivals.other.voice=1 h",), "world.rivals.other.voice"),
        (MARKET, ("world.rivalry.voice=0.2",), "world.rivalry.voice"),
        (MARKET, ("world.rivalry.copy_cost=0.2",), "world.rivalry.copy_cost"),
        (MARKET, ("world.rivalry.intelligence.lift=0.2",), "world.rivalry.intelligence.lift"),
    ],
)
def test_what_has_no_effect_is_told(text: str, overrides: tuple[str, ...], path: str) -> None:
    assert path in {each.path for each in unused(loads(text, "shop.yaml", overrides))}


def test_what_has_an_effect_is_not_told() -> None:
    said = (
        "world.rivals.big.voice=1 h",
        "world.rivalry.voice=0.2",
        "world.rivals.big.price=0.9",
        "world.price.slope=2",
        "policy.pricing.match=0.5",
        "world.rivals.big.stays={fixed: 1 week}",
    )
    assert unused(loads(MARKET, "shop.yaml", said)) == []


def test_without_rivals_there_is_nothing_to_measure() -> None:
    alone = lower(loads(MARKET, "shop.yaml", ["world.rivals={big: null, quick: null}"]))
    with pytest.raises(UsageError, match=r"needs world\.rivals"):
        metric_of("contested_win_rate", alone)
    assert described(alone).count("Rivals") == 0


def test_between_two_policies_half_of_the_advantage_is_met() -> None:
    never, always = (Policy.model_validate({"pricing": {"match": match}}) for match in (0, 1))
    assert mix([never, always], [1, 1]).pricing.match == 0.5


def test_rivals_are_told_in_words() -> None:
    text = described(
        lower(loads(MARKET, "shop.yaml", ["world.rivals.big.price=0.9", "policy.pricing.match=0.5"]))
    )
    assert "Rivals" in text
    assert "40 % of small, 100 % of large  75 % of small, 50 % of" in text
    assert "50 % of a rival's price advantage is given as a discount" in text


def test_a_deal_with_a_rival_is_told_in_words() -> None:
    trace = traced(MARKET)
    teller = Teller(trace.program)
    words = [teller.told(row).what for row in trace.records if row[3] in (What.RIVAL_MET, What.WENT_TO_RIVAL)]
    assert any(each.startswith("the rival is big") and "whose customer it is" in each for each in words)
    assert any(each.startswith("goes to quick, and stays its customer for") for each in words)


@pytest.mark.parametrize("text", [LIST, SPACE, MARKET])
def test_both_engines_and_the_records_tell_the_same_of_rivals(text: str) -> None:
    few = ("world.sources.list.first=200",) if "list" in text else ("run.horizon=12 weeks",)
    trace = traced(text, *few)
    other = Reference().trace(trace.program, 7, 0)
    assert np.array_equal(trace.records, other.records)
    assert np.array_equal(trace.totals, other.totals)
    totals, _, weekly = fold(trace.program, trace.records, trace.params)
    totals[int(totals_of(trace.program).at[TotalBlock.RUN]) + RunTotal.EVENTS] = trace.totals[
        int(totals_of(trace.program).at[TotalBlock.RUN]) + RunTotal.EVENTS
    ]
    assert np.array_equal(totals, trace.totals)
    assert np.array_equal(weekly, trace.weekly)
