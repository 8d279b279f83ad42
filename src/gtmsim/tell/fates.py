"""The fates of accounts in words: who is won in one world only, what that is worth, and the histories of some."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from gtmsim.amounts import counted, number, percent
from gtmsim.explanation.accounts import FRACTIONS, Fates, Transition
from gtmsim.explanation.fate import Fate
from gtmsim.explanation.histories import Histories
from gtmsim.explanation.shares import Share, added
from gtmsim.tell.histories import histories_words
from gtmsim.tell.parts import Parts, parts_of
from gtmsim.tell.records import Teller
from gtmsim.tell.style import PLAIN, Style
from gtmsim.tell.table import Row, folded, headed, table

_ROOM_FOR_ALL = 100  # columns
_MOST = 10  # transitions that are told one by one
_WORDS = {
    Fate.WON: "won",
    Fate.WON_AND_LEFT: "won, left again",
    Fate.STAYED: "customer, stayed",
    Fate.LEFT: "customer, left",
    Fate.OPEN: "still in play",
    Fate.WAITING: "still waiting for a first hand",
    Fate.TO_RIVAL: "lost to a rival",
    Fate.LOST: "lost",
    Fate.NO_DECISION: "no decision",
    Fate.TIMED_OUT: "timed out",
    Fate.COLD: "gone cold",
    Fate.REJECTED: "rejected",
    Fate.ABANDONED: "gave up waiting",
    Fate.NEVER_WORKED: "never worked",
    Fate.SCREENED: "screened out",
    Fate.ABSENT: "no lead",
}
_BOUGHT = (Fate.WON, Fate.WON_AND_LEFT)
_CUSTOMER = (Fate.STAYED, Fate.LEFT)


@dataclass(frozen=True, eq=False)
class _Group(Share):
    """Transitions told together."""

    accounts: float


def fates_words(
    fates: Fates, names: tuple[str, str], stories: Sequence[Histories] = (), style: Style = PLAIN
) -> str:
    """Return the fates of accounts in words: an answer, groups, the transitions that count most, and some accounts' histories."""
    parts = parts_of(fates.difference, (*fates.transitions, *fates.apart), fates.currency, fates.confidence)
    groups = _groups(fates, names)
    told = [
        folded(_answer(groups, parts, names), style),
        _group_table(fates, groups, parts, style),
        _transition_table(fates, parts, names, style),
        *(_story(each, fates, parts, names, style) for each in stories),
    ]
    return "\n\n".join(told)


def _groups(fates: Fates, names: tuple[str, str]) -> list[_Group]:
    a, b = names
    kinds: dict[str, Callable[[Transition], bool]] = {
        "customers before": lambda each: each.a in _CUSTOMER or each.b in _CUSTOMER,
        f"won in {b} only": lambda each: each.b in _BOUGHT and each.a not in _BOUGHT,
        f"won in {a} only": lambda each: each.a in _BOUGHT and each.b not in _BOUGHT,
        "won in both": lambda each: each.a in _BOUGHT and each.b in _BOUGHT,
        "won in neither": lambda _: True,
    }
    left, groups = list(fates.transitions), []
    for name, belongs in kinds.items():
        mine = [each for each in left if belongs(each)]
        left = [each for each in left if not belongs(each)]
        if mine:
            groups.append(_Group(name, added(mine), sum(float(np.mean(each.accounts)) for each in mine)))
    return groups


def _answer(groups: Sequence[_Group], parts: Parts, names: tuple[str, str]) -> str:
    a, b = names
    told = {each.name: each for each in groups}
    sentences = [
        f"{who} wins {counted(round(each.accounts), 'account')} a run that {other} does not ({parts.said(each.money)})"
        for who, other in ((b, a), (a, b))
        if (each := told.get(f"won in {who} only")) is not None
    ]
    return (
        f"Both worlds have the same buyers, with the same luck. {'; '.join(sentences)}."
        if sentences
        else ("Both worlds have the same buyers, with the same luck, and each wins whom the other wins.")
    )


def _group_table(fates: Fates, groups: Sequence[_Group], parts: Parts, style: Style) -> str:
    shares = [*groups, *fates.apart]
    counts = [*(_count(each.accounts) for each in groups), *("" for _ in fates.apart)]
    names_told = [*(each.name for each in groups), *(f"no account: {each.name}" for each in fates.apart)]
    rows: list[Row] = [
        (name, count, brings, parts.interval(each), parts.share(each))
        for name, count, brings, each in zip(names_told, counts, parts.brings(shares), shares, strict=True)
        if not name.endswith(FRACTIONS) or brings.text.strip("0.")
    ]
    rows.append(
        ("the difference", "", parts.amount(fates.total), parts.between(fates.difference), parts.all())
    )
    about = f"(accounts of a mean run; {fates.metric}; {percent(fates.confidence)} intervals, each by itself)"
    head = ("accounts", "a run", f"brings, {parts.unit}", "interval", "share")
    return f"{headed('By account', about, style)}\n{table(head, rows, 'lrrrr', style)}"


def _transition_table(fates: Fates, parts: Parts, names: tuple[str, str], style: Style) -> str:
    shown, others = fates.transitions[:_MOST], fates.transitions[_MOST:]
    told: list[tuple[tuple[str, str], float, Share]] = [
        ((_WORDS[each.a], _WORDS[each.b]), float(np.mean(each.accounts)), each) for each in shown
    ]
    if others:
        rest = Share("", added(others))
        told.append(
            (
                (counted(len(others), "other pair"), ""),
                sum(float(np.mean(each.accounts)) for each in others),
                rest,
            )
        )
    brings = parts.brings([each for _, _, each in told])
    rows: list[Row] = [
        (*pair, _count(accounts), cell, parts.interval(each), parts.share(each))
        for (pair, accounts, each), cell in zip(told, brings, strict=True)
    ]
    title = headed("From fate to fate", f"(the same account in {names[0]} and in {names[1]})", style)
    head = (*names, "a run", f"brings, {parts.unit}", "interval", "share")
    kept = slice(-1) if style.width < _ROOM_FOR_ALL else slice(None)  # a narrow terminal goes without shares
    return f"{title}\n{table(head[kept], [row[kept] for row in rows], 'llrrrr'[kept], style)}"


def _count(accounts: float) -> str:
    return number(accounts, 0 if accounts >= 100.0 else 1)


def _story(story: Histories, fates: Fates, parts: Parts, names: tuple[str, str], style: Style) -> str:
    turn = story.turn
    who = Teller(fates.programs[0]).account(turn.account)
    fate = f"{_WORDS[turn.a.fate]} in {names[0]}, {_WORDS[turn.b.fate]} in {names[1]}"
    about = f"({fate}: {parts.said(turn.cents / 100)}; replication {turn.replication})"
    return f"{headed(who, about, style)}\n{histories_words(story, fates.programs, names, style)}"
