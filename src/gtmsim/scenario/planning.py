"""What a scenario says about plans: how truth is reported, what plans are made of, which budgets survive, what is forecast."""

from gtmsim.scenario.fields import Duration, Logit, Money, Section, Share, Shares, Spread, Weight, said


class Reporting(Section):
    """How the functions see what comes of their work. Each sees it by itself, as long as nothing is shared."""

    noise: Spread = said(
        0,
        "standard deviation of the logarithm of what a function believes a segment to yield, over what it does",
        grade="D",
        source="0 switches it off; no measurement found",
        prior="uniform 0 to 0.8",
    )
    bias: Share = said(
        0,
        "how far a function credits the leads it has found itself too much, and those of others too little",
        grade="D",
        source="0 switches it off; no measurement found",
        prior="uniform 0 to 0.5",
    )
    handoff_unseen: Share = said(
        0,
        "how much of what is new about conversion at the hand-off goes unnoticed, because nobody owns it",
        grade="D",
        source="0: it is measured like everything else",
        prior="uniform 0 to 0.9",
    )
    benchmark: dict[str, Weight] = said(
        {},
        "what companies like this one win from an opportunity of each segment, against each other",
        source="none unless written",
    )
    benchmark_conversion: Share = said(
        0,
        "share of leads handed over that become opportunities at companies like this one",
        source="0: not known",
    )
    voice: Logit = said(
        0,
        "how much of a say credited results earn marketing: voice is this times its share in what was won",
        grade="D",
        source="0 switches it off; no measurement found",
        prior="uniform 0 to 1",
    )


class Planning(Section):
    """What a review every 13 weeks makes of what is believed."""

    shared_reporting: Share = said(
        0,
        "how far the functions read one report: the variance and the bias of what each believes alone shrink by it",
    )
    evidence: Share = said(
        0,
        "how far research decides what is believed: where a segment is wholly known, so much of the variance is gone",
    )
    benchmark: Share = said(0, "weight of the benchmark in what is believed", prior="uniform 0 to 1")
    learning: Share = said(
        0.3,
        "weight of the last quarter in what is believed of yields and conversion",
        grade="D",
        source="no measurement found; about the last three quarters count",
        prior="uniform 0.1 to 0.8",
    )
    adapt: Share = said(
        0,
        "how far programs, research and prospecting follow what is believed instead of policy.targeting and policy.pursuit.aim",
        source="0: targets stay as they are written",
        prior="uniform 0 to 1",
    )
    joint: Share = said(
        0,
        "how far both functions plan from one belief, the mean of theirs; what each does with it stays its own",
    )
    marketing_decides: Share = said(
        0.5, "weight of marketing's belief in what is planned jointly", prior="uniform 0 to 1"
    )
    delay: Duration = said(
        "0 weeks", "how long a decision takes until it has effect, beside what the hub takes"
    )
    goal: Share = said(
        0,
        "how far a hand-off's volume_target follows the plan's goal for leads",
        source="0: it stays as it is written",
    )
    right_to_left: Share = said(
        0,
        "how far the goal is worked back from the target; the rest of it carries last quarter's leads forward",
        source="0: volume is planned from the left",
        prior="0 or 1",
    )
    growth: Share = said(
        0.05,
        "growth of leads in a quarter that planning from the left asks for",
        grade="D",
        source="no measurement found; about 20 % a year",
        prior="uniform 0 to 0.15",
    )
    budget_floor: Share = said(
        1,
        "share of the program budget that is renewed each year however little sellers think of marketing",
        source="1 switches it off",
        prior="uniform 0.3 to 1",
    )
    hurdle: Weight = said(
        0,
        "bookings for each unit of cost below which a program is cut by half at a review",
        source="0 switches it off",
        prior="1 to 5",
    )
    patience: Duration = said(
        "52 weeks",
        "how long a program must have run, and how far back is looked, when it is held against the hurdle",
        grade="C",
        source="presets from one or two quarters to six or eight",
        prior="13 to 104 weeks",
    )
    reserve: Money = said(
        "0 ¤",
        "what half a year may cost more than it books; beyond it programs are cut by half and nobody is hired to grow",
        source="0 switches it off",
    )
    informed: Share = said(
        0,
        "share of the forecast that comes from opportunities in hand; the rest carries the past year forward",
        source="0: the past is carried forward",
        prior="uniform 0 to 1",
    )
    budget_of_forecast: Share = said(
        0, "how far program money and the envelope for growth follow the forecast", source="0 switches it off"
    )
    steer: Share = said(
        0,
        "share of other standing work given up for the kinds that serve the measure furthest behind",
        source="0 switches it off",
        prior="uniform 0 to 0.5",
    )
    scorecard: Shares = said(
        {"bookings": 1},
        "what counts when standing work is steered: shares of bookings, leads, retention and margin",
        source="bookings alone",
    )


MEASURES = ("bookings", "leads", "retention", "margin")
