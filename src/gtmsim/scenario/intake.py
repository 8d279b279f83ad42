"""What a scenario says about requests for help: how each is answered, and in which situations otherwise."""

from collections.abc import Mapping
from typing import Self

from pydantic import model_validator

from gtmsim.scenario.fields import Section, Share, add_up, said

ANSWERS = ("preempt", "queue", "refer", "self_serve", "deny")
SITUATIONS = ("beyond", "large", "contested", "customers")


class Answers(Section):
    """How a request for help is answered, when shares are written; one that is left out is 0."""

    preempt: Share = said(0, "taken at once: urgent, may interrupt")
    queue: Share = said(0, "taken when its turn comes")
    refer: Share = said(0, "referred to a support organisation")
    self_serve: Share = said(0, "answered by the library")
    deny: Share = said(0, "refused")

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        add_up({name: getattr(self, name) for name in ANSWERS})
        return self


class Intake(Answers):
    """The plain answers, and others for some situations; of several that apply, the last one named here holds."""

    beyond: Answers | None = said(
        None, "answers when the week's planned help is used up", unsaid="as the plain ones"
    )
    large: Answers | None = said(None, "answers to large deals", unsaid="as the plain ones")
    contested: Answers | None = said(
        None, "answers to deals with a rival in them", unsaid="as the plain ones"
    )
    customers: Answers | None = said(None, "answers to customers", unsaid="as the plain ones")

    @model_validator(mode="before")
    @classmethod
    def _plainly_queued(cls, value: object) -> object:
        """Queue plain requests where only other situations were thought of."""
        if isinstance(value, Mapping) and value and not any(name in value for name in ANSWERS):
            return {"queue": 1, **value}
        return value

    def in_situation(self, name: str) -> Answers | None:
        """Return the answers written for a situation, if any."""
        answers: Answers | None = getattr(self, name)
        return answers
