"""How a notice reached the executive, and what follows from the day on which they had it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from appointing_world import Service, act, service, vouch
from meritbook.actions import appointing_policies as possible
from meritbook.actions import (
    papers,
    record_service,
    serve_notice,
    service_law,
    service_policies,
    withdraw_notice,
    withdraw_service_proof,
)
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.service_record import record_of
from meritbook.core.errors import MeritbookError
from meritbook.core.service.facts import dismissal_facts
from meritbook.records.models import DismissalNotice, LedgerEntry, ProofOfService
from papers import faults_of, words_of_pdf

__all__ = ["service"]
pytestmark = pytest.mark.django_db
SCAN = papers.Paper("notice signed.pdf", b"%PDF-1.4 signed copy")


def moment(day: date, hour: int = 16) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 0, tzinfo=UTC)


def serve(service: Service, day: date, *, on: date | None = None, **more: Any) -> DismissalNotice:
    taken = {
        "appointment": service.in_revenue, "reason": "The goals of the year were missed.", "served_on": day,
        "served_how": "hand", **more,
    }  # fmt: skip
    return act(serve_notice, taken.pop("by", service.director), moment(on or day), **taken)


def prove(service: Service, notice: DismissalNotice, *, on: date | None = None, **more: Any) -> ProofOfService:
    taken = {
        "notice": notice, "served_how": notice.served_how, "served_at": moment(notice.served_on, 15),
        "served_by_name": "Pat Porter", **more,
    }  # fmt: skip
    return act(record_service, taken.pop("by", service.officer), moment(on or notice.served_on, 17), **taken)


def judged(service: Service, on: date) -> str:
    """What the law says of the notice on a day, from what is on record."""
    record = record_of(service.in_revenue.seat, on=on)
    facts = dismissal_facts(record, record.contract_on(date(2005, 4, 1)), on=on)
    return str(service_law.judge(facts, ["dismissal.notice"], on=on)["dismissal.notice"].verdict)


def test_a_notice_is_served_on_the_day_on_which_its_letter_is_written(service: Service) -> None:
    with pytest.raises(possible.NoticeDayError) as refused:
        serve(service, date(2005, 4, 27), on=date(2005, 4, 28))
    assert "written today, 28 April 2005" in refused.value.message
    with pytest.raises(possible.NoticeDayError):
        serve(service, date(2005, 4, 29), on=date(2005, 4, 28))
    notice = serve(service, date(2005, 4, 28))
    assert notice.record is None
    assert notice.document is not None
    assert "You are dismissed" in words_of_pdf(notice.document.original())


def test_a_paper_that_was_served_before_is_kept_as_the_notice_with_a_record_of_its_service(
    service: Service, tmp_path: Path
) -> None:
    notice = serve(service, date(2005, 4, 27), on=date(2005, 4, 28), paper=SCAN)
    assert notice.document is not None
    assert notice.record is not None
    assert notice.document.original() == SCAN.data
    assert notice.document.media_type == "application/pdf"
    data = notice.record.original()
    assert faults_of(data, tmp_path) == []
    said = words_of_pdf(data)
    for words in ("Record of service", "April 27, 2005", "April 28, 2005", notice.document.sha256[:16]):
        assert words in said
    assert "You are dismissed" not in said
    # Ten days from the day after 27 April: 7 May is a Saturday, so that Monday is the last day.
    assert notice.appeal_until == date(2005, 5, 9)


@pytest.mark.parametrize("data", [b"", b"MZ\x90 a program", b"plain words", b"<html>%PDF-</html>"])
def test_a_paper_is_known_by_what_stands_in_it_and_not_by_its_name(service: Service, data: bytes) -> None:
    with pytest.raises(papers.PaperError):
        serve(service, date(2005, 4, 27), on=date(2005, 4, 28), paper=papers.Paper("notice.pdf", data))
    assert not DismissalNotice.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("notice.png", b"%PDF-1.4 signed copy", "attachment.renamed"),
        (
            "notice.pdf",
            b"%PDF-1.4 X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
            "attachment.virus",
        ),
        ("notice.pdf", b"%PDF-1.4 /Encrypt 5 0 R", "reader.encrypted"),
    ],
)
def test_a_paper_is_looked_into_as_evidence_is(service: Service, name: str, data: bytes, code: str) -> None:
    with pytest.raises(MeritbookError) as refused:
        serve(service, date(2005, 4, 27), on=date(2005, 4, 28), paper=papers.Paper(name, data))
    assert refused.value.code == code
    assert not DismissalNotice.objects.exists()


def test_a_paper_of_exactly_the_most_bytes_is_kept_and_of_one_more_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MOST_BYTES", 10)
    assert papers.kind_of(papers.Paper("a", b"%PDF-12345")) == "application/pdf"
    with pytest.raises(papers.PaperError):
        papers.kind_of(papers.Paper("a", b"%PDF-123456"))


@pytest.mark.parametrize(
    ("day", "verdict", "until"),
    [
        # The safe reading: notice before 1 May. Ten days after 29 April are full on Monday 9 May.
        (date(2005, 4, 29), "met", date(2005, 5, 9)),
        (date(2005, 4, 30), "met", date(2005, 5, 10)),
        (date(2005, 5, 1), "not_met", date(2005, 5, 11)),
        (date(2005, 5, 2), "not_met", date(2005, 5, 12)),
    ],
)
def test_the_days_around_the_first_of_may(service: Service, day: date, verdict: str, until: date) -> None:
    notice = serve(service, day, insisted_because="It was known only now.")
    proof = prove(service, notice)
    assert (notice.appeal_until, proof.appeal_until, proof.arrived_on) == (until, until, day)
    assert judged(service, day + timedelta(days=1)) == verdict


@pytest.mark.parametrize(
    ("day", "until"),
    [
        # 23 September 2004 and ten days: 3 October is a Sunday.
        (date(2004, 9, 23), date(2004, 10, 4)),
        # 20 May 2005 and ten days: 30 May is Memorial Day, a Monday.
        (date(2005, 5, 20), date(2005, 5, 31)),
        # 15 December 2004 and ten days: 25 December is a holiday and a Saturday.
        (date(2004, 12, 15), date(2004, 12, 27)),
    ],
)
def test_a_last_day_to_appeal_on_a_weekend_or_a_holiday_goes_on_to_the_next_business_day(
    service: Service, day: date, until: date
) -> None:
    notice = serve(service, day, insisted_because="As the calendar has it.")
    assert prove(service, notice).appeal_until == until


def test_of_a_letter_in_the_mail_the_last_day_is_known_once_it_arrived(service: Service) -> None:
    notice = serve(service, date(2005, 4, 25), served_how="mail")
    assert notice.appeal_until is None
    sent = prove(service, notice)
    assert (sent.arrived_on, sent.appeal_until) == (None, None)
    act(withdraw_service_proof, service.officer, moment(date(2005, 4, 28)), proof=sent, reason="It arrived.")
    proof = prove(service, notice, on=date(2005, 4, 28), arrived_on=date(2005, 4, 27))
    # 27 April and ten days: 7 May is a Saturday.
    assert proof.appeal_until == date(2005, 5, 9)
    assert record_of(service.in_revenue.seat, on=date(2005, 4, 28)).notice.given_on == date(2005, 4, 27)  # type: ignore[union-attr]
    assert record_of(service.in_revenue.seat, on=date(2005, 4, 26)).notice.given_on == date(2005, 4, 25)  # type: ignore[union-attr]


def test_a_letter_that_was_sent_in_april_and_arrives_on_the_3rd_of_may_is_late(service: Service) -> None:
    notice = serve(service, date(2005, 4, 29), served_how="mail")
    assert judged(service, date(2005, 5, 2)) == "met"
    proof = prove(service, notice, on=date(2005, 5, 3), arrived_on=date(2005, 5, 3))
    # 3 May and ten days: Friday, 13 May.
    assert proof.appeal_until == date(2005, 5, 13)
    assert judged(service, date(2005, 5, 4)) == "not_met"


def test_nothing_arrives_before_it_was_sent_or_tomorrow(service: Service) -> None:
    notice = serve(service, date(2005, 4, 25), served_how="mail")
    for wrong in (date(2005, 4, 24), date(2005, 4, 27)):
        with pytest.raises(service_policies.ProofError):
            prove(service, notice, on=date(2005, 4, 26), arrived_on=wrong)
    assert prove(service, notice, on=date(2005, 4, 26), arrived_on=date(2005, 4, 25)).appeal_until == date(2005, 5, 5)


def test_a_proof_says_the_day_and_the_way_of_its_notice(service: Service) -> None:
    notice = serve(service, date(2005, 4, 25))
    for wrong in (
        {"served_at": moment(date(2005, 4, 24))},
        {"served_at": moment(date(2005, 4, 25), 18)},
        {"served_how": "mail"},
        {"arrived_on": date(2005, 4, 26)},
    ):
        with pytest.raises(service_policies.ProofError):
            prove(service, notice, on=date(2005, 4, 25), **wrong)
    with pytest.raises(possible.NoticeDayError):
        prove(service, notice, served_how="pigeon")


def test_one_proof_stands_with_its_paper_until_it_is_withdrawn(service: Service) -> None:
    notice = serve(service, date(2005, 4, 25))
    receipt = papers.Paper("receipt.png", b"\x89PNG\r\n\x1a\n receipt")
    first = prove(service, notice, paper=receipt, witness="Sam Seer", place="Room 12")
    assert first.document is not None
    assert first.document.media_type == "image/png"
    facts = json.loads(LedgerEntry.objects.latest("seq").payload)["facts"]
    assert "Sam Seer" not in json.dumps(facts)
    with pytest.raises(service_policies.ProofStandsError):
        prove(service, notice)
    act(withdraw_service_proof, service.director, moment(date(2005, 4, 26)), proof=first, reason="Another room.")
    with pytest.raises(service_policies.ProofStandsError):
        act(withdraw_service_proof, service.director, moment(date(2005, 4, 26)), proof=first, reason="Again.")
    assert prove(service, notice, place="Room 14").place == "Room 14"


def test_there_is_no_proof_of_a_notice_that_is_withdrawn(service: Service) -> None:
    notice = serve(service, date(2005, 4, 25))
    act(withdraw_notice, service.director, moment(date(2005, 4, 25)), notice=notice, reason="Settled.")
    with pytest.raises(possible.NoticeStandsError):
        prove(service, notice)


def test_the_department_proves_service_and_the_executive_does_not(service: Service) -> None:
    notice = serve(service, date(2005, 4, 25))
    for user in (service.other_director, service.personnel_director, service.in_revenue.executive):
        with pytest.raises(ForbiddenError):
            prove(service, notice, by=user)
    held = service.in_revenue
    held.executive = service.officer
    held.save()
    vouch(held)
    with pytest.raises(ForbiddenError):
        prove(service, notice)
