"""The measures and plans of the story: whole, sound, and tied to the contracts that it tells."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from meritbook.core.results.formula import check_unit, keys, read
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.plan_check import problems
from meritbook.core.results.plans import PlanKind, PlanText
from meritbook.demo import contracts, measures, register
from meritbook.demo.days import BEGIN, END


def test_sixty_measures_of_all_kinds_and_rhythms_are_sound_entries() -> None:
    every = [MeasureDefinition.model_validate(one.definition) for one in measures.told()]
    assert len(every) == 60
    assert len({one.key for one in measures.told()}) == 60
    assert set(Counter(one.kind for one in every)) == {"input", "output", "efficiency", "quality", "outcome"}
    assert set(Counter(one.frequency for one in every)) == {"monthly", "quarterly", "half_yearly", "yearly"}
    assert set(measures.data()["special"]) <= {one.key for one in measures.told()}


def test_formulas_name_measures_of_the_story_and_come_out_in_their_units() -> None:
    units = {one.key: one.definition["unit"] for one in measures.told()}
    worked = [one for one in measures.told() if one.definition["formula"]]
    assert len(worked) == 6
    for one in worked:
        assert set(keys(one.definition["formula"])) <= set(units)
        check_unit(read(one.definition["formula"]), units, one.definition["unit"])


def test_the_figures_are_the_same_each_time_and_possible() -> None:
    first, again = (measures.actuals(date(2003, 7, 1), date(2004, 7, 1), enterprise=False) for _ in range(2))
    assert first == again
    lines = first.decode().splitlines()[1:]
    assert len(lines) > 300
    assert all(Decimal(line.split(",")[2]) >= 0 for line in lines)


def test_what_the_contracts_took_from_the_register_is_what_it_has() -> None:
    """The results that the story tells of a tied measure are those of the register, quarter by quarter."""
    special = measures.data()["special"]
    tied = 0
    for contract in contracts.contracts():
        parts = [*contract["objective"], *contract["project"]]
        registers = {row[0]: row[6] for part in parts for row in part.get("measures", ()) if len(row) > 6}
        for key, ends_on, value in contract["results"]:
            if key in registers:
                quarter = f"FY2005 Q{(ends_on.month - 7) % 12 // 3 + 1}"
                assert special[registers[key]]["fixed"][quarter] == value
                tied += 1
    assert tied == 13


def test_the_plans_can_be_adopted_and_the_lower_serves_the_upper() -> None:
    top, below = (PlanText.model_validate(register.words(one)) for one in register.plans()["plan"])
    known = {one.key for one in measures.told()}
    for text, above in ((top, None), (below, top)):
        owners = {one.action.owner: True for one in text.actions()}
        found = problems(
            text, kind=PlanKind.STRATEGIC, above=above, deploys=above is not None, measures=known, owners=owners
        )
        assert [one.says for one in found] == []


def test_the_acts_stand_within_the_story() -> None:
    days = [act.on for act in register._acts()]  # the record is not asked here
    assert all(BEGIN < one < END for one in days)
    assert {act.do for act in register._acts()} == set(register.ACTS)
