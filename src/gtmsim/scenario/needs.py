"""What a scenario says about the space of needs: what fit is worth, how needs move, and what research sees of them."""

from gtmsim.scenario.fields import Duration, Magnitude, Positive, Section, Share, Sigma, SomeDuration, said


class Needs(Section):
    """What a product that buyers need more does to their decisions, how needs move, and how well they can be seen."""

    fit: Magnitude = said(
        0,
        "what a product that has all a buyer needs adds to the logit of winning, against one that has nothing of it",
        source="0 switches it off",
        prior="uniform 2 to 6, centre 4 (grade D: no measurement found; among the least certain numbers of all)",
    )
    usual: Share = said(
        0.5,
        "the fit at which the outcomes of the stages hold as they are written",
        grade="D",
        source="no measurement found; half of what is needed",
        prior="uniform 0.3 to 0.8",
    )
    not_urgent: Positive = said(
        3,
        "a deal that is not urgent enough to spend money ends without a decision so many times as often as an urgent one",
        grade="D",
        source="no measurement found; three to one",
        prior="uniform 1 to 6",
    )
    trend_half_life: SomeDuration = said(
        "52 weeks",
        "time in which the direction that needs move in is half forgotten; the longer, the better it can be foreseen",
        grade="D",
        source="no measurement found; trends of one to three years are what product managers are asked to see",
        prior="13 to 156 weeks",
    )
    learned: SomeDuration = said(
        "13 weeks",
        "time in which research on a segment that is wholly known takes in half of what has changed",
        grade="D",
        source="no measurement found; a quarter from interviews to what everybody goes by",
        prior="4 to 52 weeks",
    )
    noise: Sigma = said(
        1,
        "what one week of research misreads of a need's weight, on the log scale, in a segment of which nothing is known",
        grade="D",
        source="no measurement found; a factor of e",
        prior="uniform 0 to 2",
    )
    misjudged: Sigma = said(
        0,
        "how far off what is believed of each need is at the start, on the log scale, where nothing is known",
        source="0: the firm begins with a true picture",
        prior="uniform 0 to 1.5 (grade D)",
    )
    foresight: Share = said(
        0.7,
        "share of a trend that can be seen a year ahead; its square two years ahead",
        grade="D",
        source="no measurement found; accuracy that falls to a third in three years",
        prior="uniform 0.3 to 1",
    )
    expressed: Magnitude = said(
        1,
        "how much louder, on the log scale, buyers ask for what products wholly lack than they need it",
        grade="D",
        source="no measurement found; matters only where policy.research.business is below 1",
        prior="uniform 0 to 2",
    )


class Research(Section):
    """Whom research listens to, and how far ahead it looks."""

    frame: Share = said(
        0.5,
        "share of interviews with buyers who are no customers; customers tell what they needed when they bought",
        grade="D",
        source="no measurement found; half and half",
        prior="uniform 0 to 1",
    )
    horizon: Duration = said(
        "0 weeks",
        "how far ahead needs are looked at",
        source="0: as they are now",
        prior="52 to 156 weeks where product management looks one to three years ahead",
    )
    business: Share = said(
        1,
        "share of interviews about the buyer's business; the others write down which features are asked for",
        source="1: nobody takes a wish for a need",
        prior="uniform 0 to 1",
    )
