"""What a scenario says about the library: material by stage and persona, what builds it, and what it does."""

from gtmsim.scenario.fields import Chance, Logit, Section, Share, SomeDuration, Weight, Word, said


class Library(Section):
    """How much of a full toolkit is there, how it is made and goes out of date, and what it is worth."""

    built_by: Word | None = said(
        None,
        "the kind of standing work that makes material",
        unsaid="nothing: without reusable help, coverage stays as it is at the start",
    )
    level: Share = said(
        0.3,
        "coverage at the start, of every stage and persona; adopted, it is the share of self-serve answers that help",
        grade="D",
        source="no measurement found; most material goes unused by the trade's own account",
        prior="uniform 0.1 to 0.6",
    )
    half_covered: SomeDuration = said(
        "8 h",
        "weekly hours that keep half of a full toolkit covered",
        grade="D",
        source="no measurement found; a day a week",
        prior="2 to 40 h",
    )
    half_life: SomeDuration = said(
        "39 weeks",
        "time in which half of the material goes out of date",
        grade="D",
        source="no measurement found; three quarters",
        prior="13 to 104 weeks",
    )
    lift: Logit | None = said(
        None,
        "added to the logit of winning by full coverage of the stage, all of it adopted",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 1.4",
        unsaid="0.7 where standing work builds the library, else 0",
    )
    personas: dict[str, Weight] = said(
        {}, "who decides at the buyer's, by weight: each needs material of their own; none: one for all"
    )
    reusable_cost: Share = said(
        0.4,
        "how much longer help takes that is made reusable",
        grade="D",
        source="no measurement found",
        prior="uniform 0.1 to 1",
    )
    reuse_gain: Chance = said(
        0.05,
        "share of what a stage still lacks that one reusable piece covers",
        grade="D",
        source="no measurement found",
        prior="uniform 0.01 to 0.2",
    )
    joint_cost: Share = said(
        0.25,
        "share of the material hours that designing all of it with sales takes",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.5",
    )
