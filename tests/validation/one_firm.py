"""A firm said in a few lines, as a world that a procedure can be tried in."""

from dataclasses import dataclass
from typing import Any

from gtmsim.scenario import Scenario, loads, vary
from gtmsim.validation.world import LAY, Arm, World, texts_of


@dataclass(frozen=True)
class _Firm(World):
    text: str = ""

    def arm(self, arm: Arm = "", *texts: str) -> Scenario:
        """Return the firm with fields laid over it; layers are for files."""
        sets: dict[str, Any] = {} if isinstance(arm, str) else {k: v for k, v in arm.items() if k != LAY}
        laid = [*self.sets, *texts_of(sets), *texts]
        found = loads(self.text, "firm.yaml")
        return vary(found, laid) if laid else found


def world(text: str, *sets: str) -> World:
    """Return a world of this text."""
    return _Firm("firm", "firm.yaml", sets, text=text)
