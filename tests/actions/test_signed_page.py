"""The page of a signed file is set once: what stands on it is true whoever signs, refuses or takes back afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from contract_world import AT, ContractYear, text
from meritbook.actions import Actor, ledger, refuse_signature, signed_papers, signing, subjects, withdraw_signature
from meritbook.actions.permissions import Standing
from meritbook.core.contracts.text import Project
from meritbook.desk import ledger as read
from meritbook.desk import signatures as desk
from meritbook.records.models import LedgerEntry, SignerRole
from meritbook.writers.contract_check import check_contract
from papers import words_of_pdf
from signing_world import ROLES, agreed_version, alteration, altered_words, lend, sign, sign_all, version_row

pytestmark = pytest.mark.django_db
ON = AT.date()
ASKED = tuple(f"Asked to sign this version as {role.label.lower()}" for role in SignerRole)


def page_of(version: Any) -> str:
    version.refresh_from_db()
    return words_of_pdf(version.document.original())


@pytest.mark.parametrize("first", ROLES)
def test_whoever_signs_first_the_page_says_of_all_three_only_that_they_are_asked(
    contract_year: ContractYear, first: str
) -> None:
    version = agreed_version(contract_year)
    sign(getattr(contract_year, ROLES[first]), version, first)
    page = page_of(version)
    assert [page.count(one) for one in ASKED] == [1, 1, 1]
    for untrue in ("To be signed", "Signed by electronic seal", "not yet"):
        assert untrue not in page
    for true in ("does not change when somebody signs", "signature panel", "meritbook verify-contract"):
        assert true in page


def test_every_signature_covers_the_page_that_the_first_one_covered(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    done = sign_all(contract_year, version)
    page = page_of(version)
    assert [words_of_pdf(one.document.original()) for one in done] == [page] * 3
    report = check_contract(done[-1].document.original())
    assert len({seal.reason.rpartition(" ")[2] for seal in report.seals}) == 1


def test_a_signature_taken_back_leaves_nothing_untrue_on_the_page(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    first = sign(contract_year.executive, version, "employee")
    withdraw_signature.perform(
        Actor(contract_year.executive), at=AT, why="Misread.", signature=first, reason="Misread."
    )
    assert "Signed by" not in page_of(version)
    assert "also what was taken back" in page_of(version)


def test_a_stand_in_is_named_with_the_delegation(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    lend(contract_year, date(2004, 8, 1), date(2004, 12, 1))
    sign(contract_year.successor, version, "department_director")
    page = page_of(version)
    assert (
        "On September 1, 2004 Year Successor signed for Year Director, absent, under the delegation of 1 August 2004."
    ) in page
    assert ASKED[2] in page


def test_a_refusal_after_the_page_was_set_is_not_on_it_and_one_before_is(contract_year: ContractYear) -> None:
    version = agreed_version(contract_year)
    for who, role in (("executive", "employee"), ("director", "department_director")):
        if role == "department_director":
            sign(contract_year.authority, version, "appointing_authority")
        refuse_signature.perform(
            Actor(getattr(contract_year, who)), at=AT, why="Refused.", version=version, role=role,
            seen_sha256=version.sha256, reason=f"Too much for the {who}.",
        )  # fmt: skip
    page = page_of(version)
    assert "Too much for the executive. A signature given later is in this file." in page
    assert "Too much for the director." not in page


def test_a_role_whose_section_changed_is_never_told_as_unchanged(contract_year: ContractYear) -> None:
    """The executive signs the alteration first: the authority's signature on version 1 does not speak for her then."""
    version = alteration(contract_year)
    sign(contract_year.executive, version, "employee")
    rows = {one.role: one for one in desk.page(Standing(contract_year.authority, ON), version).rows}
    assert rows["appointing_authority"].state == "asked to sign again"
    assert rows["appointing_authority"].note == (
        "On version 1; changed since, of what this role answers for: Open the new processing plant."
    )
    assert rows["department_director"].note == "On version 1; what this role answers for is unchanged."
    lines = {one.role: one.how for one in signed_papers.lines_of(version, on=ON)}
    assert lines["Appointing authority"] == (
        "Asked to sign this version as appointing authority, because this changed: Open the new processing plant."
    )
    assert "what this role answers for is as it was then" in lines["Department director"]
    assert "as it was then" not in lines["Employee"] + lines["Appointing authority"]


def test_the_lines_of_a_second_alteration_look_back_to_the_version_that_each_role_signed(
    contract_year: ContractYear,
) -> None:
    second = alteration(contract_year)
    for role in ("employee", "appointing_authority"):
        sign(getattr(contract_year, ROLES[role]), second, role)
    second.refresh_from_db()
    words = text(
        projects=(*altered_words().projects, Project(key="hiring", says="Fill six posts.", results_expected="Filled."))
    )
    third = version_row(contract_year.contract, words, contract_year.authority, number=3, alters=second, reason="More.")
    sign(contract_year.authority, third, "appointing_authority")
    page = page_of(third)
    assert page.count("because this changed: Fill six posts.") == 2
    assert "Not asked to sign this version: signed version 1," in page


def test_what_is_in_force_and_what_waits_are_both_said(contract_year: ContractYear) -> None:
    version = alteration(contract_year)
    found = desk.page(Standing(contract_year.executive, ON), version)
    assert found.in_force == contract_year.version
    assert found.follows == (
        "Version 1 is in force and stays so until all who are asked have signed version 2; until then version 2 binds "
        "nobody."
    )
    first = desk.page(Standing(contract_year.executive, ON), agreed_version(contract_year))
    assert first.in_force is None


def test_a_first_agreement_that_nobody_signed_is_said_to_bind_nobody(contract_year: ContractYear) -> None:
    assert "bind nobody" in desk.without(agreed_version(contract_year))


def test_one_contract_is_one_subject_and_entries_under_the_older_name_are_read_with_it(
    contract_year: ContractYear,
) -> None:
    version = agreed_version(contract_year)
    sign(contract_year.executive, version, "employee")
    newest = LedgerEntry.objects.latest("seq")
    name = subjects.of_contract(version.contract)
    assert newest.subject == name == f"performance:{version.contract.pk}"
    older = f"agreement:{version.contract.pk}"
    # As entries were written before: the signatures of a contract had a name of their own.
    with transaction.atomic():
        ledger.write(
            Actor(contract_year.executive),
            role="executive",
            at=AT,
            why="Signed.",
            action="sign_contract",
            subject=older,
        )
    standing = Standing(contract_year.auditor, ON)
    for asked in (name, older):
        rows = read.entries(standing, read.Filter(subject=asked), 1).rows
        assert [one.subject for one in rows][:2] == [older, name]


@pytest.mark.parametrize("subject", ["position:12", "performance", "", "agreements:1"])
def test_a_subject_that_was_always_called_so_has_no_other_name(subject: str) -> None:
    assert subjects.names_of(subject) == (subject,)


def test_a_role_that_signs_twice_is_asked_once(contract_year: ContractYear) -> None:
    version = alteration(contract_year)
    sign(contract_year.executive, version, "employee")
    asked = {one.role for one in signing.asked_at_first(version, on=ON)}
    assert asked == {"employee", "appointing_authority"}
    assert {one.role for one in signing.still_asked(version, on=ON)} == {"appointing_authority"}
