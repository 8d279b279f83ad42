"""An individual is what is said of them, whatever is uncertain about their team."""

from gtmsim.program.layout import Block, PersonCol
from gtmsim.program.lower import lower
from gtmsim.program.varied import parameter_table, params_of
from gtmsim.scenario import loads

TEAM = """
gtmsim: 1
world:
  segments: {any: {}}
  sources: {web: {}}
  stages: {talk: {}}
organisation:
  calendars: {office: {}}
  roles: {rep: {works: {talk: 1}}}
  teams:
    rep:
      people: 2
      skill_spread: {uncertain: {low: 1, high: 2}}
      speed: {uncertain: {low: 1, high: 2}}
      members: {ada: {skill: -3, speed: 0.5}}
"""


def test_a_known_skill_and_speed_stand_in_a_team_that_is_not_well_known() -> None:
    program = lower(loads(TEAM))
    table = parameter_table(program, 7, 0, 5)
    for row in table:
        params = params_of(program, row)
        assert program.block(Block.PERSON, params)[0, PersonCol.SKILL] == -3.0
        assert program.block(Block.SPEED, params)[0].tolist() == [0.5] * program.kinds
    speeds = {program.block(Block.SPEED, params_of(program, row))[1, 0] for row in table}
    assert len(speeds) == 5
