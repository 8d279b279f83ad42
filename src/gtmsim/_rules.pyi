# The compiled rulebook has the signatures of the readable one.
from gtmsim.program.rules import *
