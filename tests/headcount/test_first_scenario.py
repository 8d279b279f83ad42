import math
from pathlib import Path
from statistics import NormalDist

import pytest
from headcount.lists import FUNNEL, PEOPLE, first, listed

from gtmsim.errors import ScenarioError, UsageError
from gtmsim.headcount import Wishes, first_scenario, read_funnel
from gtmsim.headcount.funnel import advancing
from gtmsim.headcount.staff import is_other
from gtmsim.program.lower import lower
from gtmsim.scenario import Uncertain, load, loads, unused
from gtmsim.scenario.files import presets
from gtmsim.scenario.unsaid import alive
from gtmsim.scenario.values import central


def test_people_alike_are_one_team_and_those_who_come_and_go_are_its_members(tmp_path: Path) -> None:
    made = first(tmp_path)
    teams = alive(made.scenario.organisation.teams)
    assert {name: team.people for name, team in teams.items()} == {
        "sdr": 2, "rep": 3, "se": 1, "marketer": 2, "csm": 1, "sales_lead": 1,
    }  # fmt: skip
    dan, eva = (teams["rep"].members[name] for name in ("dan", "eva"))
    assert dan is not None
    assert eva is not None
    assert (str(dan.starts), dan.leaves) == ("2027-03-15", None)
    assert (eva.starts, str(eva.leaves)) == (None, "2027-09-30")
    assert "cleo" not in teams["rep"].members
    assert made.people == 10


def test_a_team_costs_what_its_people_cost_together(tmp_path: Path) -> None:
    team = alive(first(tmp_path).scenario.organisation.teams)["rep"]
    a_year = central(team.cost) * 365 * 86_400 / 100
    assert a_year * 3 == pytest.approx(120_000 + 132_000 + 118_000, rel=1e-5)


def test_the_same_job_in_two_departments_is_two_teams_with_one_role(tmp_path: Path) -> None:
    made = first(tmp_path, "role,team\nAE,EMEA\nAE,US\nSDR,US\n")
    assert list(made.scenario.organisation.teams) == ["rep", "rep_us", "sdr"]
    assert list(made.scenario.organisation.roles) == ["rep", "sdr"]


@pytest.mark.parametrize(
    "wishes",
    [{}, {"funnel": FUNNEL, "deal_size": "25 kEUR"}, {"funnel": "demos=40,wins=9", "period": "1 quarter"}],
    ids=["bare", "funnel", "two counts"],
)
def test_a_first_scenario_loads_has_nothing_without_effect_and_can_be_lowered(
    tmp_path: Path, wishes: dict[str, str]
) -> None:
    made = first(tmp_path, **wishes)
    assert loads(made.text).digest == made.scenario.digest
    assert unused(made.scenario) == []
    assert lower(made.scenario).digest


@pytest.mark.parametrize("title", ["SDR", "AE", "PMM", "Sales Engineer", "CSM", "VP Sales", "RevOps"])
def test_whoever_is_on_the_list_all_work_that_comes_up_is_somebodys(tmp_path: Path, title: str) -> None:
    assert lower(first(tmp_path, f"role\n{title}\n").scenario).digest


@pytest.mark.parametrize("title", ["SDR", "PMM", "VP Sales"])
def test_all_work_of_a_preset_is_somebodys_too(tmp_path: Path, title: str) -> None:
    assert lower(first(tmp_path, f"role\n{title}\n", preset="baseline").scenario).digest


def test_counts_become_a_rate_and_shares_with_their_arithmetic_beside_them(tmp_path: Path) -> None:
    made = first(tmp_path, funnel=FUNNEL)
    stages = alive(made.scenario.world.stages)
    assert list(stages) == ["leads", "mqls", "opportunities"]
    shares = [stage.outcomes.advance for stage in stages.values()]
    assert [round(central(share), 4) for share in shares] == [0.25, 0.2667, 0.225]
    source = alive(made.scenario.world.sources)["leads"]
    assert central(source.rate) * 365 * 86_400 == pytest.approx(1200, rel=1e-3)
    assert source.intent == 1
    assert "18 wins of 80 opportunities = 0.225" in made.text
    assert "1,200 leads in 1 year" in made.text


def test_the_interval_of_a_share_is_the_binomial_one() -> None:
    step = read_funnel("deals=80,wins=18", "1 year").steps[0]
    said, rest, _ = advancing(step)
    bounds = said["uncertain"]
    assert isinstance(bounds, dict)
    z, n, share = NormalDist().inv_cdf(0.9), 80, 18 / 80
    middle = (share + z**2 / (2 * n)) / (
        1 + z**2 / n
    )  # Wilson's interval: another formula for the same thing
    half = z / (1 + z**2 / n) * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    assert bounds["p10"] == pytest.approx(middle - half, abs=0.005)
    assert bounds["p90"] == pytest.approx(middle + half, abs=0.005)
    assert bounds["p50"] + rest == 1


