import pickle

import pytest

from gtmsim.errors import GtmsimError, InvariantError, Problem, ProgramError, ScenarioError, UsageError

TWO = ScenarioError(
    "scenarios/pods.yaml",
    [
        Problem(
            "scenarios/pods.yaml", 14, 12, "organisation.teams.sdr.people", "-2", "counts people: 0 or more"
        ),
        Problem(
            "scenarios/pods.yaml", 31, 9, "world.sources.web.mix", "1.05", "shares add up to 1", "0.30 + 0.75"
        ),
    ],
)


def test_all_problems_are_told_in_aligned_columns() -> None:
    assert str(TWO).splitlines() == [
        "scenarios/pods.yaml has 2 problems",
        "scenarios/pods.yaml:14:12: organisation.teams.sdr.people   -2     counts people: 0 or more",
        "scenarios/pods.yaml:31:9:  world.sources.web.mix           1.05   shares add up to 1; 0.30 + 0.75",
    ]


def test_one_problem_is_not_two() -> None:
    assert str(ScenarioError("a.yaml", TWO.problems[:1])).startswith("a.yaml has 1 problem\n")


@pytest.mark.parametrize(
    ("error", "code"), [(TWO, 1), (ProgramError("x"), 1), (UsageError("x"), 2), (InvariantError("x"), 3)]
)
def test_the_exit_code_says_whose_fault_it_is(error: GtmsimError, code: int) -> None:
    assert error.exit_code == code
    assert error.as_json()["exit_code"] == code


def test_a_broken_invariant_says_how_to_see_it_again() -> None:
    step = "[take demo seat] -> work -> [free demo seat]"
    error = InvariantError(
        "free seats fell to -1", tick=4310, entity="deal 57", step=step, seed=7, replication=12
    )
    assert str(error) == f"tick 4310, deal 57, {step}: free seats fell to -1 (seed 7, replication 12)"
    assert error.as_json()["tick"] == 4310


def test_a_broken_invariant_without_a_place_is_just_its_message() -> None:
    assert str(InvariantError("free seats fell to -1")) == "free seats fell to -1"


@pytest.mark.parametrize("error", [TWO, InvariantError("fell to -1", tick=3, seed=7)])
def test_errors_survive_the_way_from_a_worker_process(error: GtmsimError) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert (str(back), back.as_json()) == (str(error), error.as_json())


def test_as_json_holds_every_problem() -> None:
    problems = TWO.as_json()["problems"]
    assert isinstance(problems, list)
    assert [each["line"] for each in problems] == [14, 31]
