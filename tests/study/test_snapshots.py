"""A snapshot holds replications as they stood on a Monday; whoever has the same past goes on from it as if from the start."""

import json
import multiprocessing
import zipfile
from pathlib import Path

import numpy as np
import pytest

from gtmsim.errors import UsageError
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import loads
from gtmsim.study.burn_in import snapshot
from gtmsim.study.run import Run, run
from gtmsim.study.snapshots import Snapshot

FIRM = """
gtmsim: 1
world:
  segments: {all: {accounts: 40, in_market: 90 %/year}}
  sources:
    web: {rate: 30 per week, intent: {uncertain: {low: .3, high: .9}}}
    ads: {kind: pool}
  stages: {talk: {session: 1 h, outcomes: {advance: .5, lost: .5}}}
  customers: {term: 1 year}
organisation:
  calendars: {office: {}}
  roles: {rep: {works: {talk: 1}}}
  teams: {rep: {people: 2, cost: 60 kEUR/year}}
policy:
  standing: {rep: {programs: .5, research: .5}}
run: {horizon: 9 weeks, warm_up: 2 weeks, replications: 5, seed: 3}
"""
SLOWER = (
    "treatment: {at: 5 weeks, policy: {resumption: 2 h, standing: {rep: {programs: .1, research: .9}}}}\n"
)


def firm(changes: str = "", **said: str) -> Program:
    text = FIRM + changes
    for old, new in said.items():
        assert old in text
        text = text.replace(old, new)
    return lower(loads(text, name="firm"))


