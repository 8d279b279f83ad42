"""A scenario as a whole: its frozen parts, where each value came from, and the digest of what it says."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, PrivateAttr

from gtmsim.scenario.events import Event
from gtmsim.scenario.fields import Section, counting, parts, said
from gtmsim.scenario.nodes import Node, Origin, split
from gtmsim.scenario.organisation import Organisation
from gtmsim.scenario.policy import Policy, Run, Treatment
from gtmsim.scenario.values import Distribution, Uncertain
from gtmsim.scenario.world import World


class Scenario(Section):
    """What a scenario says, validated and frozen. Maps keyed by id keep their order; None is a hole.

    Two scenarios are equal when they say the same, wherever and however it was written.
    """

    gtmsim: Annotated[int, counting(1, 1, "1, the version of the format")]
    world: World = parts(World, "buyers and their ways")
    organisation: Organisation = parts(Organisation, "people, what they cost, what they can do")
    policy: Policy = parts(Policy, "what the organisation decides")
    treatment: Treatment = parts(Treatment, "a change of policy at a date")
    events: dict[str, Event | None] = said({}, "what happens at a date")
    run: Run = parts(Run, "how long, how often")

    _name: str = PrivateAttr(default="scenario")
    _written: Node | None = PrivateAttr(default=None)
    _laid: Node | None = PrivateAttr(default=None)
    _digest: str | None = PrivateAttr(default=None)
    _phases: "tuple[tuple[int, Scenario], ...]" = PrivateAttr(default=())

    def model_post_init(self, context: Any, /) -> None:
        """Take the name and the written tree from whoever read the file; they are no part of what it says."""
        if isinstance(context, Mapping):
            self._name = context.get("name", self._name)
            self._written = context.get("written")

    @property
    def name(self) -> str:
        """Return the stem of the file it was read from."""
        return self._name

    @property
    def written(self) -> Node | None:
        """Return the resolved tree as written, with the origin of each value; None when made without a file."""
        return self._written

    @property
    def laid(self) -> Node | None:
        """Return the tree of all layers as `vary` lays others over it: its treatment says only what it changes."""
        return self._laid

    def as_laid(self, tree: Node) -> "Scenario":
        """Remember the tree of all layers, and return the scenario."""
        self._laid = tree
        return self

    @property
    def digest(self) -> str:
        """Return the SHA-256, in hex, of the canonical resolved form.

        Comments, layout, units and unsaid defaults do not matter; the order of ids does.
        """
        if self._digest is None:
            parts = [_canonical(self), *([tick, _canonical(phase)] for tick, phase in self._phases)]
            told = parts if self._phases else parts[0]
            said = json.dumps(told, separators=(",", ":"), ensure_ascii=False)
            self._digest = hashlib.sha256(said.encode()).hexdigest()
        return self._digest

    @property
    def treated(self) -> "Scenario | None":
        """Return the scenario as it stands from the treatment on, its policy in the place of the first; None without one."""
        if self.treatment.at is None:
            return None
        parts = {name: getattr(self, name) for name in type(self).model_fields}
        parts |= {"policy": self.treatment.policy, "treatment": Treatment(), "events": {}}
        after = Scenario.model_construct(**parts)
        written = self._written and treated_tree(self._written)
        after.model_post_init({"name": self._name, "written": written})
        return after

    @property
    def phases(self) -> "tuple[tuple[int, Scenario], ...]":
        """Return from which ticks on other numbers hold, and the scenario as it then stands; nothing when none ever change."""
        if self._phases:
            return self._phases
        treated = self.treated
        return () if treated is None else ((int(self.treatment.at or 0), treated),)

    def with_phases(self, phases: "tuple[tuple[int, Scenario], ...]") -> "Scenario":
        """Let the events of a scenario lead through these phases, and return it."""
        self._phases, self._digest = phases, None
        return self

    def origin(self, path: str) -> Origin | None:
        """Return where the value at a dotted path was written, or None when nobody wrote it."""
        node = self._written.at(split(path)) if self._written else None
        return None if node is None else node.origin

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def treated_tree(tree: Node) -> Node:
    """Return a written tree with the policy of its treatment in the place of the first."""
    policy = tree.at(("treatment", "policy"))
    entries = {
        key: node
        for key, node in (tree.entries or {}).items()
        if key not in ("treatment", "policy", "events")
    }
    return replace(tree, entries={**entries, "policy": policy} if policy else entries)


def _canonical(value: Any) -> Any:
    """Return plain data that is the same for the same meaning; maps become lists of pairs to keep their order."""
    if isinstance(value, BaseModel):
        return {
            name: _canonical(getattr(value, name))
            for name in type(value).model_fields
            if name != "events" or value.events  # type: ignore[attr-defined]
        }
    if isinstance(value, dict):
        return [[key, _canonical(each)] for key, each in value.items()]
    if isinstance(value, tuple | list):
        return [_canonical(each) for each in value]
    if isinstance(value, Uncertain):
        bounds = [repr(value.lo), repr(value.hi)]  # text: they may be infinite, which JSON cannot say
        return {"uncertain": value.form, "values": [value.a, value.b, value.c], "within": bounds}
    if isinstance(value, Distribution):
        return {"family": value.family, "a": _canonical(value.a), "b": _canonical(value.b)}
    if isinstance(value, date):
        return value.isoformat()
    return value
