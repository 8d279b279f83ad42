"""Which versions computed a study: rows of two versions do not belong together."""

from collections.abc import Mapping

from gtmsim.measure.versions import versions
from gtmsim.scenario.differing import NOTHING


def other_versions(said: Mapping[str, str]) -> list[str]:
    """Return what here is of another version than was said, each as a few words; nothing if rows may stand side by side."""
    now = versions()
    return [
        f"{name} {told} and this is {now.get(name, NOTHING)}"
        for name, told in said.items()
        if _counts(name, told) != _counts(name, now.get(name, NOTHING))
    ]


def _counts(name: str, said: str) -> str:
    # A newer patch of the interpreter computes the same.
    return ".".join(said.split(".")[:2]) if name == "python" else said
