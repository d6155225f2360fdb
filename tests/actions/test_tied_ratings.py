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
