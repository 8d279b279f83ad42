"""Who reports to whom moves which requests are taken at once, and nothing else."""

import re
from pathlib import Path

import numpy as np
import pytest

import gtmsim._rules
from gtmsim.engines import select
from gtmsim.engines.contract import Trace
from gtmsim.engines.reference import Reference
from gtmsim.errors import ScenarioError
from gtmsim.measure.metrics import measured
from gtmsim.program.layout import Answer, Block, RecordCol, RequestCol, What
from gtmsim.program.lower import lower
from gtmsim.program.tables import Program
from gtmsim.scenario import load, unused
from gtmsim.tell.describe import described

FILE = Path(__file__).parent / "answers.yaml"
HALF = "policy.intake.deck={queue: 0.5, deny: 0.5, contested: {deny: 1}}"
TEAMS = "organisation.teams"
UNDER_SALES = f"{TEAMS}.marketer.reports_to=rep"
ALWAYS = "organisation.deference=1"
NEVER = "organisation.deference=0"


def program(*overrides: str) -> Program:
    return lower(load(FILE, [HALF, *overrides]))


def trace(*overrides: str) -> Trace:
    return select("core").trace(program(*overrides), 7, 0)


def plain_answers(*overrides: str) -> list[float]:
    row = program(*overrides).block(Block.REQUEST)[0]
    shares: list[float] = row[RequestCol.ANSWERS : RequestCol.ANSWERS + len(Answer)].tolist()
    return shares


def at_once(made: Trace) -> float:
    answered = made.records[made.records[:, RecordCol.WHAT] == What.ANSWERED]
    return float((answered[:, RecordCol.B] == Answer.PREEMPT).mean())


def drain(*overrides: str) -> float:
    batch = select("core").run(program(*overrides), 7, 0, 10)
    return float(
        next(each.values.mean() for each in measured(batch, ["drain_share"]) if each.key == "drain_share")
    )


def told(*overrides: str) -> dict[str, str]:
    return {each.path: each.reason for each in unused(load(FILE, [HALF, *overrides]))}


# --- what a line does ---------------------------------------------------------------------------------------------------------


@pytest.mark.mechanism(
    "C57", switch="organisation.teams.*.reports_to", shown="structures/mid_market/marketing_under_sales.yaml"
)
def test_marketing_under_sales_answers_more_at_once_and_has_less_for_its_markets() -> None:
    assert at_once(trace()) == 0.0
    assert at_once(trace(UNDER_SALES)) == pytest.approx(0.3, abs=0.06)
    assert at_once(trace(UNDER_SALES, ALWAYS)) == 1.0
    assert drain() < drain(UNDER_SALES) < drain(UNDER_SALES, ALWAYS)


def test_every_situation_moves_towards_at_once_by_deference() -> None:
    assert plain_answers(UNDER_SALES) == pytest.approx([0.3, 0.35, 0, 0, 0.35])
    table = program(UNDER_SALES).block(Block.REQUEST)[0, RequestCol.ANSWERS :]
    contested = table[3 * len(Answer) : 4 * len(Answer)].tolist()
    assert contested == pytest.approx([0.3, 0, 0, 0, 0.7])
    assert not table[len(Answer) : 3 * len(Answer)].any(), (
        "a situation nobody wrote answers for stays unwritten"
    )


def test_only_the_people_whose_superiors_sell_defer() -> None:
    two_teams = (f"{TEAMS}.second={{people: 6, roles: {{marketer: 1}}}}", UNDER_SALES, ALWAYS)
    assert plain_answers(*two_teams) == pytest.approx([0.25, 0.375, 0, 0, 0.375])


def test_a_line_may_be_long() -> None:
    head = f"{TEAMS}.desk.reports_to=rep"
    assert plain_answers(head, f"{TEAMS}.marketer.reports_to=desk") == plain_answers(UNDER_SALES)


def test_a_line_that_leads_to_nobody_who_sells_changes_nothing() -> None:
    assert program(f"{TEAMS}.marketer.reports_to=desk").digest == program().digest
    assert program(f"{TEAMS}.rep.reports_to=marketer").digest == program().digest


@pytest.mark.mechanism("A20", switch="organisation.deference")
def test_names_and_lines_without_deference_change_nothing() -> None:
    assert program(UNDER_SALES, NEVER).digest == program().digest
    assert trace(UNDER_SALES, NEVER).records.tobytes() == trace().records.tobytes()
    renamed = (f"{TEAMS}.rep=null", f"{TEAMS}.marketer=null", f"{TEAMS}.desk=null")
    others = (
        f"{TEAMS}.chief={{people: 2, roles: {{rep: 1}}}}",
        f"{TEAMS}.vp={{people: 2, roles: {{marketer: 1}}, reports_to: chief}}",
        f"{TEAMS}.hq={{people: 2, roles: {{desk: 1}}}}",
    )
    assert trace(*renamed, *others).records.tobytes() == trace(UNDER_SALES).records.tobytes()


def test_an_uncertain_deference_is_drawn_for_every_run() -> None:
    unsure = program(UNDER_SALES, "organisation.deference={uncertain: {low: 0.2, high: 0.6}}")
    batch = select("core").run(unsure, 7, 0, 4)
    place = int(unsure.at[Block.REQUEST]) + RequestCol.ANSWERS
    drawn = batch.table[:, np.flatnonzero(unsure.slots == place)[0]]
    assert ((drawn > 0.2) & (drawn < 0.6)).all()
    assert len(set(drawn.tolist())) == 4


def test_both_engines_tell_the_same_story_of_a_line() -> None:
    small = program(UNDER_SALES, "run.horizon=12 weeks")
    read, ran = Reference(gtmsim._rules).trace(small, 7, 0), select("core").trace(small, 7, 0)
    assert read.records.tobytes() == ran.records.tobytes()
    assert read.totals.tolist() == ran.totals.tolist()


# --- what is said about it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("overrides", "path", "said"),
    [
        ([f"{TEAMS}.marketer.reports_to=repp"], "marketer", "did you mean rep?"),
        ([f"{TEAMS}.marketer.reports_to=marketer"], "marketer", "nobody reports to themselves"),
        ([UNDER_SALES, f"{TEAMS}.rep.reports_to=marketer"], "rep", "rep reports to marketer reports to rep"),
        (
            [UNDER_SALES, f"{TEAMS}.rep.reports_to=desk", f"{TEAMS}.desk.reports_to=marketer"],
            "rep",
            "rep reports to desk reports to marketer reports to rep",
        ),
    ],
)
def test_a_line_that_goes_nowhere_or_in_a_circle_is_told_once(
    overrides: list[str], path: str, said: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(FILE, overrides)
    (problem,) = caught.value.problems
    assert problem.path == f"{TEAMS}.{path}.reports_to"
    assert said in str(problem)


def test_lines_without_effect_are_told() -> None:
    assert told() == told(UNDER_SALES)
    assert told("organisation.deference=0.5")["organisation.deference"] == "nobody reports to anybody"
    line = f"{TEAMS}.marketer.reports_to"
    assert told(f"{line}=desk")[line] == "none of their superiors sells"
    assert told(UNDER_SALES, NEVER)[line] == "organisation.deference is 0"
    assert f"{TEAMS}.desk.reports_to" in told(UNDER_SALES, f"{TEAMS}.desk.reports_to=rep")


def test_lines_are_described_in_words() -> None:
    words = re.sub(r"\s+", " ", described(program(UNDER_SALES)))
    assert (
        "marketer reports to rep (rep sells); as those who sell wish, 30 % of deck is taken at once" in words
    )
    assert "reports to" not in described(program())
