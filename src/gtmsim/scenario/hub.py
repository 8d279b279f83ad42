"""What a scenario says about the hub: links between functions, what builds coherence on them, and what it carries."""

from typing import Literal

from gtmsim.scenario.fields import (
    Chance,
    Duration,
    Exponent,
    Magnitude,
    Section,
    Share,
    Sigma,
    SomeDuration,
    Weight,
    Word,
    parts,
    said,
)

CARRIES = ("finance", "marketing", "sales", "development", "management", "research", "press", "service")


class Link(Section):
    """What holds the hub and one function together. Without any link the whole mechanism is off."""

    weight: Weight = said(1, "how much it counts in the mean, and in hub hours unless policy.links says else")
    carries: (
        Literal["finance", "marketing", "sales", "development", "management", "research", "press", "service"]
        | None
    ) = said(None, "what its coherence does", unsaid="it only counts in the mean")
    team: Word | None = said(
        None, "the team at its other end, for telling; nothing runs by it", unsaid="no team in particular"
    )


class Effects(Section):
    """What missing coherence does, by what the links carry. Each grows evenly with what is missing; 0 switches it off."""

    relevance: Share = said(
        0.3,
        "marketing: share of the program effort that speaks past the message",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.6",
    )
    gate: Share = said(
        0.5,
        "marketing: share of the adoption of material that is lost when nobody has approved what it says",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.8",
    )
    breaks: Share = said(
        0.5,
        "sales: share of first conversations that forget what the campaign promised, beyond policy.handoffs.*.message",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 1",
    )
    backstop: Magnitude = said(
        0.4,
        "sales: taken off the logit of winning of large deals, where nobody credible stands behind the seller",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 1",
    )
    rework: Share = said(
        0.25,
        "development: share of development hours that is rework",
        grade="D",
        source="no measurement found; a quarter, from the literature on changing requirements",
        prior="uniform 0 to 0.5",
    )
    unfiltered: Share = said(
        1,
        "development: how far what sellers wish goes into the roadmap as it comes",
        grade="D",
        source="no measurement found; all of it, as practitioners tell",
        prior="uniform 0 to 1",
    )
    forecast: Sigma = said(
        0.3,
        "finance: standard deviation of the log of a forecast over what comes, for finance that extrapolates alone",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.6",
    )
    latency: Duration = said(
        "4 weeks",
        "management: how much later decisions take effect when nobody interprets",
        grade="D",
        source="no measurement found; a month's meeting cycle",
        prior="0 to 13 weeks",
    )
    research: Share = said(
        0.3,
        "research: share of the research hours that looks in the wrong direction",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.6",
    )
    reach: Share = said(
        0.2,
        "press: share of the reach that contradicting messages outside take",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.5",
    )
    service: Share = said(
        0.3,
        "service: share of the effect of care that is lost on wrong promises",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.6",
    )


class Profile(Section):
    """A profile of the buyer that all share: who they are and what they care for. It goes out of date."""

    built_by: Word | None = said(
        None, "the kind of standing work that makes and teaches it", unsaid="there is none"
    )
    half_known: SomeDuration = said(
        "4 h",
        "weekly hours that keep half of the firm knowing it",
        grade="D",
        source="no measurement found; half a day a week",
        prior="1 to 16 h",
    )
    half_life: SomeDuration = said(
        "52 weeks",
        "time in which half of it is outdated",
        grade="D",
        source="no measurement found; people change jobs within one to three years",
        prior="26 to 156 weeks",
    )
    relevance: Share = said(
        0.2,
        "how much more of the effort it makes relevant, known by all",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.5",
    )
    saving: Chance = said(
        0.25,
        "share of the hours of aligning that it saves, known by all",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.5",
    )


class Training(Section):
    """Reps are taught what sets the product apart. They forget."""

    built_by: Word | None = said(None, "the kind of standing work that trains reps", unsaid="nobody trains")
    half_trained: SomeDuration = said(
        "4 h",
        "weekly hours that keep half of what could be taught",
        grade="D",
        source="no measurement found; half a day a week",
        prior="1 to 16 h",
    )
    half_life: SomeDuration = said(
        "26 weeks",
        "time in which half of it is forgotten",
        grade="D",
        source="no measurement found; half a year",
        prior="8 to 52 weeks",
    )
    lift: Magnitude = said(
        0.3,
        "added to the logit of winning, when all is taught",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.6",
    )


class Hub(Section):
    """How coherence is built, lost and rebuilt. Nothing of it has an effect without links, but profile and training."""

    built_by: Word | None = said(
        None, "the kind of standing work that is the hub, such as alignment", unsaid="there is no hub"
    )
    met_by: Word | None = said(
        None,
        "the kind of standing work in which functions meet two by two; its hours are shared by all pairs",
        unsaid="nobody meets without a hub",
    )
    half_aligned: SomeDuration = said(
        "2 h",
        "weekly hours on one link that keep half of it aligned, where all trust each other",
        grade="D",
        source="no measurement found; two meetings a week",
        prior="0.5 to 8 h",
    )
    half_life: SomeDuration = said(
        "13 weeks",
        "time in which half of the coherence is lost when nobody aligns",
        grade="D",
        source="no measurement found; a quarter",
        prior="4 to 52 weeks",
    )
    at_start: Share = said(
        0.5,
        "coherence of every link at the start",
        grade="D",
        source="no measurement found; half",
        prior="uniform 0 to 1",
    )
    slow: Share = said(
        0.7,
        "how much less an hour of aligning does where nothing is aligned, and nobody trusts the other",
        grade="D",
        source="no measurement found; told of by those who lost a hub",
        prior="uniform 0 to 1",
    )
    steep: Exponent = said(
        1,
        "power of the mean coherence that is trust; from 2 on what has fallen low may never come back by the same hours",
        grade="D",
        source="no measurement found; evenly",
        prior="uniform 1 to 3",
    )
    richness: Weight = said(
        1.5,
        "what an hour in person does against one from afar",
        grade="D",
        source="no measurement found; richer channels carry more of what is hard to say",
        prior="uniform 1 to 3",
    )
    travel: Weight = said(
        0.25,
        "hours of travel for every hour in person",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 2",
    )
    profile: Profile = parts(Profile, "a profile of the buyer that all share")
    training: Training = parts(Training, "what reps are taught")
    effects: Effects = parts(Effects, "what missing coherence does")
