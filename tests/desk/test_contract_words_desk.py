"""The other side's turn on each desk: words, comments, refusals, reviews, budgets, holds and copies."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from contract_stage import drafted, perform, whole
from contract_world import ContractYear
from meritbook.actions.permissions import Standing
from meritbook.core.values import canonical_json
from meritbook.desk.acts import Act
from meritbook.desk.desks import desk
from meritbook.records.models import ContractRecord, ContractVersion, SalaryBudget
from meritbook.web.templatetags.meritbook import act_address
from web_world import BACKEND

pytestmark = pytest.mark.django_db
JUNE = datetime(2005, 6, 15, 16, 0, tzinfo=UTC)
SEPTEMBER = datetime(2004, 9, 15, 16, 0, tzinfo=UTC)
ON = JUNE.date()
NEXT = {"starts_on": date(2005, 7, 1), "ends_before": date(2006, 7, 1)}
WORDS = "Answer the words proposed"
WAITS = "The limit of the year is published in July."


def acts(who: Any, on: date = ON) -> list[Act]:
    return [one for section in desk(Standing(who, on)) for one in section.acts]


def those(who: Any, *begins: str, on: date = ON) -> list[Act]:
    return [one for one in acts(who, on) if one.title.startswith(begins)]


def proposal(year: ContractYear) -> Any:
    """The contract of 2005-06, proposed by the director."""
    draft = drafted(year.director, JUNE, year.appointment, **NEXT)
    return perform("propose_contract", year.director, JUNE, version=draft, limit_because=WAITS)


def alteration(year: ContractYear) -> Any:
    """An alteration of the contract that runs, proposed by the executive."""
    whole_text = whole(year.version.text)
    ContractVersion.objects.filter(pk=year.version.pk).update(
        text_json=canonical_json(whole_text), sha256=whole_text.seal()
    )
    draft = perform("alter_contract", year.executive, SEPTEMBER, contract=year.contract, reason="New duties.")
    project = draft.text.projects[0].model_copy(update={"results_expected": "In use by 1 June 2005."})
    text = draft.text.model_copy(update={"projects": (project,)})
    perform("save_contract", year.executive, SEPTEMBER, version=draft, text=text, base_sha256=draft.sha256)
    return perform("propose_contract", year.executive, SEPTEMBER, version=draft)


def agreed(year: ContractYear) -> Any:
    return perform("agree_contract", year.executive, JUNE, version=proposal(year))


def test_a_proposal_waits_for_the_other_side_alone_and_takes_the_line_of_the_law(contract_year: ContractYear) -> None:
    version = proposal(contract_year)
    (own,) = those(contract_year.executive, WORDS, "Agree the contract")
    assert own.title == "Answer the words proposed: your contract from 1 July 2005"
    assert act_address(own) == reverse("web:agreement", args=[version.contract_id])
    assert (own.since, own.last_day, own.rule) == (JUNE, date(2005, 6, 30), "contract.due")
    assert [one.view for one in own.links] == ["web:agreement_agree", "web:agreement_answer"]
    # Whoever proposed waits: the line of the law says so, and opens the contract.
    (theirs,) = those(contract_year.director, WORDS, "Agree the contract")
    assert theirs.title == "Agree the contract of 2005-06: Year Executive, Y-1"
    assert "version 1, proposed by your side, waits for an answer" in theirs.detail
    assert act_address(theirs) == reverse("web:agreement", args=[version.contract_id])
    assert not those(contract_year.officer, WORDS)
    assert not those(contract_year.elsewhere, WORDS)


def test_without_a_contract_the_line_of_the_law_opens_the_page_where_it_is_begun(contract_year: ContractYear) -> None:
    begun = reverse("web:agreement_new", args=[contract_year.seat.pk])
    (line,) = those(contract_year.director, "Agree the contract")
    assert act_address(line) == begun
    (line,) = those(contract_year.officer, "Record the contract")
    assert act_address(line) == begun
    # The executive begins none: what can happen, and by when, is theirs to read.
    (line,) = those(contract_year.executive, "Agree the contract")
    assert act_address(line) == reverse("web:choices", args=[contract_year.seat.pk])


def test_the_answer_of_the_executive_waits_for_each_who_may_answer_for_the_department(
    contract_year: ContractYear,
) -> None:
    answer = perform("answer_contract", contract_year.executive, JUNE, version=proposal(contract_year))
    project = answer.text.projects[0].model_copy(update={"results_expected": "In use by 1 June 2006."})
    text = answer.text.model_copy(update={"projects": (project,)})
    perform("save_contract", contract_year.executive, JUNE, version=answer, text=text, base_sha256=answer.sha256)
    perform("propose_contract", contract_year.executive, JUNE, version=answer)
    for who in (contract_year.director, contract_year.authority, contract_year.officer):
        (line,) = those(who, WORDS)
        assert line.title == "Answer the words proposed: Year Executive, Y-1, contract from 1 July 2005"
        assert "Version 2, proposed by the executive." in line.detail
    assert not those(contract_year.executive, WORDS)


def test_an_alteration_proposed_waits_in_the_year_with_its_reason(contract_year: ContractYear) -> None:
    on = SEPTEMBER.date()
    assert not those(contract_year.authority, "Answer the alteration", on=on)
    version = alteration(contract_year)
    (line,) = those(contract_year.authority, "Answer the alteration", on=on)
    assert line.title == "Answer the alteration proposed: Year Executive, Y-1, contract from 1 July 2004"
    assert line.detail.endswith("Why it alters: New duties.")
    assert (line.id, line.since, line.last_day) == (version.contract_id, SEPTEMBER, None)


def test_a_comment_waits_for_the_other_side_until_it_is_settled(contract_year: ContractYear) -> None:
    version = proposal(contract_year)
    said = {"version": version, "section": "area.customers", "says": "Too many."}
    comment = perform("comment_contract", contract_year.executive, JUNE, **said)
    (line,) = those(contract_year.director, "Read and settle 1 comment")
    assert (line.id, line.since) == (version.contract_id, JUNE)
    assert "Year Executive" in line.detail
    assert not those(contract_year.executive, "Read and settle")
    perform("settle_comment", contract_year.director, JUNE, comment=comment, says="Two are left.")
    assert not those(contract_year.director, "Read and settle")
    # On a proposal that the person is to answer, the line of the proposal counts them.
    perform("comment_contract", contract_year.director, JUNE, **said)
    assert not those(contract_year.executive, "Read and settle")
    assert "1 comment on it." in those(contract_year.executive, WORDS)[0].detail


def test_a_comment_stays_open_when_other_words_answer_the_version_that_it_was_on(
    contract_year: ContractYear, client: Any
) -> None:
    """What was asked of a version is not lost with it: not on the desk, and not on the page of the next one."""
    version = proposal(contract_year)
    for section in ("area.customers", "project.new-plant"):
        said = {"version": version, "section": section, "says": f"Why so, in {section}?"}
        perform("comment_contract", contract_year.executive, JUNE, **said)
    draft = perform("answer_contract", contract_year.executive, JUNE, version=version)
    text = draft.text.model_copy(update={"projects": ()})
    draft = perform("save_contract", contract_year.executive, JUNE, version=draft, text=text, base_sha256=draft.sha256)
    perform("propose_contract", contract_year.executive, JUNE, version=draft, limit_because=WAITS)
    assert "2 comments on it." in those(contract_year.director, WORDS)[0].detail
    client.force_login(contract_year.director, backend=BACKEND)
    page = client.get(reverse("web:agreement", args=[version.contract_id])).content.decode()
    assert page.count(", of version 1: <p>Why so, in ") + page.count(", of version 1: Why so, in ") == 2
    gone = page.index("Comments on parts that this version has no more")
    assert page.index("in area.customers?") < gone < page.index("in project.new-plant?")
    for comment in version.comments.all():
        perform("settle_comment", contract_year.director, JUNE, comment=comment, says="Seen.")
    page = client.get(reverse("web:agreement", args=[version.contract_id])).content.decode()
    assert "Why so" not in page


def test_agreed_words_wait_for_the_signature_once_and_a_refusal_is_told_to_all_others(
    contract_year: ContractYear,
) -> None:
    version = agreed(contract_year)
    (line,) = those(contract_year.executive, "Sign your contract", "Agree the contract", WORDS)
    assert act_address(line) == reverse("web:agreement_sign", args=[version.contract_id])
    assert line.last_day == date(2005, 6, 30)
    seen = {"version": version, "role": "employee", "seen_sha256": version.sha256}
    perform("refuse_signature", contract_year.executive, JUNE, reason="The pay is not as agreed.", **seen)
    for who in (contract_year.director, contract_year.authority, contract_year.officer):
        (told,) = those(who, "Year Executive refused to sign")
        assert told.detail == "As employee: The pay is not as agreed."
        assert act_address(told) == reverse("web:agreement_signatures", args=[version.contract_id])
    assert not those(contract_year.executive, "Year Executive refused")
    assert not those(contract_year.elsewhere, "Year Executive refused")
    perform("sign_contract", contract_year.executive, JUNE, **seen)
    assert not those(contract_year.director, "Year Executive refused")


def test_a_review_waits_for_the_answer_of_the_executive_alone(contract_year: ContractYear) -> None:
    review = perform(
        "record_review", contract_year.authority, SEPTEMBER, contract=contract_year.contract, kind="quarterly",
        held_on=date(2004, 9, 14), rater_says="All goes well.",
    )  # fmt: skip
    on = SEPTEMBER.date()
    (line,) = those(contract_year.executive, "Answer the review", on=on)
    assert line.title == "Answer the review of 14 September 2004: your contract from 1 July 2004"
    assert act_address(line) == reverse("web:agreement_review_answer", args=[contract_year.contract.pk, review.pk])
    assert not those(contract_year.director, "Answer the review", on=on)
    perform("answer_review", contract_year.executive, SEPTEMBER, review=review, says="So I see it.")
    assert not those(contract_year.executive, "Answer the review", on=on)


@pytest.mark.parametrize(("on", "there"), [(date(2005, 4, 1), False), (date(2005, 4, 2), True)])
def test_ninety_days_before_the_year_human_resources_is_asked_for_a_budget(
    contract_year: ContractYear, on: date, there: bool
) -> None:
    # From 2 April to 1 July 2005: 28 + 31 + 30 + 1 = 90 days.
    asked = those(contract_year.officer, "Record the salary budget from 1 July 2005", on=on)
    assert bool(asked) is there
    assert not those(contract_year.director, "Record the salary budget", on=on)


def test_a_budget_on_record_is_not_asked_for(contract_year: ContractYear) -> None:
    SalaryBudget.objects.create(
        department=contract_year.seat.position.department, amount=1_000_000, source="Appropriation.",
        recorded_by=contract_year.officer, recorded_at=JUNE, **NEXT,
    )  # fmt: skip
    assert not those(contract_year.officer, "Record the salary budget")


def test_the_salary_to_decide_leads_to_the_page_where_it_is_decided(contract_year: ContractYear) -> None:
    (line,) = those(contract_year.director, "Decide 1 salary")
    assert act_address(line) == f"{reverse('web:pay_what_if')}?department={contract_year.seat.position.department_id}"
    assert [(one.label, one.view, one.id) for one in line.links] == [
        ("Decide on Year Executive", "web:agreement_pay_approve", contract_year.contract.pk)
    ]


def test_a_legal_hold_stays_before_the_eyes_of_the_department_and_of_who_placed_it(
    contract_year: ContractYear,
) -> None:
    hold = perform(
        "hold_file", contract_year.staff, JUNE, appointment=contract_year.appointment, matter="Doe v. State",
        reason="Discovery.",
    )  # fmt: skip
    for who in (contract_year.officer, contract_year.staff):
        (line,) = those(who, "Look at the legal hold")
        assert line.title == "Look at the legal hold on the file of Year Executive: Doe v. State"
        assert act_address(line) == reverse("web:file_hold_release", args=[contract_year.appointment.pk, hold.pk])
        assert line.since == JUNE
    for who in (contract_year.personnel_director, contract_year.executive, contract_year.director):
        assert not those(who, "Look at the legal hold")


def test_a_copy_leads_to_the_page_where_it_is_sent_and_then_to_the_one_where_it_arrives(
    contract_year: ContractYear,
) -> None:
    version, held = contract_year.version, contract_year.appointment
    # The day in the record would say that central human resources has it already.
    ContractRecord.objects.filter(pk=contract_year.record.pk).update(at_central_hr_on=None)
    (line,) = those(contract_year.officer, "Send version 1 of the contract of Year Executive, Y-1 to central")
    assert act_address(line) == reverse("web:file_copy_send", args=[held.pk, version.pk, "central_hr"])
    copy = perform("send_copy", contract_year.officer, JUNE, version=version, to="central_hr")
    (line,) = those(contract_year.staff, "Say whether")
    assert act_address(line) == reverse("web:file_copy_receive", args=[held.pk, copy.pk])
    assert line.since == JUNE
    # One line for each copy: the law does not tell of the same ones again.
    assert not those(contract_year.officer, "Send and file the copies")


def test_the_desk_of_a_past_day_leaves_out_what_began_later(contract_year: ContractYear) -> None:
    alteration(contract_year)
    assert those(contract_year.authority, "Answer the alteration", on=SEPTEMBER.date())
    before = SEPTEMBER.date() - timedelta(days=1)
    assert not those(contract_year.authority, "Answer the alteration", on=before)
    for section in desk(Standing(contract_year.authority, before)):
        assert section.total >= len(section.acts)


def test_every_link_of_the_desks_opens_for_whoever_reads_them(contract_year: ContractYear, client: Any) -> None:
    from unittest import mock

    from meritbook.records import clock

    alteration(contract_year)
    perform(
        "record_review", contract_year.authority, SEPTEMBER, contract=contract_year.contract, kind="quarterly",
        held_on=date(2004, 9, 14), rater_says="All goes well.",
    )  # fmt: skip
    proposal(contract_year)
    perform(
        "hold_file", contract_year.staff, JUNE, appointment=contract_year.appointment, matter="Doe v. State",
        reason="Discovery.",
    )  # fmt: skip
    opened = 0
    with mock.patch.object(clock, "today", return_value=ON), mock.patch.object(clock, "now", return_value=JUNE):
        for who in (
            contract_year.executive, contract_year.authority, contract_year.director, contract_year.officer,
            contract_year.staff, contract_year.personnel_director,
        ):  # fmt: skip
            client.force_login(who)
            for one in acts(who):
                if one.view:
                    assert client.get(act_address(one)).status_code == 200, one
                    opened += 1
                for link in one.links:
                    assert client.get(reverse(link.view, args=[link.id])).status_code == 200, link
    assert opened > 20
