"""The command that reads a log."""

from pathlib import Path
from typing import Annotated

import typer

from gtmsim.cli.ending import DONE, INTERRUPTED, Interrupted, printed_json
from gtmsim.cli.options import Engine, Force, Jobs, Json, Quiet, Replications, Seed, Verbose, examples
from gtmsim.cli.places import refuse_to_replace, written
from gtmsim.cli.progress import progress_of
from gtmsim.cli.showing import out_style, show

Export = Annotated[
    Path,
    typer.Argument(
        metavar="EXPORT_DIR", help="A folder with leads.csv, opportunities.csv, activities.csv, ..."
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="FILE.yaml", help="Where to write the scenario.")]
Questions = Annotated[
    bool,
    typer.Option(
        "--questions",
        help="Also write what-ifs beside it: a lead desk, one person all the way, two people more.",
    ),
]
Backtest = Annotated[
    bool, typer.Option("--backtest/--no-backtest", help="Run it and hold it against the log.")
]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=examples(
            "gtmsim calibrate exports/crm --out lender.yaml",
            "gtmsim calibrate exports/crm --out lender.yaml --questions",
        )
    )(calibrate)


def calibrate(
    export: Export,
    out: Out,
    force: Force = False,
    questions: Questions = False,
    backtest: Backtest = True,
    replications: Replications = None,
    seed: Seed = None,
    engine: Engine = "core",
    jobs: Jobs = None,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write the scenario that an exported log shows.

    Tells each value's interval, what the log could not tell, and simulated waits, backlog and conversions beside the log's own.
    """
    from gtmsim.calibration import calibrate as calibrated
    from gtmsim.scenario.writing import write_text
    from gtmsim.tell.calibrations import calibration_data, calibration_words, scenario_texts

    refuse_to_replace([out], force)
    found = calibrated(export)
    texts = scenario_texts(found, out, questions)
    refuse_to_replace(list(texts), force)
    for file, text in texts.items():
        write_text(file, text)
        written(file, quiet)
    if not json:
        show(calibration_words(found, out_style(), every_default=verbose))
    data: dict[str, object] = {"written": [str(file) for file in texts], **calibration_data(found)}
    interrupted = False
    if backtest:
        from gtmsim.calibration.backtest import held_against
        from gtmsim.program.lower import lower
        from gtmsim.scenario import load
        from gtmsim.study.run import run
        from gtmsim.tell.backtest import backtest_data, backtest_words

        program = lower(load(out))
        with progress_of(out.stem, quiet) as progress:
            finished = run(
                program,
                seed=seed,
                replications=replications,
                engine=engine,
                jobs=jobs,
                progress=progress,
                keep="totals",  # quantiles of one replication's totals are held against the log
            )
        if not finished.count:
            raise Interrupted
        interrupted = finished.interrupted
        told = held_against(found, finished)
        data["backtest"] = backtest_data(told, finished)
        if not json:
            show("\n" + backtest_words(told, finished, out_style()))
    if json:
        printed_json(data)
    raise typer.Exit(INTERRUPTED if interrupted else DONE)
