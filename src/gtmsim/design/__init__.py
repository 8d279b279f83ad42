"""Which scenarios an experiment runs: fields that are varied, how far, and the points that makes."""

from gtmsim.design.factor import Factor, factor, factors
from gtmsim.design.plans import grid, latin, sobol
from gtmsim.design.point import Point, points
from gtmsim.design.priors import prior_factor, prior_of

__all__ = [
    "Factor",
    "Point",
    "factor",
    "factors",
    "grid",
    "latin",
    "points",
    "prior_factor",
    "prior_of",
    "sobol",
]
