"""How a command goes, said once for all that go alike: its luck, its engine, what it keeps and what it says."""

import inspect
from collections.abc import Callable
from dataclasses import Field, dataclass, fields
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeVar, get_type_hints

import typer

from gtmsim.cli.ending import DONE, INTERRUPTED, printed_json
from gtmsim.cli.expecting import announced
from gtmsim.cli.options import Engine, Force, Jobs, Json, Quiet, Seed, Sets, Table, Yes
from gtmsim.cli.places import Tabular, keep_table, refuse_table
from gtmsim.cli.showing import out_style, show

if TYPE_CHECKING:
    from gtmsim.scenario import Scenario
    from gtmsim.study.expected import Announce
    from gtmsim.tell.style import Style


class Told(Tabular, Protocol):
    """A result that tells itself as plain data too."""

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""


R = TypeVar("R", bound=Told)


@dataclass(frozen=True, kw_only=True)
class How:
    """How an experiment goes."""

    seed: Seed = None
    engine: Engine = "core"
    jobs: Jobs = None
    overrides: Sets = None
    json: Json = False
    quiet: Quiet = False

    def loaded(self, files: list[str]) -> "dict[str, Scenario]":
        """Return the scenarios of some files, under names that tell them apart. Raises ScenarioError with all that is wrong."""
        from gtmsim.cli.comparing import loaded
        from gtmsim.tell.naming import distinct

        return loaded(dict(zip(distinct(files), files, strict=True)), self.overrides or ())


@dataclass(frozen=True, kw_only=True)
class Kept(How):
    """How an experiment goes whose table may be kept, and which may take long."""

    out: Table = None
    force: Force = False
    yes: Yes = False

    @property
    def announce(self) -> "Announce":
        """What says how long it takes before it is begun."""
        return announced(self.yes, self.quiet)

    def refuse(self) -> None:
        """Raise UsageError if the table cannot be kept, before anything is run."""
        refuse_table(self.out, self.force)

    def tell(
        self,
        result: R,
        words: "Callable[[R, Style], str]",
        *,
        interrupted: bool,
        table: Tabular | None = None,
    ) -> NoReturn:
        """Keep the table of a result (or another that it rests on), print the result, and leave."""
        keep_table(self.out, result if table is None else table, self.quiet)
        tell(result, words, json=self.json, interrupted=interrupted)


def tell(result: R, words: "Callable[[R, Style], str]", *, json: bool, interrupted: bool) -> NoReturn:
    """Print a result, as JSON or in words, and leave."""
    if json:
        printed_json(result.as_json())
    else:
        show(words(result, out_style()))
    raise typer.Exit(INTERRUPTED if interrupted else DONE)


def _most_special_first(kind: type[How]) -> list[Field[Any]]:
    """Return the fields of a dataclass, those that it adds itself before those of what it is made from."""
    order = [name for each in kind.__mro__ for name in inspect.get_annotations(each)]
    return sorted(fields(kind), key=lambda each: order.index(each.name))


def taking(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command that takes, beside its own options, those of its last parameter `how`: the fields of a `How`."""
    own = inspect.signature(command).parameters
    kind = own["how"].annotation
    types = get_type_hints(kind, include_extras=True)
    shared = [
        inspect.Parameter(
            each.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=each.default,
            annotation=types[each.name],
        )
        for each in _most_special_first(kind)
    ]
    parameters = [each for name, each in own.items() if name != "how"] + shared

    def whole(**words: Any) -> None:
        how = kind(**{each.name: words.pop(each.name) for each in shared})
        command(**words, how=how)

    whole.__name__, whole.__doc__ = command.__name__, command.__doc__
    whole.__annotations__ = {each.name: each.annotation for each in parameters}
    whole.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what typer reads
    return whole
