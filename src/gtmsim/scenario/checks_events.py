"""What must fit together in events: dates, customers to be lost, and firms to be bought."""

from datetime import timedelta

from gtmsim.scenario.events import Event
from gtmsim.scenario.finding import Findings
from gtmsim.scenario.nodes import Path
from gtmsim.scenario.unsaid import alive
from gtmsim.units import TICKS_PER_WEEK


def check_events(findings: Findings) -> None:
    """Tell what is wrong with events, their patches aside."""
    for name, event in alive(findings.scenario.events).items():
        path: Path = ("events", name)
        _check_dates(findings, path, event)
        if event.loses_largest > 0 and findings.scenario.world.customers.term is None:
            wanted = "0, or contracts that can be lost: world.customers.term"
            findings.add((*path, "loses_largest"), event.loses_largest, wanted)
        _check_acquisition(findings, path, event)


def _check_dates(findings: Findings, path: Path, event: Event) -> None:
    if event.at is None:
        findings.add((*path, "at"), "nothing", "when it happens, such as at: 52 weeks")
        return
    horizon = findings.scenario.run.horizon
    told = f"{event.at / TICKS_PER_WEEK:.4g} weeks"
    if event.at % TICKS_PER_WEEK or event.at == 0:
        findings.add((*path, "at"), told, "whole weeks, 1 or more")
    elif event.at >= horizon:
        wanted = f"less than the horizon of {horizon / TICKS_PER_WEEK:.4g} weeks"
        findings.add((*path, "at"), told, wanted, against=("run", "horizon"))
    if event.until is not None:
        told = f"{event.until / TICKS_PER_WEEK:.4g} weeks"
        if event.until % TICKS_PER_WEEK:
            findings.add((*path, "until"), told, "whole weeks")
        elif event.until <= event.at:
            wanted = f"after it began, at {event.at / TICKS_PER_WEEK:.4g} weeks"
            findings.add((*path, "until"), told, wanted, against=(*path, "at"))


def _check_acquisition(findings: Findings, path: Path, event: Event) -> None:
    world, run = findings.scenario.world, findings.scenario.run
    products, segments = alive(world.products), alive(world.segments)
    findings.names((*path, "acquires"), event.acquires, segments, "a segment", world.segments)
    if event.product is not None:
        known = findings.name((*path, "product"), event.product, products, "a product", world.products)
        launches = products[event.product].launches if known else None
        day = run.start + timedelta(seconds=event.at or 0)
        if launches is not None and launches != day:
            findings.add(
                (*path, "product"), event.product, f"a product that launches on {day}, or says no date"
            )
    if not any(event.acquires.values()):
        return
    if event.product is None:
        findings.add((*path, "product"), "nothing", "the product that is bought, one of world.products")
    if world.customers.term is None:
        findings.add(
            (*path, "acquires"), "accounts", "none, or contracts that can be bought: world.customers.term"
        )
    elif not any(source.kind == "pool" for source in alive(world.sources).values()):
        findings.add(
            (*path, "acquires"), "accounts", "none, or a finite market of them: a source of kind pool"
        )
