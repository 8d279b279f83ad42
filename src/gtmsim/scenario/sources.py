"""What a scenario says about where leads come from."""

from typing import Literal

from gtmsim.scenario.fields import (
    CertainWeight,
    Chance,
    Count,
    Dispersion,
    Duration,
    Exponent,
    Growth,
    Magnitude,
    Money,
    Positive,
    Rate,
    Section,
    Share,
    Shares,
    SomeDuration,
    SomeMoney,
    Word,
    parts,
    said,
)
from gtmsim.scenario.hours import HourWeights


class Weekdays(Section):
    """Relative weights of the days on which leads arrive."""

    mon: CertainWeight = said(1, "weight of Mondays")
    tue: CertainWeight = said(1, "weight of Tuesdays")
    wed: CertainWeight = said(1, "weight of Wednesdays")
    thu: CertainWeight = said(1, "weight of Thursdays")
    fri: CertainWeight = said(1, "weight of Fridays")
    sat: CertainWeight = said(
        1, "weight of Saturdays", prior="0.4 to 1; real logs show about 0.6 of a weekday"
    )
    sun: CertainWeight = said(1, "weight of Sundays", prior="0.4 to 1; real logs show about 0.6 of a weekday")


class Source(Section):
    """Where leads come from: a stream as an export shows it, or a channel to the pool of accounts that raise their hands."""

    kind: Literal["stream", "pool", "customers", "prospecting"] = said(
        "stream",
        "stream: leads arrive at a rate; pool: a channel to the accounts of the market, who raise hands; "
        "customers: a way for those that have bought; prospecting: reps find them",
    )
    mix: Shares | None = said(
        None, "shares of the segments among its leads", unsaid="all to the only segment"
    )
    intent: Share = said(
        0.25,
        "share of leads with a real wish to buy",
        grade="C",
        source="Olist: landing pages won 2 to 20 % of their leads, so precision .12 to .45; the middle is a judgement",
        prior="uniform 0.12 to 0.45",
    )
    scoring: Share = said(
        0.5,
        "how much of a lead's score is its intent; the rest is noise",
        grade="D",
        source="no measurement found; half signal, half noise",
        prior="uniform 0 to 1",
    )
    cost_per_lead: Money = said("0 ¤", "what one lead costs")
    head_start: Duration = said("0 h", "its leads stand in every queue as if due so much earlier")
    starts_at: Word | None = said(None, "the stage its leads enter", unsaid="the first stage")

    rate: Rate = said("12 per week", "leads arriving (stream)")
    trend: Growth = said("0 %/year", "growth of the rate (stream)")
    weekdays: Weekdays = parts(Weekdays, "relative weights of the weekdays (stream)")
    hours: HourWeights = said({0: 1}, "relative weights from that hour of the day on (stream)")
    dispersion: Dispersion = said(
        1,
        "variance over mean of daily counts (stream); 1 is Poisson",
        source="1 switches extra variation off",
        prior="2.0 to 4.6 in real logs, after month and weekday",
    )
    first: Count = said(0, "leads that are there already at the run's first tick (stream)")
    last: Count | None = said(None, "no more than so many leads in all (stream)", unsaid="no end")

    hand_raise: Chance = said(
        0.45,
        "share of well-reached episodes that raise their hand during a median stay (pool, customers)",
        grade="D",
        source="no measurement found; so that a well-reached episode answers with .3 to .6",
        prior="uniform 0.3 to 0.6",
    )
    unprompted: Chance = said(
        0.05,
        "share that would raise its hand with no awareness, or no care, at all (pool, customers)",
        grade="D",
        source="no measurement found; a small share",
        prior="uniform 0 to 0.15",
    )
    word_of_mouth: Chance = said(
        0,
        "share that would raise its hand through it if every account of the segment were a customer (pool)",
        source="0 switches word of mouth off",
        prior="0 to 0.5 (grade D: Bass's coefficients are for durables and a whole market)",
    )
    noise: Rate = said(
        "0 per week",
        "leads without intent that full reach of the whole market brings while nothing is known (pool)",
        source="0 switches it off",
        prior="as many as leads with intent, or more (grade D)",
    )
    built_by: Word | None = said(
        None,
        "the kind of standing work that feeds this channel (pool)",
        unsaid="the one that builds awareness",
    )
    half_saturation: SomeDuration | None = said(
        None,
        "weekly hours, kept up forever, that reach half of the market through it (pool)",
        unsaid="as awareness says",
    )
    brand: Share = said(
        0,
        "share of the effort that goes to its brand, which is slow to come and to go (pool)",
        source="0: all activation",
        prior="0 to 0.6 (grade C: practitioners' sixty to forty)",
    )
    commission: Share = said(
        0,
        "share of a won deal's value that goes to a channel partner",
        source="0: no partner",
        prior="0.1 to 0.3 (grade D)",
    )
    share: Share = said(
        0.5,
        "what an expansion is worth, as a share of what a first deal would be (customers)",
        grade="D",
        source="no measurement found; half",
        prior="uniform 0.1 to 1",
    )

    done_by: Word = said("prospecting", "the kind of standing work that finds leads (prospecting)")
    doors: Positive = said(
        3,
        "accounts tried in one session, 63 at most (prospecting)",
        grade="D",
        source="no measurement found; three serious tries an hour",
        prior="uniform 1 to 8",
    )
    opens: Share = said(
        1,
        "share of those who are looking that listen to a caller they have never heard of; all others do (prospecting)",
        source="1: everybody listens",
        prior="uniform 0.1 to 1 (grade C: 489 sellers say eight touches for a first meeting, RAIN 2018, not checked; "
        "a few make a door)",
    )
    territory: Count | None = said(
        None, "accounts a person may try in a segment (prospecting)", unsaid="everybody the whole market"
    )


