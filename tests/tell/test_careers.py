"""Careers in words: in a trace, and in the description of a program."""

from tell.small import desk
from tell.test_records import words

from gtmsim.program.layout import What
from gtmsim.program.lower import lower
from gtmsim.tell.describe import described

DAY = 86_400


def test_coming_and_going_is_told_with_who_held_the_position_before() -> None:
    assert words(What.QUIT, entity=0)[1:] == ("desk 1", "quits")
    assert words(What.QUIT, entity=0, a=1)[2] == "quits, the 2nd to hold the position"
    told = words(What.HIRED, entity=0, a=2, b=60 * DAY)[2]
    assert told == "is hired, the 3rd to hold the position, after a search of 60 days"
    assert words(What.OPENED_POSITION, entity=2, a=1)[1:] == ("rep 2", "a new position of rep is opened")


def test_pay_is_told_in_money_and_a_quarter_by_its_quota() -> None:
    assert words(What.PAID, entity=3 << 16, a=1, b=100_000)[1:] == (
        "web lead 3",
        "rep 1 is paid a commission of 1 kEUR",
    )
    told = words(What.QUARTER_ENDED, entity=1, a=750_000, b=9_000_000)
    assert told[1:] == ("rep 1", "has booked 90 kEUR this quarter, 75 % of quota")


def test_a_description_names_what_is_switched_on_and_nothing_else() -> None:
    plain = described(lower(desk()))
    assert "quit" not in plain
    assert "Growth and change" not in plain
    rep = "organisation.teams.rep"
    said = described(
        lower(
            desk(
                f"{rep}.turnover=28 %/year",
                f"{rep}.time_to_hire=60 days",
                f"{rep}.openings=1",
                "world.leaving.quota=2",
            )
        )
    )
    told = " ".join(said.split())
    assert "3 people, 1 position to open" in told
    assert "28 % a year quit, replaced after" in told
    assert "people quit sooner with missed quota (weight 2)" in told
