"""What a study's folder holds, what it refuses, and what can be asked of it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import gtmsim
from gtmsim.errors import ScenarioError, UsageError
from gtmsim.measure.columns import columns
from gtmsim.measure.versions import versions
from gtmsim.shards import session
from gtmsim.shards import versions as studied
from gtmsim.shards.faults import StudyError
from gtmsim.shards.folder import StudyFolder, new_study, open_study
from gtmsim.shards.log import Log, Pace, pace
from gtmsim.shards.planning import planned
from gtmsim.shards.running import piece_of
from gtmsim.shards.work import computed

SHORT = ["run.horizon=2 weeks", "run.warm_up=0 weeks"]


def test_the_rows_are_what_a_run_measures(finished: StudyFolder) -> None:
    program = gtmsim.lower(gtmsim.load("preset:single_queue", SHORT))
    run = gtmsim.run(program, seed=7, replications=38, keep="totals")
    frame = finished.frame().filter(pl.col("point") == "queue")
    assert frame["replication"].to_list() == list(range(38))
    for key, values in columns(
        run.batch, ["bookings", "wins", "first_touch_hours.p90", "cac", "cost"]
    ).items():
        assert np.array_equal(frame[key].fill_null(np.nan).to_numpy(), values, equal_nan=True), key


def test_its_mean_week_is_what_a_run_measures(finished: StudyFolder) -> None:
    program = gtmsim.lower(gtmsim.load("preset:single_queue", SHORT))
    mean = gtmsim.weekly(gtmsim.run(program, seed=7, replications=38), "queue")
    mine = finished.weekly().filter(pl.col("point") == "queue")
    assert np.allclose(mine["mean"].to_numpy(), mean["value"].to_numpy(), rtol=1e-13, atol=0.0)
    assert mine["replications"].unique().to_list() == [38]
    assert mine.select("metric", "dimension", "level", "week").equals(
        mean.select(pl.col("metric", "dimension", "level").cast(pl.String), "week")
    )


def test_its_verdict_is_that_of_the_same_runs(finished: StudyFolder, file: Path) -> None:
    slower = [*SHORT, "world.stages.answer.session={exponential: 70 min}"]
    programs = {
        "queue": gtmsim.lower(gtmsim.load("preset:single_queue", SHORT)),
        "slower": gtmsim.lower(gtmsim.load("preset:single_queue", slower)),
    }
    runs = gtmsim.run_together(programs, seed=7, replications=38, keep=["bookings"])
    wanted = gtmsim.compare(runs["queue"], runs["slower"], by="bookings")
    found = finished.verdict("bookings")
    assert [each.pair for each in found.differences] == [each.pair for each in wanted.differences]
    with pytest.raises(UsageError, match="did you mean bookings"):
        finished.verdict("bokings")
    with pytest.raises(UsageError, match="did you mean slower"):
        finished.verdict(points=["slow"])
    assert finished.summary("wins").means[0].estimate.count == 38


def test_any_reader_of_parquet_reads_the_shards(finished: StudyFolder) -> None:
    whole = pl.read_parquet(finished.places.shards / "part_*.parquet")
    assert whole.sort("point", "replication").equals(finished.frame().sort("point", "replication"))
    assert pl.read_parquet(finished.places.results).equals(finished.frame())


@pytest.mark.parametrize(("point", "replication"), [("queue", 0), ("slower", 37)])
def test_every_row_can_be_computed_again_alone(finished: StudyFolder, point: str, replication: int) -> None:
    assert finished.rerun(point, replication).identical is True


def test_a_row_that_is_not_there_is_computed_and_one_that_is_another_is_told(
    finished: StudyFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished.extend(2)
    assert finished.rerun("queue", 38).identical is None
    finished.manifest = replace(finished.manifest, seed=8)
    assert finished.rerun("queue", 0).identical is False


def test_a_changed_study_is_refused_with_every_change(file: Path, tmp_path: Path) -> None:
    new_study(file, tmp_path / "study")
    text = file.read_text()
    changed = (
        text.replace("seed: 7", "seed: 8")
        .replace("70 min", "80 min")
        .replace("  queue: {", "  third: 'preset:single_queue'\n  queue: {")
        .replace("weekly: true", "weekly: false")
    )
    file.write_text(changed)
    with pytest.raises(StudyError) as told:
        new_study(file, tmp_path / "study")
    for change in (
        "seed: 7 there, 8 now",
        "weekly: true there, false now",
        "slower: world.stages.answer.session: {exponential: 70 min} there, {exponential: 80 min} now",
        "scenarios.third: - there, there now",
    ):
        assert change in str(told.value)
    file.write_text(text.replace("38", "40"))
    with pytest.raises(UsageError, match=r"study extend .* -n 2 adds them"):
        new_study(file, tmp_path / "study")
    file.write_text("# a remark\n" + text)
    new_study(file, tmp_path / "study")


def test_another_version_is_refused(finished: StudyFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    now = versions()
    monkeypatch.setattr(studied, "versions", lambda: {**now, "gtmsim": "9.9"})
    with pytest.raises(StudyError, match=r"begun with gtmsim .* and this is 9\.9"):
        finished.run()
    monkeypatch.setattr(studied, "versions", lambda: {**now, "python": f"{now['python']}9"})
    finished.run()


def test_a_worker_of_another_version_refuses(begun: StudyFolder) -> None:
    piece = piece_of(begun.manifest, begun.places.texts(begun.manifest), (0,), 0, 1)
    assert len(computed(piece)) == 1
    with pytest.raises(StudyError, match=r"begun with gtmsim 9\.9 and this is"):
        computed(replace(piece, versions={**piece.versions, "gtmsim": "9.9"}))
    with pytest.raises(StudyError, match="reads the scenario of queue otherwise"):
        computed(replace(piece, stamps=(replace(piece.stamps[0], program="another"),)))


def test_the_reference_leaves_the_same_rows(file: Path, tmp_path: Path, undisturbed: Path) -> None:
    file.write_text(file.read_text().replace("38", "3") + "engine: reference\n")
    study = new_study(file, tmp_path / "study")
    study.run(jobs=1)
    rows = open_study(undisturbed).frame().filter(pl.col("replication") < 3)
    assert study.frame().equals(rows)


def test_another_build_of_the_core_must_compute_the_same(
    finished: StudyFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = finished.places.manifest.read_text()
    finished.places.manifest.write_text(text.replace(finished.manifest.core, "another"))
    assert finished.run().done == 0
    monkeypatch.setattr(session, "again", lambda *_: type("Again", (), {"identical": False}))
    with pytest.raises(StudyError, match="another build of the core"):
        finished.run()


@pytest.mark.parametrize("how", ["cut short", "of another seed", "bits turned", "no shard"])
def test_a_shard_that_cannot_be_used_is_told_and_not_used(
    finished: StudyFolder, file: Path, tmp_path: Path, how: str
) -> None:
    shard = finished.places.shards / "part_00000_00000000_0004.parquet"
    data = shard.read_bytes()
    if how == "cut short":
        shard.write_bytes(data[: len(data) // 2])
    elif how == "no shard":
        shard = shard.with_name("part_00009_00000000_0004.parquet")
        shard.write_bytes(data)
    elif how == "of another seed":
        file.write_text(file.read_text().replace("seed: 7", "seed: 8"))
        other = new_study(file, tmp_path / "other")
        other.run(part=(1, 10))
        shard.write_bytes((other.places.shards / shard.name).read_bytes())
    else:
        values = pl.read_parquet(shard).with_columns(pl.col("bookings") + 1.0)
        values.write_parquet(shard, metadata=pl.read_parquet_metadata(shard))
    with pytest.raises(StudyError, match=f"shards/{shard.name}"):
        finished.frame()
    if how != "bits turned":  # rows are read only where they are asked for
        with pytest.raises(StudyError, match=r"cannot be used(.|\n)*Take them away"):
            finished.run()
        assert len(finished.status().faults) == 1
    shard.unlink()
    finished.run()
    assert finished.frame().height == 76


def test_values_are_varied_and_stand_in_the_rows(file: Path, tmp_path: Path) -> None:
    file.write_text(
        "study: 1\nscenarios: {queue: {file: 'preset:single_queue', set: {run.horizon: 2 weeks, run.warm_up: 0 weeks}}}\n"
        "vary: {organisation.teams.desk.people: 2..5}\ndesign: latin\npoints: 4\nreplications: 2\nseed: 7\nmetrics: [wins]\n"
    )
    study = new_study(file, tmp_path / "study")
    study.run()
    frame = study.frame()
    assert frame.columns == [
        "point",
        "scenario",
        "organisation.teams.desk.people",
        "replication",
        "wins",
        "cost",
    ]
    assert sorted(frame["organisation.teams.desk.people"].unique()) == ["2", "3", "4", "5"]
    assert frame["point"].unique(maintain_order=True).to_list() == [f"queue-{n}" for n in (1, 2, 3, 4)]
    point = study.manifest.points[2]
    program = gtmsim.lower(gtmsim.load("preset:single_queue", [*SHORT, *point.overrides]))
    assert program.digest == point.program


def test_values_that_do_not_go_together_name_the_point(file: Path, tmp_path: Path) -> None:
    file.write_text(
        "study: 1\nscenarios: {queue: 'preset:single_queue'}\n"
        "vary: {run.horizon: [30 weeks, 4 weeks], run.warm_up: [1 week, 5 weeks]}\n"
    )
    with pytest.raises(ScenarioError, match=r"queue-4 \(run.horizon=4 weeks, run.warm_up=5 weeks\)"):
        new_study(file, tmp_path / "study")


def test_a_plan_says_what_a_study_would_take_and_begins_nothing(file: Path, tmp_path: Path) -> None:
    told = planned(str(file), tmp_path / "study", 2, (1, 1))
    assert not (tmp_path / "study").exists()
    assert (told.points, told.replications, told.missing, told.shards) == (2, 76, 76, 20)
    assert told.seconds > 0.0
    new_study(file, tmp_path / "study").run()
    there = sum(each.stat().st_size for each in (tmp_path / "study").rglob("*.parquet"))
    assert there / 1.5 < told.bytes < there * 1.5
    assert planned(None, tmp_path / "study", 1, (1, 1)).missing == 0


def test_the_time_left_is_told_by_the_pace_of_whoever_is_at_work(begun: StudyFolder, tmp_path: Path) -> None:
    assert begun.status().seconds_left is None
    begun.run(part=(1, 2))
    status = begun.status()
    assert [point.finished for point in status.points] == [
        20,
        18,
    ]  # five blocks of each, of which the last is of two
    assert status.per_second is not None
    assert status.seconds_left == pytest.approx((76 - status.finished) / status.per_second)
    assert [point.finished for point in status.points] == status.frame()["finished"].to_list()
    json.dumps(status.as_json(), allow_nan=False)


def test_a_log_that_was_cut_short_tells_as_far_as_it_goes(tmp_path: Path) -> None:
    line = '{"at": "2020-01-06T08:00:00+00:00", "seconds": 5.0, "what": "far", "replications": 10}'
    (tmp_path / "a.jsonl").write_text(line + '\n{"at": "20')
    assert pace(tmp_path) == Pace(running=0, per_second=2.0)
    Log(tmp_path / "nowhere").ended("done", 10)  # a log that cannot be written stops nobody


def test_a_study_is_opened_from_python(finished: StudyFolder) -> None:
    assert gtmsim.open_study(finished.folder).frame().height == 76
    assert open_study(str(finished.folder)).manifest == finished.manifest
    assert "76 of 76 replications are finished" in finished._repr_html_()
