"""What no field can know alone: names that must exist, shares of people and work that must fit together."""

import re
from dataclasses import replace
from datetime import timedelta

from gtmsim.errors import Problem
from gtmsim.scenario.checks_customers import check_customers
from gtmsim.scenario.checks_events import check_events
from gtmsim.scenario.checks_hub import check_hub
from gtmsim.scenario.checks_market import check_market
from gtmsim.scenario.checks_people import check_organisation, check_someone_may
from gtmsim.scenario.checks_planning import check_planning, check_reporting
from gtmsim.scenario.checks_policy import check_policy
from gtmsim.scenario.checks_pursuit import check_pursuit
from gtmsim.scenario.checks_rivals import check_rivals
from gtmsim.scenario.checks_roadmap import check_roadmap
from gtmsim.scenario.finding import Findings
from gtmsim.scenario.model import Scenario, treated_tree
from gtmsim.scenario.nodes import Node, Path, split
from gtmsim.scenario.sources import Source
from gtmsim.scenario.stages import Stage
from gtmsim.scenario.unsaid import RESERVED, alive, end_of, later_stages
from gtmsim.scenario.values import Uncertain, central
from gtmsim.units import TICKS_PER_WEEK

MOST_STAGES = 255
MOST_SOURCES = 255
_ID = re.compile(r"\w[\w-]*")
_ID_WANTED = "an id of letters, digits, _ and -"


def check(scenario: Scenario, tree: Node, known: list[Problem]) -> list[Problem]:
    """Return every problem of a scenario whose fields are valid one by one.

    `known` are the problems told already. What follows from them is not told as another problem: not what depends on
    a broken value, nor who may work what while the organisation is in doubt.
    """
    findings = Findings(scenario, tree, [split(problem.path) for problem in known])
    _check_ids(findings)
    _check_world(findings)
    check_market(findings)
    check_customers(findings)
    check_hub(findings)
    check_pursuit(findings)
    check_rivals(findings)
    check_roadmap(findings)
    check_organisation(findings)
    check_policy(findings)
    check_reporting(findings)
    check_planning(findings)
    _check_run(findings)
    _check_treatment(findings)
    check_events(findings)
    parts: list[Path] = [("organisation",), ("policy", "intake"), ("world", "stages"), ("world", "requests")]
    if not any(findings.in_doubt(part) for part in parts):
        check_someone_may(findings)
    return findings.problems


def _check_ids(findings: Findings) -> None:
    world, organisation = findings.scenario.world, findings.scenario.organisation
    maps: list[tuple[Path, list[str]]] = [
        (("world", name), list(getattr(world, name)))
        for name in ("segments", "sources", "stages", "requests", "products", "attributes", "rivals", "links")
    ]
    maps += [
        (("organisation", name), list(getattr(organisation, name)))
        for name in ("calendars", "roles", "teams")
    ]
    maps.append((("world", "library", "personas"), list(world.library.personas)))
    maps.append((("events",), list(findings.scenario.events)))
    for name, team in alive(organisation.teams).items():
        maps.append((("organisation", "teams", name, "members"), list(team.members)))
    for path, ids in maps:
        for each in ids:
            if not _ID.fullmatch(each):
                findings.add((*path, each), each, _ID_WANTED, key=True)
    _check_kinds(findings)


def _check_kinds(findings: Findings) -> None:
    """Tell where a kind of work would have two meanings: an id used twice, or one of our own names."""
    seen: dict[str, str] = {}
    kinds: list[tuple[Path, str, str]] = [
        (("world", "stages", name), name, "a stage") for name in alive(findings.scenario.world.stages)
    ]
    kinds += [
        (("world", "requests", name), name, "a request") for name in alive(findings.scenario.world.requests)
    ]
    kinds += [
        (("policy", "standing", role, name), name, "standing work")
        for role, shares in findings.scenario.policy.standing.items()
        for name in shares
    ]
    for path, name, what in kinds:
        if name in RESERVED:
            findings.add(
                path, name, f"another id; {', '.join(RESERVED)} have meanings of their own", key=True
            )
        elif not _ID.fullmatch(name):
            findings.add(path, name, _ID_WANTED, key=True) if what == "standing work" else None
        elif seen.setdefault(name, what) != what:
            findings.add(path, name, f"another id; {name} is {seen[name]} already", key=True)


def _check_world(findings: Findings) -> None:
    world = findings.scenario.world
    segments, sources, stages = alive(world.segments), alive(world.sources), alive(world.stages)
    for name, ids in (("segments", segments), ("sources", sources), ("stages", stages)):
        if not ids:
            findings.add(
                ("world", name), "none", f"at least one of {name}, such as {name}: {{{name[:-1]}: {{}}}}"
            )
    for name, count, most in (
        ("stages", len(world.stages), MOST_STAGES),
        ("sources", len(world.sources), MOST_SOURCES),
    ):
        if count > most:
            findings.add(("world", name), count, f"at most {most} {name}")
    for name, source in sources.items():
        _check_source(findings, ("world", "sources", name), source)
    for name, stage in stages.items():
        same_side = [s for s in later_stages(stages, name) if stages[s].after_win == stage.after_win]
        _check_stage(findings, ("world", "stages", name), stage, same_side)


