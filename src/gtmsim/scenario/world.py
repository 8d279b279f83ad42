"""What a scenario says about the world: buyers, where they come from, and the stages they go through."""

from typing import Annotated, Literal, Self

from pydantic import StrictBool, model_validator

from gtmsim.scenario.buyers import Committee, Trust
from gtmsim.scenario.clarity import Misrouting
from gtmsim.scenario.customers import Customers, Price
from gtmsim.scenario.fields import (
    CertainWeight,
    Chance,
    Count,
    Currency,
    Date,
    Dispersion,
    Duration,
    Durations,
    Exponent,
    Growth,
    Logit,
    Magnitude,
    Money,
    Moneys,
    Positive,
    Rate,
    Section,
    Sessions,
    Share,
    Shares,
    SharesOrName,
    Sigma,
    SomeDuration,
    SomeMoney,
    SomeSessions,
    Weight,
    Word,
    add_up,
    counting,
    parts,
    said,
)
from gtmsim.scenario.hours import HourWeights
from gtmsim.scenario.hub import Hub, Link
from gtmsim.scenario.library import Library
from gtmsim.scenario.loyalty import Loyalty
from gtmsim.scenario.market import Knowledge, Product
from gtmsim.scenario.needs import Needs
from gtmsim.scenario.planning import Reporting
from gtmsim.scenario.pursuit import Nurture
from gtmsim.scenario.rivals import Rival, Rivalry
from gtmsim.scenario.roadmap import Roadmap

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
    hour_of_money: SomeMoney = said(
        "100 ¤",
        "program money that does what one hour does",
        grade="D",
        source="no measurement found; about what an hour of a marketer costs with everything",
        prior="40 to 300",
    )


class Outcomes(Section):
    """How a stage ends, when all shares are written; one that is left out is 0."""

    advance: Share = said(0, "share that goes on to the next stage")
    lost: Share = said(0, "share that is lost")
    no_decision: Share = said(0, "share that never decides")

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        add_up({"advance": self.advance, "lost": self.lost, "no_decision": self.no_decision})
        return self


class Decay(Section):
    """How interest fades while a lead waits: (1 + d / scale) ^ -exponent after d of waiting."""

    exponent: Exponent = said(
        0,
        "how fast interest fades; 0: not at all",
        source="0 switches the decay off",
        prior="uniform 0 to 1.3, centre 0.5 (grade C: response audits, observational)",
    )
    scale: SomeDuration = said(
        "1 h",
        "the time scale of fading",
        grade="C",
        source="response audits, which count in hours; observational",
        prior="0.1 to 24 h",
    )


class Stage(Section):
    """A stage of the buyer's way: the seller's work in it, the buyer's clock beside it, and how it ends."""

    sessions: Sessions = said(1, "mean number of work sessions; 0: no seller work")
    session_spread: Literal["geometric", "none"] = said(
        "geometric", "geometric: the number of sessions varies; none: exactly `sessions`"
    )
    session: Durations = said(
        {"median": "30 min", "sigma": 1.0},
        "working time of one session",
        grade="D",
        source="no measurement found; half an hour, skewed like most working times",
        prior="median 10 min to 2 h; sigma 0.6 to 1.4",
    )
    gap: Durations | None = said(None, "from one session's end until the next one is due", unsaid="at once")
    clock: Durations | None = said(
        None,
        "the buyer's clock, from the stage's start",
        unsaid="none",
        prior="median 9 weeks for a whole cycle, sigma 0.6 to 1.45 (grade B: won deals in Olist are lognormal)",
    )
    loss_clock: Durations | None = said(
        None, "the clock of buyers who will not advance", unsaid="the same as clock"
    )
    outcomes: Outcomes = parts(lambda: Outcomes(advance=1), "how the stage ends; shares adding up to 1")
    without_intent: Share = said(
        0,
        "a lead without intent advances with this multiple of the chance",
        grade="D",
        source="no measurement found; without a wish to buy nothing is bought",
        prior="uniform 0 to 0.3",
    )
    time_out: Duration | None = said(None, "the stage is over after so long", unsaid="never")
    patience: Durations | None = said(
        None, "how long a lead waits in this stage's queue for its first session", unsaid="for ever"
    )
    decay: Decay = parts(Decay, "how interest fades while waiting for the first session")
    next: SharesOrName | None = said(
        None,
        "where it leads: a later stage, `won`, or shares of them; after the win `served` instead of `won`",
        unsaid="the next declared stage, or won after the last",
    )
    opportunity: StrictBool = said(
        False, "entering it makes the lead an opportunity; the first such stage counts"
    )
    after_win: StrictBool = said(
        False, "work that follows the win, such as onboarding; declared after the stages that sell"
    )
    requests: dict[str, Rate] = said(
        {},
        "rates at which a deal in this stage asks for help, by request type",
        source="none unless written",
        prior="0.08 to 0.45 a deal-week (grade D: 6.7 items a sales cycle, spread over stages)",
    )