def same(one: Run, other: Run) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("totals", "ledger", "weekly", "table")
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a snapshot of the firm after five weeks."""
    file = tmp_path_factory.mktemp("kept") / "burn_in.snapshot"
    snapshot(firm(), "5 weeks", file)
    return file


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("changes", ["", SLOWER])
def test_a_scenario_with_the_same_past_goes_on_as_if_from_the_start(
    kept: Path, changes: str, jobs: int
) -> None:
    program = firm(changes)
    assert same(run(program, begin=kept, jobs=jobs, keep="totals"), run(program, jobs=1, keep="totals"))


def test_the_reference_replays_and_says_the_same(kept: Path) -> None:
    program = firm(SLOWER)
    replayed = run(program, begin=kept, engine="reference", replications=2, jobs=1, keep="totals")
    assert same(replayed, run(program, begin=kept, replications=2, keep="totals"))


def test_another_process_goes_on_from_the_file(kept: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        totals = pool.apply(totals_of_the_rest, (str(kept),))
    assert np.array_equal(totals, run(firm(SLOWER), keep="totals").totals)


def totals_of_the_rest(file: str) -> np.ndarray:
    return run(firm(SLOWER), begin=file, jobs=1, keep="totals").totals


def test_a_snapshot_may_stay_in_memory_and_hold_fewer_replications() -> None:
    held = snapshot(firm(), "2027-02-08", replications=3, jobs=2)
    assert (held.header.replications, held.header.tick, held.header.date) == (3, 5 * 604_800, "2027-02-08")
    finished = run(firm(SLOWER), begin=held, keep="totals")
    assert finished.replications == 3
    assert np.array_equal(finished.totals, run(firm(SLOWER), replications=3, keep="totals").totals)


def test_a_snapshot_is_an_archive_that_says_what_made_it(kept: Path) -> None:
    with zipfile.ZipFile(kept) as archive:
        header = json.loads(archive.read("header.json"))
        names = set(archive.namelist())
        text = archive.read("scenario.yaml").decode()
    assert names == {"header.json", "scenario.yaml", *(f"replications/{number}" for number in range(5))}
    assert (header["format"], header["scenario"], header["seed"], header["date"]) == (
        1,
        "firm",
        3,
        "2027-02-08",
    )
    assert lower(loads(text)).digest == header["digest"] == firm().digest


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (lambda: firm(**{"people: 2": "people: 3"}), "organisation.teams.rep.people is 2 there and 3 here"),
        (
            lambda: firm(**{"rate: 30": "rate: 31"}),
            "world.sources.web.rate is 30 per week there and 31 per week here",
        ),
        (lambda: firm(**{"horizon: 9": "horizon: 10"}), "run.horizon is 9 weeks there and 10 weeks here"),
        (lambda: firm(SLOWER.replace("5 weeks", "4 weeks")), "policy.resumption is 0.3 h there and 2 h here"),
        (lambda: firm(**{"high: .9": "high: .8"}), "world.sources.web.intent"),
    ],
    ids=["people", "rate", "horizon", "earlier", "uncertain"],
)
def test_another_past_is_refused_with_what_differs(kept: Path, program: object, told: str) -> None:
    assert callable(program)
    with pytest.raises(UsageError, match=r"another past than this scenario until 2027-02-08: ") as refused:
        run(program(), begin=kept)
    assert told in str(refused.value)


def test_another_seed_and_more_replications_are_refused(kept: Path) -> None:
    with pytest.raises(UsageError, match="was made with seed 3; it cannot go on with seed 4"):
        run(firm(), begin=kept, seed=4)
    with pytest.raises(UsageError, match="holds 5 replications; 6 were asked for"):
        run(firm(), begin=kept, replications=6)


def rewritten(kept: Path, file: Path, **changes: object) -> Path:
    """Write a snapshot with another header, and return it."""
    with zipfile.ZipFile(kept) as archive, zipfile.ZipFile(file, "w") as other:
        for name in archive.namelist():
            held = archive.read(name)
            other.writestr(
                name, json.dumps({**json.loads(held), **changes}) if name == "header.json" else held
            )
    return file


def test_another_build_and_another_format_are_refused(kept: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"another build .*make the snapshot again"):
        run(firm(), begin=rewritten(kept, tmp_path / "build", core="0", gtmsim="0.0.1"))
    with pytest.raises(UsageError, match=r"another build .*reads the scenario in it otherwise"):
        run(firm(), begin=rewritten(kept, tmp_path / "digest", digest="0"))
    with pytest.raises(UsageError, match="is a snapshot of format 2; this version reads format 1"):
        Snapshot(rewritten(kept, tmp_path / "format", format=2))


def test_what_is_no_snapshot_or_damaged_is_told(kept: Path, tmp_path: Path) -> None:
    for text in (b"", b"gtmsim: 1\n", kept.read_bytes()[:-30]):
        (tmp_path / "broken").write_bytes(text)
        with pytest.raises(UsageError, match="broken is not a snapshot, or is damaged"):
            Snapshot(tmp_path / "broken")
    spoilt = bytearray(kept.read_bytes())
    with zipfile.ZipFile(kept) as archive:
        begins = archive.getinfo("replications/1").header_offset
    spoilt[begins + 100] ^= 255
    (tmp_path / "spoilt").write_bytes(spoilt)
    with pytest.raises(UsageError, match="spoilt is damaged at replication 1"):
        run(firm(), begin=tmp_path / "spoilt", jobs=1)


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2027-02-09", "no Monday of the run; the nearest are 2027-02-08 and 2027-02-15"),
        ("3 days", "no Monday of the run; the nearest are 2027-01-04 and 2027-01-11"),
        ("9 weeks", "not within the run, which begins on 2027-01-04 and ends on 2027-03-07"),
        ("0 weeks", "not within the run"),
        ("week 5", "is not a Monday of the run, as a date such as"),
    ],
)
def test_a_day_that_is_no_monday_of_the_run_is_refused(at: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        snapshot(firm(), at)


def test_an_engine_that_cannot_stop_says_so_and_nothing_is_left_behind(tmp_path: Path) -> None:
    from gtmsim.study.snapshots import Putting

    putting = Putting(firm(), 3, 604_800, tmp_path / "none")
    with putting, pytest.raises(UsageError, match="reference cannot put replications away"):
        run(firm(), engine="reference", putting=putting)
    assert list(tmp_path.iterdir()) == []
