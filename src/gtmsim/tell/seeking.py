"""A search in words: the best structure, what it costs and makes, how sure the choice is, and what became of the others."""

from collections import Counter

from gtmsim.amounts import NOTHING, amount, counted, listed, number, percent, short
from gtmsim.measure.intervals import Estimate
from gtmsim.seek.front import MAYBE, SURELY
from gtmsim.seek.hunt import News
from gtmsim.seek.result import (
    CHOSEN,
    EQUAL,
    Best,
    Entry,
    Front,
    Goal,
    Promise,
    Search,
    against,
    within,
)
from gtmsim.tell.runs import made_words, rests_on
from gtmsim.tell.style import PLAIN, Style, Tone
from gtmsim.tell.table import Row, folded, footed, headed, table

_MOST = 12  # rows: the table of a result has all of them


def search_words(result: Best | Front, style: Style = PLAIN) -> str:
    """Return a search in words, ready for a terminal."""
    told = _best(result, style) if isinstance(result, Best) else _front(result, style)
    answer = result.answer()
    parts = [
        folded(f"{answer[0].upper()}{answer[1:]}.", style),
        *told,
        _others(result, style),
        _foot(result, style),
    ]
    return "\n\n".join(part for part in parts if part)


def news_words(news: News) -> str:
    """Return how far a search is, in one line."""
    runs = f"{number(news.done)} runs"
    if news.most > news.done > 0 and news.seconds > 0.0:
        rest = (news.most - news.done) * news.seconds / news.done
        runs += f", at most {number(news.most - news.done)} more ({short(rest)} s)"
    best = f"; best so far {news.best} at {amount(news.value, news.unit)}" if news.best else ""
    return f"{news.doing}: {counted(news.left, 'structure')}; {runs}{best}"


def _best(result: Best, style: Style) -> list[str]:
    (goal,) = result.goals
    chosen = result.chosen
    lines = [headed(f"{chosen.name}", "(ready to paste)", style)]
    lines += [f"  --set {_quoted(text)}" for text in chosen.sets]
    columns = _columns(result)
    rows: list[Row] = [
        (
            each.name,
            *(_behind(each, goal)),
            amount(each.cost_a_year, result.currency),
            *_values(each, columns),
            each.fate,
        )
        for each in _leading(result)
    ]
    head = ("structure", "behind by", "over", "plans a year", *columns.values(), "")
    return [
        "\n".join(lines),
        _costs(result, style),
        _doubt(result, goal, style),
        table(head, rows, "lrrr" + "r" * len(columns) + "l", style),
    ]


def _leading(result: Best) -> list[Entry]:
    compared = [each for each in result.entries.values() if each.behind is not None]
    order = sorted(compared, key=lambda each: (each.fate not in (CHOSEN, EQUAL), each.behind or 0.0))
    return [result.chosen, *(each for each in order if each.name != result.best)][:_MOST]


def _behind(each: Entry, goal: Goal) -> tuple[str, str]:
    """Return how far a structure was behind the chosen, and over how many replications of both."""
    if each.behind is None or each.fate == CHOSEN:
        return NOTHING, number(each.compared)
    return amount(each.behind, goal.unit), number(each.compared)


def _columns(result: Search) -> dict[str, str]:
    """Return the fields that are varied, with as much of their paths as tells them apart."""
    paths = [text.partition("=")[0] for text in next(iter(result.entries.values())).sets]
    parts = [path.split(".") for path in paths]
    shared = 0
    while all(len(each) > shared + 2 for each in parts) and len({each[shared] for each in parts}) == 1:
        shared += 1
    return {path: ".".join(each[shared:]) for path, each in zip(paths, parts, strict=True)}


def _values(each: Entry, columns: dict[str, str]) -> list[str]:
    told = dict(text.split("=", 1) for text in each.sets)
    return [told[path] for path in columns]


def _costs(result: Search, style: Style) -> str:
    chosen = result.chosen if isinstance(result, Best) else None
    parts = [f"the file as it is plans {amount(result.cost_today, result.currency)} a year"]
    if chosen is not None:
        parts.insert(0, f"{chosen.name} plans {amount(chosen.cost_a_year, result.currency)} a year")
    if result.budget is not None:
        parts.append(f"the budget is {amount(result.budget.a_year, result.currency)}")
    told = "; ".join(parts)
    return folded(f"Cost: {told} (people and programs, all seats filled).", style)


