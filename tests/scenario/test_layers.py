from pathlib import Path

import pytest
from scenario.example_texts import SMALL

from gtmsim.errors import ScenarioError
from gtmsim.scenario import Distribution, Scenario, files, load, loads
from gtmsim.scenario.files import parts, presets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(SMALL)
    return tmp_path


def laid_over(folder: Path, text: str, *overrides: str) -> Scenario:
    (folder / "top.yaml").write_text(text)
    return load(folder / "top.yaml", overrides)


def told(folder: Path, text: str, *overrides: str) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        laid_over(folder, text, *overrides)
    return caught.value


def test_maps_merge_and_values_replace(folder: Path) -> None:
    scenario = laid_over(folder, "extends: base.yaml\norganisation: {teams: {rep: {people: 5}}}\n")
    team = scenario.organisation.teams["rep"]
    assert team is not None
    assert team.people == 5
    assert list(scenario.world.stages) == ["qualify", "close"]


def test_the_origin_of_each_value_is_the_layer_that_said_it(folder: Path) -> None:
    scenario = laid_over(folder, "extends: base.yaml\nrun: {seed: 3}\n", "run.horizon=4 weeks")
    assert str(scenario.origin("run.seed")) == f"{folder / 'top.yaml'}:2:13"
    assert str(scenario.origin("world.sources.web.rate")) == f"{folder / 'base.yaml'}:6:17"
    assert str(scenario.origin("run.horizon")) == "--set:1:13"
    assert scenario.origin("run.warm_up") is None


def test_null_leaves_a_hole_that_keeps_the_place_of_the_others(folder: Path) -> None:
    text = "extends: base.yaml\nworld: {stages: {qualify: null}}\norganisation: {roles: {rep: {works: {qualify: null}}}}\n"
    scenario = laid_over(folder, text)
    assert list(scenario.world.stages) == ["qualify", "close"]
    assert scenario.world.stages["qualify"] is None
    role = scenario.organisation.roles["rep"]
    assert role is not None
    assert role.works == {"close": 2.0}


def test_null_gives_a_field_its_default_back_unless_null_says_something(folder: Path) -> None:
    scenario = laid_over(folder, "extends: base.yaml\norganisation: {teams: {rep: {people: null}}}\n")
    team = scenario.organisation.teams["rep"]
    assert team is not None
    assert team.people == 1
    nothing = laid_over(folder, "extends: base.yaml\nworld: {awareness: {built_by: null}}\n")
    assert nothing.world.awareness.built_by is None


def test_a_later_file_wins_and_a_nearer_one_wins_over_both(folder: Path) -> None:
    (folder / "five.yaml").write_text("run: {seed: 5, replications: 50}\n")
    (folder / "six.yaml").write_text("run: {seed: 6, horizon: 6 weeks}\n")
    run = laid_over(folder, "extends: [base.yaml, five.yaml, six.yaml]\nrun: {horizon: 7 weeks}\n").run
    assert (run.seed, run.replications, run.horizon) == (6, 50, 7 * 604_800)


def test_extended_files_are_found_beside_the_file_that_names_them(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "middle.yaml").write_text("extends: ../base.yaml\nrun: {seed: 9}\n")
    assert laid_over(folder, "extends: deep/middle.yaml\n").run.seed == 9


def test_a_circle_of_files_is_refused(folder: Path) -> None:
    (folder / "other.yaml").write_text("extends: top.yaml\n")
    error = told(folder, "extends: other.yaml\ngtmsim: 1\n")
    assert (error.problems[0].file, error.problems[0].line) == (str(folder / "other.yaml"), 1)
    assert "extend this one in turn" in error.problems[0].wanted


def test_one_file_may_be_extended_by_two_ways(folder: Path) -> None:
    (folder / "left.yaml").write_text("extends: base.yaml\nrun: {seed: 2}\n")
    (folder / "right.yaml").write_text("extends: base.yaml\nrun: {replications: 3}\n")
    assert laid_over(folder, "extends: [left.yaml, right.yaml]\n").run.replications == 3


