import json

from tell.small import desk_run

from gtmsim.tell.hours import hours_words, role_hours
from gtmsim.tell.report import report
from gtmsim.tell.runs import run_words
from gtmsim.tell.summary import summary


def test_a_run_says_what_was_run_and_all_it_takes_to_run_it_again() -> None:
    run = desk_run()
    words = report(run)
    assert words.startswith("desk: 8 weeks, 4 replications, seed 7\n")
    assert f"engine reference; gtmsim {summary(run).version}" in words
    assert f"program {run.program.digest[:16]}" in words


def test_every_headline_has_a_mean_a_unit_and_an_interval() -> None:
    [line] = [line for line in report(desk_run()).splitlines() if line.startswith("  bookings ")]
    metric, mean, unit, low, to, high = line.split()
    assert (metric, unit, to) == ("bookings", "kEUR", "to")
    assert float(low) < float(mean) < float(high)


def test_one_run_tells_no_interval() -> None:
    assert "one value tells no interval" in report(desk_run(replications=1))


def test_levels_are_told_on_demand() -> None:
    told = summary(desk_run())
    assert "wins[source=web]" not in run_words(told)
    assert "wins[source=web]" in run_words(told, every_level=True)


def test_a_roles_hours_add_up_to_its_open_hours() -> None:
    hours = role_hours(summary(desk_run()))
    assert round(sum(hours["desk"].values()), 6) == 320
    assert round(sum(hours["rep"].values()), 6) == 640
    assert "prospecting" in hours["rep"]


def test_hours_of_two_organisations_stand_side_by_side() -> None:
    today, more = summary(desk_run(), "today"), summary(desk_run("organisation.teams.desk.people=2"), "more")
    head, *rows = hours_words([today, more]).splitlines()[1:]
    assert head.split() == ["role", "kind", "today", "more"]
    assert rows[0].split() == ["desk", "open", "320", "h", "100.0", "%", "640", "h", "100.0", "%"]


def test_a_summary_is_plain_json_even_where_nothing_could_be_measured() -> None:
    run = desk_run("world.sources.web.rate=0")
    data = json.loads(json.dumps(summary(run).as_json(), allow_nan=False))
    assert data["metrics"]["wins"]["mean"] == 0
    assert data["metrics"]["cac"]["mean"] is None
    assert data["digest"] == run.program.digest
    assert "not measured in any replication" in report(run)


def test_what_profit_means_is_told_where_contracts_are_kept_and_only_there() -> None:
    words = "profit is recognised revenue less cost"
    kept = report(desk_run("world.customers.term=1 year")).splitlines()
    [at] = [row for row, line in enumerate(kept) if line.strip() == words]
    assert any(line.startswith("  profit ") for line in kept[:at])
    assert words not in report(desk_run())
