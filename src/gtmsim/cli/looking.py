"""Commands that look at scenarios and run nothing: check, describe, where, schema, presets, metrics, mechanisms."""

from typing import Annotated

import typer

from gtmsim.cli.ending import DONE, FELL_SHORT, printed_json
from gtmsim.cli.options import File, Files, Json, Quiet, Sets, examples
from gtmsim.cli.showing import out_style, show


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog=examples(
            "gtmsim check lender.yaml pods.yaml",
            "gtmsim check lender.yaml --set run.horizon='26 weeks' --strict",
        )
    )(check)
    app.command(epilog=examples("gtmsim describe preset:baseline"))(describe)
    app.command(epilog=examples("gtmsim where preset:baseline world.sources.web.intent"))(where)
    app.command(epilog=examples("gtmsim schema > scenario.schema.json"))(schema)
    app.command(epilog=examples("gtmsim presets", "gtmsim run preset:baseline"))(presets)
    app.command(epilog=examples("gtmsim metrics", "gtmsim metrics preset:mid_market"))(metrics)
    app.command(
        epilog=examples("gtmsim mechanisms --working", "gtmsim mechanisms A17 C7", "gtmsim mechanisms drain")
    )(mechanisms)


def check(
    files: Files,
    overrides: Sets = None,
    strict: Annotated[bool, typer.Option("--strict", help="Leave with 1 if anything has no effect.")] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say what is wrong in scenario files, and what has no effect.

    Every problem at once, with its place, what was found and what would be right. Runs nothing.
    """
    from importlib.metadata import version

    from gtmsim.errors import ScenarioError
    from gtmsim.scenario import load
    from gtmsim.scenario.unused import unused
    from gtmsim.tell.checks import as_data, errors_words, fine_words

    code = DONE
    told: list[dict[str, object]] = []
    for name in files:
        try:
            scenario = load(name, overrides or ())
        except ScenarioError as error:
            code = FELL_SHORT
            told.append(
                {"file": name, "ok": False, "problems": error.as_json()["problems"], "without_effect": []}
            )
            if not json:
                show(errors_words(error, out_style()))
            continue
        found = unused(scenario)
        code = FELL_SHORT if found and strict else code
        told.append({"file": name, "ok": not (found and strict), **as_data(scenario, found)})
        if not json and (found or not quiet):
            show(fine_words(name, scenario, found, out_style()))
    if json:
        printed_json({"version": version("gtmsim"), "exit_code": code, "files": told})
    raise typer.Exit(code)


def describe(file: File, overrides: Sets = None, json: Json = False) -> None:
    """Tell a scenario's lowered program in words.

    Sources, stages step by step, who takes what, queues, calendars, planned cost: what the engines will read.
    """
    from gtmsim.program.lower import lower
    from gtmsim.scenario import load
    from gtmsim.tell.describe import described, described_data

    program = lower(load(file, overrides or ()))
    if json:
        printed_json(described_data(program))
    else:
        show(described(program, out_style()))


def where(
    file: File,
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="A dotted path, such as world.sources.web.rate.")
    ],
    overrides: Sets = None,
    json: Json = False,
) -> None:
    """Say which line sets a value, and how far to trust it."""
    from dataclasses import asdict

    from gtmsim.scenario import load
    from gtmsim.scenario.where import where as place_at
    from gtmsim.tell.checks import place_words

    place = place_at(load(file, overrides or ()), path)
    if json:
        printed_json({**asdict(place), "written": place.told})
    else:
        show(place_words(place, out_style()))


def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    import json

    from gtmsim.scenario.editor import json_schema

    show(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def presets(json: Json = False) -> None:
    """List the scenarios that come with gtmsim, and the cultures and structures to lay over them with +."""
    from gtmsim.scenario.files import PARTS
    from gtmsim.tell.presets import layers, preset_words, questions

    told = {part: layers(part) for part in PARTS}
    if json:
        printed_json({"presets": questions(), **told})
        return
    show(preset_words(questions(), out_style()))
    for part, named in told.items():
        if named:
            show(f"\n{part}, such as preset:mid_market+{next(iter(named))}")
            show(preset_words(named, out_style(), prefix="+"))


def metrics(
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="Only what this scenario can tell. Default: all there are."),
    ] = None,
    json: Json = False,
) -> None:
    """List the metrics: name, unit, which way is better, what it means, and what a scenario must have for it."""
    from gtmsim.program.lower import lower
    from gtmsim.scenario import load
    from gtmsim.tell.metrics import metric_data, metric_words

    program = lower(load(file)) if file else None
    if json:
        printed_json(metric_data(program))
    else:
        show(metric_words(program, out_style()))


def mechanisms(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID|WORD", help="Such as A17, or drain. Default: all of them."),
    ] = None,
    working: Annotated[bool, typer.Option("--working", help="Only those that work.")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="Only those that do not work yet.")] = False,
    json: Json = False,
) -> None:
    """List the mechanisms gtmsim exists to simulate, and which of them work.

    Works: a test shows what it does, and a scenario can switch it. A claim is tried when a test asks whether it holds.
    Those named by id, or by a word of their title or type, are told with their tests. What is open says why.
    """
    from gtmsim.errors import UsageError
    from gtmsim.mechanisms import picked
    from gtmsim.tell.mechanisms import detail_words, mechanism_data, mechanism_words

    if working and missing:
        raise UsageError("--working and --missing leave nothing: choose one")
    told = [each for each in picked(ids or ()) if not (working or missing) or each.works is working]
    if json:
        printed_json(mechanism_data(told, picked(())))
    else:
        show(detail_words(told, out_style()) if ids else mechanism_words(told, picked(()), out_style()))
