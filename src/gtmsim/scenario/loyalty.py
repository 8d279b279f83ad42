"""What a scenario says about why customers stay and how they grow: satisfaction, service, and contracts that change at renewal."""

from typing import Annotated

from gtmsim.scenario import quantities as q
from gtmsim.scenario.fields import (
    Duration,
    Logit,
    Magnitude,
    Quantity,
    Rate,
    Section,
    Sigma,
    Weight,
    Word,
    said,
)
from gtmsim.scenario.forms import Domain
from gtmsim.scenario.values import Number

YearlyGrowth = Annotated[
    Number, Quantity(q.GROWTH, Domain(-0.99, 10.0, "growth from -99 % to 1000 % a year"))
]


class Loyalty(Section):
    """What satisfies customers, what satisfaction does, who serves them, and how contracts grow. All off unless written."""

    gamma: Magnitude = said(
        0,
        "how far satisfaction above the usual lowers the logarithm of the churn rate, and below it raises it",
        source="0 switches it off",
        prior="uniform 0 to 2 (grade D: the sign is well attested, the size is not)",
    )
    usual: Logit = said(
        0.5,
        "satisfaction at which customers leave at the rate that world.customers says",
        grade="D",
        source="no measurement found; a product that is half of what its customers need, no care, good service",
        prior="uniform 0 to 1",
    )
    fit: Weight = said(
        1,
        "weight in satisfaction of how far the product bought last is what the customer needs (0..1)",
        grade="D",
        source="a sum of parts, all of one size for lack of a measurement; 0 where no attributes are named",
        prior="uniform 0 to 2",
    )
    care: Weight = said(
        1,
        "weight of care (0..1); world.customers.care acts beside it, so say 0 there where satisfaction is to be all",
        grade="D",
        source="as fit",
        prior="uniform 0 to 2",
    )
    service: Weight = said(
        1,
        "weight of the share of customers' support needs that is not served, which counts against it",
        grade="D",
        source="as fit",
        prior="uniform 0 to 2",
    )
    trust: Weight = said(
        1,
        "weight of how far its segment trusts the firm above strangers; world.trust.holds acts beside it",
        grade="D",
        source="as fit; nothing where world.trust is off",
        prior="uniform 0 to 2",
    )
    overdue: Weight = said(
        0.5,
        "weight of each promise that is overdue, which counts against it",
        grade="D",
        source="no measurement found; half of a product that fits wholly",
        prior="uniform 0 to 1",
    )
    tickets: Rate = said(
        "0 per year",
        "support needs that a customer raises",
        source="0: nobody needs support after the sale",
        prior="2 to 50 per year (grade D)",
    )
    ticket: Duration = said(
        "1 h",
        "working time that one of them takes",
        grade="D",
        source="no measurement found for business software",
        prior="0.2 to 4 h",
    )
    served_by: Word | None = said(
        None, "the kind of standing work that serves them", unsaid="nobody serves them"
    )
    patience: Duration = said(
        "4 weeks",
        "how long such needs wait; those of longer ago are given up",
        grade="D",
        source="no measurement found; a month",
        prior="1 to 13 weeks",
    )
    half_life: Duration = said(
        "8 weeks",
        "time in which half of an experience of service is forgotten",
        grade="D",
        source="no measurement found; a little less than advertising lasts",
        prior="2 to 26 weeks",
    )
    advocates: Magnitude = said(
        0,
        "how far mean satisfaction above the usual raises the logarithm of word of mouth",
        source="0: customers speak alike, however satisfied",
        prior="uniform 0 to 2 (grade D)",
    )
    growth: YearlyGrowth = said(
        "0 %/year",
        "growth of the median contract, taken at each renewal for the term that is over",
        source="0: contracts grow by what customers add, and by nothing else",
        prior="-5 to 15 %/year (grade D)",
    )
    growth_spread: Sigma = said(
        0,
        "sigma over a year by which contracts grow apart, whatever their size (Gibrat's law)",
        source="0 switches it off",
        prior="0.1 to 0.5 (grade C: firms' yearly growth rates spread about so, roughly whatever their size)",
    )
    uplift: Magnitude = said(
        2.0,
        "what a price uplift adds to the logarithm of the churn rate, for an uplift of everything",
        grade="D",
        source="no measurement found; less than the 2.75 by which a price moves who has not bought yet",
        prior="uniform 0 to 5",
    )
