"""What a scenario says about its segments: accounts, what they need, and when they look around."""

from typing import Annotated

from gtmsim.scenario.fields import (
    Count,
    Date,
    Durations,
    Moneys,
    Rate,
    Section,
    Share,
    Sigma,
    Weight,
    counting,
    said,
)

MOST_AT_START = 1_000_000


class Segment(Section):
    """A kind of account."""

    accounts: Count = said(
        0, "accounts of this segment in the finite market, which pools, customers and prospecting draw on"
    )
    deal_value: Moneys = said(
        {"median": "20 k¤", "sigma": 0.8},
        "what a deal is worth",
        grade="C",
        source="survey of 384 software firms with a median yearly contract of 25 k; the spread is a guess",
        prior="median 5 k to 100 k; sigma 0.4 to 1.2",
    )
    urgent: Share = said(
        1,
        "share of buying episodes that are urgent enough to spend money; the outcomes of the stages hold for these",
        source="1: every one is",
        prior="uniform 0.2 to 0.9 (grade D: no measurement found)",
    )
    emerges: Date | None = said(
        None,
        "its accounts are not looking for anything before this day, and nobody can aim at it before noticing it",
        unsaid="there from the beginning",
    )
    needs: dict[str, Weight] = said(
        {},
        "weights of the attributes in what its accounts need; 1 where nothing is said",
        source="1: all attributes count alike; matters only where attributes are named",
    )
    private: Share = said(
        0,
        "mean share of what an account needs that nobody else needs, each account its own; only what is built for it has that",
        source="0: nobody needs anything of its own",
        prior="uniform 0 to 0.5 (grade D: no measurement found)",
    )
    drift: Sigma = said(
        0,
        "how far the weights of its needs wander, on the log scale, over the root of a year",
        source="0: needs stay as they are",
        prior="uniform 0.1 to 0.6 (grade D: no measurement found)",
    )
    in_market: Rate = said(
        "20 %/year",
        "rate at which an account's next buying episode opens",
        grade="C",
        source="Dawes 2021: 5 % in market a quarter; the author calls it a heuristic",
        prior="uniform 10 to 35 %/year",
    )
    stay: Durations = said(
        {"median": "26 weeks", "sigma": 0.5},
        "how long a buying episode stays open",
        grade="C",
        source="half a year of looking around, by the same arithmetic; the spread is a guess",
        prior="median 13 to 39 weeks",
    )
    potential_spread: Sigma = said(
        0,
        "sigma of an account's own lasting worth: all its deals are worth that factor more or less",
        source="0 switches it off",
        prior="0.3 to 1.2 (grade D: no measurement found)",
    )
    contested: Share = said(
        0,
        "share of deals with a rival in them",
        source="0: no rival is told apart",
        prior="uniform 0.2 to 0.8",
    )
    customers_at_start: Annotated[int, counting(0, MOST_AT_START, "a count: 0 to 1000000")] = said(
        0,
        "customers under contract when the run begins: its first accounts, their renewals spread over a term",
        source="0: everybody is still to be won",
    )
    customer_value: Moneys | None = said(
        None,
        "what such a contract is worth a year, before the account's own lasting worth",
        unsaid="what a deal is worth",
    )


class Attribute(Section):
    """Something that buyers need and products have more or less of."""