class Awareness(Section):
    """What program hours do to a pool market."""

    built_by: Word | None = said(
        "programs", "the kind of standing work that builds awareness; null: nothing builds it"
    )
    half_life: Duration = said(
        "10 weeks",
        "time in which awareness halves when nothing feeds it",
        grade="A",
        source="Leone 1995: 90 % of an advertising effect within 6 to 9 months, so 8 to 12 weeks",
        prior="uniform 4 to 52 weeks",
    )
    brand_half_life: Duration = said(
        "39 weeks",
        "time in which what went to brand halves when nothing feeds it",
        grade="A",
        source="carry-over of brand advertising lasts 26 to 52 weeks and more; the middle",
        prior="uniform 26 to 52 weeks",
    )
    half_saturation: SomeDuration = said(
        "40 h",
        "weekly hours, kept up forever, that reach half of the market",
        grade="D",
        source="no measurement found; one full-time person",
        prior="10 to 160 h",
    )
    response: Exponent = said(
        1,
        "how reach grows with the effort that is remembered; below 1 each further hour reaches fewer from the first on",
        source="1: in proportion until most are reached",
        prior="uniform 0.3 to 1 (grade C): concave throughout in over a hundred studies of advertising (Simon and Arndt 1980)",
    )
    hour_of_money: SomeMoney = said(
        "100 ¤",
        "program money that does what one hour does",
        grade="D",
        source="no measurement found; about what an hour of a marketer costs with everything",
        prior="40 to 300",
    )
    familiarity: Magnitude = said(
        0,
        "times the share of the segment that has heard of us, added to the logit of winning",
        source="0: programs help only leads that answer them",
        prior="uniform 0 to 1 (grade C): selling to the exposed cost 10 to 30 % less, about 0.3 a deal (Morrill 1970, "
        "not checked); nine in ten business buyers end with a seller known on the first day, at most 1 "
        "(Bain and Google 2022, n = 1,208)",
    )
    looks_on: Share = said(
        0,
        "share of buyers who go on looking when nobody has taken up their hand in time, for as long as their episode is open",
        source="0: who is not answered is gone for this episode",
        prior="uniform 0 to 1 (grade D: no measurement found)",
    )
