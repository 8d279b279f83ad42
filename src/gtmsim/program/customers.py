"""What happens after the win, in numbers: contracts, care, expansion; and prices."""

from typing import TYPE_CHECKING

import numpy as np

from gtmsim.program.layout import Block, CustomerCol, KindFamily, SourceInt, SourceKind
from gtmsim.program.tables import Program
from gtmsim.units import TICKS_PER_HOUR, TICKS_PER_WEEK

if TYPE_CHECKING:
    from gtmsim.program.plan import Plan
    from gtmsim.program.sheet import Sheet


def fill_customers(sheet: "Sheet", plan: "Plan") -> None:
    """Fill in the block of customers and prices."""
    world, pricing, value = plan.scenario.world, plan.scenario.policy.pricing, sheet.value
    said, price = world.customers, world.price
    kept = np.exp(-np.log(2.0) * TICKS_PER_WEEK / np.maximum(value(said.half_life), 1.0))
    for column, number in (
        (CustomerCol.TERM, said.term or 0.0),
        (CustomerCol.CHURN, said.churn),
        (CustomerCol.DEATH, said.death),
        (CustomerCol.CARE, said.care),
        (CustomerCol.ONBOARDING, said.onboarding),
        (CustomerCol.DISCOUNT, said.discount),
        (CustomerCol.SLOPE, price.slope),
        (CustomerCol.PUSH, price.push),
        (CustomerCol.GIVEN, pricing.discount),
        (CustomerCol.GIVEN_AT_QUARTER_END, pricing.quarter_end),
    ):
        sheet.number(Block.CUSTOMER, 0, column, number)
    for source in plan.sources:
        if source is not None and source.kind == "customers":
            sheet.number(Block.CUSTOMER, 0, CustomerCol.SHARE, source.share)
    sheet.put(Block.CUSTOMER, 0, CustomerCol.CARE_KEPT, kept)
    sheet.put(
        Block.CUSTOMER, 0, CustomerCol.CARE_SCALE, value(said.half_cared) / TICKS_PER_HOUR / np.log(2.0)
    )


def cared_by(plan: "Plan") -> int:
    """Return the kind of standing work that is care for customers, or -1."""
    kind = plan.kind.get(plan.scenario.world.customers.built_by or "", -1)
    return kind if kind >= 0 and plan.families[kind] == KindFamily.STANDING else -1


def customer_source(program: Program) -> int:
    """Return the source through which customers raise their hands, or -1."""
    kinds: list[int] = program.source_ints[:, SourceInt.KIND].tolist()
    return kinds.index(SourceKind.CUSTOMERS) if SourceKind.CUSTOMERS in kinds else -1
