"""What has no effect in the world: sources without leads, stages no lead reaches, settings of the other kind."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from gtmsim.scenario.reach import Reach, one, zero
from gtmsim.scenario.unsaid import intake_of, mix_of, seller_work
from gtmsim.scenario.unused_pursuit import unused_around_leads
from gtmsim.scenario.world import Source, Stage

Told: TypeAlias = Iterator[tuple[str, str]]

_STREAM_ONLY = ("mix", "rate", "trend", "weekdays", "hours", "dispersion", "first", "last")
_POOL_ONLY = ("in_market", "stay", "hand_raise", "unprompted")
_PROSPECTING_ONLY = ("done_by", "doors", "territory")
_OF_THE_RATE = ("trend", "weekdays", "hours", "dispersion")
_OF_THE_WORK = ("session", "session_spread", "gap", "patience", "decay")


def unused_world(reach: Reach) -> Told:
    """Yield what has no effect in segments, sources, awareness, stages and requests."""
    yield from _segments(reach)
    for name, source in reach.sources.items():
        yield from _source(reach, f"world.sources.{name}", name, source)
    yield from _awareness(reach)
    for name, stage in reach.stages.items():
        yield from _stage(reach, f"world.stages.{name}", name, stage)
    yield from _requests(reach)
    yield from unused_around_leads(reach)


def written(reach: Reach, path: str, fields: Iterable[str], reason: str) -> Told:
    """Yield the fields of a section that somebody wrote, with one reason."""
    for field in fields:
        if reach.written(f"{path}.{field}"):
            yield f"{path}.{field}", reason


def _segments(reach: Reach) -> Told:
    mixed = {
        name
        for source in reach.active
        if reach.sources[source].kind == "stream"
        for name, share in mix_of(reach.scenario, source).items()
        if not zero(share)
    }
    for name, segment in reach.segments.items():
        path = f"world.segments.{name}"
        pooled = bool(reach.pools) and segment.accounts > 0
        if name not in mixed and not pooled:
            yield path, "no stream has it in its mix, and no pool reads its accounts"
        elif not reach.pools and segment.accounts > 0:
            yield f"{path}.accounts", "accounts are read by pool sources, and there is none"


def _source(reach: Reach, path: str, name: str, source: Source) -> Told:
    if reason := reach.dry(name):
        yield path, reason
        return
    if source.kind != "stream":
        yield from written(reach, path, _STREAM_ONLY, "read by stream sources only")
    if source.kind != "pool":
        yield from written(reach, path, _POOL_ONLY, "read by pool sources only")
    if source.kind != "prospecting":
        yield from written(reach, path, _PROSPECTING_ONLY, "read by prospecting sources only")
        if source.kind == "stream" and zero(source.rate):
            yield from written(reach, path, _OF_THE_RATE, "the rate is 0")
    if not reach.scores_matter:
        reason = "no hand-off looks at scores: threshold, rejects_below and score_head_start are 0"
        yield from written(reach, path, ["scoring"], reason)
        if not reach.intent_matters:
            yield from written(reach, path, ["intent"], "neither scores nor chances depend on intent")


def _awareness(reach: Reach) -> Told:
    path = "world.awareness"
    awareness = reach.scenario.world.awareness
    if not reach.pools:
        if reach.written(path):
            yield path, "there is no pool source that sends leads"
    elif awareness.built_by is None:
        yield from written(reach, path, ["half_life", "half_saturation"], "nothing builds awareness")
    elif awareness.built_by not in reach.standing:
        yield path, f"nobody does {awareness.built_by}: no held role has a share of it in policy.standing"


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
    elif reach.all_mean_it:
        yield from written(reach, path, ["without_intent"], "every lead has intent")


def _requests(reach: Reach) -> Told:
    for name in reach.requests:
        path = f"world.requests.{name}"
        if name not in reach.raised:
            yield path, "no stage that leads reach raises it"
            continue
        intake = intake_of(reach.scenario, name)
        if one(intake.deny):
            fields = ["session", "sessions", "lift", "hours_saved"]
            yield from written(reach, path, fields, "every such request is denied")
        elif zero(intake.preempt) and zero(intake.queue) and zero(intake.refer):
            yield from written(
                reach, path, ["session", "sessions"], "nobody works on it: it is denied or self-served"
            )
