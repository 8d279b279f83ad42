"""Which mechanisms gtmsim exists to simulate, and which of them work: a catalogue of ids and what the tests' marks say of each."""

from gtmsim.mechanisms.catalogue import (
    IDS,
    TABLE,
    Mechanism,
    State,
    catalogue,
    catalogue_ids,
    packaged,
    picked,
    table_text,
)

__all__ = [
    "IDS",
    "TABLE",
    "Mechanism",
    "State",
    "catalogue",
    "catalogue_ids",
    "packaged",
    "picked",
    "table_text",
]