def _doubt(result: Best, goal: Goal, style: Style) -> str:
    lines = [folded(_promised(result.promise, goal, result.whole), style)] if result.promise else []
    if not result.promise or not result.promise.kept:
        lines = [style.tinted(line, Tone.ODD) for line in lines]
    if result.against_next is not None:
        told = against(result.against_next, goal.unit, result.confidence)
        lines.append(
            folded(f"On the same fresh luck it makes {told} the next best, {result.next_best}.", style)
        )
    if result.against_today is not None:
        lines.append(
            folded(
                f"Differences are paired, over {number(result.against_today.count)} replications that had no part in the choice, "
                "and hold together.",
                style,
            )
        )
    if result.edges:
        told = listed([f"{each.path} = {each.value} (the {each.end})" for each in result.edges])
        further = " and ".join(f"{each.path}={each.beyond}" for each in result.edges)
        edge = f"At the edge of what was searched: {told}. A search that reaches beyond, to {further}, may find better."
        lines.append(style.tinted(folded(edge, style), Tone.ODD))
    if result.interrupted:
        lines.append(style.tinted("Interrupted: the best so far, without a promise.", Tone.ODD))
    return "\n".join(lines)


def _promised(told: Promise, goal: Goal, whole: bool) -> str:
    among = f"{number(told.among)} compared"
    if not told.kept:
        return (
            f"No promise: after {number(told.replications)} replications the {among} could not be told apart to within "
            f"{amount(told.delta, goal.unit)}."
        )
    ties = f" No run told it from {listed(list(told.ties))}." if told.ties else ""
    beyond = "" if whole else " Of points that are not among them nothing is promised."
    return (
        f"The best of the {among} is chosen with at least {percent(told.confidence)}, if it is better than all others by "
        f"{amount(told.delta, goal.unit)} (Kim and Nelson's procedure, {number(told.replications)} replications).{ties}{beyond}"
    )


def _front(result: Front, style: Style) -> list[str]:
    order = sorted(
        (result.entries[name] for name in (*result.on(SURELY), *result.on(MAYBE))),
        key=lambda each: -each.fresh[0].mean,
    )
    columns = _columns(result)
    head = (
        "structure",
        "on the front",
        *(each.metric for each in result.goals),
        "plans a year",
        *columns.values(),
    )
    rows: list[Row] = [
        (
            each.name,
            (result.standing or {})[each.name],
            *(
                _short(told, goal, result.confidence)
                for told, goal in zip(each.fresh, result.goals, strict=True)
            ),
            amount(each.cost_a_year, result.currency),
            *_values(each, columns),
        )
        for each in order
    ]
    if result.today:
        today = (
            _short(told, goal, result.confidence)
            for told, goal in zip(result.today, result.goals, strict=True)
        )
        rows.append(
            ("as it is", "", *today, amount(result.cost_today, result.currency), *[""] * len(columns))
        )
    lines = [_costs(result, style)]
    if result.interrupted:
        lines.append(style.tinted("Interrupted: only what is finished is told.", Tone.ODD))
    return [table(head, rows, "ll" + "r" * (len(result.goals) + 1 + len(columns)), style), "\n".join(lines)]


def _short(told: Estimate, goal: Goal, confidence: float) -> str:
    return within(told, goal.unit, confidence)


def _others(result: Search, style: Style) -> str:
    fates = Counter(each.fate for each in result.entries.values())
    told = listed([f"{number(count)} {fate}" for fate, count in fates.items()])
    space = "a space without end" if result.space == float("inf") else f"{number(result.space)} points"
    how = "All points were" if result.whole else f"{number(len(result.entries))} of {space} were"
    how += " considered"
    return folded(f"{how}: {told}.", style)


def _foot(result: Search, style: Style) -> str:
    made = result.made
    last = made.first + made.replications - 1
    runs = f"{number(result.runs)} runs in all; told on replications {number(made.first)} to {number(last)}"
    by = made_words(made.engine, dict(made.versions), made.digest)
    return footed(f"{runs}, seed {made.seed}; {by}{rests_on(made.weak)}", style)


def _quoted(text: str) -> str:
    return f"'{text}'" if any(each in text for each in " {}[]*'\"") else text
