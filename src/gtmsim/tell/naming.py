"""Names that tell scenarios apart."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

PRESET = "preset:"
OVER = "+"  # between the layers of a scenario


def distinct(files: Sequence[str]) -> list[str]:
    """Return a name for each file: its stem; with its folder where stems are equal, with a number where all is equal.

    Two different files never share a name: `a/pods.yaml` and `b/pods.yaml` become `a/pods` and `b/pods`.
    """
    stems = [_stem(file) for file in files]
    alike = Counter(stems)
    longer = [_long(file) if alike[stem] > 1 else stem for file, stem in zip(files, stems, strict=True)]
    alike = Counter(longer)
    seen: Counter[str] = Counter()
    names = []
    for name in longer:
        seen[name] += 1
        names.append(f"{name} {seen[name]}" if alike[name] > 1 else name)
    return names


def _stem(file: str) -> str:
    if OVER in file:
        return OVER.join(_stem(layer) for layer in file.split(OVER))
    return file.removeprefix(PRESET) if file.startswith(PRESET) else PurePath(file).stem


def _long(file: str) -> str:
    return file if file.startswith(PRESET) or OVER in file else str(PurePath(file).with_suffix(""))
