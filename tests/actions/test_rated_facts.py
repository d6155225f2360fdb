"""Final ratings reach the law: the choices page and the rules read them as facts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from contract_world import ContractYear, final_appraisal
from meritbook.actions import Actor, undo_appraisal
from meritbook.actions.rated import rated_facts
from meritbook.actions.service_record import record_of
from meritbook.core.service.choice_model import Trial
from meritbook.core.service.choices import choices_for
from meritbook.core.verdict import Verdict
from meritbook.desk.service_reach import law

pytestmark = pytest.mark.django_db
JUNE = datetime(2005, 6, 15, 16, 0, tzinfo=UTC)
ON = JUNE.date()


def before_pay(year: ContractYear, on: date = ON) -> Verdict:
    found = choices_for(law(), record_of(year.seat, on=on), on=on, trial=Trial())
    judged = [one.verdict for choice in found.choices for one in choice.judged]
    return next(one.verdict for one in judged if one.rule == "rating.before_pay")


def test_the_choices_say_whether_the_rating_is_final(contract_year: ContractYear) -> None:
    assert before_pay(contract_year) is Verdict.UNDETERMINED
    row = final_appraisal(contract_year.contract, contract_year.authority, JUNE)
    assert before_pay(contract_year) is Verdict.MET
    assert before_pay(contract_year, date(2005, 6, 14)) is Verdict.UNDETERMINED
    undo_appraisal.perform(Actor(contract_year.director), at=JUNE, why="Wrong.", appraisal=row, reason="Wrong.")
    assert before_pay(contract_year) is Verdict.UNDETERMINED


def test_the_facts_are_those_of_the_contract_of_the_day(contract_year: ContractYear) -> None:
    final_appraisal(contract_year.contract, contract_year.authority, JUNE, mark=2)
    key = contract_year.appointment.pk
    facts = rated_facts([key], on=JUNE.date())[key]
    assert facts["rating.final"] == JUNE.date()
    assert (facts["rating.objectives"], facts["rating.areas"], facts["rating.overall"]) == ([2, 2, 2], [2, 2], 2)
    assert facts["contract.objectives"] == 3
    assert rated_facts([key], on=date(2005, 7, 1)) == {}


def test_a_service_that_asks_for_the_ratings_of_all_years_has_them(
    contract_year: ContractYear, settings: object
) -> None:
    settings.MERITBOOK_SERVICE_LAW = "federal-ses"  # type: ignore[attr-defined]
    final_appraisal(contract_year.contract, contract_year.authority, JUNE, mark=1)
    key = contract_year.appointment.pk
    assert rated_facts([key], on=date(2006, 7, 1)) == {key: {"executive.final_ratings": [1]}}
