import re

from tell.small import desk_program

from gtmsim.program.layout import Op
from gtmsim.tell.describe import described, described_data

MUCH = (
    "policy.handoffs.call={threshold: 0.1, rejects_below: 0.2, recycles: 0.3}",
    "world.stages.call.patience=1 day",
    "world.stages.call.decay.exponent=0.5",
    "world.stages.call.next={close: 0.6, won: 0.4}",
    "policy.intake.demo={preempt: 0.2, queue: 0.2, refer: 0.2, self_serve: 0.2, deny: 0.2}",
    "organisation.roles.rep.works.referred=1",
    "world.requests.demo.sessions=2",
    "world.stages.onboard={after_win: true}",
    "organisation.roles.rep.works.onboard=1",
)


def test_every_step_of_stages_and_requests_is_told_once_with_its_number_and_opcode() -> None:
    for program in (desk_program(), desk_program(*MUCH)):
        told = re.findall(r"^ +(\d+)  ([A-Z]+) ", described(program), re.MULTILINE)
        written = [
            (step, Op(row[0]).name) for step, row in enumerate(program.steps.tolist()) if row[0] != Op.CLOSE
        ]
        assert sorted((int(step), op) for step, op in told) == written
    assert {op for _, op in written} == {op.name for op in Op if op is not Op.CLOSE}


def test_where_a_stage_leads_by_shares_is_told_with_the_stage() -> None:
    call = described(desk_program(*MUCH)).partition("\n  close")[0]
    assert "BRANCH   60 % to close, 40 % won" in call


def test_the_way_of_a_lead_can_be_read() -> None:
    words = re.sub(r"\s+", " ", described(desk_program()))
    assert "1 session of 30 min; asks for demo 5 a week" in words
    assert "50 % won, 30 % lost, 20 % no decision" in words
    assert "time-out after 3 weeks: timed out" in words
    assert "until the buyer's clock has passed, counted from step" in words


def test_people_are_told_by_what_they_take_and_what_they_cost() -> None:
    words = re.sub(r"\s+", " ", described(desk_program()))
    assert "rep sales 2 office 100 kEUR/year close > call = demo; otherwise prospecting 100 %" in words
    assert "demo may interrupt prospecting when urgent; each time costs 18 min of set-up" in words
    assert "office 40 h 320 h mon-fri 09:00-17:00" in words


def test_an_uncertain_number_is_said_to_be_uncertain() -> None:
    words = described(desk_program("world.sources.web.intent={uncertain: {low: 0.2, high: 0.6}}"))
    assert "40 % (uncertain) with intent" in re.sub(r"\s+", " ", words)
    assert "uncertain parameters" in words


def test_what_was_taken_away_is_not_told() -> None:
    words = described(
        desk_program(
            "world.requests.demo=null",
            "world.stages.call.requests=null",
            "organisation.roles.rep.works.demo=null",
        )
    )
    assert "demo" not in words


def test_the_same_can_be_had_as_data() -> None:
    program = desk_program()
    data = described_data(program)
    assert data["digest"] == program.digest
    assert (
        data["planned_cost"]
        == described_data(desk_program("world.sources.web.rate=1 per week"))["planned_cost"]
    )
    assert data["sizes"] == {**data["sizes"], "steps": len(program.steps), "weeks": 8}  # type: ignore[dict-item]
