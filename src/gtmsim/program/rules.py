"""The rulebook: every decision is a small function of numbers, and stands on one of the pages in `rulebook/`.

The build compiles the pages a second time as `gtmsim._rules`, so each rule has one source and two homes. To be equal to the
last bit in both, a rule uses only + - * /, comparisons, exp, log and sqrt in guarded domains, on plain floats, ints below 2^53
and memoryviews. An array that a rule only reads is a `memoryview`, one that it writes a `memoryview[float]`; weekly stocks are
rules over arrays.
Nothing here knows a team, a stage or a culture by name. `u` is always a uniform in [0, 1).
"""

from gtmsim.program.rulebook.careers import *
from gtmsim.program.rulebook.clarity import *
from gtmsim.program.rulebook.committee import *
from gtmsim.program.rulebook.customers import *
from gtmsim.program.rulebook.demand import *
from gtmsim.program.rulebook.events import *
from gtmsim.program.rulebook.firm import *
from gtmsim.program.rulebook.handoff import *
from gtmsim.program.rulebook.hub import *
from gtmsim.program.rulebook.intake import *
from gtmsim.program.rulebook.knowing import *
from gtmsim.program.rulebook.library import *
from gtmsim.program.rulebook.loyalty import *
from gtmsim.program.rulebook.matching import *
from gtmsim.program.rulebook.needs import *
from gtmsim.program.rulebook.numbers import *
from gtmsim.program.rulebook.outcome import *
from gtmsim.program.rulebook.pay import *
from gtmsim.program.rulebook.planning import *
from gtmsim.program.rulebook.prices import *
from gtmsim.program.rulebook.pursuit import *
from gtmsim.program.rulebook.rivals import *
from gtmsim.program.rulebook.roadmap import *
from gtmsim.program.rulebook.sessions import *
from gtmsim.program.rulebook.trust import *
from gtmsim.program.rulebook.volume import *
from gtmsim.program.rulebook.worth import *
