import re

from tell.small import desk_program

from gtmsim import load, lower
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


TREATED = "treatment={at: 4 weeks, policy: {handoffs: {call: {threshold: 0.4}}, standing: {rep: {prospecting: 0.5, rest: 0.5}}}}"


def test_a_treatment_is_told_as_what_it_changes_against_the_first_policy() -> None:
    words = described(desk_program(TREATED))
    assert "another policy holds for the first 4 weeks; told below is the policy after that" in words
    rows = words.partition("What the treatment changes\n")[2].partition("\n\n")[0].splitlines()
    assert [row.split() for row in rows] == [
        ["path", "before", "after"],
        ["policy.standing.rep.prospecting", "1", "0.5"],
        ["policy.standing.rep.rest", "-", "0.5"],
        ["policy.handoffs.call", "all", "defaults", "{threshold:", "0.4}"],
    ]
    assert "What the treatment changes" not in described(desk_program())


def test_many_changes_are_cut_and_all_of_them_are_data() -> None:
    shares = ", ".join(f"work{n}: {n / 325!r}" for n in range(1, 26))
    program = desk_program(
        f"treatment={{at: 4 weeks, policy: {{standing: {{rep: {{prospecting: 0, {shares}}}}}}}}}"
    )
    rows = described(program).partition("What the treatment changes\n")[2].partition("\n\n")[0].splitlines()
    assert len(rows) == 1 + 20 + 1
    assert rows[-1] == "  and 6 other changes"
    treatment = described_data(program)["treatment"]
    assert isinstance(treatment, dict)
    assert treatment["at_weeks"] == 4
    assert len(treatment["changes"]) == 26
    assert described_data(desk_program())["treatment"] is None


def test_what_is_planned_and_what_hangs_on_the_hub_are_told_a_sentence_a_line() -> None:
    told = described(lower(load("preset:hub")))
    hub = told.split("\nHub\n")[1].split("\n\n")[0].splitlines()
    assert sum(line.startswith("  link ") for line in hub) == 8
    plans = described(lower(load("preset:planning"))).split("\nPlans\n")[1].split("\n\n")[0]
    assert "   " not in plans.replace("\n    ", "\n").strip()
    assert len(plans.splitlines()) > 2
