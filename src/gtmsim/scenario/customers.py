"""What a scenario says about what happens after a deal is won, and about prices."""

from gtmsim.scenario.fields import Duration, Logit, Rate, Section, Share, SomeDuration, Word, said


class Customers(Section):
    """How customers stay and go. Each has one contract; whatever it buys later is added to that."""

    term: SomeDuration | None = said(
        None,
        "how long a contract runs until it is renewed or not",
        unsaid="no contracts are kept: a win ends the story",
        prior="52 weeks is typical",
    )
    churn: Rate = said(
        "5 %/year",
        "rate at which customers leave who could have stayed, with no care at all",
        grade="C",
        source="gross retention of 90 to 93 % in a yearly survey of about 1,500 software firms, less deaths",
        prior="uniform 3 to 15 %/year",
    )
    death: Rate = said(
        "3 %/year",
        "rate at which customers cease to exist, whatever anybody does",
        grade="C",
        source="an assumption next to churn, so that both together make 92 % a year",
        prior="uniform 1 to 6 %/year",
    )
    built_by: Word | None = said(
        None, "the kind of standing work that is care for customers", unsaid="nobody cares for customers"
    )
    half_cared: SomeDuration = said(
        "0.1 h",
        "weekly hours of care a customer, kept up forever, that bring half of the effect",
        grade="D",
        source="no measurement found; a person with forty hours looks after some hundreds",
        prior="0.02 to 0.5 h",
    )
    half_life: Duration = said(
        "13 weeks",
        "time in which care is half forgotten",
        grade="D",
        source="no measurement found; a quarter, a little more than advertising lasts",
        prior="uniform 4 to 52 weeks",
    )
    care: Logit = said(
        0.8,
        "what full care takes off the logarithm of the churn rate",
        grade="D",
        source="no measurement found; full care more than halves churn",
        prior="uniform 0 to 1.6",
    )
    onboarding: Logit = said(
        0.5,
        "what a first term without onboarding adds to the logarithm of the churn rate; a part of it adds as much less",
        grade="D",
        source="no measurement found; matters only where stages say after_win",
        prior="uniform 0 to 1",
    )
    discount: Logit = said(
        1.0,
        "what a discount adds to the logarithm of the churn rate, for a discount of everything",
        grade="D",
        source="vendors tell of customers won by discount who are worth up to half less; no measurement found",
        prior="uniform 0 to 3",
    )


class Price(Section):
    """What a discount does to buyers."""

    slope: Logit = said(
        2.75,
        "what a discount adds to the logit of the last step to the win, for a discount of everything",
        grade="B",
        source="the literature's 2.5 to 3 on the logit scale",
        prior="uniform 1.8 to 3.5",
    )
    push: Duration = said(
        "2 weeks",
        "how long before the end of a calendar quarter its discount is given",
        grade="D",
        source="no measurement found; the fortnight in which everybody hurries",
        prior="1 to 4 weeks",
    )


class Pricing(Section):
    """Which discounts are given at the stage that leads to the win."""

    discount: Share = said(0, "discount that every buyer gets", prior="0 to 0.12")
    quarter_end: Share = said(
        0, "discount in the last days of a calendar quarter, if deeper than the usual one", prior="0 to 0.25"
    )
    uplift: Share = said(
        0,
        "what is added to the price of a contract at each renewal",
        source="0: prices stay",
        prior="0 to 0.08",
    )
    limit: Share = said(
        1,
        "deepest discount the hub allows; it holds as far as the links that carry finance are coherent",
        source="1: no limit",
        prior="0.02 to 0.3",
    )
    match: Share = said(
        0,
        "share of a rival's price advantage that is given as a discount on top, where the rival is in the deal",
        source="0: a rival's price is never met",
        prior="0 to 1",
    )
