"""What a scenario says about pursuit: whom reps go after by themselves, which leads they take, and nurture."""

from gtmsim.scenario.fields import Magnitude, Section, Share, Shares, SomeDuration, Word, said


class Nurture(Section):
    """What hours spent on leads that were put aside do to them until they come back."""

    built_by: Word | None = said(None, "the kind of standing work that nurtures leads", unsaid="none")
    full: SomeDuration = said(
        "2 h",
        "hours a lead that bring 63 % of the effect",
        grade="D",
        source="no measurement found; a handful of relevant touches",
        prior="0.5 to 8 h",
    )
    lift: Magnitude = said(
        0.5,
        "added at most to the logit of winning, in the stages to come",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 1",
    )


class Pursuit(Section):
    """Whom reps go after by themselves, and how they choose between that and the leads they are given."""

    aim: Shares | None = said(
        None, "shares of the segments among the doors tried", unsaid="by the segments' accounts"
    )
    shared_list: Share = said(
        1,
        "share of tries made from one list with marketing and colleagues: no account is called twice",
        source="1 switches duplicate touches off",
        prior="uniform 0.5 to 1",
    )
    own_deals: Share = said(
        0,
        "share of the sessions of prospecting that go to the seller's own deals first, while somebody there is still to be met",
        source="0: all go to doors",
        prior="uniform 0.2 to 0.7 (grade C: 24 % of sellers' time finds leads, 41 % is with buyers, CSO Insights 2011)",
    )
    sharpness: Magnitude = said(
        0,
        "how sharply reps follow what they believe an hour to bring; 0: leads always go first",
        source="0 switches choice off",
        prior="uniform 1 to 6",
    )
    tracking: Magnitude = said(
        0,
        "pull to leads of managers who follow up, on the logit scale",
        source="0: nobody follows up; the sign is from 461 reps in four firms (Sabnis et al. 2013)",
        prior="uniform 0 to 2",
    )
    experience: Magnitude = said(
        0,
        "pull from leads of each year of tenure, on the logit scale",
        source="0: old hands choose as new ones; the sign is from 461 reps in four firms (Sabnis et al. 2013)",
        prior="uniform 0 to 0.5",
    )
    learning: Share = said(
        0.1,
        "weight of the latest closed deal in what a rep believes",
        grade="D",
        source="no measurement found; about the last ten deals count",
        prior="uniform 0.02 to 0.5",
    )
