"""Facts about one queue, whose answers are known: as many leads are done as come in, as long as somebody is there for them."""

FACTS = """\
facts: 1
Q1:
  title: Twice the leads, twice the wins
  question: How many per cent more is won with one per cent more leads?
  grade: A
  source: arithmetic
  worlds: [single_queue]
  sets: {run.horizon: 4 weeks, run.warm_up: 0 weeks, world.stages.answer.session: {fixed: 10 min}}
  runs: {quick: 8, full: 24}
  checks:
    elasticity: {by: elasticity, of: world.sources.web.rate, times: [0.5, 1], metric: wins, target: 0.9 to 1.1}
    fewer: {by: difference, metric: wins, of: {world.sources.web.rate: 0.4 per h}, target: above 0}
Q2:
  title: What is put in comes out
  question: Are as many leads won as come in?
  kind: verification
  worlds: [single_queue]
  sets: {run.horizon: 4 weeks, run.warm_up: 0 weeks, world.stages.answer.session: {fixed: 10 min}}
  runs: {quick: 6, full: 12}
  checks: {wins: {by: ratio, metric: wins, over: leads, target: 1 plus or minus 0.02}}
"""

# How a fact begins of which only its checks are to the point.
BEGIN = """\
facts: 1
X1:
  title: t
  question: q
  grade: A
  source: s
  worlds: [single_queue]
"""
