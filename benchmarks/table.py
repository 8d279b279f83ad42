"""The numbers for people: the flat ones, each with what it means, and the queue in every library."""

from typing import Any

# Flat key, what it means, unit.
MEANINGS = (
    ("mm1_ns_per_customer", "a customer of M/M/1 in the core", "ns"),
    ("mm1_loop_ns_per_customer", "the same customer in a loop written by hand", "ns"),
    ("mm1_over_loop", "core over loop", "x"),
    ("mm1_heapq_ns_per_customer", "a customer in a plain heapq loop", "ns"),
    ("mm1_simpy_ns_per_customer", "in SimPy, two processes and a store", "ns"),
    ("mm1_simpy_resource_ns_per_customer", "in SimPy, a resource", "ns"),
    ("mm1_ciw_ns_per_customer", "in Ciw", "ns"),
    ("core_over_reference", "core over reference, the least of the cultures", "x"),
    ("core_over_reference_compiled_rules", "the same, the reference asking the compiled rulebook", "x"),
    ("core_ns_per_event", "an event of these cultures in the core", "ns"),
    ("core_ns_per_event_10k_accounts", "at 10,000 accounts, the most of the cultures", "ns"),
    ("time_per_event_million_over_thousand_accounts", "an event at a million accounts over a thousand", "x"),
    ("mm1_instructions_per_customer", "instructions for a customer of M/M/1 in the core", ""),
    ("mm1_loop_instructions_per_customer", "in the loop written by hand", ""),
    ("core_instructions_per_event_10k_accounts", "instructions for an event at 10,000 accounts", ""),
    ("two_threads_over_one", "two threads over one", "x"),
    ("two_jobs_over_one", "gtmsim.run with two jobs over one", "x"),
    ("memory_10000_over_100_replications", "peak memory of 10,000 replications over 100", "x"),
    ("memory_bytes_per_further_replication", "bytes for each further replication", ""),
    ("what_if_seconds", "a first answer from 20 paired replications", "s"),
    ("what_if_100_seconds", "the same from 100", "s"),
    ("compare_seconds", "gtmsim compare, 20 paired replications, from a cold start", "s"),
    ("check_seconds", "gtmsim check", "s"),
    ("help_seconds", "gtmsim --help", "s"),
    ("study_over_run", "a study in a folder over a run in memory, CPU time", "x"),
    ("cluster_over_threads", "two workers of a cluster over two threads, CPU time of all", "x"),
    ("cluster_over_threads_on_the_clock", "the same on the clock", "x"),
    ("study_bytes_per_replication", "a replication of eleven series in its shard", "bytes"),
    ("branching_speedup", "five cultures together over each from the start", "x"),
)


def table(told: dict[str, Any]) -> str:
    """Return the page that run.py writes without --json."""
    lines = [f"{meaning:58}{_number(told[key]):>12} {unit}" for key, meaning, unit in MEANINGS if key in told]
    for name, scenario in _cultures(told).items():
        lines.append(
            f"{name:24}{scenario['core']['ns_per_event']:>10,.0f} ns an event{scenario['core_over_reference']:>10,.0f}x "
            f"the reference{scenario['core_over_reference_compiled_rules']:>10,.0f}x with compiled rules"
        )
    theory = told.get("mm1", {}).get("theory", {})
    for name in ("wait_hours", "number_in_line"):
        if name in theory:
            low, high = theory[name]["interval_95"]
            lines.append(
                f"M/M/1 {name.replace('_', ' ')}: theory {theory[name]['theory']}, observed {theory[name]['observed']} "
                f"(95 %: {low} to {high}, {theory['replications']} replications)"
            )
    lines += [f"NO RATE of {name}: {why}" for name, why in told["differs"].items()]
    lines += [f"left out {name}, for want of {why}" for name, why in told["missing"].items()]
    versions = ", ".join(f"{name} {number}" for name, number in told["versions"].items())
    lines.append(f"medians of {told['laps']} interleaved laps, CPU time of one thread; {versions}")
    lines.append(f"{told['machine']['processor']}, {told['machine']['cores']} cores")
    return "\n".join(lines) + "\n"


def _cultures(told: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in told.get("cultures", {}).items() if isinstance(each, dict)}


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:,.2f}"