@pytest.mark.parametrize("funnel", ["leads=40,wins=0", "leads=40,wins=40", "leads=3,deals=0,wins=0"])
def test_a_funnel_in_which_nothing_or_everything_goes_on_can_be_told(tmp_path: Path, funnel: str) -> None:
    shares = [
        stage.outcomes.advance
        for stage in alive(first(tmp_path, funnel=funnel).scenario.world.stages).values()
    ]
    assert all(isinstance(share, Uncertain) and share.a <= share.b <= share.c for share in shares)


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"funnel": "leads=12,wins=18"}, "a funnel only narrows"),
        ({"funnel": "leads=12"}, "at least two counts"),
        ({"funnel": "leads=12,wins=few"}, "is no count"),
        ({"funnel": "a=3,A=2"}, "stands there twice"),
        ({"funnel": FUNNEL, "period": "1 yaer"}, "did you mean year"),
        ({"deal_size": "25"}, "--deal-size 25"),
        ({"preset": "basline"}, "did you mean baseline"),
        ({"preset": "baseline", "funnel": FUNNEL}, "give one of them"),
        ({"preset": "baseline", "deal_size": "25 kEUR"}, "several segments"),
        ({"preset": "baseline", "currency": "USD"}, "is in EUR"),
        ({"currency": "eur"}, "three capitals"),
        ({"start": "2027-01-05"}, "is a Tuesday"),
    ],
)
def test_wishes_that_cannot_be_met_are_answered(tmp_path: Path, wishes: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        first(tmp_path, **wishes)


def test_costs_in_another_currency_than_the_presets_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="a cost in EUR"):
        first(tmp_path, "role,cost\nSDR,65 k$\n", preset="baseline")
    assert first(tmp_path, "role,cost\nSDR,65 k$\n").scenario.world.currency == "USD"


def test_each_stand_in_is_graded_in_the_file_and_among_the_assumptions(tmp_path: Path) -> None:
    made = first(tmp_path)
    lines = [line for line in made.text.splitlines() if "not in your list" in line]
    assert lines
    assert all(line.endswith(("(A)", "(B)", "(C)", "(D)")) for line in lines)
    assert len(made.assumptions) == len(lines)
    assert made.text.startswith("# What does the organisation bring about")
    assert "10 people of people.csv" in made.text


def test_a_cost_nobody_said_is_a_stand_in_too(tmp_path: Path) -> None:
    made = first(tmp_path, "role,team,cost\nSDR,A,60 k€\nSDR,A,\nAE,B,\n")
    assumed = {each.path for each in made.assumptions}
    assert {"organisation.teams.sdr.cost", "organisation.teams.rep.cost"} <= assumed
    teams = alive(made.scenario.organisation.teams)
    assert central(teams["sdr"].cost) * 365 * 864 == pytest.approx(60_000)


def test_a_salary_is_taken_as_a_cost_and_that_is_told(tmp_path: Path) -> None:
    made = first(tmp_path, "role,salary\nSDR,60 k€\n")
    assert any("what people are paid" in note for note in made.notes)
    assert "what people are paid" in made.text


def test_who_has_left_before_the_run_begins_is_left_out(tmp_path: Path) -> None:
    text = "role,name,leave date\nSDR,Ada,2026-12-31\nSDR,Ben,\n"
    made = first(tmp_path, text)
    assert made.people == 1
    assert any("Ada" in note for note in made.notes)
    assert first(tmp_path, text, start="2026-12-28").people == 2


@pytest.mark.parametrize("name", sorted(presets()))
def test_any_preset_can_be_the_world_of_a_list_and_can_be_copied(tmp_path: Path, name: str) -> None:
    made = first(tmp_path, preset=name)
    preset = load(presets()[name])
    assert list(made.scenario.world.stages) == list(preset.world.stages)
    others = {role for role in preset.policy.standing if is_other(preset, role)}
    assert others <= {"developer", "expert", "product_manager"}
    listed = {"sdr", "rep", "se", "marketer", "csm", "sales_lead"}
    assert set(made.scenario.organisation.teams) == listed | others
    copy = first_scenario(None, Wishes(preset=name))
    assert loads(copy.text).digest == preset.digest


def test_a_job_the_preset_has_no_role_for_works_what_the_preset_lets_it(tmp_path: Path) -> None:
    roles = alive(first(tmp_path, preset="support_organisation").scenario.organisation.roles)
    assert list(roles["se"].works) == ["referred"]
    roles = alive(first(tmp_path, preset="baseline").scenario.organisation.roles)
    assert (list(roles["marketer"].works), list(roles["se"].works)) == (["demo", "collateral", "tender"], [])


def test_a_preset_with_one_segment_takes_a_deal_size(tmp_path: Path) -> None:
    made = first_scenario(None, Wishes(preset="volume", deal_size="25 kEUR"))
    assert "mean: 25 kEUR" in made.text


def test_a_stage_may_be_called_like_standing_work(tmp_path: Path) -> None:
    made = first(tmp_path, funnel="research=40,won=20,programs=9")
    assert list(made.scenario.world.stages) == ["research", "won_2"]
    assert "research_2" in made.scenario.policy.standing["marketer"]


def test_the_same_list_makes_the_same_file(tmp_path: Path) -> None:
    assert first(tmp_path).text == first(tmp_path, PEOPLE).text
    assert listed(tmp_path).exists()
