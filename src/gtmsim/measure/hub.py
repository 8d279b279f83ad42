"""The stocks of the hub: what is coherent, known of the buyer, taught, and how late decisions are."""

from gtmsim.measure.metric import HIGHER, LOWER
from gtmsim.measure.stock import Stock
from gtmsim.program.layout import StockKind

HUB_STOCKS = (
    Stock(
        StockKind.COHERENCE,
        "coherence",
        "share",
        HIGHER,
        "how coherent the links between the hub and the functions are, by their weights",
        "links",
    ),
    Stock(
        StockKind.LINK_COHERENCE,
        "link_coherence",
        "share",
        HIGHER,
        "how coherent each link is",
        "links",
        "link",
    ),
    Stock(
        StockKind.PROFILE,
        "profile",
        "share",
        HIGHER,
        "how well the firm knows its profile of the buyer",
        "hub.profile",
    ),
    Stock(
        StockKind.TRAINING,
        "training",
        "share",
        HIGHER,
        "how much of what could be taught reps know",
        "hub.training",
    ),
    Stock(
        StockKind.DECISION_LATENCY,
        "decision_latency_days",
        "days",
        LOWER,
        "how much later decisions take effect because nobody interprets",
        "a link that carries management",
    ),
)
