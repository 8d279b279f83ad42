"""One small world with every mechanism in it, where most things happen at the same moment as something else."""

import pytest
from parity.story import assert_same_story

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.engines.reference import Reference
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import loads

REFERENCE = Reference(rules=gtmsim._rules)
CORE = select("core")

EVERYTHING = """
gtmsim: 1
world:
  attributes: {speed: {}, ease: {}}
  segments:
    small:
      {accounts: 60, potential_spread: 0.5, in_market: 6000 %/year, stay: {fixed: 1 day}, deal_value: {median: 9 kEUR, sigma: 0.5},
       contested: 0.4, needs: {speed: 2, ease: 1}, drift: 1, private: 0.6, customers_at_start: 9, customer_value: 5 kEUR}
    large:
      {accounts: 20, in_market: 6000 %/year, stay: {fixed: 1 day}, deal_value: {p10: 20 kEUR, p50: 60 kEUR, p90: 200 kEUR},
       needs: {ease: 3}, urgent: 0.6}
    late: {accounts: 9, in_market: 6000 %/year, stay: {fixed: 1 day}, emerges: 2027-03-24, private: 0.3}
  sources:
    web:
      {rate: 1 per h, mix: {small: 0.7, large: 0.3}, hours: {0: 0, 8: 1, 18: 0}, weekdays: {sun: 0}, trend: 50 %/year,
       dispersion: 3, intent: {uncertain: {low: 0.3, high: 0.8}}, scoring: 0.6, head_start: 1 h}
    list: {rate: 1 per day, mix: {small: 1, large: 0}, first: 40, last: 50, intent: 0.5, starts_at: deepen}
    market:
      {kind: pool, intent: 0.8, hand_raise: 0.9, unprompted: 0.7, noise: 30 per week, brand: {uncertain: {low: 0.2, high: 0.6}}}
    partner: {kind: pool, hand_raise: 0.5, word_of_mouth: 0.9, built_by: material, commission: 0.1}
    again: {kind: customers, intent: 0.7, hand_raise: 0.9, unprompted: 0.5, share: 0.8, starts_at: deepen}
    own: {kind: prospecting, done_by: hunting, intent: 0.7, doors: 12, opens: 0.7, territory: 12, starts_at: deepen}
  awareness: {built_by: research, half_life: 2 weeks, half_saturation: {uncertain: {p10: 5 h, p50: 10 h, p90: 30 h}},
              response: 0.7, familiarity: 0.5, looks_on: 0.8}
  knowledge: {built_by: research, half_known: 5 h, half_life: 2 weeks}
  needs: {fit: 4, usual: 0.5, misjudged: 0.5, not_urgent: 2}
  products:
    suite: {fit: {small: -1, large: 1}, features: {speed: 0.3}}
    starter: {value: 0.4, launches: 2027-03-24, features: {ease: 0.4}}
    bought: {value: 0.5}
  rivals:
    loud:
      {features: {ease: 0.9}, reacts: 900 %/year, defends: 0.5, copies: 900 %/year, copy_delay: 3 days, voice: 30 h,
       stays: {fixed: 2 days}}
    smart: {features: {speed: 0.5}, builds: 900 %/year, customers: {small: 0.2, large: 0.2}, stays: {exponential: 6 days}}
  roadmap:
    {built_by: material, feature_hours: 3 h, step: 0.2, one_off_hours: 9 min, upkeep: 50 %/year, promise_due: 8 days,
     asks: 90 per year, gone_stale: 90 %/year}
  hub: {built_by: research, half_aligned: 2 h, half_life: 2 weeks, training: {built_by: material}, effects: {latency: 0}}
  links: {market: {carries: marketing}, selling: {carries: sales, team: rep}, building: {carries: development}}
  committee: {size: 4, by_value: 0.3, reaches: 0.5, thread: 0.4, unmet: 1}
  trust: {lift: 1, half_life: 3 weeks, research: 0.1, mutual: 1}
  misrouting: {search: 1 h, wait: 2 h, twice: 0.5}
  loyalty: {gamma: 2, tickets: 1 per day, ticket: 1 h, served_by: material, growth: 50 %/year}
  reporting: {noise: 0.4, bias: 0.2, handoff_unseen: 0.3, voice: 0.3}
  stages:
    answer:
      {session: 30 min, sessions: 2, session_spread: none, gap: 1 h, patience: {exponential: 2 days},
       outcomes: {advance: 0.8, lost: 0.2}, without_intent: 0.5, decay: {exponent: 0.5, scale: 4 h},
       next: {deepen: 0.8, close: 0.2}, requests: {proof: 1 per day}}
    deepen:
      {session: {median: 1 h, sigma: 0.5}, sessions: 1.5, clock: 1 day, loss_clock: 12 h, time_out: 1 day, opportunity: true,
       outcomes: {advance: 0.7, lost: 0.2, no_decision: 0.1}, requests: {proof: 0.5 per day, price: 1 per day}}
    wait: {sessions: 0, clock: {weibull: 6 h, shape: 0.7}}
    close: {session: 1 h, sessions: 2, outcomes: {advance: 0.5, lost: 0.5}, time_out: 2 days, requests: {price: 0.5 per day}}
    install:
      {after_win: true, session: 1 h, outcomes: {advance: 0.7, lost: 0.3}, time_out: 2 days, requests: {price: 0.5 per day},
       next: {teach: 0.6, served: 0.4}}
    teach: {after_win: true, sessions: 0, clock: {exponential: 1 day}}
  customers:
    {term: {uncertain: {low: 3 days, high: 5 days}}, churn: 2000 %/year, death: 300 %/year, built_by: research, half_life: 1 week,
     onboarding: 2, discount: 3}
  price: {push: 9 days}
  nurture: {built_by: material, full: 1 h}
  leaving: {overload: 3, drain: 2}
  dependence: 0.5
  no_decision: 1
  requests:
    proof: {session: 2 h, sessions: 2, lift: 0.7, cost: 1 kEUR}
    price: {session: 30 min, hours_saved: 1 h, avoidable: 0.5}
  library: {built_by: material, level: 0.5, personas: {user: 1, buyer: 1}}
organisation:
  calendars:
    always: {week: {mon-sun: all day}}
    office: {week: {mon-fri: ["09:00-12:00", "13:00-18:00"]}, holidays: [2027-03-24]}
  roles:
    rep: {works: {answer: 1, deepen: 2, wait: 1, close: 2, install: 1}, speed: {close: 1.25}}
    marketer: {works: {proof: 1, price: 1}}
    desk: {works: {referred: 1, price: 1}}
  teams:
    rep:
      {people: 5, calendar: always, skill_spread: 0.5, members: {ann: {leaves: 2027-03-25}, ben: {starts: 2027-03-26, speed: 0.5}},
       turnover: 20 per year, time_to_hire: {exponential: 3 days}, ramp: 1 week, learns: 1, quota: 1 MEUR/year, commission: 0.1}
    marketer: {people: 2, openings: 1, calendar: office, turnover: 10 per year, time_to_hire: 1 week}
    both: {people: 2, calendar: office, roles: {marketer: 0.5, rep: 1}, leaves: 2027-04-02}
    desk: {people: 1, calendar: office, cost: 900 MEUR/year, quota: 1 MEUR/year}
  specialisation: 0.3
policy:
  standing: {marketer: {research: 0.6, material: 0.4}, desk: {material: 1}, rep: {hunting: 1}}
  standing_session: 2 h
  handoffs:
    answer:
      {sla: 1 h, score_head_start: 1 h, threshold: 0.1, rejects_below: 0.3, reading: 0.7, recycles: 0.6,
       recycle_after: 1 day, attempts: 3, same_person: 0.7, volume_target: 90 per week, nurtures: 0.5, message: 0.5}
    deepen: {keeps_owner: 0.8, same_person: 0.5, newest_first: 0.6}
  intake:
    proof: {preempt: 0.3, queue: 0.3, refer: 0.2, self_serve: 0.1, deny: 0.1, large: {preempt: 1}, contested: {deny: 1}}
    price: {preempt: 0.5, queue: 0.3, refer: 0.2}
  channels: {market: 0.6, partner: 0.4}
  targeting: {small: 0.3, large: 0.7}
  offers: {small: {suite: 0.2, starter: 0.8}}
  budget: 100 kEUR/year
  pursuit:
    {sharpness: 2, tracking: 0.3, experience: 0.2, shared_list: 0.3, aim: {small: 0.6, large: 0.4}, own_deals: 0.5}
  interrupts:
    close: {answer: 1, research: 1}
    proof: {research: 0.5, material: 0.5, price: 0.5}
    price: {research: 1}
  large_deal: 100 kEUR
  planned_help: 10 h
  target: 90 MEUR/year
  pressure: 0.5
  envelope: 2000 MEUR/year
  hiring: {marketer: {bookings_gap: 1, load: 1}}
  deal_budget: 120 kEUR/year
  one_budget: 0.5
  reusable: {proof: 0.5}
  resumption: 15 min
  switching: 5 min
  assignment: {idle: 1, load: 0.5}
  pricing: {discount: 5 %, quarter_end: 25 %, limit: 20 %, match: 0.5}
  cross_sell: 0.5
  role_clarity: 0.7
  research: {frame: 0.6, horizon: 1 week, business: 0.3}
  roadmap: {market: 0.3, deals: 0.4, customers: 0.2, rivals: 0.1}
  promises: 1
  planning: {joint: 0.5, evidence: 0.5, adapt: 0.5, delay: 3 days, hurdle: 9, patience: 4 weeks, reserve: 1 EUR, steer: 0.3}
treatment:
  at: 2 weeks
  policy:
    standing: {marketer: {research: 0.3, material: 0.7}}
    intake: {proof: {preempt: 0.1, queue: 0.5}}
    channels: {market: 0.2, partner: 0.8}
    pursuit: {sharpness: 1, shared_list: 0.6}
    pricing: {discount: 0}
events:
  slump: {at: 1 week, until: 2 weeks, world: {segments: {small: {in_market: 3000 %/year}}}}
  gone: {at: 1 week, loses_largest: 1}
  purchase: {at: 1 week, acquires: {small: 5}, acquired_value: {median: 30 kEUR, sigma: 1}, product: bought}
  shuffle: {at: 1 week, reorganises: {dip: 0.3, recovery: 2 weeks, ties: 0.5, quits: 1}}
"""


