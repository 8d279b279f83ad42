"""Two scenarios for the tests: one with nothing but the necessary, one that uses every field."""

SMALL = """\
# How long do leads wait when three reps share one queue?
gtmsim: 1
world:
  segments: {smb: {}}
  sources:
    web: {rate: 12 per week}
  stages:
    qualify: {session: {median: 20 min, sigma: 1}}
    close: {}
organisation:
  calendars:
    office: {week: {mon-fri: "09:00-17:00"}}
  roles:
    rep: {works: {qualify: 1, close: 2}}
  teams:
    rep: {people: 3}
"""

FULL = """\
# What does helping single deals cost the market?
gtmsim: 1
world:
  currency: CHF
  segments:
    smb:
      accounts: 400
      deal_value: {median: 20 kCHF, sigma: 0.8}
      in_market: 20 %/year
      stay: {median: {uncertain: {mean: 26 weeks, sd: 4 weeks}}, sigma: 0.5}
      potential_spread: 0.4
    enterprise: {accounts: 50, deal_value: {p10: 50 kCHF, p50: 120 kCHF, p90: 400 kCHF}}
  sources:
    web:
      kind: stream
      mix: {smb: 70 %, enterprise: 0.3}
      intent: {uncertain: {low: 0.12, high: 45 %}}
      scoring: 0.6
      cost_per_lead: 50 CHF
      head_start: 2 h
      starts_at: qualify
      rate: {uncertain: {p10: 8 per week, p50: 12/week, p90: 20 per week}}
      trend: -3 %/year
      weekdays: {sat: 0.6, sun: 0.6}
      hours: {0: 0.2, 8: 1, 18: 0.3}
      dispersion: 2.5
      first: 10
      last: 5000
    market:
      kind: pool
      hand_raise: 0.45
      unprompted: 0.05
      word_of_mouth: 0.1
      noise: 1 per week
      brand: 0.4
    fairs: {kind: pool, built_by: care, half_saturation: 80 h, commission: 10 %}
  awareness: {built_by: programs, half_life: 10 weeks, brand_half_life: 39 weeks, half_saturation: 40 h, hour_of_money: 90 CHF}
  knowledge: {built_by: research, half_known: 8 h, exponent: 0.5, half_life: 52 weeks, relevance: 0.5, precision: 0.6, scoring: 0.5}
  products:
    suite: {fit: {smb: -0.5, enterprise: 0.2}}
    starter: {value: 0.4, launches: 2027-03-01}
  stages:
    qualify:
      sessions: 1.6
      session: {mean: 20 min, sd: 30 min}
      gap: {exponential: 3 days}
      outcomes: {advance: 0.4, lost: 0.35, no_decision: 0.25}
      without_intent: 0.1
      patience: {weibull: 10 days, shape: 0.7}
      decay: {exponent: 0.5, scale: 1 h}
      next: {propose: 0.8, won: 0.2}
    propose:
      sessions: 2
      session_spread: none
      session: 45 min
      clock: {median: 4 weeks, sigma: 1.2}
      loss_clock: {fixed: 30 days}
      outcomes: {advance: 0.3, lost: 0.3, no_decision: 0.4}
      time_out: 0.5 years
      next: won
      opportunity: true
      requests: {demo: 0.2 per week, tender: 0.05 per week}
  requests:
    demo: {session: {median: 2 h, sigma: 0.8}, sessions: 1.2, lift: 0.4, hours_saved: 2 h}
    tender: {session: {median: 25 h, sigma: 0.5}}
  library: {level: 0.3}
organisation:
  calendars:
    office: {week: {mon-fri: ["09:00-12:00", "13:00-17:00"], fri: "09:00-12:00"}, holidays: [2027-01-06, 2027-01-01]}
    always: {week: {mon-sun: all day}}
  roles:
    rep: {works: {qualify: 1, propose: 2}, speed: {qualify: 1.2}}
    marketer: {works: {demo: 3, tender: 1}}
    helper: {works: {referred: 1}, function: support}
  teams:
    rep:
      people: 4
      calendar: office
      cost: 120 kCHF/year
      starts: 2027-01-04
      skill_spread: 0.3
      members:
        ann: {skill: 0.8, speed: 1.3, calendar: always}
        bob: {leaves: 2027-06-01}
    marketing: {people: 2, roles: {marketer: 1}, calendar: office, speed: 1.1}
    helpers: {people: 1, roles: {helper: 1, marketer: 0.5}, calendar: always, leaves: 2028-01-03}
policy:
  standing: {marketer: {research: 0.27, programs: 0.41, material: 0.23, care: 0.09}}
  standing_session: 1 h
  handoffs:
    qualify:
      sla: 4 h
      score_head_start: 2 h
      newest_first: 0.5
      threshold: 0.1
      rejects_below: 0.2
      reading: 0.8
      recycles: 0.3
      recycle_after: {fixed: 60 days}
      attempts: 2
      same_person: 0.9
    propose: {keeps_owner: 0.5, same_person: 1}
  intake:
    demo: {preempt: 0.5, queue: 0.5}
    tender: {queue: 0.25, refer: 0.25, self_serve: 0.25, deny: 0.25}
  channels: {market: 0.7, fairs: 0.3}
  targeting: {smb: 0.6, enterprise: 0.4}
  offers: {smb: {suite: 0.5, starter: 0.5}}
  budget: 50 kCHF/year
  interrupts: {demo: {research: 1, programs: 0.5, tender: 0.5}}
  resumption: 20 min
  assignment: {idle: 0.5, load: 0.5}
run:
  start: 2027-01-04
  horizon: 52 weeks
  warm_up: 4 weeks
  replications: 200
  seed: 7
"""
