"""What made a number: every result carries it."""

import platform
from importlib.metadata import version

import numpy as np


def versions() -> dict[str, str]:
    """Return the versions that a result depends on."""
    return {"gtmsim": version("gtmsim"), "numpy": np.__version__, "python": platform.python_version()}
