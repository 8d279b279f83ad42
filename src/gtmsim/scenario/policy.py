"""What a scenario says about policy: what people decide. And how long and how often it runs."""

from typing import Annotated

from gtmsim.scenario.customers import Pricing
from gtmsim.scenario.fields import (
    CertainDuration,
    CertainShare,
    Date,
    Duration,
    Durations,
    Horizon,
    Money,
    MoneyRate,
    Rate,
    Section,
    Share,
    Shares,
    SomeDuration,
    Weight,
    counting,
    parts,
    said,
)
from gtmsim.scenario.intake import Intake
from gtmsim.scenario.needs import Research
from gtmsim.scenario.planning import Planning
from gtmsim.scenario.pursuit import Pursuit
from gtmsim.scenario.roadmap import Steering

MOST_ATTEMPTS = 255


class Handoff(Section):
    """How work enters and waits in a stage's queue."""

    sla: Duration = said("0 h", "due so long after being queued")
    score_head_start: Duration = said("0 h", "a lead with a perfect score is due so much earlier")
    newest_first: Share = said(0, "0: first come first served, 1: newest first")
    threshold: Share = said(
        0,
        "leads scoring below are not handed over",
        source="0: everything is handed over",
        prior="0 to 0.5",
    )
    rejects_below: Share = said(0, "the receiver rejects, after the first session, leads it reads below this")
    reading: Share = said(
        1,
        "how much of the receiver's reading is the score; the rest is noise",
        source="1: the receiver reads the score as it is",
        prior="uniform 0.5 to 1",
    )
    recycles: Share = said(0, "share of rejected, cold or abandoned leads that come back")
    recycle_after: Durations = said(
        {"fixed": "30 days"},
        "when they come back",
        grade="D",
        source="no measurement found; a month",
        prior="14 to 180 days",
    )
    attempts: Annotated[int, counting(1, MOST_ATTEMPTS, f"counts attempts: 1 to {MOST_ATTEMPTS}")] = said(
        3, "most attempts in all"
    )
    same_person: Share = said(0, "share of follow-up sessions kept for the person of the last one")
    keeps_owner: Share = said(
        0, "share of first sessions kept for the person who had the lead in the stage before"
    )
    volume_target: Rate = said("0 per week", "leads to be handed over; missing it lowers the threshold")
    volume_pull: Share = said(
        0.5,
        "how far one week's missing leads pull the threshold down, and met targets up again",
        grade="D",
        source="no measurement found",
        prior="uniform 0.1 to 1",
    )
    nurtures: Share = said(0, "share of screened-out leads kept for nurture, to come back like recycled ones")
    message: Share = said(
        1,
        "share of a lead's very first sessions whose opener takes up what the campaign promised",
        source="1: pitch and promise are always the same",
        prior="uniform 0.3 to 1",
    )


class Assignment(Section):
    """Who chooses first among idle people; both 0: the lowest number."""

    idle: Weight = said(1, "weight on having been idle longest")
    load: Weight = said(0, "weight on having worked least")


class Hiring(Section):
    """What makes a team grow, reviewed every 13 weeks: weights on what the last 13 weeks were like."""

    bookings_gap: Weight = said(0, "weight on the share of the target that was not booked")
    load: Weight = said(0, "weight on the share of open hours worked, above 80 %")
    accounts: Weight = said(0, "weight on customers for each person")


