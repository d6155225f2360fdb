"""How the words of a contract come about: drawn up, answered, agreed, taken back, altered; and whose turn it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from appointing_world import AT, vouch
from contract_stage import WAITS, perform, whole
from contract_world import NEXT_YEAR, ContractYear
from meritbook.actions import contracting
from meritbook.actions.appointing_policies import ContractTermError, LawRefusesError, SalaryError
from meritbook.actions.contracting_policies import (
    AlterationOpenError,
    ConflictError,
    ContractExistsError,
    DraftProblemsError,
    NotYourSideError,
    OtherOnRecordError,
    OwnAuthorityError,
    UnchangedError,
)
from meritbook.actions.permissions import ForbiddenError, Standing
from meritbook.records.models import ContractStatus, PayDecision, StoredDocument, store_original
from meritbook.records.states import StateError
from service_world import contract_row

pytestmark = pytest.mark.django_db
MAY = datetime(2005, 5, 2, 16, 0, tzinfo=UTC)
TERM = {"starts_on": NEXT_YEAR, "ends_before": date(2006, 7, 1)}


def drawn(year: ContractYear, **more: Any) -> Any:
    return perform("draw_contract", year.director, MAY, appointment=year.appointment, **{**TERM, **more})


def written(year: ContractYear, draft: Any, text: Any, who: Any = None) -> Any:
    return perform("save_contract", who or year.director, MAY, version=draft, text=text, base_sha256=draft.sha256)


def proposed(year: ContractYear) -> Any:
    draft = drawn(year)
    words = written(year, draft, whole(draft.text))
    return perform("propose_contract", year.director, MAY, version=words, limit_because=WAITS)


def altering(year: ContractYear, salary: str | None = None, evidence: Any = None) -> Any:
    """An alteration of the signed contract, by the director: the whole form, and the salary."""
    draft = perform("alter_contract", year.director, AT, contract=year.contract, reason="A merger.", evidence=evidence)
    text = whole(draft.text)
    if salary:
        text = text.model_copy(update={"terms": text.terms.model_copy(update={"salary": Decimal(salary)})})
    return perform("save_contract", year.director, AT, version=draft, text=text, base_sha256=draft.sha256)


def test_the_next_contract_begins_with_the_words_and_the_pay_of_the_last(contract_year: ContractYear) -> None:
    draft = drawn(contract_year)
    assert draft.contract.based_on == contract_year.contract
    before = {one.key: one.says for one in contract_year.version.text.objectives()}
    assert before.items() <= {one.key: one.says for one in draft.text.objectives()}.items()
    assert draft.text.terms.salary == Decimal("9000.00")
    assert (draft.text.terms.starts_on, draft.status, draft.number) == (NEXT_YEAR, ContractStatus.DRAFT, 1)


def test_it_begins_with_the_pay_that_was_approved_for_its_first_day(contract_year: ContractYear) -> None:
    decision = PayDecision.objects.create(
        appointment=contract_year.appointment, starts_on=NEXT_YEAR, before=Decimal(9000), salary=Decimal("9400.00"),
        grounds_json='[{"ground":"performance","says":"Refunds are quick."}]',
        approved_by=contract_year.director, approved_at=MAY,
    )  # fmt: skip
    vouch(decision)
    assert drawn(contract_year).text.terms.salary == Decimal("9400.00")


def test_two_contracts_share_no_day_and_three_decimals_are_no_salary(contract_year: ContractYear) -> None:
    with pytest.raises(SalaryError):
        drawn(contract_year, salary=Decimal("9000.005"))
    with pytest.raises(ContractTermError):
        drawn(contract_year, ends_before=date(2006, 7, 2))
    drawn(contract_year, starts_on=date(2005, 8, 1))
    with pytest.raises(ContractExistsError):
        drawn(contract_year)


def test_an_executive_who_is_their_own_appointing_authority_has_no_contract_drawn_up(
    contract_year: ContractYear,
) -> None:
    position = contract_year.seat.position
    position.appointing_authority = contract_year.executive
    position.save()
    vouch(position)
    with pytest.raises(OwnAuthorityError) as refused:
        drawn(contract_year)
    assert refused.value.code == "contract.own_authority"


def test_a_form_that_lacks_objectives_is_not_proposed(contract_year: ContractYear) -> None:
    draft = drawn(contract_year)
    first = draft.text.areas[0]
    cut = draft.text.model_copy(
        update={"areas": (first.model_copy(update={"objectives": first.objectives[1:]}), *draft.text.areas[1:])}
    )
    with pytest.raises(DraftProblemsError) as refused:
        perform("propose_contract", contract_year.director, MAY, version=written(contract_year, draft, cut))
    assert {one["code"] for one in refused.value.details["problems"]} == {"contract.objective_removed"}


def test_the_side_that_proposed_does_not_agree_and_the_other_does(contract_year: ContractYear) -> None:
    version = proposed(contract_year)
    for who in (contract_year.director, contract_year.authority, contract_year.officer):
        with pytest.raises(NotYourSideError):
            perform("agree_contract", who, MAY, version=version)
    with pytest.raises(ForbiddenError):
        perform("agree_contract", contract_year.elsewhere, MAY, version=version)
    with pytest.raises(ConflictError):
        perform("agree_contract", contract_year.executive, MAY, version=version, sha256="0" * 64)
    agreed = perform("agree_contract", contract_year.executive, MAY, version=version, sha256=version.sha256)
    assert agreed.status == ContractStatus.AGREED
    rules = {one.rule for one in contracting.verdicts_of(agreed)}
    assert {"pay.cap", "contract.content", "form.ses1"} <= rules
    with pytest.raises(StateError):
        perform("agree_contract", contract_year.executive, MAY, version=version)


def test_an_answer_is_the_next_draft_and_only_its_side_reads_and_writes_it(contract_year: ContractYear) -> None:
    version = proposed(contract_year)
    with pytest.raises(NotYourSideError):
        perform("answer_contract", contract_year.authority, MAY, version=version)
    answer = perform("answer_contract", contract_year.executive, MAY, version=version)
    version.refresh_from_db()
    assert (answer.number, answer.status, version.status) == (2, "draft", "superseded")
    on = MAY.date()
    assert contracting.may_read_version(Standing(contract_year.executive, on), answer)
    assert not contracting.may_read_version(Standing(contract_year.director, on), answer)
    assert not contracting.may_read_version(Standing(contract_year.auditor, on), answer)
    with pytest.raises(NotYourSideError):
        written(contract_year, answer, answer.text, who=contract_year.director)
    again = perform("propose_contract", contract_year.executive, MAY, version=answer)
    assert again.proposed_side == "executive"
    assert contracting.may_read_version(Standing(contract_year.auditor, on), again)
    assert perform("agree_contract", contract_year.authority, MAY, version=again).status == "agreed"


def test_what_was_agreed_is_opened_again_by_either_side_with_the_same_words(contract_year: ContractYear) -> None:
    agreed = perform("agree_contract", contract_year.executive, MAY, version=proposed(contract_year))
    draft = perform("reopen_contract", contract_year.executive, MAY, version=agreed, reason="A slip.")
    assert (draft.number, draft.sha256, draft.status) == (2, agreed.sha256, "draft")
    agreed.refresh_from_db()
    assert (agreed.status, agreed.closed_because) == ("superseded", "A slip.")


def test_a_withdrawn_contract_leaves_its_days_to_another(contract_year: ContractYear) -> None:
    first = drawn(contract_year)
    perform("withdraw_contract", contract_year.officer, MAY, contract=first.contract, reason="Twice.")
    assert drawn(contract_year).contract != first.contract


def test_an_alteration_is_for_expectations_and_leaves_what_is_signed_in_force(contract_year: ContractYear) -> None:
    draft = altering(contract_year)
    assert draft.alters == contract_year.version
    with pytest.raises(AlterationOpenError):
        altering(contract_year)
    version = perform("propose_contract", contract_year.director, AT, version=draft)
    agreed = perform("agree_contract", contract_year.executive, AT, version=version)
    said = {one.rule: str(one.verdict) for one in contracting.verdicts_of(agreed)}
    assert (said["contract.alter"], said["pay.frozen"]) == ("met", "met")
    contract_year.version.refresh_from_db()
    assert contract_year.version.status == ContractStatus.SIGNED


def test_an_alteration_that_changes_nothing_is_not_proposed(contract_year: ContractYear) -> None:
    draft = altering(contract_year)
    perform("withdraw_contract", contract_year.director, AT, contract=contract_year.contract, reason="Not needed.")
    draft.refresh_from_db()
    assert draft.status == ContractStatus.WITHDRAWN
    contract_year.contract.refresh_from_db()
    assert contract_year.contract.withdrawn_at is None
    same = perform("alter_contract", contract_year.director, AT, contract=contract_year.contract, reason="Once more.")
    with pytest.raises((UnchangedError, DraftProblemsError)):
        perform("propose_contract", contract_year.director, AT, version=same)


def test_pay_stays_within_the_year_unless_evidence_shows_that_the_position_changed(contract_year: ContractYear) -> None:
    with pytest.raises(LawRefusesError) as refused:
        perform("propose_contract", contract_year.director, AT, version=altering(contract_year, "9000.01"))
    assert "pay.frozen" in {one["rule"] for one in refused.value.details["verdicts"]}
    perform("withdraw_contract", contract_year.director, AT, contract=contract_year.contract, reason="Pay stays.")
    paper = StoredDocument.objects.create(
        sha256=store_original(b"%PDF-1.4"), name="description.pdf", media_type="application/pdf", size=8,
        uploaded_by=contract_year.officer, uploaded_at=AT,
    )  # fmt: skip
    vouch(paper)
    version = altering(contract_year, "9400.00", paper)
    assert perform("propose_contract", contract_year.director, AT, version=version).status == "proposed"


def test_words_that_contradict_a_contract_on_record_as_agreed_are_neither_proposed_nor_agreed_to(
    contract_year: ContractYear,
) -> None:
    """Else all three would meet it with the last signature, when nobody can change the words any more."""
    shown = proposed(contract_year)
    other = contract_row(contract_year.appointment, contract_year.staff, **TERM, salary=Decimal("9999.00"))
    vouch(other)
    with pytest.raises(OtherOnRecordError, match=r"\$9,999\.00 a month; these words"):
        perform("agree_contract", contract_year.executive, MAY, version=shown)
    draft = perform("answer_contract", contract_year.executive, MAY, version=shown)
    words = draft.text.model_copy(update={"terms": draft.text.terms.model_copy(update={"salary": Decimal("9050.00")})})
    answer = written(contract_year, draft, words, contract_year.executive)
    with pytest.raises(OtherOnRecordError):
        perform("propose_contract", contract_year.executive, MAY, version=answer, limit_because=WAITS)
