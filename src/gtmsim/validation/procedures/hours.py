"""What part of a role's hours goes to some kinds of work rather than to others."""

from collections.abc import Mapping
from dataclasses import dataclass

from gtmsim.scenario import Scenario
from gtmsim.validation.jackknife import Means
from gtmsim.validation.procedures.base import Statistic, named
from gtmsim.validation.procedures.saying import said
from gtmsim.validation.world import Arm, World


@named("hours_share")
@dataclass(frozen=True)
class HoursShare(Statistic):
    """Hours of a role on some kinds of work, as a share of these and those on `beside`; what is in neither is left out."""

    role: str
    kinds: tuple[str, ...]
    beside: tuple[str, ...]
    of: Arm = ""

    @property
    def design(self) -> str:
        """The experiment in words."""
        return (
            f"hours of {self.role} on {', '.join(self.kinds)}, as a share of these and those on {', '.join(self.beside)}"
            f"{said(self.of, ', with ')}"
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """A series for each kind of work."""
        return tuple(dict.fromkeys(map(self._key, (*self.kinds, *self.beside))))

    def arms(self, world: World) -> Mapping[str, Scenario]:
        """Return one arm."""
        return {"of": world.arm(self.of)}

    def told(self, means: Means) -> float:
        """Return the share, NaN where nobody worked on any."""
        mine, others = (
            sum(means["of"][self._key(kind)] for kind in kinds) for kinds in (self.kinds, self.beside)
        )
        return mine / (mine + others) if mine + others else float("nan")

    def _key(self, kind: str) -> str:
        return f"hours[role/kind={self.role}/{kind}]"
