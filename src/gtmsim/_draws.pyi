import numpy as np
from numpy.typing import NDArray

def uniform(seed: int, replication: int, index: int, purpose: int, entity: int, word: int) -> float: ...
def uniforms(
    seed: int, replication_first: int, count: int, index: int, purpose: int, entity: int
) -> NDArray[np.float64]: ...
