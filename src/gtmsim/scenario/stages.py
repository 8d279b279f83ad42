"""What a scenario says about the stages of the buyer's way, and the help that deals ask for in them."""

from typing import Literal, Self

from pydantic import StrictBool, model_validator

from gtmsim.scenario.fields import (
    Duration,
    Durations,
    Exponent,
    Logit,
    Money,
    Rate,
    Section,
    Sessions,
    Share,
    SharesOrName,
    SomeDuration,
    SomeSessions,
    add_up,
    parts,
    said,
)


class Outcomes(Section):
    """How a stage ends, when all shares are written; one that is left out is 0."""

    advance: Share = said(0, "share that goes on to the next stage")
    lost: Share = said(0, "share that is lost")
    no_decision: Share = said(0, "share that never decides")

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        add_up({"advance": self.advance, "lost": self.lost, "no_decision": self.no_decision})
        return self


class Decay(Section):
    """How interest fades while a lead waits: (1 + d / scale) ^ -exponent after d of waiting."""

    exponent: Exponent = said(
        0,
        "how fast interest fades; 0: not at all",
        source="0 switches the decay off",
        prior="uniform 0 to 1.3, centre 0.5 (grade C: response audits, observational)",
    )
    scale: SomeDuration = said(
        "1 h",
        "the time scale of fading",
        grade="C",
        source="response audits, which count in hours; observational",
        prior="0.1 to 24 h",
    )


class Stage(Section):
    """A stage of the buyer's way: the seller's work in it, the buyer's clock beside it, and how it ends."""

    sessions: Sessions = said(1, "mean number of work sessions; 0: no seller work")
    session_spread: Literal["geometric", "none"] = said(
        "geometric", "geometric: the number of sessions varies; none: exactly `sessions`"
    )
    session: Durations = said(
        {"median": "30 min", "sigma": 1.0},
        "working time of one session",
        grade="D",
        source="no measurement found; half an hour, skewed like most working times",
        prior="median 10 min to 2 h; sigma 0.6 to 1.4",
    )
    gap: Durations | None = said(None, "from one session's end until the next one is due", unsaid="at once")
    clock: Durations | None = said(
        None,
        "the buyer's clock, from the stage's start",
        unsaid="none",
        prior="median 9 weeks for a whole cycle, sigma 0.6 to 1.45 (grade B: won deals in Olist are lognormal)",
    )
    loss_clock: Durations | None = said(
        None, "the clock of buyers who will not advance", unsaid="the same as clock"
    )
    outcomes: Outcomes = parts(lambda: Outcomes(advance=1), "how the stage ends; shares adding up to 1")
    without_intent: Share = said(
        0,
        "a lead without intent advances with this multiple of the chance",
        grade="D",
        source="no measurement found; without a wish to buy nothing is bought",
        prior="uniform 0 to 0.3",
    )
    time_out: Duration | None = said(None, "the stage is over after so long", unsaid="never")
    patience: Durations | None = said(
        None, "how long a lead waits in this stage's queue for its first session", unsaid="for ever"
    )
    decay: Decay = parts(Decay, "how interest fades while waiting for the first session")
    next: SharesOrName | None = said(
        None,
        "where it leads: a later stage, `won`, or shares of them; after the win `served` instead of `won`",
        unsaid="the next declared stage, or won after the last",
    )
    opportunity: StrictBool = said(
        False, "entering it makes the lead an opportunity; the first such stage counts"
    )
    after_win: StrictBool = said(
        False, "work that follows the win, such as onboarding; declared after the stages that sell"
    )
    requests: dict[str, Rate] = said(
        {},
        "rates at which a deal in this stage asks for help, by request type",
        source="none unless written",
        prior="0.08 to 0.45 per week, for each deal (grade D: 6.7 items a sales cycle, spread over stages)",
    )


class Request(Section):
    """A kind of help a deal may ask for."""

    session: Durations = said(
        {"median": "4 h", "sigma": 0.8},
        "working time of one session of help",
        grade="D",
        source="no measurement of the usual request; a practitioner survey has 25 h for a tender",
        prior="median 1 to 25 h",
    )
    sessions: SomeSessions = said(1, "mean number of sessions a request takes")
    lift: Logit = said(
        0.55,
        "added to the logit of advancing from the stage once helped; of several helps the strongest counts, once",
        grade="D",
        source="one vendor case of presales help; among the least certain numbers of all",
        prior="uniform 0 to 1.1",
    )
    hours_saved: Duration = said(
        "2.5 h",
        "seller working time saved for the deal",
        grade="D",
        source="no measurement found",
        prior="uniform 0 to 5 h",
    )
    avoidable: Share = said(
        0,
        "share of such requests that full material, all of it adopted, makes needless",
        source="0: material spares no request",
        prior="uniform 0 to 0.8",
    )
    cost: Money = said("0 ¤", "outside cost of one that is worked on")
