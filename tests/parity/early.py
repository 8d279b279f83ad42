"""A scenario cut to a few weeks: what has a date in it happens early, or it would not happen at all."""

from pathlib import Path

from gtmsim.scenario import Scenario, load


def cut(file: Path, weeks: int, warm_up: int) -> Scenario:
    """Return what a file says, ending after some weeks, with its treatment and its events before that."""
    said = load(file)
    told = [f"run.horizon={weeks} weeks", f"run.warm_up={warm_up} weeks"]
    if said.treatment.at is not None:
        told.append(f"treatment.at={weeks - 2} weeks")
    for place, (name, event) in enumerate(said.events.items()):
        if event is not None:
            told.append(f"events.{name}.at={1 + place % (weeks - 2)} weeks")
            told += [f"events.{name}.until={weeks - 1} weeks"] if event.until is not None else []
    return load(file, told)
