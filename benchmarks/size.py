"""What an event costs in larger markets: every culture at ten thousand accounts, and one firm from a thousand to a million."""

from typing import Any

from benchmarks.asked import Asked
from benchmarks.cultures import CORE, TREATED_AT, WEEKS, runs
from benchmarks.race import Lap, Work, race, times, told
from benchmarks.worlds import CULTURES, culture
from gtmsim.engines import select
from gtmsim.program.tables import Program

TEN_THOUSAND = 10_000
LARGE_RUNS = 4

# Accounts, and replications of a lap: about as many events in each, but of the largest, where one is enough.
SIZES = {1_000: 100, 10_000: 10, 100_000: 1, 1_000_000: 1}
SIZE_WEEKS = 52


def measured(asked: Asked) -> dict[str, Any]:
    """Return what an event costs by culture and by size of the market; the same firm larger, and with the people it has."""
    cultures = _at_ten_thousand(asked, people=True)
    as_they_are = _at_ten_thousand(asked, people=False)
    sizes = _by_size(asked)
    return {
        "core_ns_per_event_10k_accounts": max(each["ns_per_event"] for each in cultures.values()),
        "time_per_event_million_over_thousand_accounts": sizes.pop("million_over_thousand"),
        "accounts_10k": {"weeks": WEEKS, "same_firm_larger": cultures, "people_as_they_are": as_they_are},
        "accounts": {"weeks": SIZE_WEEKS, **sizes},
    }


def _at_ten_thousand(asked: Asked, *, people: bool) -> dict[str, Any]:
    asked.say(
        f"cultures at {TEN_THOUSAND:,} accounts, {'people in proportion' if people else 'people as they are'}"
    )
    programs = {name: culture(name, WEEKS, TREATED_AT, TEN_THOUSAND, people=people) for name in CULTURES}
    who: dict[str, Work] = {
        name: runs(select("core"), program, LARGE_RUNS) for name, program in programs.items()
    }
    laps = race(who, asked.laps, warmed=list(who))
    for name, program in programs.items():
        _agree(asked, f"{name}_10k{'' if people else '_same_people'}", program, laps[name])
    return {name: told(run) for name, run in laps.items()}


def _by_size(asked: Asked) -> dict[str, Any]:
    told_of: dict[str, Any] = {}
    programs: dict[str, Program] = {}
    who: dict[str, Work] = {}
    for accounts, count in SIZES.items():
        asked.say(f"{accounts:,} accounts")
        programs[str(accounts)] = culture("mid_market", SIZE_WEEKS, TREATED_AT, accounts)
        who[str(accounts)] = runs(select("core"), programs[str(accounts)], count)
    laps = race(
        who, 1 if asked.quick else min(asked.laps, 3), warmed=[str(n) for n in SIZES if n < max(SIZES)]
    )
    for name, program in programs.items():
        _agree(asked, f"accounts_{name}", program, laps[name])
        told_of[name] = told(laps[name]) | {"people": program.people}
    ratio = times(laps[str(max(SIZES))], laps[str(min(SIZES))])
    return {"million_over_thousand": round(ratio, 2), **told_of}


def _agree(asked: Asked, name: str, program: Program, run: list[Lap]) -> None:
    asked.expected.agree(name, program, {CORE: run})
