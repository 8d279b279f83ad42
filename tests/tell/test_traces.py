from dataclasses import replace

from tell.small import desk_trace

from gtmsim.engines.contract import Trace
from gtmsim.program.layout import RecordCol
from gtmsim.tell.audit import audit, parting
from gtmsim.tell.traces import audit_words, trace_words


def told_by_core(trace: Trace, **changed: object) -> Trace:
    return replace(trace, engine="core", **changed)  # type: ignore[arg-type]


def test_equal_traces_are_said_to_be_equal_and_how_many_records_that_were() -> None:
    one = desk_trace()
    found = audit([one, told_by_core(one)])
    assert found.fine
    words = audit_words(found)
    assert f"reference and core tell the same story: {len(one.records):,} equal records" in words
    assert f"folding the {len(one.records):,} records of core gives its own totals" in words


def test_the_first_record_that_differs_is_the_whole_report() -> None:
    one = desk_trace()
    other = one.records.copy()
    place = 40
    other[place, RecordCol.TICK] += 1
    other[place + 5, RecordCol.B] += 1
    found = audit([one, told_by_core(one, records=other)])
    assert not found.fine
    assert found.parted is not None
    assert found.parted.record == place
    first, _, *rows = audit_words(found).splitlines()
    assert first == "record 40 differs (seed 7, replication 0)"
    assert [row.split()[0] for row in rows[:5]] == ["both", "both", "both", "reference", "core"]
    assert f"tick {one.records[place, 0] + 1}," in rows[6]


def test_a_trace_that_ends_early_differs_where_it_ends() -> None:
    one = desk_trace()
    found = audit([one, told_by_core(one, records=one.records[:50])])
    assert found.parted is not None
    assert found.parted.record == 50
    assert "no more records" in audit_words(found)
    assert found.as_json()["first_difference"] == {
        "record": 50,
        "place": "",
        "told": {"reference": one.records[50].tolist(), "core": None},
    }


def test_equal_records_with_unequal_sums_are_no_agreement() -> None:
    one = desk_trace()
    totals = one.totals.copy()
    totals[0] += 1
    found = parting(one, told_by_core(one, totals=totals))
    assert found is not None
    assert found.record is None
    assert found.place == f"totals, block CELL, place (0, 0, 0): {one.totals[0]} and {one.totals[0] + 1}"


def test_a_sum_that_its_records_do_not_give_is_found() -> None:
    one = desk_trace()
    ledger = one.ledger.copy()
    ledger[1, 1] += 60
    found = audit([replace(one, ledger=ledger)])
    assert not found.fine
    assert (
        "folding the records of reference does not give what it added up itself: ledger, place (1, 1)"
        in audit_words(found)
    )
    assert list(found.unfolded) == ["reference"]


def test_a_trace_in_words_says_how_much_is_left_out() -> None:
    one = desk_trace()
    lines = trace_words(one, 5).splitlines()
    assert len(lines) == 1 + 5 + 1
    assert lines[-1] == f"{len(one.records) - 5:,} more records"
    assert trace_words(replace(one, records=one.records[:3]), 5).count("\n") == 3


def test_one_trace_alone_is_no_comparison() -> None:
    one = desk_trace()
    assert audit([one]).fine
    assert "same story" not in audit_words(audit([one]))