def test_a_missing_base_suggests_its_neighbour(folder: Path) -> None:
    (problem,) = told(folder, "extends: bsae.yaml\n").problems
    assert problem.hint == "did you mean base.yaml?"
    assert (problem.line, problem.column) == (1, 10)


def test_an_unknown_preset_lists_or_suggests_the_known_ones(folder: Path) -> None:
    (problem,) = told(folder, "extends: preset:no-such-thing\n").problems
    assert problem.wanted.startswith("a preset")
    assert problem.hint == "see gtmsim presets"


def test_shipped_presets_load() -> None:
    for name in presets():
        assert load(f"preset:{name}").name == name


def test_problems_stand_in_the_file_that_made_them(folder: Path) -> None:
    (folder / "base.yaml").write_text(SMALL.replace("12 per week", "12 per wek"))
    error = told(folder, "extends: base.yaml\nrun: {sead: 3}\n", "run.horizon=4 wekes")
    assert [(Path(each.file).name, each.line) for each in error.problems] == [
        ("top.yaml", 2),
        ("base.yaml", 6),
        ("--set", 1),
    ]


def test_part_of_a_distribution_changes_it_and_another_form_replaces_it(folder: Path) -> None:
    text = "extends: base.yaml\nworld: {{stages: {{qualify: {{session: {}}}}}}}\n"
    for written, family, a in [
        ("{median: 1 h}", "lognormal", 3600.0),
        ("{exponential: 1 h}", "exponential", 3600.0),
    ]:
        stage = laid_over(folder, text.format(written)).world.stages["qualify"]
        assert stage is not None
        assert (stage.session.family, stage.session.a) == (family, a)
    stage = laid_over(folder, "extends: base.yaml\n", "world.stages.qualify.session.sigma=0.5").world.stages[
        "qualify"
    ]
    assert stage is not None
    assert stage.session == Distribution("lognormal", 1200.0, 0.5)


def test_options_are_strict_yaml_laid_over_everything(folder: Path) -> None:
    overrides = [
        "run.seed=4",
        "run.seed=5",
        "world.sources.web.hours={0: 1, 9: 3}",
        "world.sources.web.hours.9=2",
    ]
    scenario = laid_over(folder, "extends: base.yaml\nrun: {seed: 3}\n", *overrides)
    web = scenario.world.sources["web"]
    assert web is not None
    assert (scenario.run.seed, web.hours) == (5, {0: 1.0, 9: 2.0})


@pytest.mark.parametrize(
    ("override", "line", "column", "said"),
    [
        ("run.seed", 2, 1, "path=value"),
        ("=3", 2, 1, "path=value"),
        ("run.seed=", 2, 10, ""),
        ("run.seed=&a 3", 2, 10, "no anchor"),
        ("run.seed=[1", 2, 0, "readable YAML"),
        ("run.sede=3", 2, 1, "known field"),
        ("run.horizon=3 wekes", 2, 13, "a unit of time"),
        ("organisation.teams.reps.people=3", 2, 1, "did you mean rep?"),
    ],
)
def test_a_wrong_option_is_located_like_a_line(override: str, line: int, column: int, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(SMALL, "a.yaml", ["run.replications=7", override])
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("--set", line)
    assert column in (0, problem.column)
    assert said in problem.advice


def test_an_option_may_make_a_whole_new_id(folder: Path) -> None:
    scenario = laid_over(
        folder, "extends: base.yaml\n", "organisation.teams.more={people: 2, roles: {rep: 1}}"
    )
    assert list(scenario.organisation.teams) == ["rep", "more"]


@pytest.fixture
def worlds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ship two worlds, one culture for both, and a structure made for each of them; stand in a folder of one's own."""
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for name, text in {
        "town.yaml": SMALL,
        "village.yaml": SMALL,
        "third.yaml": "extends: town.yaml\nrun: {seeed: 3}\n",
        "cultures/calm.yaml": "run: {seed: 11}\n",
        "structures/town/merged.yaml": "organisation: {teams: {rep: {people: 9}}}\n",
        "structures/village/merged.yaml": "organisation: {teams: {rep: {people: 2}}}\n",
    }.items():
        (shipped / name).parent.mkdir(parents=True, exist_ok=True)
        (shipped / name).write_text(text)
    own.mkdir()
    (own / "mine.yaml").write_text("extends: preset:town\n")
    (own / "base.yaml").write_text(SMALL)
    monkeypatch.setattr(files, "preset_folders", lambda: [shipped])
    monkeypatch.chdir(own)
    return shipped


def people(scenario: Scenario) -> int:
    team = scenario.organisation.teams["rep"]
    assert team is not None
    assert isinstance(team.people, int)
    return team.people


def refused(name: str) -> str:
    """Return the one problem of a scenario asked for by name: located at the argument, found, and what would be right."""
    with pytest.raises(ScenarioError) as caught:
        load(name)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.path) == (name, 0, "")
    return f"{problem.found} | {problem.advice}".removeprefix(" | ")


