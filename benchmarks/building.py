"""The hand-written loop is compiled when it is first needed, with the flags of the core."""

import importlib.util
import os
import shlex
import subprocess
import sys
import sysconfig
from importlib.machinery import ExtensionFileLoader
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
EXT = HERE.parent / "ext"
NAME = "_gtmsim_benchmark_loop"
SOURCES = (HERE / "loop.pyx", EXT / "philox.h", Path(__file__))

# As in ext/CMakeLists.txt: without contraction a product and a sum round twice, as they do in the core.
FLAGS = ("-O2", "-ffp-contract=off", "-DNDEBUG", "-DCYTHON_WITHOUT_ASSERTIONS", "-Wall")
DIRECTIVES = (
    "language_level=3",
    "boundscheck=False",
    "wraparound=False",
    "initializedcheck=False",
    "cdivision=True",
)


class Missing(Exception):
    """What a part of the benchmarks needs is not installed."""


def loop(folder: Path | None = None) -> ModuleType:
    """Return the compiled loop, compiled anew if a source of it is newer. Raises `Missing` if that is impossible here."""
    place = folder or HERE.parent / "build" / "benchmarks"
    built = place / f"{NAME}{sysconfig.get_config_var('EXT_SUFFIX')}"
    if not built.exists() or built.stat().st_mtime < max(each.stat().st_mtime for each in SOURCES):
        _compile(built)
    return _imported(built)


def _compile(built: Path) -> None:
    if importlib.util.find_spec("Cython") is None:
        raise Missing("Cython, which translates the hand-written loop: pip install '.[bench]'")
    built.parent.mkdir(parents=True, exist_ok=True)
    # To names of its own first: two runs at once never read half a file.
    source, fresh = (built.with_suffix(f".{os.getpid()}{ending}") for ending in (".c", ".so"))
    directives = [word for each in DIRECTIVES for word in ("-X", each)]
    _run(
        [
            sys.executable,
            "-m",
            "cython",
            *directives,
            "--module-name",
            NAME,
            "--output-file",
            str(source),
            str(SOURCES[0]),
        ]
    )
    linked = shlex.split(sysconfig.get_config_var("LDSHARED"))
    headers = [f"-I{sysconfig.get_path('include')}", f"-I{EXT}"]
    _run([*linked, "-fPIC", *FLAGS, *headers, str(source), "-o", str(fresh), "-lm"])
    fresh.replace(built)
    source.unlink()


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise Missing(f"a C compiler: {command[0]} is not there") from None
    except subprocess.CalledProcessError as failed:
        raise Missing(f"the hand-written loop, which does not compile:\n{failed.stderr}") from None


def _imported(built: Path) -> ModuleType:
    if NAME in sys.modules:
        return sys.modules[NAME]
    spec = importlib.util.spec_from_file_location(NAME, built, loader=ExtensionFileLoader(NAME, str(built)))
    if spec is None or spec.loader is None:
        raise ImportError(f"{built} is no extension module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[NAME] = module
    return module
