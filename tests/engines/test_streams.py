"""Records handed over while they are written are those of the trace, and nobody holds more than a chunk of them."""

import numpy as np
import pytest

from gtmsim.engines import RecordStream, reference, select
from gtmsim.engines.contract import whole
from gtmsim.measure.fold import Fold, fold
from gtmsim.program.lower import lower
from gtmsim.scenario import loads

BUSY = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {web: {rate: {uncertain: {low: 10 per h, high: 12 per h}}, intent: 1}}
  stages: {answer: {session: {exponential: 10 min}, patience: {exponential: 3 h}}}
organisation:
  calendars: {always: {week: {mon-sun: all day}}}
  roles: {desk: {works: {answer: 1}}}
  teams: {desk: {people: 3}}
run: {horizon: 1 week}
"""


# The core hands over the records of thousands of events at a time, the reference here those of a thousand.
PROGRAMS = {
    "core": lower(loads(BUSY.replace("1 week}", "5 weeks}"))),
    "reference": lower(loads(BUSY)),
}


@pytest.fixture(autouse=True)
def short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "EVENTS_OF_A_CHUNK", 1000)


def stream(name: str) -> RecordStream:
    return select(name).stream(PROGRAMS[name], 5, 1)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_stream_is_the_trace_in_short_chunks(name: str) -> None:
    trace, streamed = select(name).trace(PROGRAMS[name], 5, 1), stream(name)
    chunks = list(streamed)
    assert len(chunks) > 2
    assert max(len(chunk) for chunk in chunks) < 40_000
    assert np.concatenate(chunks).tobytes() == trace.records.tobytes()
    for what in ("totals", "ledger", "weekly", "params"):
        assert getattr(trace, what).tobytes() == getattr(streamed.rest, what).tobytes()


def test_what_is_folded_chunk_by_chunk_is_what_is_folded_at_once() -> None:
    told = stream("core")
    folded = Fold(told.program, told.params)
    for chunk in told:
        folded.read(chunk)
    at_once = fold(told.program, whole(stream("core")).records, told.params)
    for mine, theirs in zip(folded.finish(), at_once, strict=True):
        assert np.array_equal(mine, theirs)


@pytest.mark.parametrize("name", PROGRAMS)
def test_totals_are_not_known_before_everything_has_happened(name: str) -> None:
    told = stream(name)
    next(iter(told))
    with pytest.raises(ValueError, match="before its totals are known"):
        _ = told.rest
