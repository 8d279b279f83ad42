import json
from dataclasses import replace
from pathlib import Path

import pytest
from cli.commands import gtmsim

from gtmsim import engines
from gtmsim.engines.contract import Chunks, RecordStream, streamed, whole
from gtmsim.engines.reference import Reference

Out = pytest.CaptureFixture[str]


def test_a_run_tells_results_on_stdout_and_progress_on_stderr(desk: Path, capsys: Out) -> None:
    assert gtmsim("run", "desk.yaml") == 0
    told = capsys.readouterr()
    assert told.out.startswith("desk: 4 weeks, 6 replications, seed 7\nengine core; ")
    assert "bookings" in told.out
    assert told.err.splitlines()[-1].startswith("desk: 6 of 6 replications (100 %)")
    assert gtmsim("run", "desk.yaml", "--quiet") == 0
    assert capsys.readouterr().err == ""


def test_options_lie_over_the_file(desk: Path, capsys: Out) -> None:
    words = (
        "run",
        "desk.yaml",
        "-q",
        "--json",
        "-n",
        "3",
        "--seed",
        "11",
        "--set",
        "organisation.teams.desk.people=2",
    )
    assert gtmsim(*words) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["replications"], data["seed"]) == (3, 11)
    assert gtmsim("describe", "two.yaml", "--json") == 0
    assert json.loads(capsys.readouterr().out)["digest"] == data["digest"]


def test_both_engines_and_any_number_of_jobs_give_the_same_numbers(desk: Path, capsys: Out) -> None:
    told = []
    for words in (("--jobs", "1"), ("--jobs", "2"), ("--engine", "reference", "--jobs", "1")):
        assert gtmsim("run", "desk.yaml", "--json", "-q", *words) == 0
        told.append(json.loads(capsys.readouterr().out)["metrics"])
    assert told[0] == told[1] == told[2]


def test_a_run_can_leave_its_results_in_a_folder(desk: Path, capsys: Out) -> None:
    assert gtmsim("run", "two.yaml", "--out", "results/two") == 0
    told = capsys.readouterr()
    assert "written: results/two/summary.json" in told.err
    assert "written" not in told.out
    assert gtmsim("run", "results/two/scenario.yaml", "--json", "-q") == 0
    again = json.loads(capsys.readouterr().out)
    assert again["metrics"] == json.loads(Path("results/two/summary.json").read_text())["metrics"]


def test_a_broken_scenario_is_the_users_to_mend(desk: Path, capsys: Out) -> None:
    assert gtmsim("run", "broken.yaml") == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("broken.yaml has 5 problems")
    assert gtmsim("run", "broken.yaml", "--json") == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["error"], data["exit_code"], len(data["problems"])) == ("scenario", 1, 5)


def test_a_trace_is_told_in_words_up_to_a_limit(desk: Path, capsys: Out) -> None:
    assert gtmsim("trace", "desk.yaml", "--limit", "3") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:2] == ["0", "0"]
    assert lines[4].endswith(" more records")
    assert "gives its own totals, hours and weekly series, all equal" in lines[5]


def test_both_engines_tell_the_same_story(desk: Path, capsys: Out) -> None:
    assert gtmsim("trace", "two.yaml", "--engine", "both", "--seed", "7", "--replication", "3") == 0
    told = capsys.readouterr().out
    assert told.startswith("reference and core tell the same story: ")
    assert "seed 7, replication 3" in told
    assert gtmsim("trace", "two.yaml", "--engine", "both", "--json") == 0
    assert json.loads(capsys.readouterr().out)["fine"] is True


class Forgetful(Reference):
    """An engine that gets its tenth record wrong."""

    def stream(self, *asked: object, **more: object) -> RecordStream:
        trace = whole(super().stream(*asked, **more))  # type: ignore[arg-type]
        records = trace.records.copy()
        records[10, 5] += 1
        return streamed(replace(trace, engine="core", records=records))


