"""Three people sign the words that they saw; each signature is a seal in the PDF, and the last one makes it binding."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from appointing_world import person, vouch
from contract_stage import whole
from contract_world import AT, ContractYear
from meritbook.actions import Actor, file_paper_signature, ledger, office_seal, refuse_signature, withdraw_signature
from meritbook.actions import signing_policies as possible
from meritbook.actions.contracting_policies import OtherOnRecordError
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.signing import still_asked
from meritbook.core.errors import MeritbookError
from meritbook.records.models import ContractRecord, ContractSignature
from meritbook.records.models.documents import storage_name
from meritbook.writers.certificates import CertificateError
from meritbook.writers.contract_check import check_contract
from meritbook.writers.seals import load_roots
from papers import faults_of, words_of_pdf
from service_world import contract_row
from signing_world import COMING, ROLES, agreed_version, alteration, coming_words, lend, sign, sign_all

pytestmark = pytest.mark.django_db
ON = AT.date()
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def roots(settings: Any) -> Any:
    office_seal.office_seal()
    return load_roots((settings.MERITBOOK_HOME / office_seal.TEST_ROOT).read_bytes())


def paper(year: ContractYear, version: Any, role: str, **more: Any) -> Any:
    taken = {"signed_by": getattr(year, ROLES[role]), "on_paper_on": ON, "scan": PNG, **more}
    return file_paper_signature.perform(Actor(year.officer), at=AT, why="Came in.", version=version, role=role, **taken)


@pytest.mark.parametrize("complete", [True, False])
def test_the_third_signature_makes_the_contract_and_the_record_that_the_law_judges(
    contract_year: ContractYear, *, complete: bool
) -> None:
    words = coming_words()
    version = agreed_version(contract_year, whole(words) if complete else words)
    for count, (role, name) in enumerate(ROLES.items(), start=1):
        sign(getattr(contract_year, name), version, role)
        version.refresh_from_db()
        assert version.status == ("signed" if count == 3 else "agreed")
    version.contract.refresh_from_db()
    record = version.contract.record
    assert (record.agreed_on, record.filed_on, record.at_department_hr_on) == (ON, ON, ON)
    assert (record.salary, record.states_criteria, record.on_standard_form) == (
        version.text.terms.salary,
        True,
        complete,
    )
    assert (record.starts_on, record.ends_before) == (version.contract.starts_on, version.contract.ends_before)
    assert ledger.verify().sound


def test_the_file_of_the_last_signature_holds_all_three_and_stays_accessible(
    contract_year: ContractYear, settings: Any, tmp_path: Path
) -> None:
    done = sign_all(contract_year, agreed_version(contract_year))
    files = [one.document.original() for one in done]
    assert files[1].startswith(files[0])
    assert files[2].startswith(files[1])
    report = check_contract(files[2], roots(settings))
    assert report.outcome == "holds"
    assert [seal.name for seal in report.seals] == ["Year Executive", "Year Authority", "Year Director"]
    assert [seal.signed_at for seal in report.seals] == [AT.replace(microsecond=0)] * 3
    assert {one.certificate_sha256 for one in done} == {report.seals[0].certificate.sha256}  # type: ignore[union-attr]
    assert faults_of(files[2], tmp_path) == []


def test_only_those_who_answer_for_what_changed_sign_an_alteration(contract_year: ContractYear) -> None:
    version = alteration(contract_year)
    assert [(one.role, one.changed) for one in still_asked(version, on=ON)] == [
        ("employee", ("project.new-plant",)),
        ("appointing_authority", ("project.new-plant",)),
    ]
    with pytest.raises(possible.NotAskedError):
        sign(contract_year.director, version, "department_director")
    sign(contract_year.executive, version, "employee")
    sign(contract_year.authority, version, "appointing_authority")
    for row in (version, contract_year.version, contract_year.record):
        row.refresh_from_db()
    assert (version.status, contract_year.version.status) == ("signed", "superseded")
    assert ContractRecord.objects.filter(appointment=contract_year.appointment).count() == 1
    said = words_of_pdf(version.document.original())
    assert "Not asked to sign this version: signed version 1, and what this role answers for is as it was then." in said
    assert said.count("because this changed: Open the new processing plant.") == 2


def test_nobody_signs_twice_in_the_same_part(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    first = sign(contract_year.executive, version, "employee")
    with pytest.raises(possible.AlreadySignedError) as told:
        sign(contract_year.executive, version, "employee")
    assert told.value.details == {"signature": first.pk}


def test_signing_again_after_the_last_signature_is_told_as_signed_and_not_as_closed(
    contract_year: ContractYear,
) -> None:
    version = agreed_version(contract_year)
    sign_all(contract_year, version)
    with pytest.raises(possible.AlreadySignedError):
        sign(contract_year.director, version, "department_director")


@pytest.mark.parametrize("status", ["draft", "proposed", "superseded", "withdrawn"])
def test_words_that_are_not_agreed_are_not_signed(contract_year: ContractYear, status: str) -> None:
    version = agreed_version(contract_year, status=status)
    with pytest.raises(possible.NotAgreedError):
        sign(contract_year.executive, version, "employee")


def test_whoever_was_shown_other_words_does_not_sign_these(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    with pytest.raises(possible.SealBrokenError):
        sign(contract_year.executive, version, "employee", seen="0" * 64)
    assert not ContractSignature.objects.filter(version=version).exists()


def test_no_seal_is_put_onto_a_file_that_is_not_what_its_hash_says(contract_year: ContractYear, settings: Any) -> None:
    version = agreed_version(contract_year, coming_words(notes=("A broken file.",)))
    first = sign(contract_year.executive, version, "employee")
    place = settings.MERITBOOK_DOCUMENTS / storage_name(first.document.sha256)
    kept = place.read_bytes()
    place.write_bytes(kept[:-1])
    with pytest.raises(possible.SealBrokenError):
        sign(contract_year.authority, version, "appointing_authority")
    place.write_bytes(kept)


@pytest.mark.parametrize("role", ["department_director", "appointing_authority"])
def test_an_employee_does_not_sign_for_the_department(contract_year: ContractYear, role: str) -> None:
    with pytest.raises(OwnCaseError):
        sign(contract_year.executive, agreed_version(contract_year), role)


def test_a_director_does_not_sign_as_the_employee_nor_as_an_authority_that_is_somebody_else(
    contract_year: ContractYear,
) -> None:
    version = agreed_version(contract_year)
    with pytest.raises(ForbiddenError):
        sign(contract_year.director, version, "employee")
    with pytest.raises(possible.NotYourPartError):
        sign(contract_year.director, version, "appointing_authority")


def test_an_executive_who_is_their_own_appointing_authority_is_told_so(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    position = contract_year.seat.position
    position.appointing_authority = contract_year.executive
    position.save()
    vouch(position)
    with pytest.raises(possible.OwnAuthorityError):
        sign(contract_year.executive, version, "appointing_authority")


def test_two_parts_of_one_person_are_two_signatures(contract_year: ContractYear) -> None:
    from meritbook.actions import SYSTEM, grant_role

    version = agreed_version(contract_year)
    position = contract_year.seat.position
    position.appointing_authority = contract_year.director
    position.save()
    vouch(position)
    grant_role.perform(
        SYSTEM, at=AT, why="Both.", user=contract_year.director, role="appointing_authority",
        department=position.department, starts_on=date(2004, 1, 1),
    )  # fmt: skip
    for role in ("appointing_authority", "department_director"):
        sign(contract_year.director, version, role)
    assert version.signatures.filter(signed_by=contract_year.director).count() == 2


@pytest.mark.parametrize(("days", "ends"), [(0, False), (-1, True)])
def test_a_delegation_is_good_on_its_last_day_and_told_as_ended_on_the_next(
    contract_year: ContractYear, days: int, ends: bool
) -> None:
    version = agreed_version(contract_year)
    row = lend(contract_year, date(2004, 8, 1), ON + timedelta(days=days + 1))
    if ends:
        with pytest.raises(possible.DelegationEndedError, match="ended on 31 August 2004"):
            sign(contract_year.successor, version, "department_director")
        return
    done = sign(contract_year.successor, version, "department_director")
    assert done.delegation == row
    report = check_contract(done.document.original())
    assert "for Year Director, absent, under the delegation of 1 August 2004" in report.seals[0].reason


def test_an_ended_delegation_does_not_bar_whoever_holds_the_part_in_their_own_name(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    lend(contract_year, date(2004, 8, 1), date(2004, 8, 2), role="appointing_authority")
    position = contract_year.seat.position
    position.appointing_authority = contract_year.successor
    position.save()
    vouch(position)
    assert sign(contract_year.successor, version, "appointing_authority").delegation is None


def test_a_refusal_is_kept_with_its_reason_and_its_author_may_sign_later(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    refusal = refuse_signature.perform(
        Actor(contract_year.executive), at=AT, why="Refused.", version=version, role="employee",
        seen_sha256=version.sha256, reason="The target is out of reach.",
    )  # fmt: skip
    assert (refusal.kind, refusal.says) == ("refused", "The target is out of reach.")
    assert "employee" in [one.role for one in still_asked(version, on=ON)]
    sign(contract_year.authority, version, "appointing_authority")
    version.refresh_from_db()
    assert "Refused on September 1, 2004: The target is out of reach." in words_of_pdf(version.document.original())
    assert sign(contract_year.executive, version, "employee").kind == "electronic"


def test_a_scan_counts_as_a_signature_and_says_who_filed_it(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year, agreed_at=AT - timedelta(days=3))
    day = ON - timedelta(days=1)
    done = paper(contract_year, version, "employee", on_paper_on=day)
    assert (done.signed_by, done.recorded_by) == (contract_year.executive, contract_year.officer)
    assert done.document.media_type == "image/png"
    sign(contract_year.authority, version, "appointing_authority")
    sign(contract_year.director, version, "department_director")
    version.refresh_from_db()
    assert version.signed_on == ON
    assert "the scan was filed by Year Officer" in words_of_pdf(version.document.original())


def test_three_signatures_on_paper_make_the_contract_on_the_last_day_that_stands_on_them(
    contract_year: ContractYear,
) -> None:
    version = agreed_version(contract_year, agreed_at=AT - timedelta(days=5))
    for days, role in enumerate(ROLES, start=1):
        paper(contract_year, version, role, on_paper_on=ON - timedelta(days=days), scan=PNG + role.encode())
    version.refresh_from_db()
    assert (version.status, version.signed_on) == ("signed", ON - timedelta(days=1))
    assert "Signed on paper" in words_of_pdf(version.document.original())


@pytest.mark.parametrize(
    "scan",
    [b"MZ\x90\x00 a program named scan.pdf", b"X5O!P%@AP[4", b"", b"<svg/>"],
    ids=["exe", "text", "empty", "svg"],
)
def test_what_is_no_scan_by_its_bytes_is_refused_whatever_its_name(contract_year: ContractYear, scan: bytes) -> None:
    with pytest.raises(possible.ScanError):
        paper(contract_year, agreed_version(contract_year), "employee", scan=scan)


def test_a_scan_is_looked_into_as_evidence_is(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    for name, data, code in (
        ("scan.pdf", PNG, "attachment.renamed"),
        (
            "scan.png",
            PNG + b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
            "attachment.virus",
        ),
    ):
        with pytest.raises(MeritbookError) as refused:
            paper(contract_year, version, "employee", scan=data, name=name)
        assert refused.value.code == code
    assert not version.signatures.exists()


def test_a_scan_of_ten_megabytes_is_kept_and_one_byte_more_is_not() -> None:
    assert possible.scan_type(PNG.ljust(possible.MOST_BYTES, b"0")) == ("image/png", "png")
    with pytest.raises(possible.ScanError):
        possible.scan_type(PNG.ljust(possible.MOST_BYTES + 1, b"0"))


@pytest.mark.parametrize("days", [-1, 1])
def test_a_paper_is_signed_between_the_agreement_and_today(contract_year: ContractYear, days: int) -> None:
    with pytest.raises(possible.PaperDayError):
        paper(contract_year, agreed_version(contract_year), "employee", on_paper_on=ON + timedelta(days=days))


def test_the_hand_on_the_paper_must_have_held_the_part(contract_year: ContractYear) -> None:
    with pytest.raises(ForbiddenError):
        paper(contract_year, agreed_version(contract_year), "department_director", signed_by=contract_year.officer)


def test_a_signature_is_taken_back_while_others_are_missing_and_the_file_says_so(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    first = sign(contract_year.executive, version, "employee")
    withdrawn = withdraw_signature.perform(
        Actor(contract_year.executive), at=AT, why="Misread.", signature=first, reason="Misread."
    )
    reasons = [seal.reason for seal in check_contract(withdrawn.document.original()).seals]
    assert reasons[1].startswith("Withdrawn: the signature as employee by Year Executive")
    with pytest.raises(possible.SignatureGoneError):
        withdraw_signature.perform(
            Actor(contract_year.executive), at=AT, why="Misread.", signature=first, reason="Misread."
        )
    again = sign(contract_year.executive, version, "employee")
    assert len(check_contract(again.document.original()).seals) == 3


def test_human_resources_undo_a_signature_and_others_do_not(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    first = sign(contract_year.executive, version, "employee")
    with pytest.raises(ForbiddenError):
        withdraw_signature.perform(Actor(contract_year.successor), at=AT, why="No.", signature=first, reason="No.")
    done = withdraw_signature.perform(
        Actor(contract_year.officer), at=AT, why="Wrong words.", signature=first, reason="Wrong words."
    )
    assert done.withdrawn_by == contract_year.officer


def test_no_signature_is_taken_back_once_all_have_signed(contract_year: ContractYear) -> None:
    signature = contract_year.version.signatures.get(role="employee")
    with pytest.raises(possible.SignatureInForceError):
        withdraw_signature.perform(
            Actor(contract_year.executive), at=AT, why="Regret.", signature=signature, reason="Regret."
        )


def test_a_real_office_without_a_certificate_is_told_what_to_do(contract_year: ContractYear, settings: Any) -> None:
    settings.MERITBOOK_TEST_AUTHORITY = False
    version = agreed_version(contract_year)
    with pytest.raises(CertificateError) as told:
        sign(contract_year.executive, version, "employee")
    assert told.value.code == "seal.certificate"
    assert "MERITBOOK_CERTIFICATE" in told.value.to_do
    assert not version.signatures.exists()


def test_the_test_authority_is_made_once_and_only_its_owner_reads_it(settings: Any, tmp_path: Path) -> None:
    settings.MERITBOOK_HOME = tmp_path
    first = office_seal.office_seal()
    assert office_seal.office_seal() is first
    assert sorted(place.name for place in tmp_path.iterdir()) == ["test-authority.pem", "test-seal.p12"]
    assert {place.stat().st_mode & 0o777 for place in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize("more", [{"salary": Decimal("8300.00")}, {"ends_before": date(2006, 1, 1)}])
def test_what_is_signed_takes_the_place_of_a_contract_that_was_recorded_and_never_agreed(
    contract_year: ContractYear, more: dict[str, Any]
) -> None:
    """The two sides may settle on another salary than human resources had in mind."""
    open_days = {"agreed_on": None, "at_department_hr_on": None, "at_central_hr_on": None, "filed_on": None}
    in_mind = contract_row(contract_year.appointment, contract_year.staff, **{**COMING, **open_days, **more})
    vouch(in_mind)
    version = agreed_version(contract_year)
    sign_all(contract_year, version)
    version.contract.refresh_from_db()
    in_mind.refresh_from_db()
    assert version.contract.record == in_mind
    assert (in_mind.salary, in_mind.ends_before) == (version.text.terms.salary, COMING["ends_before"])
    assert in_mind.agreed_on == ON
    assert ledger.verify().sound


@pytest.mark.parametrize("more", [{"salary": Decimal("9000.00")}, {"ends_before": date(2006, 1, 1)}])
def test_nobody_signs_words_that_contradict_a_contract_on_record_as_agreed(
    contract_year: ContractYear, more: dict[str, Any]
) -> None:
    """The first who would sign is told, and not the third."""
    version = agreed_version(contract_year)
    other = contract_row(contract_year.appointment, contract_year.staff, **{**COMING, **more})
    vouch(other)
    with pytest.raises(OtherOnRecordError, match="on record as agreed at") as refused:
        sign(contract_year.executive, version, "employee")
    assert refused.value.details == {"record": other.pk}
    assert not version.signatures.exists()


def test_a_stranger_signs_nothing(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    for role in ROLES:
        with pytest.raises(ForbiddenError):
            sign(person(f"stranger_{role}"), version, role)


def test_of_two_signatures_in_one_part_at_the_same_second_the_second_is_told(
    contract_year: ContractYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = agreed_version(contract_year)
    sign(contract_year.executive, version, "employee")
    # As a second process sees it, which asked before the first one saved: the database has the last word.
    monkeypatch.setattr(possible, "check_not_signed", lambda *_: None)
    monkeypatch.setattr("meritbook.actions.signing.check_asked", lambda *_, **__: None)
    with pytest.raises(possible.AlreadySignedError, match="at the same moment"):
        sign(contract_year.executive, version, "employee")
    assert version.signatures.count() == 1


def test_two_parts_are_signed_in_the_same_second_and_both_stand_in_one_file(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    sign(contract_year.executive, version, "employee", at=AT)
    second = sign(contract_year.authority, version, "appointing_authority", at=AT)
    seals = check_contract(second.document.original()).seals
    assert [one.name for one in seals] == ["Year Executive", "Year Authority"]
    assert len({one.signed_at for one in seals}) == 1
    assert len({one.field for one in seals}) == 2


def test_nobody_signs_any_more_after_a_seal_broke_until_the_file_is_whole_again(
    contract_year: ContractYear, settings: Any
) -> None:
    version = agreed_version(contract_year, coming_words(notes=("One byte of the sealed file is turned.",)))
    first = sign(contract_year.executive, version, "employee")
    place = settings.MERITBOOK_DOCUMENTS / storage_name(first.document.sha256)
    kept = place.read_bytes()
    place.write_bytes(kept[:500] + bytes([kept[500] ^ 1]) + kept[501:])
    for who, role in (("authority", "appointing_authority"), ("director", "department_director")):
        with pytest.raises(possible.SealBrokenError):
            sign(getattr(contract_year, who), version, role)
    assert version.signatures.count() == 1
    place.write_bytes(kept)
    sign(contract_year.authority, version, "appointing_authority")


def test_whoever_signed_before_their_delegation_ended_has_signed(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    lend(contract_year, date(2004, 8, 1), ON + timedelta(days=1))
    sign(contract_year.successor, version, "department_director")
    tomorrow = ON + timedelta(days=1)
    assert "department_director" not in [one.role for one in still_asked(version, on=tomorrow)]
    with pytest.raises(possible.DelegationEndedError):
        sign(contract_year.successor, version, "department_director", at=AT + timedelta(days=1))
