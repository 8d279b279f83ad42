"""What a scenario says about dates: numbers that change from a Monday on, and what happens on it."""

from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, Field

from gtmsim.scenario.fields import (
    CertainDuration,
    Chance,
    Count,
    Magnitude,
    Moneys,
    Section,
    Share,
    SomeDuration,
    Word,
    said,
)

PATCHES = ("world", "organisation", "policy")  # parts whose numbers an event may change


def _as_written(value: dict[Any, Any]) -> dict[Any, Any]:
    return value


# Only the merged scenario says whether a patch is right: it is kept as it was written and read where it is laid over the rest.
Patch: TypeAlias = Annotated[dict[Any, Any], AfterValidator(_as_written)]


def _patch(part: str, meaning: str) -> Any:
    extra: dict[str, Any] = {"grade": "-", "source": "convention", "patches": part}
    return Field(default_factory=dict, description=meaning, json_schema_extra=extra)


class Reorganisation(Section):
    """What a reorganisation costs while people find their places again. What it brings are patches: roles, lines, shares."""

    dip: Chance = said(
        0.3,
        "share of everybody's pace that is lost on the first day",
        grade="D",
        source="a loss of 20 to 40 % is often told, without a source; the middle",
        prior="uniform 0 to 0.5",
    )
    recovery: SomeDuration = said(
        "26 weeks",
        "how long it takes: after half of it, 37 % of the dip and of the wish to quit are left",
        grade="D",
        source="half a year and more is often told, without a source",
        prior="13 to 78 weeks",
    )
    ties: Share = said(
        0.5,
        "share of ties that are lost: of people to the deals they have had in hand, and of the hub's links",
        grade="D",
        source="no measurement found; half",
        prior="uniform 0 to 1",
    )
    quits: Magnitude = said(
        1,
        "added to the logarithm of everybody's rate of quitting on the first day",
        grade="D",
        source="no measurement of a level found; leaving rises, hardly more than threefold",
        prior="uniform 0 to 1.5",
    )


class Event(Section):
    """Something that happens at a date. Its patches hold from then on, or until it is over."""

    at: CertainDuration | None = said(
        None, "whole weeks after the start at which it happens", unsaid="nothing: every event says it"
    )
    until: CertainDuration | None = said(
        None, "whole weeks after the start at which its patches end", unsaid="they hold to the end"
    )
    world: Patch = _patch("world", "numbers of the world that change")
    organisation: Patch = _patch("organisation", "numbers of the organisation that change")
    policy: Patch = _patch("policy", "what is decided otherwise")
    loses_largest: Count = said(0, "so many customers leave at once: those with the largest contracts")
    acquires: dict[str, Count] = said(
        {}, "so many accounts of each segment become customers at once, with another firm that is bought"
    )
    acquired_value: Moneys = said(
        {"median": "20 k¤", "sigma": 0.8},
        "what an acquired contract is worth a year",
        grade="C",
        source="as deals are: a survey of 384 software firms with a median yearly contract of 25 k; the spread is a guess",
        prior="median 5 k to 100 k; sigma 0.4 to 1.2",
    )
    product: Word | None = said(
        None, "the product that is bought with it, launched on that day", unsaid="none: nothing is bought"
    )
    reorganises: Reorganisation | None = said(
        None, "what reorganising costs on the way", unsaid="nobody is reorganised"
    )
