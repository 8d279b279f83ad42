from tell.small import desk_program

from gtmsim.program.layout import Phase, What
from gtmsim.tell.records import Teller

HOUR = 3600


def words(
    what: What, entity: int = 0, a: int = 0, b: int = 0, tick: int = 0, phase: Phase = Phase.MATCH
) -> tuple[str, str, str]:
    told = Teller(desk_program()).told([tick, phase, entity, what, a, b])
    return told.when, told.who, told.what


def test_every_kind_of_record_has_words() -> None:
    for what in What:
        when, who, told = words(what)
        assert when
        assert who
        assert told, what.name


def test_a_record_tells_when_who_and_what_in_the_users_own_names() -> None:
    assert words(What.TAKEN, entity=3 << 16, a=0, b=1, tick=9 * HOUR) == (
        "2027-01-04 Mon 09:00:00",
        "web lead 3",
        "call: taken by rep 1",
    )
    assert words(What.ASKED, entity=(3 << 16) + 2, b=0)[1:] == (
        "web lead 3, request 2",
        "asks for demo in call",
    )
    assert words(What.LEAD, b=1_000_000)[2] == "appears: smb by way of web, worth 10 kEUR"
    assert words(What.DONE, a=2, b=1800)[2] == "session done by rep 2, 30 min of work"
    assert words(What.JOINED, entity=0)[1:] == ("desk 1", "joins")
    assert words(What.SHIFT)[1] == "calendar office"


def test_only_a_record_of_the_phase_done_ends_standing_work() -> None:
    assert (
        words(What.STOOD, entity=1, a=4, b=HOUR, phase=Phase.DONE)[2] == "ends prospecting after 1 h of work"
    )
    assert (
        words(What.STOOD, entity=1, a=4, b=HOUR, phase=Phase.MATCH)[2]
        == "breaks off prospecting after 1 h of work"
    )


def test_a_record_that_cannot_be_is_told_all_the_same() -> None:
    assert words(What.TAKEN, entity=9 << 48, a=99, b=99) == (
        "2027-01-04 Mon 00:00:00",
        f"account {9 << 32}",
        "number 99: taken by number 99",
    )
    assert words(What.LEFT, a=0, b=8)[2] == "leaves call by outcome 8"
