"""Which part of running a firm a place of a scenario belongs to: the names of the levers."""

from dataclasses import dataclass

from gtmsim.scenario.nodes import Key, Path

POLICY, TREATMENT, EVENTS = "policy", "treatment", "events"


@dataclass(frozen=True)
class Area:
    """A part of running a firm, by the name people give it; `kin` is the one it is nearest to."""

    name: str
    kin: str
    places: tuple[str, ...]


AREAS = (
    Area("buyers", "demand", (
        "world.segments", "world.needs", "world.committee", "world.no_decision", "world.stages",
        "world.customers", "world.loyalty", "world.trust", "world.price", "world.nurture",
    )),
    Area("rivals", "buyers", ("world.rivals", "world.rivalry", "world.contested_lift")),
    Area("demand", "buyers", ("world.sources", "world.awareness", "policy.channels", "policy.budget")),
    Area("people", "hiring", ("organisation",)),
    Area("hiring", "people", ("policy.hiring", "policy.hiring_bar", "policy.envelope", "world.leaving")),
    Area("whose hours go where", "help for deals", (
        "policy.standing", "policy.standing_session", "policy.planned_help", "policy.interrupts", "policy.resumption",
        "policy.switching", "policy.assignment",
    )),
    Area("hand-offs", "roles and the hub", ("policy.handoffs",)),
    Area("roles and the hub", "hand-offs", (
        "policy.role_clarity", "policy.specialists", "policy.links", "policy.face_to_face", "world.links", "world.hub",
        "world.misrouting", "world.stale_skill", "world.dependence", "world.duplicate_touch", "world.message_break",
    )),
    Area("help for deals", "material", (
        "policy.intake", "policy.large_deal", "policy.pressure", "policy.deal_budget", "policy.one_budget", "world.requests",
    )),
    Area("material", "help for deals", (
        "policy.reusable", "policy.toolkit", "policy.adoption", "policy.joint_design", "world.library",
    )),
    Area("whom to court", "the offer", ("policy.targeting", "policy.research", "world.knowledge")),
    Area("the offer", "pricing", ("policy.offers", "policy.cross_sell")),
    Area("pricing", "the offer", ("policy.pricing",)),
    Area("what reps pursue", "hand-offs", ("policy.pursuit",)),
    Area("products", "the offer", ("world.products", "world.attributes")),
    Area("the roadmap", "products", ("policy.roadmap", "policy.promises", "world.roadmap")),
    Area("planning", "whose hours go where", ("policy.planning", "policy.target", "world.reporting")),
    Area("the calendar of the run", "", ("run", "treatment.at")),
)  # fmt: skip
OTHER = Area("the rest", "", ())

_BY_PLACE = {place: area for area in AREAS for place in area.places}


def area_of(path: Path) -> Area:
    """Return the area of a place. What a treatment decides belongs where `policy` would; each event is an area of its own."""
    if path[0] == EVENTS and len(path) > 1:
        return Area(f"the event {path[1]}", "", ())
    keys: tuple[Key, ...] = path[1:] if path[:2] == (TREATMENT, POLICY) else path
    whole = ".".join(str(key) for key in keys[:2])
    return _BY_PLACE.get(whole) or _BY_PLACE.get(str(keys[0])) or OTHER
