"""Which scenarios an experiment runs: fields that are varied, how far, and the points that makes."""

from gtmsim.design.factor import Factor, factor, factors
from gtmsim.design.plans import grid, latin, sobol
from gtmsim.design.point import Point, points

__all__ = ["Factor", "Point", "factor", "factors", "grid", "latin", "points", "sobol"]
