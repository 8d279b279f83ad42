"""A trace written while it is read is the table it would be at once, and needs little more memory however long it is."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from tell.small import desk_trace

from gtmsim.errors import UsageError
from gtmsim.program.tables import Ints
from gtmsim.tell import record_table
from gtmsim.tell.record_table import records, save_records, save_trace


def pieces(rows: Ints, size: int) -> list[Ints]:
    return [rows[first : first + size] for first in range(0, len(rows), size)]


def test_a_trace_is_a_table_of_all_its_records(tmp_path: Path) -> None:
    trace = desk_trace()
    file = save_trace(tmp_path / "trace.parquet", trace)
    table = pl.read_parquet(file)
    numbers = table.select("tick", "phase", "entity", "what", "a", "b").to_numpy()
    assert numbers.tolist() == trace.records.tolist()
    assert table["what_name"][0] == "week"
    made = json.loads(pl.read_parquet_metadata(file)["gtmsim"])
    assert (made["seed"], made["replication"], made["digest"]) == (7, 0, trace.program.digest)
    with pytest.raises(UsageError, match=r"neither \.parquet nor \.csv"):
        save_trace(tmp_path / "trace.xlsx", trace)


@pytest.mark.parametrize("size", [1, 7, 250, 100_000])
def test_how_a_trace_is_cut_leaves_no_mark_on_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(record_table, "ROWS", 100)
    rows = desk_trace().records[:1000]
    whole, cut = tmp_path / "whole.parquet", tmp_path / "cut.parquet"
    save_records(whole, [rows], {})
    save_records(cut, pieces(rows, size), {})
    assert whole.read_bytes() == cut.read_bytes()
    assert pl.read_parquet(cut).equals(records(rows))
    csv = save_records(tmp_path / "cut.csv", pieces(rows, size), {})
    assert csv.read_bytes() == records(rows).write_csv().encode()
    assert {file.name for file in tmp_path.iterdir()} == {"whole.parquet", "cut.parquet", "cut.csv"}


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_what_breaks_a_trace_leaves_the_file_that_was_there(tmp_path: Path, ending: str) -> None:
    def broken() -> Iterator[Ints]:
        yield desk_trace().records
        raise KeyboardInterrupt

    (tmp_path / f"trace.{ending}").write_text("before")
    with pytest.raises(KeyboardInterrupt):
        save_records(tmp_path / f"trace.{ending}", broken(), {})
    assert [file.read_text() for file in tmp_path.iterdir()] == ["before"]


LONG = """
import resource, sys
from pathlib import Path
from gtmsim.engines import select
from gtmsim.program.lower import lower
from gtmsim.scenario import loads
from gtmsim.tell.record_table import save_records

DESK = '''
gtmsim: 1
world:
  segments: {any: {}}
  sources: {web: {rate: 600 per h, intent: 1}}
  stages: {answer: {session: {exponential: 10 min}, patience: {exponential: 3 h}}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {desk: {works: {answer: 1}}}
  teams: {desk: {people: 110}}
run: {horizon: WEEKS weeks}
'''
program = lower(loads(DESK.replace("WEEKS", sys.argv[1])))
save_records(Path(sys.argv[2]), select("core").stream(program, 7, 0), {})
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
def test_a_long_trace_needs_little_more_memory_than_a_short_one(tmp_path: Path) -> None:
    kilobytes, rows = {}, {}
    for weeks in (2, 8):
        file = tmp_path / f"{weeks}.parquet"
        command = [sys.executable, "-c", LONG, str(weeks), str(file)]
        kilobytes[weeks] = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        rows[weeks] = pl.scan_parquet(file).select(pl.len()).collect().item()
    assert rows[8] > 3 * rows[2] > 1_000_000
    bytes_of_six_columns = 48 * (rows[8] - rows[2])
    assert 1024 * (kilobytes[8] - kilobytes[2]) < bytes_of_six_columns / 2
