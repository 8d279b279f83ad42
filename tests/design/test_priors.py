from collections.abc import Iterator

import pytest
import yaml

from gtmsim.design import Factor, points, prior_factor, prior_of
from gtmsim.errors import UsageError
from gtmsim.scenario import Scenario, load, vary
from gtmsim.scenario.fields import Quantity
from gtmsim.scenario.forms import parse_distribution, parse_number
from gtmsim.scenario.shape import Shape, root
from gtmsim.scenario.weak import Guess, guesses
from gtmsim.scenario.where import flow

# What a prior tells that is no range of the field itself: it depends on others, is a plan, or speaks of something else.
NO_RANGE = {
    "organisation.teams.*.quota",
    "world.customers.term",
    "world.rivals.*.voice",
    "world.sources.*.noise",
    "world.stages.*.clock",
    "policy.standing.*.*",
    "treatment.policy.standing.*.*",
}


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    return load("preset:baseline")


def priors(shape: Shape, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Shape, dict[str, object]]]:
    extra = shape.field.json_schema_extra if shape.field else None
    if isinstance(extra, dict) and "prior" in extra and isinstance(shape.quantity, Quantity):
        yield ".".join(path), shape, dict(extra)
    for key in shape.keys if shape.form == "section" else ("*",) if shape.form in ("ids", "map") else ():
        if (below := shape.child(key)) is not None:
            yield from priors(below, (*path, key))


EVERY = list(priors(root(Scenario)))


def guess_of(path: str, shape: Shape, extra: dict[str, object], grade: str) -> Guess:
    default = shape.field.default if shape.field else None
    return Guess(path, "none" if default is None else flow(default), str(extra["prior"]), 1, grade=grade)


@pytest.mark.parametrize("grade", ["D", "C"])
def test_every_prior_of_the_schema_is_a_range_of_its_field_or_known_to_be_none(
    baseline: Scenario, grade: str
) -> None:
    assert len(EVERY) > 150
    without = set()
    for path, shape, extra in EVERY:
        found = prior_factor(guess_of(path, shape, extra, grade), baseline)
        if found is None:
            without.add(path)
            continue
        quantity = shape.quantity
        assert isinstance(quantity, Quantity)
        assert found.values or found.low < found.high
        for share in (0.0, 0.5, 1.0):
            value = yaml.safe_load(found.at(share))
            parse = parse_distribution if quantity.distribution else parse_number
            parse(value, quantity.kind, "EUR", quantity.domain)
    assert without == NO_RANGE


@pytest.mark.parametrize(
    ("path", "value", "prior", "ends"),
    [
        ("world.trust.start", "0.5", "uniform 0.2 to 0.7", ("0.2", "0.7")),
        ("world.stages.*.session", "{median: 30 min, sigma: 1.0}", "median 10 min to 2 h; sigma 0.6 to 1.4",
         ("{median: 0.1666666667 h, sigma: 1.0}", "{median: 2 h, sigma: 1.0}")),
        ("world.misrouting.wait", "8 h", "1 h to 3 days", ("0.04166666667 days", "3 days")),
        ("organisation.teams.*.cost", "80 kEUR/year", "50 to 180 k a year", ("50 kEUR/year", "180 kEUR/year")),
        ("world.awareness.hour_of_money", "100 EUR", "40 to 300", ("40 EUR", "300 EUR")),
        ("world.loyalty.growth", "0 %/year", "-5 to 15 %/year (grade D)", ("-5 %/year", "15 %/year")),
        ("policy.one_budget", "0", "0 or 1: whether the money is one", ("0", "1")),
    ],
)  # fmt: skip
def test_a_prior_is_told_in_the_units_of_its_field(
    baseline: Scenario, path: str, value: str, prior: str, ends: tuple[str, str]
) -> None:
    found = prior_factor(Guess(path, value, prior, 1), baseline)
    assert found is not None
    assert (found.at(0.0), found.at(1.0)) == ends


def test_a_range_of_ratios_has_as_much_below_its_geometric_middle_as_above(baseline: Scenario) -> None:
    long, even = (
        prior_factor(Guess("world.trust.half_life", "52 weeks", prior, 1), baseline)
        for prior in ("26 to 104 weeks", "uniform 26 to 104 weeks")
    )
    assert long is not None
    assert even is not None
    assert (long.at(0.5), even.at(0.5)) == ("52 weeks", "65 weeks")


def test_what_a_survey_founds_is_drawn_from_half_the_prior_around_it(baseline: Scenario) -> None:
    guess = Guess("world.rivalry.voice", "0.4", "uniform 0 to 1", 1, grade="C")
    found = prior_factor(guess, baseline)
    assert found == Factor("world.rivalry.voice", low=0.2, high=0.7)


def test_a_default_that_several_ids_share_is_drawn_once_for_all(baseline: Scenario) -> None:
    shared = next(each for each in guesses(baseline) if each.places > 1)
    found = prior_factor(shared, baseline)
    assert found is not None
    assert "*" in found.path
    assert found.places == shared.paths
    value = found.at(0.25)
    (point,) = points(baseline, [found], [(value,)])
    assert point.scenario == vary(baseline, [f"{path}={value}" for path in shared.paths])


def test_every_guess_in_a_whole_scenario_can_be_drawn_at_either_end() -> None:
    whole = load("preset:mid_market+market_driven")
    drawn = [found for guess in guesses(whole, "CD") if (found := prior_factor(guess, whole))]
    assert len(drawn) == len(guesses(whole, "CD")) > 100
    for share in (0.0, 1.0):
        vary(whole, [text for each in drawn for text in each.sets(each.at(share))])


def test_a_field_without_a_prior_says_how_to_name_a_range(baseline: Scenario) -> None:
    with pytest.raises(UsageError, match=r"run\.horizon=LOW\.\.HIGH"):
        prior_of("run.horizon", baseline)
    assert prior_of("run.arr_multiple", baseline) == Factor("run.arr_multiple", low=2.0, high=8.0)