RUN = "run: {start: 2027-03-22, horizon: 4 weeks, warm_up: 1 week}"  # a quarter ends in it
WHOLE_QUARTER = "run: {start: 2027-01-04, horizon: 106 days, warm_up: 1 week}"


REVIEWS = {What.DECIDED, What.CARRIED_OUT, What.PROGRAM_CUT, What.LEAN}
NEEDS_A_QUARTER = {What.OPENED_POSITION, What.QUARTER_ENDED} | REVIEWS
NEEDS_A_YEAR = {
    What.PLAN_MET,
    What.FORECAST_MET,
    What.RENEWED_BUDGET,
}  # the kept scenario of planning lasts that long
AT_THE_END = {What.CUT, What.CUT_STANDING}  # whoever happens to be at work


def everything(run: str = RUN) -> Program:
    """Return the program of the world above."""
    return lower(loads(EVERYTHING + run))


def told(trace: Trace) -> set[What]:
    """Return the kinds of record in a trace."""
    return {What(what) for what in trace.records[:, RecordCol.WHAT].tolist()}


@pytest.mark.parametrize("replication", range(3))
def test_both_engines_tell_the_same_story_when_everything_happens(replication: int) -> None:
    program = everything()
    assert len(program.slots) > 1
    trace = assert_same_story(program, 2, replication, REFERENCE, CORE)
    assert told(trace) >= set(What) - AT_THE_END - NEEDS_A_QUARTER - NEEDS_A_YEAR


def test_both_engines_tell_the_same_story_when_a_quarter_is_over() -> None:
    trace = assert_same_story(everything(WHOLE_QUARTER), 5, 0, REFERENCE, CORE)
    assert told(trace) >= set(What) - AT_THE_END - NEEDS_A_YEAR


def test_uncertain_numbers_make_other_replications() -> None:
    first, second = (CORE.trace(everything(), 5, replication).params.tolist() for replication in (0, 1))
    assert first != second
