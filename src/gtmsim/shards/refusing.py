"""Why a study does not go on: another version, other scenarios or settings, or shards that are not its own."""

from collections.abc import Iterator
from dataclasses import replace

from gtmsim.errors import UsageError
from gtmsim.scenario import loads
from gtmsim.scenario.differing import NOTHING, changes_between
from gtmsim.shards.asked import Asked
from gtmsim.shards.faults import StudyError
from gtmsim.shards.journal import Journal, Span
from gtmsim.shards.manifest import Manifest, apart
from gtmsim.shards.places import Places
from gtmsim.shards.rows import Stamp, stamped
from gtmsim.shards.versions import other_versions

_PARTS = ("world", "organisation", "policy", "treatment", "events", "run")
_NOT_ITS_OWN = ("run.seed", "run.replications")  # the study says those
_MOST = 10


def refuse_another_version(places: Places, manifest: Manifest) -> None:
    """Raise StudyError if what computed the first rows is not what would compute the next."""
    other = other_versions(manifest.versions)
    if other:
        raise StudyError(
            f"{places.folder} was begun with {'; '.join(other)}: rows of two versions do not belong together. "
            "Finish it with the versions that began it, or begin another study"
        )


def refuse_changes(places: Places, manifest: Manifest, asked: Asked) -> None:
    """Raise StudyError, telling every place, if a study file asks for something else than the folder holds."""
    found = list(_changes(places, manifest, asked))
    if not found:
        return
    lines = [f"  {path}: {before} there, {after} now" for path, before, after in found[:_MOST]]
    if len(found) > _MOST:
        lines.append(f"  and {len(found) - _MOST} more")
    told = "\n".join(lines)
    raise StudyError(
        f"{places.folder} holds another study than {asked.file} asks for:\n{told}\nBegin another study in another folder, or "
        f"go on with what the folder holds: gtmsim study run --out {places.folder}"
    )


def _changes(places: Places, manifest: Manifest, asked: Asked) -> Iterator[tuple[str, str, str]]:
    now = replace(
        manifest,
        seed=asked.seed,
        engine=asked.engine,
        metrics=asked.metrics,
        weekly=asked.weekly,
        design=asked.design,
    )
    yield from apart(manifest, now)
    for name in dict.fromkeys((*manifest.scenarios, *asked.scenarios)):
        if name not in asked.scenarios or name not in manifest.scenarios:
            there, here = ("there" if name in each.scenarios else NOTHING for each in (manifest, asked))
            yield f"scenarios.{name}", there, here
            continue
        base, scenario = manifest.scenarios[name], asked.scenarios[name]
        if base.digest != scenario.digest:
            began = loads(places.scenario(base.digest).read_text(encoding="utf-8"), name=base.name)
            for change in changes_between(began, scenario, *_PARTS):
                if change.path not in _NOT_ITS_OWN:
                    yield f"{name}: {change.path}", change.before, change.after
    if tuple(manifest.scenarios) != tuple(asked.scenarios):
        yield "scenarios", ", ".join(manifest.scenarios), ", ".join(asked.scenarios)
    if asked.replications > manifest.replications:
        more = asked.replications - manifest.replications
        raise UsageError(
            f"{places.folder} is a study of {manifest.replications} replications and {asked.file} asks for {asked.replications}: "
            f"gtmsim study extend {places.folder} -n {more} adds them"
        )


def stamp_of(manifest: Manifest, span: Span) -> Stamp:
    """Return what a shard must say of itself."""
    point = manifest.points[span.point]
    return Stamp(
        point.name,
        point.scenario,
        point.values,
        point.program,
        manifest.engine,
        manifest.seed,
        span.first,
        span.count,
        manifest.metrics,
    )


def faulty(places: Places, manifest: Manifest, done: Journal) -> list[str]:
    """Return what is wrong with the shards of a study, by their names and footers: damaged, or of another study."""
    found = [f"shards/{name}: no shard of this study" for name in done.strangers]
    for span in done.spans():
        try:
            said, _ = stamped(places.shard(span))
        except StudyError as error:
            found.append(f"shards/{span.shard}: {error}")
            continue
        wanted = stamp_of(manifest, span)
        if said != wanted:
            other = ", ".join(
                f"{name} {getattr(said, name)} for {getattr(wanted, name)}"
                for name in Stamp.__dataclass_fields__
                if getattr(said, name) != getattr(wanted, name)
            )
            found.append(f"shards/{span.shard}: of another study ({other})")
        elif manifest.weekly and not places.week(span).is_file():
            found.append(f"shards/{span.shard}: its weeks are missing")
    return found


def refuse_faulty(places: Places, found: list[str]) -> None:
    """Raise StudyError if shards are faulty, and say what to do about it."""
    if found:
        lines = [f"  {each}" for each in found[:_MOST]]
        if len(found) > _MOST:
            lines.append(f"  and {len(found) - _MOST} more")
        told = "\n".join(lines)
        raise StudyError(
            f"{places.folder} has files that cannot be used:\n{told}\n"
            "Take them away and run the study again: what they should hold is computed anew"
        )
