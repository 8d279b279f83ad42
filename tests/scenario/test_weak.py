from tell.small import desk

from gtmsim.scenario import load
from gtmsim.scenario.weak import guesses, shared_guesses


def paths(*overrides: str) -> set[str]:
    return {guess.path for guess in guesses(desk(*overrides))}


def test_a_guess_in_effect_is_told_until_somebody_writes_a_value() -> None:
    assert "world.requests.demo.lift" in paths()
    assert "world.requests.demo.lift" not in paths("world.requests.demo.lift=0.55")


def test_a_guess_without_effect_is_not_told() -> None:
    assert "world.library.level" not in paths()
    assert "world.library.level" in paths("policy.intake.demo={queue: 0.5, self_serve: 0.5}")
    assert not any("awareness" in path for path in paths())


def test_written_values_are_no_guesses_and_neither_are_conventions() -> None:
    told = paths()
    assert "organisation.teams.rep.cost" not in told
    assert "world.stages.close.session" not in told
    assert "world.sources.web.head_start" not in told


def test_guesses_of_what_a_scenario_does_without_are_not_told() -> None:
    told = {guess.path for guess in guesses(load("preset:customers"))}
    assert not any(path.startswith(("world.rivalry", "treatment.")) for path in told)
    told = {guess.path for guess in guesses(load("preset:rivals"))}
    assert "world.rivalry.incumbency" in told


def test_the_same_guess_in_several_places_is_told_once() -> None:
    scenario = desk("organisation.teams.rep.cost=null", "organisation.teams.desk.cost=null")
    [cost] = [guess for guess in guesses(scenario) if guess.path.endswith("cost")]
    assert (cost.path, cost.places) == ("organisation.teams.*.cost", 2)
    assert "80 kEUR" in cost.value


def test_of_several_scenarios_each_guess_says_whose_it_is() -> None:
    told = shared_guesses({"as it is": desk(), "known": desk("world.requests.demo.lift=0.4")})
    by_path = {guess.path: guess.scenarios for guess in told}
    assert by_path["world.requests.demo.lift"] == ("as it is",)
    assert by_path["world.requests.demo.hours_saved"] == ("as it is", "known")
