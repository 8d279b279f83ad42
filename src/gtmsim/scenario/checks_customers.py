"""What must fit together after the win: stages that follow it stand last, and customers answer by one source."""

from gtmsim.scenario.finding import Findings
from gtmsim.scenario.unsaid import after_win_stages, alive, selling_stages, standing_kinds


def check_customers(findings: Findings) -> None:
    """Tell stages on the wrong side of the win, sources of customers beyond the first, and more customers than accounts."""
    _check_sides(findings)
    _check_start(findings)
    world = findings.scenario.world
    for path, kind in (
        (("world", "customers", "built_by"), world.customers.built_by),
        (("world", "loyalty", "served_by"), world.loyalty.served_by),
    ):
        if kind is not None and not findings.in_doubt(("policy", "standing")):
            known = standing_kinds(findings.scenario)
            findings.name(path, kind, known, "a kind of standing work in policy.standing")
    sources = alive(findings.scenario.world.sources)
    answering = [name for name, source in sources.items() if source.kind == "customers"]
    for name in answering[1:]:
        wanted = f"one source of customers at most; {answering[0]} is it already"
        findings.add(("world", "sources", name, "kind"), "customers", wanted)


def _check_start(findings: Findings) -> None:
    """Tell customers from the start who are no accounts of the market, if there is one."""
    world = findings.scenario.world
    if not any(source.kind == "pool" for source in alive(world.sources).values()):
        return
    for name, segment in alive(world.segments).items():
        if segment.customers_at_start > segment.accounts:
            wanted = f"no more than its accounts in the market, {segment.accounts}"
            path = ("world", "segments", name, "customers_at_start")
            findings.add(path, segment.customers_at_start, wanted)


def _check_sides(findings: Findings) -> None:
    scenario = findings.scenario
    stages, after = list(alive(scenario.world.stages)), after_win_stages(scenario)
    selling = selling_stages(scenario)
    if after and not selling:
        findings.add(("world", "stages"), "only stages after the win", "at least one stage that sells")
        return
    for name in after:
        if any(stages.index(name) < stages.index(each) for each in selling):
            found = f"declared before {selling[-1]}, which sells"
            findings.add(("world", "stages", name, "after_win"), found, "declared after all stages that sell")
    for name, source in alive(scenario.world.sources).items():
        if source.starts_at in after:
            findings.add(("world", "sources", name, "starts_at"), source.starts_at, "a stage that sells")
