"""The same queue in other libraries: SimPy as most people write it and as its guide does, Ciw, and a plain heapq loop.

Each has its own random numbers and fewer customers than the core; its mean wait stands beside the formula's.
"""

import heapq
import importlib.util
import random
from collections import deque
from collections.abc import Callable, Generator
from importlib.metadata import version
from typing import Any

import simpy

from benchmarks.asked import Asked
from benchmarks.building import loop
from benchmarks.floor import Queue, queue_of
from benchmarks.race import Work, race, times, told
from benchmarks.worlds import SEED, queue
from gtmsim.engines import select
from gtmsim.program.tables import Program

# How many customers each of them serves in a lap.
CUSTOMERS = {"heapq": 200_000, "simpy": 40_000, "simpy_resource": 30_000, "ciw": 10_000}

# Serve so many customers, and return the mean wait of all of them in mean sessions.
Peer = Callable[[float, int], float]


def by_heapq(busy: float, customers: int) -> float:
    """Keep two kinds of events in a heap of tuples, and those who wait in a deque."""
    draw = random.Random(SEED).expovariate
    coming = [(draw(busy), True)]
    line: deque[float] = deque()
    working, came, served, waited = False, 1, 0, 0.0
    while served < customers:
        now, arrives = heapq.heappop(coming)
        if arrives:
            line.append(now)
            if came < customers:
                came += 1
                heapq.heappush(coming, (now + draw(busy), True))
        else:
            working = False
        if line and not working:
            working = True
            served += 1
            waited += now - line.popleft()
            heapq.heappush(coming, (now + draw(1.0), False))
    return waited / customers


def by_simpy(busy: float, customers: int) -> float:
    """Let one process bring customers to a store and another serve them."""
    draw = random.Random(SEED).expovariate
    world = simpy.Environment()
    line = simpy.Store(world)
    waited = 0.0

    def come() -> Generator[simpy.Event, Any, None]:
        for _ in range(customers):
            yield world.timeout(draw(busy))
            line.put(world.now)

    def serve() -> Generator[simpy.Event, Any, None]:
        nonlocal waited
        for _ in range(customers):
            since = yield line.get()
            waited += world.now - since
            yield world.timeout(draw(1.0))

    world.process(come())
    world.run(world.process(serve()))
    return waited / customers


def by_simpy_resource(busy: float, customers: int) -> float:
    """Begin a process for each customer, who asks for a resource: the example of SimPy's guide."""
    draw = random.Random(SEED).expovariate
    world = simpy.Environment()
    desk = simpy.Resource(world)
    waited = 0.0

    def customer() -> Generator[simpy.Event, Any, None]:
        nonlocal waited
        since = world.now
        with desk.request() as turn:
            yield turn
            waited += world.now - since
            yield world.timeout(draw(1.0))

    def come() -> Generator[simpy.Event, Any, None]:
        for _ in range(customers):
            yield world.timeout(draw(busy))
            world.process(customer())

    world.process(come())
    world.run()
    return waited / customers


def by_ciw(busy: float, customers: int) -> float:
    """Serve them at one node, as Ciw's first tutorial has it."""
    import ciw  # a library of the `bench` extra

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=busy)],
        service_distributions=[ciw.dists.Exponential(rate=1.0)],
        number_of_servers=[1],
    )
    ciw.seed(SEED)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers)
    waits = [each.waiting_time for each in simulation.get_all_records()]
    return float(sum(waits) / len(waits))


PEERS: dict[str, Peer] = {
    "heapq": by_heapq,
    "simpy": by_simpy,
    "simpy_resource": by_simpy_resource,
    "ciw": by_ciw,
}
LIBRARIES = {"simpy": "simpy", "simpy_resource": "simpy", "ciw": "ciw"}


def measured(asked: Asked) -> dict[str, Any]:
    """Return what a customer costs in each library that is there, in turns with the core and the loop."""
    program = queue()
    alike = queue_of(program)
    there = {name: peer for name, peer in PEERS.items() if _is_there(LIBRARIES.get(name))}
    for name in PEERS.keys() - there.keys():
        asked.say(f"{name} is not installed: pip install '.[bench]' brings it")
    waits: dict[str, float] = {}
    laps = race(
        _contenders(program, alike, there, waits), 1 if asked.quick else asked.laps, warmed=("core", "loop")
    )
    told_of = {name: told(run, "customer") for name, run in laps.items()}
    for name, wait in waits.items():
        told_of[name]["wait_sessions"] = {
            "theory": round(alike.busy / (1.0 - alike.busy), 3),
            "observed": round(wait, 3),
        }
        told_of[name]["core_is_faster"] = round(times(laps[name], laps["core"]), 1)
    names = {name: f"mm1_{name}_ns_per_customer" for name in there}
    return {
        **{names[name]: told_of[name]["ns_per_customer"] for name in there},
        "peers": {
            **told_of,
            "versions": {each: version(each) for each in sorted(set(LIBRARIES.values())) if _is_there(each)},
        },
        "peers_missing": sorted(PEERS.keys() - there.keys()),
    }


def _contenders(
    program: Program, alike: Queue, there: dict[str, Peer], waits: dict[str, float]
) -> dict[str, Work]:
    module, core = loop(), select("core")
    came = alike.customers(module, 0, 1)[:, 0].tolist()

    def by_core(_: int) -> list[int]:
        core.run(program, SEED, 0, 1)
        return list(came)

    def by_peer(name: str, peer: Peer) -> Work:
        def serve(_: int) -> list[int]:
            waits[name] = peer(alike.busy, CUSTOMERS[name])
            return [CUSTOMERS[name]]

        return serve

    return {
        "core": by_core,
        "loop": lambda _: alike.customers(module, 0, 4)[:, 0].tolist(),
        **{name: by_peer(name, peer) for name, peer in there.items()},
    }


def _is_there(library: str | None) -> bool:
    return library is None or importlib.util.find_spec(library) is not None
