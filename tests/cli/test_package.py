import subprocess
import sys

import gtmsim


def ran(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_every_public_name_is_there() -> None:
    assert [name for name in gtmsim.__all__ if getattr(gtmsim, name, None) is None] == []
    assert set(gtmsim.__all__) < set(dir(gtmsim))
    assert gtmsim.__version__[0].isdigit()


def test_importing_the_package_imports_nothing_else_of_weight() -> None:
    assert (
        ran("import gtmsim, sys; print({'numpy', 'polars', 'pydantic', 'typer'} & set(sys.modules))")
        == "set()"
    )


def test_calibrate_is_a_verb_whatever_was_imported_first() -> None:
    asked = "gtmsim.calibrate(pathlib.Path('nowhere'))"
    for before in ("", "import gtmsim.calibration.numbers", "from gtmsim.calibration import Calibration"):
        code = f"import gtmsim, pathlib\n{before}\ntry: {asked}\nexcept gtmsim.GtmsimError as error: print(error)"
        assert "nowhere" in ran(code)


def test_the_story_can_be_told_at_a_prompt() -> None:
    short = ["run.horizon=4 weeks", "run.warm_up=0 weeks"]
    program = gtmsim.lower(gtmsim.load("preset:single_queue", short))
    run = gtmsim.run(program, replications=3, jobs=1, keep="totals")
    assert gtmsim.report(gtmsim.compare(run, run, by="wins")).startswith(
        "single_queue 2 and single_queue 1 do not differ in wins"
    )
    assert gtmsim.metrics(run, "single_queue", ["wins"]).height > 0
    assert len(gtmsim.trace(program).records) > 0
    assert gtmsim.unused(gtmsim.load("preset:single_queue")) == []