class Policy(Section):
    """What the organisation decides."""

    standing: dict[str, Shares] = said(
        {},
        "shares of standing work by role, of the time nothing waits",
        source="none unless written",
        prior="27 % research, 41 % programs, 23 % material, 9 % care where marketing works for its markets",
    )
    standing_session: SomeDuration = said("1 h", "how long a session of standing work lasts")
    handoffs: dict[str, Handoff] = said({}, "how work enters and waits in each stage's queue")
    intake: dict[str, Intake] = said({}, "how requests are answered, by request type; queued unless written")
    large_deal: Money | None = said(None, "the value from which a deal is large", unsaid="none is")
    planned_help: Duration | None = said(
        None,
        "help a week, by people with standing work, that was planned for",
        unsaid="none was planned, and none is beyond the plan",
    )
    pressure: Share = said(
        0,
        "chance, if bookings miss their target wholly, that a request is taken at once whatever the intake says",
        source="0: the intake holds whatever bookings do",
        prior="uniform 0 to 1",
    )
    deal_budget: MoneyRate | None = said(
        None,
        "outside money for single deals, by quarters of 13 weeks; requests it no longer pays are denied",
        unsaid="no limit",
    )
    one_budget: Share = said(
        0,
        "share of last week's outside money for single deals that is taken from this week's program money",
        source="0: programs and single deals have budgets of their own",
        prior="0 or 1: whether the money for markets and the money for deals are one",
    )
    reusable: dict[str, Share] = said(
        {}, "share of finished help that is made reusable, by request type; the rest serves one deal only"
    )
    toolkit: Shares | None = said(
        None,
        "shares of the material hours by stage",
        unsaid="evenly over the stages that have seller work or raise requests",
    )
    adoption: Share = said(
        1,
        "share of material that sellers use",
        source="1: all of it",
        prior="uniform 0.1 to 0.6 (grade D: 60 to 90 % unused by the trade's own account)",
    )
    joint_design: Share = said(0, "share of material designed with sales: it is adopted, and takes hours")
    interrupts: dict[str, dict[str, CertainShare]] | None = said(
        None,
        "which waiting work may interrupt which work: 1 always, 0.5 only when urgent, 0 never",
        unsaid="urgent requests interrupt standing work, nothing else interrupts anything",
    )
    resumption: Duration = said(
        "0.3 h",
        "set-up cost after an interruption",
        grade="D",
        source="interviews; not in the study usually cited for it (Mark, Gudith and Klocke 2008)",
        prior="uniform 0 to 1 h",
    )
    assignment: Assignment = parts(Assignment, "who chooses first")
    channels: Shares | None = said(
        None,
        "shares of the program effort by pool source; hours go to the channels of their kind of work",
        unsaid="equal",
    )
    targeting: Shares | None = said(
        None, "shares of programs and research aimed at each segment", unsaid="by their accounts"
    )
    research: Research = parts(Research, "whom research listens to, and how far ahead it looks")
    offers: dict[str, Shares] = said(
        {}, "shares of the products that leads of a segment are offered", source="equal unless written"
    )
    cross_sell: Share = said(
        0,
        "how far customers who look for more are offered what they do not have yet; 1: nothing else, while there is any",
        source="0: they are offered what anybody is",
        prior="0 to 1",
    )
    budget: MoneyRate = said("0 ¤/year", "program money, spent beside the hours")
    pricing: Pricing = parts(Pricing, "which discounts are given")
    target: MoneyRate | None = said(None, "what is to be booked", unsaid="no target")
    hiring: dict[str, Hiring] = said({}, "what makes each team grow into its openings")
    hiring_bar: Weight = said(
        0.1,
        "a team grows when the weighted sum is above it; the highest first, one position a review",
        grade="D",
        source="no measurement found; a tenth of the target missed",
        prior="uniform 0 to 0.3",
    )
    envelope: MoneyRate | None = said(
        None, "most that all filled positions may cost when one is opened", unsaid="nobody is hired to grow"
    )
    switching: Duration = said(
        "0 h",
        "set-up when somebody takes work of a kind that no single role shares with their last",
        source="0 switches it off",
        prior="uniform 0 to 0.5 h (grade D)",
    )
    links: Shares | None = said(None, "shares of the hub's hours by link", unsaid="by the links' weights")
    face_to_face: Share = said(
        0,
        "share of the hours of aligning that are in person",
        source="0: all of it from afar",
        prior="0 to 1",
    )
    role_clarity: Share = said(
        1,
        "share of work that reaches the right person at once: stages' work, and requests that somebody is to work on",
        source="1: everybody knows whose work is whose",
        prior="uniform 0.7 to 1 (grade D: no measurement found)",
    )
    specialists: Share = said(
        0,
        "share of stages' sessions kept for whoever there knows the segment best and has least to do",
        source="0: whoever is free takes them",
        prior="0 or 1: whether deals go to specialists",
    )
    pursuit: Pursuit = parts(Pursuit, "what reps go after by themselves, and which leads they take")
    roadmap: Steering = parts(
        lambda: Steering(market=1), "whom developers build for; shares of building hours, adding up to 1"
    )
    promises: Share = said(
        0,
        "share of the one-offs that buyers miss in the last stage which sellers promise them",
        source="0: nobody promises what is not there",
        prior="0.05 to 0.6 (grade D)",
    )
    planning: Planning = parts(Planning, "what a review every 13 weeks makes of what is believed")


class Treatment(Section):
    """A change of policy at a date: until then `policy` holds (the burn-in), from then on what is written here."""

    at: CertainDuration | None = said(
        None, "whole weeks after the start at which the change comes", unsaid="never"
    )
    policy: Policy = parts(Policy, "what is decided from then on; what is left out stays as in `policy`")


class Run(Section):
    """How long, how often."""

    start: Date = said("2027-01-04", "the first day, a Monday")
    horizon: Horizon = said("52 weeks", "how long a run lasts")
    warm_up: CertainDuration = said("0 weeks", "whole weeks at the beginning that are not counted")
    replications: Annotated[int, counting(1, 10**9, "counts runs: 1 or more")] = said(100, "how many runs")
    discount_rate: Rate = said(
        "10 %/year",
        "rate at which what comes later is worth less, for the metric value",
        grade="D",
        source="the round number of textbooks; costs of capital lie about it",
        prior="uniform 5 to 25 %/year",
    )
    arr_multiple: Weight = said(
        5,
        "what contracts that stand at the horizon are worth, in times of their yearly value, for the metric value",
        grade="D",
        source="compilations of sales of private software firms in 2025 put the median near 5, with no stated n",
        prior="uniform 2 to 8",
    )
    gross_margin: Share = said(
        0.75,
        "share of revenue that is left when customers are supplied, for the metric ltv",
        grade="C",
        source="surveys of software firms: 75 to 80 %",
        prior="uniform 0.6 to 0.85",
    )
    cash_at_start: Money = said("0 ¤", "cash at the end of the warm-up, for the metrics cash and cash_low")
    seed: Annotated[int, counting(0, 2**63 - 1, "a seed: 0 to 2^63 - 1")] = said(1, "the seed of all luck")
