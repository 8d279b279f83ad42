"""What a scenario says about the space of needs: what it is worth to be what buyers need."""

from gtmsim.scenario.fields import Magnitude, Section, Share, said


class Needs(Section):
    """What a product that buyers need more does to their decisions. Off until `fit` is above 0."""

    fit: Magnitude = said(
        0,
        "what a product that has all a buyer needs adds to the logit of advancing, against one that has nothing of it",
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
