"""What a scenario says about development: what it takes to build, what keeping it up costs, and whom it is built for."""

from typing import Self

from pydantic import model_validator

from gtmsim.scenario.fields import (
    Duration,
    Logit,
    Positive,
    Rate,
    Section,
    Share,
    SomeDuration,
    Word,
    add_up,
    said,
)


class Roadmap(Section):
    """How developers' hours become features and one-offs. Off until a kind of work builds them."""

    built_by: Word | None = said(
        None,
        "the kind of standing work that develops the products",
        unsaid="nobody does: products stay as they are",
    )
    feature_hours: SomeDuration = said(
        "120 h",
        "work for one step of one attribute in one product, an hour at least",
        grade="D",
        source="no measurement found; three weeks of one person",
        prior="20 to 400 h",
    )
    step: Share = said(
        0.05,
        "share of what is missing of the attribute that one step adds",
        grade="D",
        source="no measurement found",
        prior="uniform 0.02 to 0.2",
    )
    one_off_hours: SomeDuration = said(
        "80 h",
        "work for something that a single account asks for, an hour at least",
        grade="D",
        source="no measurement found; two weeks of one person",
        prior="10 to 400 h",
    )
    upkeep: Rate = said(
        "15 %/year",
        "hours a year that keeping up takes, for each hour ever built",
        grade="C",
        source="the trade's own 15 to 20 % of the cost of building",
        prior="uniform 5 to 30 %/year",
    )
    one_off_upkeep: Positive = said(
        1.5,
        "so many times as much for one-offs, which fit in nowhere",
        grade="D",
        source="no measurement found",
        prior="uniform 1 to 3",
    )
    built: Duration = said("0 h", "hours built before the run, which are to be kept up as well")
    promise_lift: Logit = said(
        0.9,
        "what the promise of a one-off adds to the logit of winning",
        grade="D",
        source="no measurement found; among the least certain numbers of all",
        prior="uniform 0 to 1.8",
    )
    promise_due: SomeDuration = said(
        "26 weeks",
        "time within which it is promised",
        grade="D",
        source="no measurement found; half a year",
        prior="8 to 52 weeks",
    )
    asks: Rate = said(
        "0 per year",
        "one-offs that a customer asks for",
        source="0: customers take what there is",
        prior="0.2 to 4 per year (grade D: no measurement found)",
    )
    gone_stale: Rate = said(
        "30 %/year",
        "rate at which an account wants something else than what it asked for",
        grade="D",
        source="no measurement found; needs drift over years",
        prior="uniform 0 to 100 %/year",
    )
    broken: Logit = said(
        0.5,
        "what a promise that is overdue adds to the logarithm of the churn rate",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 1.5",
    )


class Steering(Section):
    """Whom developers build for: shares of building hours, when all are written; one that is left out is 0."""

    market: Share = said(0, "share for what the market is believed to need most")
    deals: Share = said(0, "share for one-offs that deals in play ask for")
    customers: Share = said(0, "share for one-offs that customers ask for, the largest contract first")
    rivals: Share = said(0, "share for what some rival has most of and we have not")

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        add_up(
            {
                "market": self.market,
                "deals": self.deals,
                "customers": self.customers,
                "rivals": self.rivals,
            }
        )
        return self
