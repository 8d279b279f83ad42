"""What has no effect in the world: sources without leads, stages no lead reaches, settings of the other kind."""

from gtmsim.scenario.answers import may_answer
from gtmsim.scenario.reach import Reach, one, zero
from gtmsim.scenario.sources import Source
from gtmsim.scenario.stages import Stage
from gtmsim.scenario.unsaid import seller_work
from gtmsim.scenario.unused_buyers import unused_buyers
from gtmsim.scenario.unused_customers import unused_customers
from gtmsim.scenario.unused_hub import unused_hub
from gtmsim.scenario.unused_loyalty import unused_loyalty
from gtmsim.scenario.unused_needs import unused_needs
from gtmsim.scenario.unused_pursuit import unused_around_leads, unused_clarity, unused_learning
from gtmsim.scenario.unused_roadmap import unused_roadmap
from gtmsim.scenario.unused_words import Told, written

_STREAM_ONLY = ("mix", "rate", "trend", "weekdays", "hours", "dispersion", "first", "last")
_POOL_ONLY = ("word_of_mouth", "noise", "built_by", "half_saturation", "brand")
_OF_HANDS = ("hand_raise", "unprompted")
_CUSTOMERS_ONLY = ("share",)
_PROSPECTING_ONLY = ("done_by", "doors", "opens", "territory")
_OF_THE_RATE = ("trend", "weekdays", "hours", "dispersion")
_OF_THE_WORK = ("session", "session_spread", "gap", "patience", "decay")


def unused_world(reach: Reach) -> Told:
    """Yield what has no effect in sources, stages and requests."""
    for name, source in reach.sources.items():
        yield from _source(reach, f"world.sources.{name}", name, source)
    for name, stage in reach.stages.items():
        yield from _stage(reach, f"world.stages.{name}", name, stage)
    yield from _requests(reach)
    yield from unused_customers(reach)
    yield from unused_loyalty(reach)
    yield from unused_hub(reach)
    yield from unused_around_leads(reach)
    yield from unused_needs(reach)
    yield from unused_clarity(reach)
    yield from unused_learning(reach)
    yield from unused_buyers(reach)
    yield from unused_roadmap(reach)


def _source(reach: Reach, path: str, name: str, source: Source) -> Told:
    if reason := reach.dry(name):
        yield path, reason
        return
    if source.kind != "customers":
        yield from written(reach, path, _CUSTOMERS_ONLY, "read by sources of customers only")
    if source.kind != "pool":
        yield from written(reach, path, _POOL_ONLY, "read by pool sources only")
    if source.kind != "prospecting":
        yield from written(reach, path, _PROSPECTING_ONLY, "read by prospecting sources only")
    if source.kind in ("stream", "prospecting"):
        yield from written(reach, path, _OF_HANDS, "read by pool sources only")
    if source.kind != "stream":
        yield from written(reach, path, _STREAM_ONLY, "read by stream sources only")
    elif zero(source.rate):
        yield from written(reach, path, _OF_THE_RATE, "the rate is 0")
    if not reach.scores_matter:
        reason = "no hand-off looks at scores: threshold, rejects_below and score_head_start are 0"
        yield from written(reach, path, ["scoring"], reason)
        if not reach.intent_matters:
            yield from written(reach, path, ["intent"], "neither scores nor chances depend on intent")


def _stage(reach: Reach, path: str, name: str, stage: Stage) -> Told:
    if name not in reach.reached:
        yield path, "no lead can reach it"
        return
    if not seller_work(stage):
        yield from written(reach, path, _OF_THE_WORK, "the stage has no seller work: sessions is 0")
    elif one(stage.sessions):
        yield from written(reach, path, ["gap"], "there is exactly one session")
    everybody = one(stage.outcomes.advance)
    if everybody and (one(stage.without_intent) or reach.all_mean_it):
        yield from written(reach, path, ["loss_clock"], "lost and no_decision are 0")
    if seller_work(stage) and zero(stage.decay.exponent):
        yield from written(reach, f"{path}.decay", ["scale"], "the exponent of decay is 0")
    if zero(stage.outcomes.advance):
        yield from written(reach, path, ["next", "without_intent"], "no lead advances from here")
    elif stage.after_win:
        yield from written(reach, path, ["without_intent"], "whoever has bought has intent")
    elif reach.all_mean_it:
        yield from written(reach, path, ["without_intent"], "every lead has intent")


def _requests(reach: Reach) -> Told:
    for name in reach.requests:
        path = f"world.requests.{name}"
        if name not in reach.raised:
            yield path, "no stage that leads reach raises it"
            continue
        answers = may_answer(reach.scenario, name)
        if answers == {"deny"}:
            fields = ["session", "sessions", "lift", "hours_saved", "cost"]
            yield from written(reach, path, fields, "every such request is denied")
        elif not answers & {"preempt", "queue", "refer"}:
            reason = "nobody works on it: it is denied or self-served"
            yield from written(reach, path, ["session", "sessions", "cost"], reason)
