"""What a scenario says about work that goes to the wrong person first."""

from gtmsim.scenario.fields import Duration, Section, Share, said


class Misrouting(Section):
    """What it costs when it is not clear whose work something is (`policy.role_clarity`)."""

    search: Duration = said(
        "0.5 h",
        "working time that finding out whose work it is takes, of whoever takes it in the end",
        grade="D",
        source="no measurement found; two people talk for a quarter of an hour",
        prior="uniform 0 to 2 h",
    )
    wait: Duration = said(
        "8 h",
        "how long it is on its way before it stands in the right line",
        grade="D",
        source="no measurement found; it is passed on the same day",
        prior="1 h to 3 days",
    )
    twice: Share = said(
        0.2,
        "share of misrouted work that the wrong person does as well: its first session takes twice its working time",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 0.5",
    )
