"""What a scenario says about the world: buyers and their ways, one section each."""

from gtmsim.scenario.buyers import Committee, Trust
from gtmsim.scenario.clarity import Misrouting
from gtmsim.scenario.customers import Customers, Price
from gtmsim.scenario.fields import Currency, Logit, Magnitude, Section, Share, Weight, parts, said
from gtmsim.scenario.hub import Hub, Link
from gtmsim.scenario.library import Library
from gtmsim.scenario.loyalty import Loyalty
from gtmsim.scenario.market import Knowledge, Product
from gtmsim.scenario.needs import Needs
from gtmsim.scenario.planning import Reporting
from gtmsim.scenario.pursuit import Nurture
from gtmsim.scenario.rivals import Rival, Rivalry
from gtmsim.scenario.roadmap import Roadmap
from gtmsim.scenario.segments import Attribute, Segment
from gtmsim.scenario.sources import Awareness, Source
from gtmsim.scenario.stages import Request, Stage


class Leaving(Section):
    """What makes people quit sooner: weights on the log of the rate, all 0 unless written."""

    overload: Weight = said(
        0,
        "weight on the share of open hours of the last 13 weeks worked above 90 %",
        source="0 switches it off",
        prior="0 to 10 (grade D)",
    )
    drain: Weight = said(
        0,
        "weight on the share of worked hours spent on requests, of people who have standing work",
        source="0 switches it off",
        prior="0 to 2 (grade D)",
    )
    quota: Weight = said(
        0,
        "weight on the share of the last full quarter's quota that was missed",
        source="0 switches it off",
        prior="0 to 2 (grade D)",
    )


class World(Section):
    """Buyers and their ways."""

    currency: Currency = said("EUR", "the currency of all money in the scenario")
    segments: dict[str, Segment | None] = said({}, "kinds of account")
    sources: dict[str, Source | None] = said({}, "where leads come from")
    awareness: Awareness = parts(Awareness, "what program hours do to a pool market")
    knowledge: Knowledge = parts(Knowledge, "how research makes segments known, and what that is worth")
    attributes: dict[str, Attribute | None] = said(
        {}, "what buyers need and products have: the axes of the space of needs"
    )
    needs: Needs = parts(Needs, "what it is worth to be what buyers need, and how needs move")
    products: dict[str, Product | None] = said({}, "what is sold; none: leads want what there is")
    rivals: dict[str, Rival | None] = said(
        {}, "who else sells to the same accounts; none: a rival in a deal has no name"
    )
    rivalry: Rivalry = parts(Rivalry, "what having rivals does, whoever they are")
    stages: dict[str, Stage | None] = said({}, "the stages of the buyer's way, in order")
    requests: dict[str, Request | None] = said({}, "kinds of help a deal may ask for")
    links: dict[str, Link | None] = said({}, "what holds the hub and each function together; none: it is off")
    hub: Hub = parts(Hub, "how coherence on the links is built and lost, and what it carries")
    customers: Customers = parts(Customers, "how customers stay and go")
    loyalty: Loyalty = parts(Loyalty, "what satisfies customers and lets them grow")
    price: Price = parts(Price, "what discounts do to buyers")
    roadmap: Roadmap = parts(Roadmap, "what it takes to develop the products, and to keep them up")
    leaving: Leaving = parts(Leaving, "what makes people quit sooner than their team's turnover says")
    dependence: Share = said(
        0,
        "share of a deal's experience that is lost when others helped to close it",
        source="0 switches it off",
        prior="0 to 0.8 (grade D)",
    )
    contested_lift: Logit = said(
        0.5,
        "taken off the logit of winning where a rival is in the deal",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 1.5",
    )
    library: Library = parts(Library, "material, what makes it and what it does")
    nurture: Nurture = parts(Nurture, "what hours spent on leads put aside do to them")
    reporting: Reporting = parts(Reporting, "how the functions see what comes of their work")
    duplicate_touch: Magnitude = said(
        0.2,
        "what a second, unknowing caller takes from the logit of winning",
        grade="D",
        source="no measurement found; a nuisance, not a breach",
        prior="uniform 0 to 0.6",
    )
    message_break: Magnitude = said(
        0.9,
        "what an opener that forgets the campaign's promise takes from the logit of winning",
        grade="D",
        source="no measurement found; among the least certain numbers of all",
        prior="uniform 0 to 1.8",
    )
    committee: Committee = parts(Committee, "who decides at the buyer's, and what it is worth to know them")
    trust: Trust = parts(Trust, "how far buyers trust those who sell, and marketing and sales each other")
    no_decision: Weight = said(
        1,
        "how often buyers decide nothing, as a multiple of what stages say; what they do instead is the less",
        source="1: as often as the stages say",
        prior="0.5 to 2: 40 to 60 % of lost deals, against a quarter in 2011 (grade C)",
    )
    stale_skill: Magnitude = said(
        0,
        "rate at which experience is lost, for all the weight of a segment's needs that moves elsewhere",
        source="0: who has learnt to sell can sell, whatever buyers need by now",
        prior="0 to 3 (grade D: no measurement found)",
    )
    misrouting: Misrouting = parts(Misrouting, "what it costs when work goes to the wrong person first")
