"""How much of the variance each field carries, alone and with all it interacts with (Sobol indices).

Saltelli and others (2010), Variance based sensitivity analysis of model output, Computer Physics Communications 181, 259-270: their
design, their estimator of first-order indices and Jansen's of totals, as SALib has them.
"""

from dataclasses import dataclass

import numpy as np

from gtmsim.design.plans import sobol_shares
from gtmsim.errors import UsageError
from gtmsim.explore.morris import Spanned, bootstrapped
from gtmsim.program.tables import Floats

_RESAMPLES = 500


@dataclass(frozen=True)
class Index:
    """The part of the variance that a field carries alone (`first`) and in all (`total`); intervals are bootstraps.

    Both points and replications are drawn again. `luck`: how much of `total` is luck that the replications did not average out.
    """

    place: int
    first: Spanned
    total: Spanned
    luck: float


def saltelli(fields: int, count: int, seed: int) -> Floats:
    """Return base point x (A, B, A with one field of B each) x field, each 0 to 1."""
    both = sobol_shares(2 * fields, count, seed)
    a, b = both[:, :fields], both[:, fields:]
    crossed = np.repeat(a[:, None, :], fields, axis=1)
    places = np.arange(fields)
    crossed[:, places, places] = b
    return np.concatenate((a[:, None, :], b[:, None, :], crossed), axis=1)


def indices(outcomes: Floats, seed: int) -> tuple[Index, ...]:
    """Return the indices of each field, the largest total first, from base point x (A, B, crossed) x replication."""
    count, _, replications = outcomes.shape
    first, total = _estimated(outcomes.mean(axis=2))
    rng = np.random.default_rng(seed)
    drawn = [
        _estimated(
            outcomes[rng.integers(count, size=count)][
                :, :, rng.integers(replications, size=replications)
            ].mean(axis=2)
        )
        for _ in range(_RESAMPLES)
    ]
    firsts, totals = (np.stack(each) for each in zip(*drawn, strict=True))
    luck = _luck(outcomes)
    found = [
        Index(
            place,
            bootstrapped(first[place], firsts[:, place]),
            bootstrapped(total[place], totals[:, place]),
            float(luck[place]),
        )
        for place in range(outcomes.shape[1] - 2)
    ]
    return tuple(sorted(found, key=lambda each: -each.total[0]))


def _estimated(means: Floats) -> tuple[Floats, Floats]:
    """Return first-order and total indices by field, from base point x (A, B, crossed)."""
    try:
        from SALib.analyze.sobol import first_order, total_order
    except ImportError:
        raise UsageError("Sobol indices need SALib: pip install 'gtmsim[sensitivity]'") from None
    fields = means.shape[1] - 2
    spread = means[:, :2].std()
    if spread <= 1e-12 * np.abs(means).max(initial=0.0):
        return np.zeros(fields), np.zeros(fields)
    # The estimators lose digits far from zero, and know 0 by its size.
    centred = (means - means[:, :2].mean()) / spread
    a, b = (np.repeat(centred[:, [place]], fields, axis=1) for place in (0, 1))
    return first_order(a, centred[:, 2:], b), total_order(a, centred[:, 2:], b)


def _luck(outcomes: Floats) -> Floats:
    replications = outcomes.shape[2]
    spread = outcomes.mean(axis=2)[:, :2].var()
    if replications < 2 or spread == 0.0:
        return np.full(outcomes.shape[1] - 2, 0.0 if spread == 0.0 else np.nan)
    apart = outcomes[:, :1] - outcomes[:, 2:]
    noise: Floats = apart.var(axis=2, ddof=1).mean(axis=0) / replications / 2.0 / spread
    return noise
