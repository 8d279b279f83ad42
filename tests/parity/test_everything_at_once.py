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
  segments:
    small:
      {accounts: 60, potential_spread: 0.5, in_market: 6000 %/year, stay: {fixed: 1 day}, deal_value: {median: 9 kEUR, sigma: 0.5},
       contested: 0.4}
    large:
      {accounts: 20, in_market: 6000 %/year, stay: {fixed: 1 day}, deal_value: {p10: 20 kEUR, p50: 60 kEUR, p90: 200 kEUR}}
  sources:
    web:
      {rate: 1 per h, mix: {small: 0.7, large: 0.3}, hours: {0: 0, 8: 1, 18: 0}, weekdays: {sun: 0}, trend: 50 %/year,
       dispersion: 3, intent: {uncertain: {low: 0.3, high: 0.8}}, scoring: 0.6, head_start: 1 h}
    list: {rate: 1 per day, mix: {small: 1, large: 0}, first: 15, last: 25, intent: 0.5, starts_at: deepen}
    market:
      {kind: pool, intent: 0.8, hand_raise: 0.9, unprompted: 0.7, noise: 30 per week, brand: {uncertain: {low: 0.2, high: 0.6}}}
    partner: {kind: pool, hand_raise: 0.5, word_of_mouth: 0.9, built_by: material, commission: 0.1}
    again: {kind: customers, intent: 0.7, hand_raise: 0.9, unprompted: 0.5, share: 0.8, starts_at: deepen}
    own: {kind: prospecting, done_by: hunting, intent: 0.7, doors: 12, territory: 12, starts_at: deepen}
  awareness: {built_by: research, half_life: 2 weeks, half_saturation: {uncertain: {p10: 5 h, p50: 10 h, p90: 30 h}}}
  knowledge: {built_by: research, half_known: 5 h, half_life: 2 weeks}
  products: {suite: {fit: {small: -1, large: 1}}, starter: {value: 0.4, launches: 2027-03-24}}
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
    desk: {people: 1, calendar: office, quota: 1 MEUR/year}
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
  pursuit: {sharpness: 2, tracking: 0.3, experience: 0.2, shared_list: 0.3, aim: {small: 0.6, large: 0.4}}
  interrupts:
    close: {answer: 1, research: 1}
    proof: {research: 0.5, material: 0.5, price: 0.5}
    price: {research: 1}
  large_deal: 100 kEUR
  planned_help: 10 h
  target: 90 MEUR/year
  pressure: 0.5
  envelope: 10 MEUR/year
  hiring: {marketer: {bookings_gap: 1, load: 1}}
  deal_budget: 120 kEUR/year
  one_budget: 0.5
  reusable: {proof: 0.5}
  resumption: 15 min
  switching: 5 min
  assignment: {idle: 1, load: 0.5}
  pricing: {discount: 5 %, quarter_end: 25 %}
treatment:
  at: 2 weeks
  policy:
    standing: {marketer: {research: 0.3, material: 0.7}}
    intake: {proof: {preempt: 0.1, queue: 0.5}}
    channels: {market: 0.2, partner: 0.8}
    pursuit: {sharpness: 1, shared_list: 0.6}
    pricing: {discount: 0}
"""


RUN = "run: {start: 2027-03-22, horizon: 3 weeks, warm_up: 1 week}"  # a quarter ends in it
WHOLE_QUARTER = "run: {start: 2027-01-04, horizon: 92 days, warm_up: 1 week}"


NEEDS_A_QUARTER = {What.OPENED_POSITION, What.QUARTER_ENDED}
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
    trace = assert_same_story(program, 5, replication, REFERENCE, CORE)
    assert told(trace) >= set(What) - AT_THE_END - NEEDS_A_QUARTER


def test_both_engines_tell_the_same_story_when_a_quarter_is_over() -> None:
    trace = assert_same_story(everything(WHOLE_QUARTER), 5, 0, REFERENCE, CORE)
    assert told(trace) >= set(What) - AT_THE_END


def test_uncertain_numbers_make_other_replications() -> None:
    first, second = (CORE.trace(everything(), 5, replication).params.tolist() for replication in (0, 1))
    assert first != second
