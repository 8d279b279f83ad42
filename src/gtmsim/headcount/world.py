"""The buyers of a first scenario: from a funnel's counts and a deal size where they are given, stand-ins elsewhere."""

import math
import re

from gtmsim.errors import UsageError
from gtmsim.headcount.draft import Draft
from gtmsim.headcount.funnel import Funnel, advancing
from gtmsim.headcount.teams import free
from gtmsim.scenario.quantities import MONEY, Wrong
from gtmsim.scenario.segments import Segment
from gtmsim.scenario.unsaid import RESERVED
from gtmsim.scenario.values import central
from gtmsim.units import CENTS_PER_UNIT

SEGMENT, SOURCE = "customers", "leads"
# What a lead meets where nobody has said how it is worked: stages, and the shares that go on.
_STAGES = {"qualify": 0.3, "discover": 0.5, "propose": 0.4}
_EARLY_WORK: dict[str, object] = {
    "sessions": 2,
    "session": {"median": "20 min", "sigma": 1},
    "gap": {"median": "1 day", "sigma": 1},
}
_DEAL_WORK: dict[str, object] = {
    "sessions": 3,
    "session": {"median": "1 h", "sigma": 0.8},
    "gap": {"median": "4 days", "sigma": 1},
    "clock": {"median": "3 weeks", "sigma": 1},
}
_WORK_WHY = {
    "sessions": "how many sittings it takes",
    "session": "how long one sitting takes",
    "gap": "how long until the next one",
    "clock": "how long the buyer takes",
}
_ASKS = "0.2 per week"
COLLATERAL, EXPERTISE = "collateral", "expertise"
_OPPORTUNITY = re.compile(r"opp|deal|pipeline|sql|sal\b")


def write_world(draft: Draft, funnel: Funnel | None, deal_size: str, help_asked: tuple[str, ...]) -> None:
    """Write segments, sources, stages and requests; `help_asked` names the requests that somebody is there to answer."""
    draft.put("world.currency", draft.currency)
    _deal_size(draft, f"world.segments.{SEGMENT}.deal_value", deal_size)
    _source(draft, funnel)
    names = _stages(draft, funnel)
    deals = names[_first_deal(names) :]
    for place, name in enumerate(names):
        early = name not in deals
        if place == _first_deal(names) and len(names) > 1:
            draft.put(f"world.stages.{name}.opportunity", True)
        for part, work in (_EARLY_WORK if early else _DEAL_WORK).items():
            draft.stand_in(f"world.stages.{name}.{part}", work, _WORK_WHY[part])
    for request in help_asked:
        for name in deals:
            path = f"world.stages.{name}.requests.{request}"
            draft.stand_in(path, _ASKS, f"how often a deal asks for {request}")
        _request(draft, request, funnel)


def _request(draft: Draft, request: str, funnel: Funnel | None) -> None:
    path = f"world.requests.{request}"
    draft.default(f"{path}.session", f"how long help with {request} takes")
    if funnel is None:
        draft.default(f"{path}.lift", f"how far {request} moves a deal")
    else:
        draft.stand_in(f"{path}.lift", 0, f"how far {request} moves a deal; your counts hold it")
    draft.default(f"{path}.hours_saved", f"what {request} saves the seller")


def parse_deal_size(text: str, currency: str) -> tuple[float, str]:
    """Return a deal size in whole money and its currency, found in the text unless it is settled. Raises `UsageError`."""
    found = re.search(r"[A-Z]{3}", text)
    told = currency or (found[0] if found else "EUR")
    try:
        cents = MONEY.parse(text, told)
    except Wrong as wrong:
        raise UsageError(
            f"--deal-size {text}: {wrong.wanted}" + (f"; {wrong.hint}" if wrong.hint else "")
        ) from None
    if cents <= 0:
        raise UsageError(f"--deal-size {text}: more than nothing")
    return cents / CENTS_PER_UNIT, told


def deal_value(size: float, currency: str) -> tuple[dict[str, object], str]:
    """Return a deal size as a distribution in a scenario's notation, and what was assumed of it."""
    sigma = central(Segment().deal_value.b)
    spread = size * math.sqrt(math.expm1(sigma**2))
    told = "your deal size, taken as the mean; the spread is a guess (D)"
    return {"mean": money(size, currency), "sd": money(float(f"{spread:.3g}"), currency)}, told


def money(amount: float, currency: str) -> str:
    """Return an amount as a scenario writes it: `85 kEUR`, `7,250 EUR` as `7250 EUR`."""
    rounded = float(f"{amount:.6g}")
    if rounded >= 1000 and round(rounded / 1000, 3) * 1000 == rounded:
        return f"{rounded / 1000:g} k{currency}"
    return f"{rounded:.10g} {currency}"


def _deal_size(draft: Draft, path: str, text: str) -> None:
    if not text:
        draft.default(path, "what a deal is worth")
        return
    size, _ = parse_deal_size(text, draft.currency)
    value, told = deal_value(size, draft.currency)
    draft.put(path, value, told)
    draft.assume(f"{path}.sd", value["sd"], "how far deals differ in size")


def _source(draft: Draft, funnel: Funnel | None) -> None:
    path = f"world.sources.{SOURCE}"
    if funnel is None:
        draft.default(f"{path}.rate", "how many leads come")
        draft.default(f"{path}.intent", "how many of them really wish to buy")
        return
    rate, told = funnel.rate()
    draft.put(f"{path}.rate", rate, told)
    draft.put(f"{path}.intent", 1, "the shares below are of all leads, whatever they wish")


def _stages(draft: Draft, funnel: Funnel | None) -> list[str]:
    """Write how stages end; return their ids."""
    if funnel is None:
        for name, share in _STAGES.items():
            outcomes = {"advance": share, "lost": round(1 - share, 4)}
            draft.stand_in(f"world.stages.{name}.outcomes", outcomes, "how many go on")
        return list(_STAGES)
    names: list[str] = []
    for step in funnel.steps:
        name = free(step.stage, [*RESERVED, COLLATERAL, EXPERTISE, *names])
        advance, rest, told = advancing(step)
        draft.put(f"world.stages.{name}.outcomes.advance", advance, told)
        draft.put(f"world.stages.{name}.outcomes.lost", rest, "the rest, lost or never decided")
        names.append(name)
    return names


def _first_deal(names: list[str]) -> int:
    """Return the place of the first stage that is an opportunity: by its name, else the second, else the only one."""
    named = [place for place, name in enumerate(names) if _OPPORTUNITY.match(name)]
    return named[0] if named else min(1, len(names) - 1)