def test_a_structure_is_the_one_made_for_the_world_it_is_laid_over(worlds: Path) -> None:
    assert people(load("preset:town+merged")) == 9
    assert people(load("preset:village+calm+merged")) == 2
    assert load("preset:village+calm+merged").run.seed == 11
    assert people(load(str(worlds / "village.yaml") + "+merged")) == 2
    assert list(parts()) == ["calm", "town/merged", "village/merged"]


def test_a_structure_over_another_file_is_answered_with_what_it_is_made_for(worlds: Path) -> None:
    answer = "merged is made for town and village; lay it over one of them, or write your own from scenarios/structures"
    assert refused("mine.yaml+merged") == answer
    assert load("mine.yaml+calm").run.seed == 11


def test_a_file_may_extend_layers_by_name(worlds: Path) -> None:
    scenario = laid_over(worlds.parent / "own", "extends: [base.yaml, preset:village+merged+calm]\n")
    assert (people(scenario), scenario.run.seed) == (2, 11)
    assert people(laid_over(worlds.parent / "own", "extends: [preset:town, preset:merged]\n")) == 9


def test_an_unknown_layer_is_told_at_the_argument_with_the_nearest_shipped_one(worlds: Path) -> None:
    advice = "a file or a shipped layer; did you mean merged? see gtmsim presets"
    for first in ("preset:town", "mine.yaml"):
        assert refused(f"{first}+mergd") == f"mergd | {advice}"
    assert refused("mine.yaml+other.yaml").startswith("other.yaml | a file that exists")
    assert refused("preset:twon+calm").endswith("did you mean town? see gtmsim presets")


@pytest.mark.parametrize("name", ["mine.yaml+", "+calm", "++", "mine.yaml++calm"])
def test_an_empty_layer_is_told_as_one(worlds: Path, name: str) -> None:
    assert refused(name) == "a name before and after each +, such as preset:mid_market+calm"


def test_a_layer_alone_is_answered_with_what_to_lay_it_over(worlds: Path) -> None:
    calm = "calm is a layer: lay it over a scenario, such as preset:mid_market+calm"
    merged = "merged is a layer: lay it over a scenario, such as preset:town+merged"
    assert refused("preset:calm") == calm
    assert refused(str(worlds / "cultures" / "calm.yaml")) == calm
    assert refused("preset:merged") == refused("preset:village/merged") == merged


def test_a_part_made_for_one_world_may_be_called_as_a_scenario_is(worlds: Path) -> None:
    (worlds / "structures" / "town" / "village.yaml").write_text("run: {seed: 23}\n")
    assert load("preset:village").run.seed != 23
    assert load("preset:town+village").run.seed == 23
    assert refused("preset:third+village").startswith("village is made for town; lay it over it")


def test_a_problem_in_a_shipped_file_is_told_by_its_preset(worlds: Path) -> None:
    (worlds / "town.yaml").write_text(SMALL.replace("12 per week", "12 per wek"))
    with pytest.raises(ScenarioError) as caught:
        load("preset:third")
    assert [problem.file for problem in caught.value.problems] == ["preset:third", "preset:town"]


def test_a_spreadsheet_is_no_scenario_and_says_what_reads_it(worlds: Path) -> None:
    Path("people.xlsx").write_bytes(b"PK\x03\x04")
    assert refused("people.xlsx").startswith("a scenario in YAML; gtmsim workbook makes one of a spreadsheet")
