import pytest
from scenario.example_texts import FULL, SMALL

from gtmsim.scenario import loads, unused


def told(text: str, *overrides: str) -> dict[str, str]:
    return {each.path: each.reason for each in unused(loads(text, "a.yaml", overrides))}


def test_a_scenario_in_full_use_has_nothing_unused() -> None:
    assert told(FULL) == {}
    assert told(SMALL) == {}


@pytest.mark.parametrize(
    ("override", "path"),
    [
        ("world.segments.third={}", "world.segments.third"),
        ("world.sources.dry={rate: 0, mix: {smb: 1}}", "world.sources.dry"),
        ("world.sources.none={mix: {smb: 1}, last: 0}", "world.sources.none"),
        (
            "world.sources.market={kind: pool, hand_raise: 0, unprompted: 0, word_of_mouth: 0, noise: 0}",
            "world.sources.market",
        ),
        ("world.sources.web.noise=4 per week", "world.sources.web.noise"),
        ("world.sources.market.dispersion=2", "world.sources.market.dispersion"),
        ("world.sources.web.rate=0", "world.sources.web.trend"),
        ("world.segments.smb.in_market=0", "world.segments.smb.stay"),
        ("world.sources.market.brand=0", "world.awareness.brand_half_life"),
        ("policy.budget=0", "world.awareness.hour_of_money"),
        ("world.sources.market.noise=0", "world.knowledge.precision"),
        ("world.knowledge.built_by=null", "world.knowledge.half_known"),
        ("world.sources.fairs={hand_raise: 0, unprompted: 0}", "policy.channels"),
        ("policy.offers={smb: {suite: 1, starter: 0}, enterprise: {suite: 1}}", "world.products.starter"),
        ("world.products.starter.launches=2029-01-01", "world.products.starter"),
        (
            "policy.standing.marketer={research: 0, programs: 0.7, material: 0.2, care: 0.1}",
            "world.knowledge",
        ),
        ("world.stages.qualify.next=won", "world.stages.propose"),
        ("world.stages.propose.outcomes={advance: 0, lost: 1, no_decision: 0}", "world.stages.propose.next"),
        ("world.stages.qualify.decay.exponent=0", "world.stages.qualify.decay.scale"),
        ("world.stages.qualify.sessions=0", "world.stages.qualify.gap"),
        ("world.stages.qualify.sessions=1", "world.stages.qualify.gap"),
        ("world.stages.qualify.sessions=1", "policy.handoffs.qualify.same_person"),
        ("world.stages.qualify.sessions=0", "policy.handoffs.qualify"),
        ("world.stages.propose.requests.demo=0", "world.requests.demo"),
        ("world.stages.propose.requests.demo=0", "policy.intake.demo"),
        ("world.stages.propose.requests.demo=0", "organisation.roles.marketer.works.demo"),
        (
            "policy.intake.tender={deny: 1, queue: 0, refer: 0, self_serve: 0}",
            "world.requests.tender.session",
        ),
        ("policy.intake.tender={deny: 0, queue: 1, refer: 0, self_serve: 0}", "world.library.level"),
        ("policy.intake.demo={queue: 1, preempt: 0, beyond: {deny: 1}}", "policy.intake.demo.beyond"),
        ("policy.intake.demo={queue: 1, preempt: 0, large: {deny: 1}}", "policy.intake.demo.large"),
        ("policy.intake.demo={queue: 1, preempt: 0, contested: {deny: 1}}", "policy.intake.demo.contested"),
        ("policy.intake.demo={queue: 1, preempt: 0, customers: {deny: 1}}", "policy.intake.demo.customers"),
        ("policy.large_deal=1 kCHF", "policy.large_deal"),
        ("world.contested_lift=1", "world.contested_lift"),
        ("policy.target=1 MCHF/year", "policy.target"),
        ("policy.pressure=0.5", "policy.pressure"),
        ("policy.deal_budget=1 MCHF/year", "policy.deal_budget"),
        ("policy.toolkit={propose: 1}", "policy.toolkit"),
        ("world.library={level: 0.3, reuse_gain: 0.1}", "world.library.reuse_gain"),
        ("world.library.half_covered=2 h", "world.library.half_covered"),
        ("world.library={built_by: material, joint_cost: 0.5}", "world.library.joint_cost"),
        ("organisation.calendars.third={}", "organisation.calendars.third"),
        (
            "organisation.teams.third={people: 0, roles: {rep: 1}, calendar: office}",
            "organisation.teams.third",
        ),
        (
            "organisation.teams.third={roles: {rep: 1}, calendar: office, starts: 2029-01-01}",
            "organisation.teams.third",
        ),
        (
            "organisation.teams.third={people: 1, roles: {idle: 1}, calendar: office}",
            "organisation.teams.third",
        ),
        ("organisation.teams.marketing.skill_spread=0.3", "organisation.teams.marketing.skill_spread"),
        ("organisation.roles.rep.speed.demo=2", "organisation.roles.rep.speed.demo"),
        ("policy.standing.idle={research: 1}", "policy.standing.idle"),
        ("policy.handoffs.qualify.recycles=0", "policy.handoffs.qualify.attempts"),
        ("policy.handoffs.qualify.attempts=1", "policy.handoffs.qualify.recycles"),
        ("policy.handoffs.propose.recycles=0.5", "policy.handoffs.propose.recycles"),
        ("policy.handoffs.propose.reading=0.5", "policy.handoffs.propose.reading"),
        ("policy.handoffs.qualify.keeps_owner=1", "policy.handoffs.qualify.keeps_owner"),
        ("policy.intake.demo={queue: 1, preempt: 0}", "policy.interrupts.demo.programs"),
        ("policy.interrupts.demo.qualify=0.5", ""),
    ],
)
def test_a_part_without_effect_is_named(override: str, path: str) -> None:
    held = "    idle: {works: {}}\n  teams:\n    third: {people: 0, roles: {idle: 1}, calendar: office}\n"
    text = FULL.replace("  teams:\n", held) if "idle" in override else FULL
    found = told(text, override)
    assert path in found if path else found == {}


