"""What a scenario says about rivals: what they have, ask and say, and what somebody knows of it."""

from gtmsim.scenario.fields import (
    Duration,
    Durations,
    Logit,
    Positive,
    Rate,
    Section,
    Share,
    SomeDuration,
    Word,
    parts,
    said,
)


class Rival(Section):
    """Somebody who sells to the same accounts, in the same space of needs."""

    features: dict[str, Share] = said(
        {},
        "how much it has of each attribute at the start, of all that could be had; 0 where nothing is said",
        source="0: matters only where attributes are named",
    )
    price: Positive = said(1, "its price against our list price", source="1: the same", prior="0.7 to 1.3")
    reacts: Rate = said(
        "0 %/year",
        "how fast its price goes after what we really ask: the share of the difference closed, as a rate",
        source="0 switches it off",
        prior="0 to 400 %/year (grade D: no measurement found)",
    )
    defends: Share = said(
        0,
        "how far its price comes down for share of the market it has lost: all of the price, times this, if it has lost all of it; "
        "at the pace of reacts",
        source="0 switches it off: 115 entrants most often met no reaction, or a single one, in two years (Robinson 1988)",
        prior="uniform 0 to 1 (grade D: no measurement found of how far those go who do)",
    )
    copies: Rate = said(
        "0 %/year",
        "how fast it makes up for our lead in an attribute: the share of it closed, as a rate",
        source="0 switches it off",
        prior="0 to 100 %/year (grade D: no measurement found)",
    )
    copy_delay: Duration = said(
        "26 weeks",
        "how old the features are that it copies, in whole weeks",
        grade="D",
        source="no measurement found; half a year to notice, to decide and to build",
        prior="13 to 104 weeks",
    )
    builds: Rate = said(
        "0 %/year",
        "how fast it builds by itself: the share of what its features miss closed, if all went into one",
        source="0 switches it off",
        prior="0 to 40 %/year (grade D: no measurement found)",
    )
    tracks: Share = said(
        0.5,
        "share of its own building that goes where needs are least met; the rest goes anywhere, evenly",
        grade="D",
        source="no measurement found; half of it knows what for",
        prior="uniform 0 to 1",
    )
    voice: Duration = said(
        "0 h",
        "hours of programs a week that its noise is worth",
        source="0: it says nothing",
        prior="as much as our own",
    )
    presence: dict[str, Share] = said(
        {},
        "share of the contested deals it is in, by segment; an even part of the rest where nothing is said",
    )
    customers: dict[str, Share] = said(
        {},
        "share of the accounts that are its customers at the start, by segment",
        source="none unless written",
    )
    stays: Durations = said(
        {"exponential": "12.5 years"},
        "how long a customer stays with it, unless we win it over",
        grade="C",
        source="8 % a year leave, as where gross retention is 92 % (a yearly survey of about 1,500 software firms)",
        prior="mean 7 to 25 years",
    )


class Intelligence(Section):
    """Standing work that makes rivals known."""

    built_by: Word | None = said(
        None,
        "the kind of standing work that makes rivals known",
        unsaid="nobody looks at rivals: what is built against them sees them as they are, and helps no deal",
    )
    half_known: SomeDuration = said(
        "4 h",
        "weekly hours that keep half of what there is to know known",
        grade="D",
        source="no measurement found; a tenth of a person",
        prior="1 to 20 h",
    )
    half_life: SomeDuration = said(
        "26 weeks",
        "time in which half of it is outdated when nobody looks",
        grade="D",
        source="no measurement found; about two releases",
        prior="8 to 52 weeks",
    )
    lift: Logit = said(
        0.2,
        "added to the logit of winning of contested deals once rivals are fully known",
        grade="D",
        source="no measurement found; less than half of what one piece of help does",
        prior="uniform 0 to 0.5",
    )


class Rivalry(Section):
    """What having rivals does, whoever they are."""

    voice: Share = said(
        0.4,
        "exponent of what rivals' voices leave of the hazard of hands going up, where a rival says anything",
        grade="C",
        source="ten points more voice than share bring 0.7 points of share a year (trade studies); with a fifth of accounts "
        "in the market a year that is an exponent of about 0.4",
        prior="uniform 0 to 1",
    )
    half_drowned: SomeDuration = said(
        "40 h",
        "weekly hours of rivals' programs beside which half of what is said is heard",
        grade="D",
        source="no measurement found; what a firm of some thirty people says in a week",
        prior="10 to 160 h",
    )
    incumbency: Logit = said(
        0.5,
        "taken off the logit of winning where the rival in the deal has the account as a customer",
        grade="D",
        source="no measurement found; as much again as a rival in the deal",
        prior="uniform 0 to 1.5",
    )
    copy_cost: Share = said(
        0.65,
        "how much of a rival's own building each point that it copies takes away",
        grade="C",
        source="Mansfield, Schwartz and Wagner 1981: imitating 48 products cost 65 % of what it cost to be first",
        prior="uniform 0.3 to 1",
    )
    intelligence: Intelligence = parts(Intelligence, "who looks at rivals, and what that is worth")