class Request(Section):
    """A kind of help a deal may ask for."""

    session: Durations = said(
        {"median": "4 h", "sigma": 0.8},
        "working time of one session of help",
        grade="D",
        source="no measurement of the usual request; a practitioner survey has 25 h for a tender",
        prior="median 1 to 25 h",
    )
    sessions: SomeSessions = said(1, "mean number of sessions a request takes")
    lift: Logit = said(
        0.55,
        "added to the logit of advancing from the stage once helped; of several helps the strongest counts, once",
        grade="D",
        source="one vendor case of presales help; among the least certain numbers of all",
        prior="uniform 0 to 1.1",
    )
    hours_saved: Duration = said(
        "2.5 h",
        "seller working time saved for the deal",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 5 h",
    )
    avoidable: Share = said(
        0,
        "share of such requests that full material, all of it adopted, makes needless",
        source="0: material spares no request",
        prior="uniform 0 to 0.8",
    )
    cost: Money = said("0 ¤", "outside cost of one that is worked on")


class Attribute(Section):
    """Something that buyers need and products have more or less of."""


class Leaving(Section):
    """What makes people quit sooner: weights on the log of the rate, all 0 unless written."""

    overload: Weight = said(
        0,
        "weight on the share of open hours of the last 13 weeks worked above 90 %",
        source="0 switches it off",
        prior="0 to 10 (grade D)",
    )
    drain: Weight = said(
        0,
        "weight on the share of worked hours spent on requests, of people who have standing work",
        source="0 switches it off",
        prior="0 to 2 (grade D)",
    )
    quota: Weight = said(
        0,
        "weight on the share of the last full quarter's quota that was missed",
        source="0 switches it off",
        prior="0 to 2 (grade D)",
    )


class World(Section):
    """Buyers and their ways."""

    currency: Currency = said("EUR", "the currency of all money in the scenario")
    segments: dict[str, Segment | None] = said({}, "kinds of account")
    sources: dict[str, Source | None] = said({}, "where leads come from")
    awareness: Awareness = parts(Awareness, "what program hours do to a pool market")
    knowledge: Knowledge = parts(Knowledge, "how research makes segments known, and what that is worth")
    attributes: dict[str, Attribute | None] = said(
        {}, "what buyers need and products have: the axes of the space of needs"
    )
    needs: Needs = parts(Needs, "what it is worth to be what buyers need, and how needs move")
    products: dict[str, Product | None] = said({}, "what is sold; none: leads want what there is")
    rivals: dict[str, Rival | None] = said(
        {}, "who else sells to the same accounts; none: a rival in a deal has no name"
    )
    rivalry: Rivalry = parts(Rivalry, "what having rivals does, whoever they are")
    stages: dict[str, Stage | None] = said({}, "the stages of the buyer's way, in order")
    requests: dict[str, Request | None] = said({}, "kinds of help a deal may ask for")
    links: dict[str, Link | None] = said({}, "what holds the hub and each function together; none: it is off")
    hub: Hub = parts(Hub, "how coherence on the links is built and lost, and what it carries")
    customers: Customers = parts(Customers, "how customers stay and go")
    loyalty: Loyalty = parts(Loyalty, "what satisfies customers and lets them grow")
    price: Price = parts(Price, "what discounts do to buyers")
    roadmap: Roadmap = parts(Roadmap, "what it takes to develop the products, and to keep them up")
    leaving: Leaving = parts(Leaving, "what makes people quit sooner than their team's turnover says")
    dependence: Share = said(
        0,
        "share of a deal's experience that is lost when others helped to close it",
        source="0 switches it off",
        prior="0 to 0.8 (grade D)",
    )
    contested_lift: Logit = said(
        0.5,
        "taken off the logit of advancing where a rival is in the deal",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 1.5",
    )
    library: Library = parts(Library, "material, what makes it and what it does")
    nurture: Nurture = parts(Nurture, "what hours spent on leads put aside do to them")
    reporting: Reporting = parts(Reporting, "how the functions see what comes of their work")
    duplicate_touch: Magnitude = said(
        0.2,
        "what a second, unknowing caller takes from the logit of advancing",
        grade="D",
        source="no measurement found; a nuisance, not a breach",
        prior="uniform 0 to 0.6",
    )
    message_break: Magnitude = said(
        0.9,
        "what an opener that forgets the campaign's promise takes from the logit of advancing",
        grade="D",
        source="no measurement found; among the least certain numbers of all",
        prior="uniform 0 to 1.8",
    )
    committee: Committee = parts(Committee, "who decides at the buyer's, and what it is worth to know them")
    trust: Trust = parts(Trust, "how far buyers trust those who sell, and marketing and sales each other")
    no_decision: Weight = said(
        1,
        "how often buyers decide nothing, as a multiple of what stages say; what they do instead is the less",
        source="1: as often as the stages say",
        prior="0.5 to 2: 40 to 60 % of lost deals, against a quarter in 2011 (grade C)",
    )
    stale_skill: Magnitude = said(
        0,
        "rate at which experience is lost, for all the weight of a segment's needs that moves elsewhere",
        source="0: who has learnt to sell can sell, whatever buyers need by now",
        prior="0 to 3 (grade D: no measurement found)",
    )
    misrouting: Misrouting = parts(Misrouting, "what it costs when work goes to the wrong person first")
