import pytest
from scenario.example_texts import FULL, SMALL

from gtmsim.errors import UsageError
from gtmsim.scenario import Scenario, loads, where
from gtmsim.scenario.shape import Shape, root


def test_a_written_value_tells_its_line() -> None:
    place = where(loads(SMALL, "a.yaml"), "world.sources.web.rate")
    assert (place.value, place.told) == ("12 per week", "a.yaml:6:17")


def test_a_default_tells_its_grade_source_and_prior() -> None:
    place = where(loads(SMALL), "policy.resumption")
    assert (place.value, place.told, place.grade, place.prior) == (
        "0.3 h",
        "default",
        "D",
        "uniform 0 to 1 h",
    )
    assert "interviews" in place.source


def test_money_defaults_speak_the_currency_of_the_scenario() -> None:
    assert where(loads(FULL), "organisation.teams.marketing.cost").value == "80 kCHF/year"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("world.stages.close.outcomes.advance", "1"),
        ("world.stages.close.session.median", "30 min"),
        ("world.stages.close.next", "the next declared stage, or won after the last"),
        ("world.stages.close.gap", "at once"),
        ("world.stages.close.decay.scale", "1 h"),
        ("world.stages.qualify.session", "{median: 20 min, sigma: 1}"),
        ("policy.handoffs.close.sla", "0 h"),
        (
            "organisation.roles.rep.function",
            "sales if it works a stage, else marketing if a request, else support if referred ones, else marketing",
        ),
        ("policy.interrupts", "urgent requests interrupt standing work, nothing else interrupts anything"),
        ("run", "all defaults"),
    ],
)
def test_every_path_of_the_schema_has_an_answer(path: str, value: str) -> None:
    assert where(loads(SMALL), path).value == value


def test_the_answer_to_requests_nobody_wrote_about_is_to_queue_them() -> None:
    text = SMALL.replace("organisation:", "  requests: {demo: {}}\norganisation:").replace(
        "close: 2", "close: 2, demo: 1"
    )
    assert where(loads(text), "policy.intake.demo.queue").value == "1"
    assert where(loads(text), "policy.intake.demo.deny").value == "0"


def test_null_that_gives_back_a_default_tells_the_default_and_who_took_it_back() -> None:
    place = where(
        loads(SMALL, "a.yaml", ["organisation.teams.rep.people=null"]), "organisation.teams.rep.people"
    )
    assert (place.value, place.told) == ("1", "--set:1:31")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("world.sources.wbe", "did you mean world.sources.web?"),
        ("organisation.teams.rep.cots", "did you mean organisation.teams.rep.cost?"),
        ("wrld.sources", "did you mean world?"),
        ("world.stages.qualify.session.medain", "did you mean world.stages.qualify.session.median?"),
        ("world.requests.demo", "world.requests is empty"),
        ("run.seed.more", "run.seed is empty"),
    ],
)
def test_an_unknown_path_suggests_the_nearest(path: str, said: str) -> None:
    with pytest.raises(UsageError, match="does not exist") as caught:
        where(loads(SMALL), path)
    assert said in str(caught.value)


def fields(shape: Shape, path: str = "") -> list[tuple[str, Shape]]:
    found = []
    for key in shape.keys or (["any"] if shape.form in ("ids", "map") else []):
        below = shape.child(key)
        if below is not None:
            if shape.form == "section":
                found.append((f"{path}.{key}", below))
            found += fields(below, f"{path}.{key}")
    return found


def test_every_default_carries_a_meaning_a_grade_and_a_source() -> None:
    leaves = [
        (path, shape)
        for path, shape in fields(root(Scenario))
        if shape.form != "section" and path != ".gtmsim"
    ]
    assert len(leaves) > 90
    for path, shape in leaves:
        extra = shape.field.json_schema_extra if shape.field else None
        assert isinstance(extra, dict), path
        assert extra["grade"] in ("A", "B", "C", "D", "-"), path
        assert extra["source"], path
        assert shape.field is not None
        assert shape.field.description, path


def test_an_uncertain_default_says_how_wide_the_truth_may_lie() -> None:
    for path, shape in fields(root(Scenario)):
        extra = shape.field.json_schema_extra if shape.field else None
        if isinstance(extra, dict) and extra.get("grade") in ("A", "B", "C", "D"):
            assert extra.get("prior"), path
