"""A rating that rests on a value of the results register stays as it was when that value is corrected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from appointing_world import vouch
from contract_world import ContractYear, text
from measure_world import definition
from meritbook.core.results.periods import Frequency, period_on
from meritbook.core.verdict import Verdict
from year_stage import do

pytestmark = pytest.mark.django_db
JUNE = datetime(2005, 6, 15, 16, 0, tzinfo=UTC)
KEYS = (
    "customers-goals", "customers-wait", "area.customers", "credibility-budgets", "area.credibility", "new-plant",
    "overall",
)  # fmt: skip


@pytest.fixture
def tied(contract_year: ContractYear) -> Any:
    """The measure of the register from which the contract takes its days to a refund: 19 days in May 2005."""
    from meritbook.core.values import canonical_json

    words = text()
    wait, *others = words.areas[0].objectives[1].measures
    told = words.plain()
    told["areas"][0]["objectives"][1]["measures"] = [
        wait.model_copy(update={"register_key": "refund-days"}).plain(), *(one.plain() for one in others)
    ]  # fmt: skip
    changed = type(words).model_validate(told)
    version = contract_year.version
    version.text_json, version.sha256 = canonical_json(changed), changed.seal()
    version.__dict__.pop("text", None)
    version.save(update_fields=["text_json", "sha256"])
    vouch(version)
    measure = do(
        "define_measure", contract_year.director, JUNE, key="refund-days", starts_on=date(2004, 7, 1),
        department=contract_year.seat.position.department, definition=definition(frequency="monthly", targets=[]),
    )  # fmt: skip
    may = period_on(date(2005, 5, 1), Frequency.MONTHLY, 7)
    do("record_values", contract_year.director, JUNE, measure=measure, source="Report R-12.",
       values=[(may, Decimal(19), "")])  # fmt: skip
    return measure


def test_a_final_rating_keeps_the_value_of_the_register_that_it_rested_on(
    contract_year: ContractYear, tied: Any
) -> None:
    from meritbook.actions import appraising
    from meritbook.core.contracts.rating import corrected
    from meritbook.records.models import Appraisal

    given = {key: {"mark": 3, "says": ""} for key in KEYS}
    draft = do("write_appraisal", contract_year.authority, JUNE, contract=contract_year.contract, kind="rater",
               marks=given, says="A good year.")  # fmt: skip
    shown = do("show_appraisal", contract_year.authority, JUNE, appraisal=draft)
    final = do("finish_appraisal", contract_year.authority, JUNE, appraisal=shown, meeting_on=date(2005, 6, 8))
    value = tied.values.get()
    do("correct_value", contract_year.director, JUNE, value=value, figure=Decimal(25), source="R-12, second edition.",
       because="Refunds of another year were in it.")  # fmt: skip

    frozen = appraising.sealed(Appraisal.objects.get(pk=final.pk))
    assert frozen.seal() == final.sha256
    (kept,) = (one for one in frozen.findings if one.measure == "wait-days")
    assert (kept.value, kept.so_far) == (Decimal(19), Verdict.MET)
    assert kept.counted[0].source == "Results register, Days to a refund: Report R-12."
    now = appraising.findings_of(contract_year.contract, contract_year.version.text, on=JUNE.date())
    (one,) = corrected(frozen.findings, now)
    assert (one.measure, one.before.value, one.now.value) == ("wait-days", Decimal(19), Decimal(25))
    assert (one.before.so_far, one.now.so_far) == (Verdict.MET, Verdict.NOT_MET)

    from meritbook.actions.permissions import Standing
    from meritbook.desk import plan_sight

    def sight(who: Any) -> Any:
        rows = plan_sight.of_contract(Standing(who, JUNE.date()), contract_year.contract)
        return next(each for each in rows if each.key == "refund-days")

    seen = sight(contract_year.authority)
    assert (seen.frozen.value, seen.frozen_on, seen.corrected.value) == (Decimal(19), JUNE.date(), Decimal(25))
    assert seen.line.standing.value == Decimal(25)


def test_before_the_rating_is_final_the_line_of_sight_shows_the_register_as_it_stands(
    contract_year: ContractYear, tied: Any
) -> None:
    from meritbook.actions.permissions import Standing
    from meritbook.desk import plan_sight

    del tied
    rows = plan_sight.of_contract(Standing(contract_year.authority, JUNE.date()), contract_year.contract)
    assert all(one.frozen is None and one.corrected is None for one in rows)


def _owned_by_the_executive(contract_year: ContractYear, measure: Any) -> Any:
    """The executive, named owner of the measure that the contract rests on."""
    do("name_measure_owner", contract_year.director, JUNE, measure=measure, owner=contract_year.executive,
       starts_on=date(2005, 6, 15))  # fmt: skip
    return contract_year.executive


def test_nobody_records_or_corrects_what_counts_in_their_own_contract(contract_year: ContractYear, tied: Any) -> None:
    from meritbook.actions.own_contracts import OwnContractError

    executive = _owned_by_the_executive(contract_year, tied)
    april = period_on(date(2005, 4, 1), Frequency.MONTHLY, 7)
    with pytest.raises(OwnContractError, match="Your own contract from 1 July 2004 rests on"):
        do("record_values", executive, JUNE, measure=tied, source="R-12.", values=[(april, Decimal(1), "")])
    with pytest.raises(OwnContractError):
        do("correct_value", executive, JUNE, value=tied.values.get(), figure=Decimal(1), source="R-12.",
           because="Misread.")  # fmt: skip
    file = do("take_value_file", executive, JUNE, data=b"measure,period,value\nrefund-days,2005-04,1\n", name="v.csv")
    from meritbook.actions.record_value_file import FileRefusedError

    with pytest.raises(FileRefusedError) as refused:
        do("record_value_file", executive, JUNE, file=file, source="R-12.")
    assert refused.value.details["cells"][0]["code"] == "results.own_contract"
    assert tied.values.count() == 1


def test_what_lies_outside_the_term_of_the_contract_its_owner_records(contract_year: ContractYear, tied: Any) -> None:
    from meritbook.actions import own_contracts

    executive = _owned_by_the_executive(contract_year, tied)
    term = contract_year.contract
    # The last month before the term, and the one in which it begins.
    own_contracts.check(executive, tied, [(date(2004, 6, 1), term.starts_on)])
    with pytest.raises(own_contracts.OwnContractError):
        own_contracts.check(executive, tied, [(date(2004, 6, 1), date(2004, 7, 2))])
    own_contracts.check(executive, tied, [(term.ends_before, date(2005, 8, 1))])
    own_contracts.check(contract_year.director, tied, [(date(2005, 5, 1), date(2005, 6, 1))])


def test_a_measure_out_of_which_that_of_the_contract_is_worked_out_counts_as_well(
    contract_year: ContractYear, tied: Any
) -> None:
    from meritbook.actions import own_contracts

    part = do(
        "define_measure", contract_year.director, JUNE, key="refund-hours", starts_on=date(2004, 7, 1),
        department=contract_year.seat.position.department,
        definition=definition(frequency="monthly", targets=[], unit="hours"),
    )  # fmt: skip
    do(
        "change_measure", contract_year.director, JUNE, measure=tied, starts_on=date(2005, 6, 1),
        because="Worked out of hours.", definition=definition(
            frequency="monthly", targets=[], formula="[refund-hours] / 24 {hours per day}"),
    )  # fmt: skip
    with pytest.raises(own_contracts.OwnContractError):
        own_contracts.check(contract_year.executive, part, [(date(2005, 6, 1), date(2005, 7, 1))])