def test_engines_that_differ_are_our_fault_and_the_first_record_tells_it(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = {"reference": Reference, "core": Forgetful}
    monkeypatch.setattr(engines, "select", lambda name: both[name]())
    assert gtmsim("trace", "desk.yaml", "--engine", "both") == 3
    assert capsys.readouterr().out.startswith("record 10 differs (seed 7, replication 0)\n")
    assert gtmsim("trace", "desk.yaml", "--engine", "both", "--json") == 3
    assert json.loads(capsys.readouterr().out)["first_difference"]["record"] == 10


def test_all_records_can_be_had_as_a_table(desk: Path, capsys: Out) -> None:
    assert gtmsim("trace", "desk.yaml", "--out", "trace.csv") == 0
    assert "written: trace.csv" in capsys.readouterr().err
    assert Path("trace.csv").read_text().startswith("tick,phase,entity,what,a,b,phase_name,what_name\n")


class Stopped(Reference):
    """An engine at whose second chunk somebody presses Ctrl-C."""

    def stream(self, *asked: object, **more: object) -> RecordStream:
        trace = super().trace(*asked, **more)  # type: ignore[arg-type]

        def chunks() -> Chunks:
            yield trace.records
            raise KeyboardInterrupt

        return RecordStream(trace.program, "core", trace.seed, trace.replication, trace.params, chunks())


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_a_trace_that_is_interrupted_leaves_no_file(
    desk: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr(engines, "select", lambda _: Stopped())
    before = set(Path().iterdir())
    assert gtmsim("trace", "desk.yaml", "--out", f"trace.{ending}") == 130
    assert set(Path().iterdir()) == before


def test_an_unknown_ending_is_refused_before_anything_is_run(
    desk: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "select", lambda name: pytest.fail(f"{name} was asked"))
    assert gtmsim("trace", "desk.yaml", "--out", "trace.xlsx") == 2
    assert "trace.xlsx ends with neither .parquet nor .csv" in capsys.readouterr().err


def test_a_run_leaves_a_snapshot_on_the_way_and_another_goes_on_from_it(desk: Path, capsys: Out) -> None:
    later = "extends: desk.yaml\ntreatment: {at: 2 weeks, policy: {resumption: 1 h}}\n"
    Path("later.yaml").write_text(later)
    told = {}
    for name, words in {
        "desk": ("desk.yaml",),
        "on the way": ("desk.yaml", "--snapshot-at", "2 weeks", "--snapshot", "two_weeks.snapshot"),
        "later": ("later.yaml",),
        "from there": ("later.yaml", "--from", "two_weeks.snapshot"),
        "replayed": ("later.yaml", "--from", "two_weeks.snapshot", "--engine", "reference", "-j", "1"),
    }.items():
        assert gtmsim("run", *words, "--json", "-q") == 0
        told[name] = json.loads(capsys.readouterr().out)["metrics"]
    assert told["desk"] == told["on the way"]
    assert told["later"] == told["from there"] == told["replayed"]


def test_a_snapshot_that_cannot_be_is_told_before_anything_is_run(desk: Path, capsys: Out) -> None:
    assert gtmsim("run", "desk.yaml", "--snapshot-at", "2 weeks") == 2
    assert "a snapshot needs both" in capsys.readouterr().err
    assert gtmsim("run", "desk.yaml", "--snapshot-at", "2027-01-13", "--snapshot", "it") == 2
    assert "the nearest are 2027-01-11 and 2027-01-18" in capsys.readouterr().err
    assert gtmsim("run", "desk.yaml", "--snapshot-at", "2 weeks", "--snapshot", "nowhere/it") == 1
    assert "nowhere" in capsys.readouterr().err
    assert gtmsim("run", "desk.yaml", "--from", "desk.yaml") == 2
    assert "desk.yaml is not a snapshot" in capsys.readouterr().err
    assert gtmsim("run", "desk.yaml", "--from", "missing") == 1
    assert "missing: No such file" in capsys.readouterr().err
    assert sorted(Path().iterdir()) == [Path("broken.yaml"), Path("desk.yaml"), Path("two.yaml")]


def test_a_run_to_a_precision_says_how_many_it_took_and_tells_what_as_many_tell(
    desk: Path, capsys: Out
) -> None:
    words = ("run", "desk.yaml", "--json")
    assert gtmsim(*words, "--precision", "4%", "--metric", "leads", "--metric", "wins") == 0
    told = capsys.readouterr()
    data = json.loads(told.out)
    assert f"{data['replications']} replications: wins is known to within ±" in told.err
    for metric in ("leads", "wins"):
        each = data["metrics"][metric]
        assert (each["high"] - each["low"]) / 2 <= 0.04 * each["mean"]
    assert gtmsim(*words, "-n", str(data["replications"]), "-q") == 0
    assert capsys.readouterr().out == told.out
    assert gtmsim(*words, "--precision", "0.1%", "--most", "35", "-q") == 1
    assert "35 replications are not enough: bookings is known to within ±" in capsys.readouterr().err
