"""What a scenario says about the finite market beyond its channels: what is known of it, and what it is offered."""

from gtmsim.scenario.fields import (
    Date,
    Duration,
    Exponent,
    Logit,
    Magnitude,
    Positive,
    Section,
    Share,
    SomeDuration,
    Weight,
    Word,
    said,
)


class Knowledge(Section):
    """How research hours make segments known, and what that is worth. Off until a kind of work builds it."""

    built_by: Word | None = said(
        None,
        "the kind of standing work that makes segments known, such as research",
        unsaid="nothing; it is off",
    )
    half_known: SomeDuration = said(
        "10 h",
        "weekly hours on a segment that keep half of it known",
        grade="D",
        source="no measurement found; a quarter of a full-time person for each segment",
        prior="3 to 40 h",
    )
    exponent: Exponent = said(
        0.5,
        "how learning grows with hours; below 1 each further hour teaches less",
        grade="D",
        source="no measurement found; the square root",
        prior="uniform 0.3 to 1",
    )
    half_life: Duration = said(
        "52 weeks",
        "time in which half of what is known is outdated when nobody does research",
        grade="D",
        source="no measurement found; needs drift over years, people change jobs within one to three",
        prior="26 to 156 weeks",
    )
    relevance: Share = said(
        0.5,
        "share of the effort that speaks to somebody while nothing is known; all of it once all is known",
        grade="D",
        source="no measurement found; the cost of speaking past people",
        prior="uniform 0.3 to 1",
    )
    precision: Share = said(
        0.6,
        "share of the leads without intent that full knowledge avoids",
        grade="D",
        source="no measurement found; Olist's landing pages differ fourfold in what their leads are worth",
        prior="uniform 0 to 0.9",
    )
    scoring: Share = said(
        0.5,
        "share of a score's noise that full knowledge removes",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.9",
    )

    at_start: Share = said(
        0,
        "share of every segment that is known when the run begins",
        source="0: nothing is known, as inside-out as can be",
        prior="uniform 0 to 0.3; lower in business markets and information technology, by hearsay (grade D)",
    )
    resolution: Share = said(
        0,
        "share of the aim at a segment that is lost while nothing is known of it: effort and research go by accounts instead",
        source="0: everybody hits the segments they aim at",
        prior="uniform 0 to 1 (grade D: no measurement found)",
    )
    noticing: Duration = said(
        "0 h",
        "hours of research on buyers who are no customers that notice a segment which has emerged, with 63 %; a lead from it "
        "teaches as much as an hour",
        source="0: a segment that emerges is noticed at once",
        prior="20 to 400 h (grade D: no measurement found)",
    )


class Product(Section):
    """Something to sell. Each lead is offered one, by `policy.offers`."""

    value: Positive = said(1, "a deal is worth so many times what the segment's deals usually are")
    fit: dict[str, Logit] = said(
        {},
        "added to the logit of winning, by segment; 0 where nothing is said",
        source="0: it fits like any other",
    )
    features: dict[str, Share] = said(
        {},
        "how much it has of each attribute, of all that could be had; 0 where nothing is said",
        source="0: matters only where attributes are named",
    )
    launches: Date | None = said(None, "offered from this day on", unsaid="there from the beginning")
    learning: Magnitude = said(
        0,
        "added to the logit of winning for each e-fold of (1 + the firm's wins of it)",
        source="0: a firm learns nothing as a firm",
        prior="0 to 0.5 (grade D: the sales learning curve of Leslie and Holloway 2006 is told, not measured)",
    )
    learnt_at: Weight = said(0, "wins of it at which the stages' outcomes hold", source="0: a new product")
    learnt_most: Magnitude = said(
        1,
        "most that it adds, or takes while there are fewer wins",
        grade="D",
        source="no measurement found",
        prior="uniform 0.3 to 2",
    )
