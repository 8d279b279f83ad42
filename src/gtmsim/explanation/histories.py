"""What happened to one account in both worlds: its own records, found by running the replication once more."""

from dataclasses import dataclass

import numpy as np

from gtmsim import engines
from gtmsim.explanation.accounts import Fates, Turn
from gtmsim.explanation.entries import ACCOUNT_SHIFT
from gtmsim.program.layout import RecordCol, What
from gtmsim.program.tables import Ints, Program

# What is told of an account; the entity of each is its task. What only counts, and work in hand, is left out.
TOLD = (
    *(What.LEAD, What.SCREENED, What.ENTERED, What.QUEUED, What.TAKEN, What.COLD, What.REJECTED, What.ABANDONED),
    *(What.TIMED_OUT, What.LEFT, What.RECYCLED, What.NURTURED, What.CLOSED, What.WON, What.ANSWERED, What.BROKE),
    *(What.RIVAL_MET, What.WENT_TO_RIVAL, What.DUPLICATE, What.MISROUTED, What.TIE_LOST, What.NOT_URGENT),
    *(What.PROMISED, What.KEPT, What.BROKEN_PROMISE, What.DROPPED, What.CUSTOMER_FROM_START, What.RENEWED),
    *(What.CHURNED, What.LOST_ACCOUNT, What.ACQUIRED),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Histories:
    """One account in both worlds: what it came to, and its records in each."""

    turn: Turn
    a: Ints
    b: Ints


def history(program: Program, seed: int, replication: int, account: int, engine: str = "core") -> Ints:
    """Return what is told of one account in one replication, as event records."""
    stream = engines.select(engine).stream(program, seed, replication)
    return np.concatenate([of_account(records, account) for records in stream])


def of_account(records: Ints, account: int) -> Ints:
    """Return those of some records that tell of an account."""
    told = np.isin(records[:, RecordCol.WHAT], TOLD)
    mine: Ints = records[told & (records[:, RecordCol.ENTITY] >> ACCOUNT_SHIFT == account)]
    return mine


def histories(fates: Fates, most: int = 3, engine: str = "core") -> tuple[Histories, ...]:
    """Return the accounts whose histories say most: of each of the transitions that bring or cost most, the one that turns most."""
    turned = [each.example for each in fates.transitions if each.a is not each.b and each.example.cents]
    return tuple(
        Histories(
            turn,
            *(
                history(program, fates.seed, turn.replication, turn.account, engine)
                for program in fates.programs
            ),
        )
        for turn in turned[:most]
    )
