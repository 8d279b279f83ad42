"""What is read off both scenarios themselves: their money, their accounts, their hours."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from gtmsim.errors import UsageError
from gtmsim.explanation.accounts import Fates
from gtmsim.explanation.bridge import METRICS, Bridge
from gtmsim.explanation.histories import Histories, histories
from gtmsim.explanation.hours import HoursMoved, hours_moved
from gtmsim.explanation.question import Question
from gtmsim.explanation.worlds import money_and_accounts

IN_MONEY = ("money", "account")


@dataclass(frozen=True, eq=False)
class Beside:
    """What was asked for and finished; fewer replications (or roles) than asked for if it was `interrupted`."""

    money: Bridge | None = None
    accounts: Fates | None = None
    histories: tuple[Histories, ...] = ()
    hours: HoursMoved | None = None
    interrupted: bool = False


def refuse(question: Question, ways: Collection[str]) -> None:
    """Raise UsageError if something was asked for that is not a matter of money, before anything is run."""
    if any(way in ways for way in IN_MONEY) and question.metric not in METRICS:
        asked = " and ".join(f"by {way}" for way in IN_MONEY if way in ways)
        raise UsageError(f"{asked}, {' or '.join(METRICS)} can be explained, not {question.metric}")


def beside(question: Question, ways: Collection[str]) -> Beside:
    """Return those of the three ways that are asked for. After Ctrl-C: what was finished of one, and nothing of those after it."""
    found = Beside()
    try:
        if any(way in ways for way in IN_MONEY):
            found = _in_money(question, ways)
        if "hours" in ways and not found.interrupted:
            hours = _hours(question)
            found = replace(found, hours=hours, interrupted=hours.interrupted)
    except KeyboardInterrupt:
        return replace(found, interrupted=True)
    return found


def _hours(question: Question) -> HoursMoved:
    return hours_moved(
        *question.programs,
        question.metric,
        **question.how,
    )


def _in_money(question: Question, ways: Collection[str]) -> Beside:
    money, accounts = money_and_accounts(
        *question.programs,
        metric=question.metric,
        **question.how,
    )
    return Beside(
        money=money if "money" in ways else None,
        accounts=accounts if "account" in ways else None,
        histories=histories(accounts, engine=question.engine) if "account" in ways else (),
        interrupted=len(money.a) < question.replications,
    )