def test_a_stage_behind_one_that_nobody_leaves_forward_is_out_of_reach() -> None:
    nobody = "world.stages.qualify.outcomes={advance: 0, lost: 1}"
    assert told(SMALL, nobody)["world.stages.close"] == "no lead can reach it"


def test_scoring_has_no_effect_when_nobody_looks_at_scores() -> None:
    assert "world.sources.web.scoring" in told(SMALL, "world.sources.web.scoring=0.9")
    assert told(SMALL, "world.sources.web.scoring=0.9", "policy.handoffs={close: {threshold: 0.2}}") == {}


def test_intent_has_no_effect_only_when_neither_chance_nor_score_reads_it() -> None:
    same = "world.stages={qualify: {without_intent: 1}, close: {without_intent: 1}}"
    assert told(SMALL, "world.sources.web.intent=0.5") == {}
    assert "world.sources.web.intent" in told(SMALL, same, "world.sources.web.intent=0.5")


def test_a_clock_of_losers_has_no_effect_when_nobody_loses() -> None:
    path = "world.stages.close.loss_clock"
    assert path not in told(SMALL, f"{path}=2 weeks"), "leads without intent still lose"
    assert path in told(SMALL, f"{path}=2 weeks", "world.sources.web.intent=1")


def test_set_up_cost_has_no_effect_when_no_work_is_ever_put_down() -> None:
    assert "policy.resumption" in told(SMALL, "policy.resumption=1 h")
    assert told(SMALL, "policy.resumption=1 h", "organisation.teams.rep.leaves=2027-03-01") == {}


def test_a_choice_among_one_is_none() -> None:
    assert "policy.assignment" in told(SMALL, "policy.assignment.load=1", "organisation.teams.rep.people=1")
    assert told(SMALL, "policy.assignment.load=1") == {}


def test_awareness_without_a_pool_has_no_effect() -> None:
    assert told(SMALL, "world.awareness.half_life=4 weeks") == {
        "world.awareness": "there is no pool source that sends leads"
    }


def test_awareness_has_no_effect_where_neither_hours_nor_money_feed_it() -> None:
    nobody = "policy.standing.marketer={research: 0.7, programs: 0, material: 0.2, care: 0.1}"
    assert "world.awareness" not in told(FULL, nobody), "fairs live on care, and there is money"
    assert "world.awareness" in told(FULL, nobody, "policy.budget=0", "world.sources.fairs.built_by=null")


def test_each_is_told_in_a_sentence() -> None:
    (each,) = unused(loads(SMALL, "a.yaml", ["policy.resumption=1 h"]))
    assert str(each) == "policy.resumption has no effect: no work in hand is ever put down"
