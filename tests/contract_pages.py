"""The parts of the addresses of performance contracts, for the record of `web_world`."""

from __future__ import annotations

from typing import Any

Parts = dict[str, dict[str, Any]]


def arguments(world: Any) -> Parts:
    """For each address of a contract: the parts, of contracts in the state that its page needs."""
    return {**_words(world), **_signatures(world), **_year(world), **_rating(world)}


def _words(world: Any) -> Parts:
    words = world.words
    proposed, draft, job = ({"pk": one.pk} for one in (words.proposed, words.draft, words.job))
    return {
        "web:agreement_new": {"pk": world.executives.seat.pk},
        "web:agreement": proposed,
        "web:agreement_version": {**proposed, "number": 1},
        "web:agreement_compare": {**proposed, "number": 1, "other": 2},
        "web:agreement_edit": draft,
        "web:agreement_propose": draft,
        "web:agreement_agree": proposed,
        "web:agreement_answer": proposed,
        "web:agreement_comment": proposed,
        "web:agreement_settle": {**proposed, "comment": words.comment.pk},
        "web:agreement_reopen": proposed,
        "web:agreement_withdraw": proposed,
        "web:agreement_alter": {"pk": world.executives.agreement.pk},
        "web:year_work": job,
        "web:year_stop": job,
        "web:year_resume": job,
    }


def _signatures(world: Any) -> Parts:
    to_sign = {"pk": world.executives.to_sign.contract_id}
    given = world.executives.to_sign.signatures
    own = {**to_sign, "signature": given.get(role="employee").pk}
    paper = {**to_sign, "signature": given.get(role="appointing_authority").pk}
    return {
        "web:agreement_signatures": to_sign,
        "web:agreement_pdf": to_sign,
        "web:agreement_sign": to_sign,
        "web:agreement_refuse": to_sign,
        "web:agreement_paper": to_sign,
        "web:agreement_signature_withdraw": own,
        "web:agreement_signature_file": paper,
    }


def _year(world: Any) -> Parts:
    contract, year = {"pk": world.executives.agreement.pk}, world.year
    draft = {**contract, "note": year.draft.pk}
    review = {**contract, "review": year.review.pk}
    return {
        "web:agreement_year": contract,
        "web:agreement_evidence_new": contract,
        "web:agreement_evidence_change": draft,
        "web:agreement_evidence_share": draft,
        "web:agreement_evidence_withdraw": draft,
        "web:agreement_evidence_attach": draft,
        "web:agreement_evidence_file": {**contract, "note": year.shared.pk, "file": year.file.pk},
        "web:own_note_file": {"note": year.draft.pk, "file": year.draft_file.pk},
        "web:agreement_review_new": contract,
        "web:agreement_review_answer": review,
        "web:agreement_review_withdraw": review,
        "web:agreement_step_close": {**contract, "step": year.step.pk},
        "web:agreement_result_new": {**contract, "measure": "wait-days"},
        "web:agreement_result_correct": {**contract, "result": year.result.pk},
    }


def _rating(world: Any) -> Parts:
    contract = {"pk": world.executives.agreement.pk}
    appraisal = {**contract, "appraisal": world.appraisal.pk}
    return {
        "web:agreement_undo": contract,
        "web:agreement_pay": contract,
        "web:agreement_pay_approve": contract,
        "web:agreement_rating": contract,
        "web:agreement_rating_write": contract,
        "web:agreement_rating_interim": contract,
        "web:agreement_appraisal": appraisal,
        "web:agreement_appraisal_show": appraisal,
        "web:agreement_appraisal_comment": appraisal,
        "web:agreement_appraisal_finish": appraisal,
        "web:agreement_appraisal_acknowledge": appraisal,
        "web:agreement_appraisal_refusal": appraisal,
        "web:agreement_appraisal_undo": appraisal,
        "web:agreement_appraisal_letter": appraisal,
    }