def _check_source(findings: Findings, path: Path, source: Source) -> None:
    world = findings.scenario.world
    segments, stages = alive(world.segments), alive(world.stages)
    findings.names((*path, "mix"), source.mix or {}, segments, "a segment", world.segments)
    if source.starts_at is not None:
        findings.name((*path, "starts_at"), source.starts_at, stages, "a stage", world.stages)
    if source.kind == "prospecting":
        return
    if source.kind != "stream":
        if central(source.unprompted) > central(source.hand_raise):
            findings.add(
                (*path, "unprompted"), f"{central(source.unprompted):g}", "at most the share of hand_raise"
            )
        return
    if source.mix is None and len(segments) > 1:
        wanted = "mix: shares of the segments; it can be left out only with one segment"
        findings.add((*path, "mix"), "nothing", wanted)
    days = source.weekdays
    if not any(central(getattr(days, day)) > 0 for day in type(days).model_fields):
        findings.add((*path, "weekdays"), "no weight", "at least one day with a weight above 0")
    if not any(central(weight) > 0 for weight in source.hours.values()):
        findings.add((*path, "hours"), "no weight", "at least one hour with a weight above 0")
    if source.last is not None and source.last < source.first:
        findings.add((*path, "last"), source.last, f"at least the {source.first} leads of `first`")


def _check_stage(findings: Findings, path: Path, stage: Stage, later: list[str]) -> None:
    world = findings.scenario.world
    whole = isinstance(stage.sessions, float) and stage.sessions.is_integer()
    if stage.session_spread == "none" and not whole:
        found = "an uncertain number" if isinstance(stage.sessions, Uncertain) else f"{stage.sessions:g}"
        findings.add((*path, "sessions"), found, "a whole number, since session_spread is none")
    findings.names((*path, "requests"), stage.requests, alive(world.requests), "a request", world.requests)
    for name in stage.next or {}:
        written = findings.tree.at((*path, "next"))
        at = (*path, "next", name) if written is not None and written.entries is not None else (*path, "next")
        end = end_of(stage)
        later_words = f"a later stage{' after the win' if stage.after_win else ''}, or {end}"
        gone = {each: said for each, said in world.stages.items() if said is None}
        findings.name(at, name, [*later, end], later_words, gone)


def _check_treatment(findings: Findings) -> None:
    """Tell what is wrong with the date of a treatment, and with what its policy changes."""
    scenario, path = findings.scenario, ("treatment", "at")
    at, after = scenario.treatment.at, scenario.treated
    if at is None or after is None:
        if findings.written(("treatment", "policy")):
            findings.add(path, "nothing", "when the treatment comes, such as at: 52 weeks")
        return
    told = f"{at / TICKS_PER_WEEK:.4g} weeks"
    if at % TICKS_PER_WEEK or at == 0:
        findings.add(path, told, "whole weeks, 1 or more")
    if at >= scenario.run.horizon:
        findings.add(
            path,
            told,
            f"less than the horizon of {scenario.run.horizon / TICKS_PER_WEEK:.4g} weeks",
            against=("run", "horizon"),
        )
    doubts = [doubt[1:] if doubt[:1] == ("treatment",) else doubt for doubt in findings.doubts]
    later = Findings(after, treated_tree(findings.tree), doubts)
    check_policy(later)
    check_planning(later)
    if not later.in_doubt(("organisation",)) and not later.in_doubt(("policy", "intake")):
        check_someone_may(later)
    known = {(each.file, each.line, each.column) for each in findings.problems}
    for each in later.problems:
        if (each.file, each.line, each.column) not in known:
            prefix = "treatment." if each.path.startswith("policy") else ""
            findings.problems.append(replace(each, path=prefix + each.path))


def _check_run(findings: Findings) -> None:
    run = findings.scenario.run
    if (past := run.start.weekday()) != 0:
        monday = run.start - timedelta(days=past)
        nearest = f"{monday} or {monday + timedelta(days=7)}"
        findings.add(("run", "start"), f"{run.start}, a {run.start:%A}", f"a Monday: {nearest}")
    if run.warm_up % TICKS_PER_WEEK:
        findings.add(("run", "warm_up"), f"{run.warm_up / TICKS_PER_WEEK:.4g} weeks", "whole weeks")
    if run.warm_up >= run.horizon:
        weeks = f"{run.horizon / TICKS_PER_WEEK:.4g} weeks"
        findings.add(
            ("run", "warm_up"),
            f"{run.warm_up / TICKS_PER_WEEK:.4g} weeks",
            f"less than the horizon of {weeks}",
            against=("run", "horizon"),
        )
