from pathlib import Path

import pytest
from headcount.lists import PEOPLE, first

from gtmsim.program.lower import lower
from gtmsim.scenario import load, unused
from gtmsim.scenario.files import presets
from gtmsim.scenario.organisation import Team
from gtmsim.scenario.unsaid import alive
from gtmsim.tell.firsts import first_words

TOLD_BY_LISTS = {"people", "cost", "starts", "leaves", "members", "calendar", "roles"}
SELLERS_AND_MARKETERS = "role,team\nAE,Sales\nAE,Sales\nPMM,Marketing\n"


@pytest.mark.parametrize("preset", ["mid_market", "enterprise", "self_serve", "people_come_and_go"])
def test_people_of_a_role_come_learn_and_are_paid_as_in_the_preset(tmp_path: Path, preset: str) -> None:
    made = alive(first(tmp_path, preset=preset).scenario.organisation.teams)
    theirs = alive(load(presets()[preset]).organisation.teams)
    for name in theirs.keys() & made.keys():
        for field in Team.model_fields.keys() - TOLD_BY_LISTS:
            assert getattr(made[name], field) == getattr(theirs[name], field), (name, field)


def test_roles_work_what_they_work_in_the_preset(tmp_path: Path) -> None:
    made = alive(first(tmp_path, preset="mid_market").scenario.organisation.roles)
    theirs = alive(load(presets()["mid_market"]).organisation.roles)
    assert {name: made[name].works for name in theirs} == {name: role.works for name, role in theirs.items()}
    assert list(made["csm"].works) == ["onboard"]


def test_what_a_preset_says_of_a_role_is_marked_in_the_file_and_told_once(tmp_path: Path) -> None:
    text = "role,team\nAE,EMEA\nAE,US\nPMM,EMEA\nSE,EMEA\nCSM,EMEA\n"
    made = first(tmp_path, text, preset="mid_market")
    assert made.text.count("turnover: 28 %/year  # from preset:mid_market (D)") == 2
    told = [each for each in made.assumptions if "of its rep" in each.why]
    assert [each.path for each in told] == ["organisation.teams.rep"]
    assert "turnover: 28 %/year" in told[0].value
    assert first_words(made).count("what preset:mid_market says of its rep") == 1


def test_positions_to_be_opened_are_not_doubled_by_a_second_department(tmp_path: Path) -> None:
    made = first(tmp_path, "role,team\nAE,EMEA\nAE,US\nPMM,EMEA\n", preset="mid_market")
    teams = alive(made.scenario.organisation.teams)
    assert (teams["rep"].openings, teams["rep_us"].openings) == (3, 0)
    assert "policy.hiring" not in " ".join(made.notes)


@pytest.mark.parametrize("layer", ["sales_driven", "market_driven", "customer_driven", "competitor_driven"])
def test_a_culture_can_be_laid_over_a_list_without_all_roles(
    tmp_path: Path, layer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = first(tmp_path, SELLERS_AND_MARKETERS, preset="mid_market")
    Path("ours.yaml").write_text(made.text, encoding="utf-8")
    over = load(f"ours.yaml+{layer}")
    teams = alive(over.organisation.teams)
    listed = {"rep": 2, "marketer": 1, "se": 0, "csm": 0}
    theirs = alive(load(presets()["mid_market"]).organisation.teams)
    others = {name: team.people for name, team in theirs.items() if name not in listed}
    assert {name: team.people for name, team in teams.items()} == listed | others
    assert lower(over).digest


def test_who_is_missing_is_told_with_the_work_that_waits(tmp_path: Path) -> None:
    notes = first(tmp_path, SELLERS_AND_MARKETERS, preset="mid_market").notes
    (note,) = [note for note in notes if "nobody in your list" in note]
    assert "is se or csm" in note
    assert "referred waits in vain" in note
    assert "onboard waits until a position is opened" in note
    assert not [note for note in first(tmp_path, preset="mid_market").notes if "nobody in" in note]


def test_a_structure_that_names_superiors_finds_them(tmp_path: Path) -> None:
    made = first(tmp_path, SELLERS_AND_MARKETERS, preset="mid_market+marketing_under_sales")
    theirs = load("preset:mid_market+marketing_under_sales").organisation.teams["marketer"]
    team = made.scenario.organisation.teams["marketer"]
    assert team is not None
    assert theirs is not None
    assert team.reports_to == theirs.reports_to is not None


def test_a_list_with_all_roles_of_the_preset_leaves_nothing_without_effect_that_the_preset_does_not(
    tmp_path: Path,
) -> None:
    made = first(tmp_path, PEOPLE, preset="mid_market")
    before = {each.path for each in unused(load(presets()["mid_market"]))}
    assert {each.path for each in unused(made.scenario)} <= before


def test_a_stage_is_named_with_what_was_assumed_of_it(tmp_path: Path) -> None:
    told = first_words(first(tmp_path))
    assert "how many sittings it takes (qualify)" in told
    assert "how many sittings it takes (discover, propose)" in told


@pytest.mark.parametrize("structure", ["combined", "marketing_under_sales", "sdr_team", "support_team"])
@pytest.mark.parametrize("text", [PEOPLE, SELLERS_AND_MARKETERS], ids=["all roles", "some roles"])
def test_a_preset_with_another_structure_can_be_the_world_of_a_list(
    tmp_path: Path, structure: str, text: str
) -> None:
    assert lower(first(tmp_path, text, preset=f"mid_market+{structure}").scenario).digest


def test_who_holds_a_role_of_a_mixed_team_is_taken_as_its_people(tmp_path: Path) -> None:
    made = alive(first(tmp_path, preset="mid_market+combined").scenario.organisation.teams)
    theirs = alive(load("preset:mid_market+combined").organisation.teams)
    assert made["rep"].quota == theirs["commercial"].quota != theirs["rep"].quota


def test_a_role_that_the_preset_made_for_others_stands_empty_when_the_list_has_none(tmp_path: Path) -> None:
    made = first(tmp_path, SELLERS_AND_MARKETERS, preset="mid_market+sdr_team")
    desk = made.scenario.organisation.teams["sdr"]
    assert desk is not None
    assert desk.people == 0
