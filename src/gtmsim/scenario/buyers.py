"""What a scenario says about buyers: who decides, why some decide nothing, and whom they trust."""

from gtmsim.scenario.fields import (
    Duration,
    Magnitude,
    Money,
    Positive,
    Rate,
    Section,
    Share,
    SomeDuration,
    Weight,
    said,
)


class Committee(Section):
    """Who decides on a deal at the buyer's, and what it is worth to know them."""

    size: Positive = said(
        1,
        "people who decide on a deal of middle value; 20 at most decide on any",
        source="1: a single buyer, whoever decides at the buyer's",
        prior="5.4 to 6.8 (grade C: the trade's own surveys of business buyers, 2015 and 2017)",
    )
    by_value: Weight = said(
        0.3,
        "how much larger the rest of the committee is, as a share, for each e-fold of the deal's value",
        grade="D",
        source="no measurement found; ten times the value, two thirds more people",
        prior="uniform 0 to 0.6",
    )
    middle: Money = said("20 k¤", "the deal value at which `size` holds", source="as deal_value's median")
    reaches: Share = said(
        0.3,
        "share of sessions with the buyer that meet one more of them",
        grade="D",
        source="no measurement found; every third",
        prior="uniform 0.05 to 0.6",
    )
    thread: Magnitude = said(
        0.4,
        "times ln((1 + contacts) / 2), added to the logit of winning",
        grade="D",
        source="no measurement found; knowing five is worth 0.44",
        prior="uniform 0 to 1",
    )
    unmet: Magnitude = said(
        0.7,
        "times the share of them nobody has met, added to the logarithm of how often buyers decide nothing",
        grade="D",
        source="no measurement found; where nobody is met, twice as often",
        prior="uniform 0 to 1.5",
    )
    holds: Magnitude = said(
        0.3,
        "times ln((1 + contacts) / 2), taken off the logarithm of the rate at which customers leave",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.8",
    )
    grows: Magnitude = said(
        0.3,
        "times the same, added to the logarithm of the hazard at which customers who are looking raise a hand",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.8",
    )
    care_meets: Rate = said(
        "50 %/year",
        "rate at which full care comes to know each of those at a customer whom it does not know",
        grade="D",
        source="no measurement found; a third of them within a year",
        prior="uniform 0 to 150 %/year",
    )


class Trust(Section):
    """How far buyers trust those who sell, by segment (0 to 1), and how far marketing and sales trust each other."""

    lift: Magnitude = said(
        0,
        "times what trust is above that of strangers, added to the logit of winning",
        source="0 switches it off",
        prior="uniform 0 to 1.5 (grade D: no measurement found)",
    )
    holds: Magnitude = said(
        0,
        "times the same, taken off the logarithm of the rate at which customers leave",
        source="0 switches it off",
        prior="uniform 0 to 1.5 (grade D: no measurement found)",
    )
    start: Share = said(
        0.5,
        "trust in the beginning, and that of strangers, to which it fades",
        grade="D",
        source="neither one nor the other",
        prior="uniform 0.2 to 0.7",
    )
    half_life: SomeDuration = said(
        "52 weeks",
        "time in which half of what was earned, or lost, is forgotten",
        grade="D",
        source="no measurement found; a year, slower than advertising",
        prior="26 to 104 weeks",
    )
    care: Weight = said(
        0.02,
        "share of what is missing that a week of full care for customers earns",
        grade="D",
        source="no measurement found; half of it in 35 weeks",
        prior="uniform 0 to 0.05",
    )
    research: Weight = said(
        0.01,
        "share of what is missing that a week earns in a segment that is fully known, by being asked and listened to",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.03",
    )
    word: Weight = said(
        0.02,
        "share of what is missing that a week earns where every account is a customer, by their word",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.05",
    )
    breaks: Weight = said(
        0.1,
        "share of trust that a week costs in which every first conversation breaks the campaign's promise",
        grade="D",
        source="no measurement found; five times quicker lost than earned",
        prior="uniform 0 to 0.3",
    )
    discounts: Weight = said(
        0.1,
        "share of trust that a week costs whose wins were given away: the mean discount counts",
        grade="D",
        source="no measurement found; a list price nobody pays is not believed",
        prior="uniform 0 to 0.5",
    )
    promises: Weight = said(
        0.5,
        "share of trust that a week costs in which every customer has one more promise that is late",
        grade="D",
        source="no measurement found; a broken promise costs as much as months of care earn",
        prior="uniform 0 to 2",
    )
    mutual: Magnitude = said(
        0,
        "what full trust of marketing and sales in each other adds to the pull to leads, and none takes from it (logit)",
        source="0 switches it off",
        prior="uniform 0 to 2 (grade D: no measurement found)",
    )
    mutual_half_life: Duration = said(
        "26 weeks",
        "time in which half of what marketing and sales think of each other is made anew by hand-offs taken or turned down",
        grade="D",
        source="no measurement found",
        prior="8 to 104 weeks",
    )
