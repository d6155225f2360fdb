"""A packet: everything on the case as it stood, nothing of others, nothing private, every byte of it under a seal."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any

import pytest

from appointing_world import AT
from contract_world import ContractYear
from file_world import FileWorld, file_world
from meritbook.actions import Actor, ledger, make_packet
from meritbook.actions.filing import NotTheirFileError, PacketKindError
from meritbook.actions.office_seal import TEST_ROOT
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.policies import TextError
from meritbook.records.models import LedgerEntry, Packet
from meritbook.writers.certificates import CertificateError
from meritbook.writers.packet_check import check_packet
from meritbook.writers.seals import load_roots

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(contract_year: ContractYear, departments: Any, settings: Any) -> FileWorld:
    settings.MERITBOOK_DEMO = True
    return file_world(contract_year, departments)


def appeal(world: FileWorld, by: str = "officer", **more: Any) -> Packet:
    taken = {"kind": "appeal", "purpose": "Appeal 2004-17.", **more}
    return make_packet.perform(
        Actor(getattr(world.year, by)), at=AT, why="Asked for.", appointment=world.year.appointment, **taken
    )


def files_of(packet: Packet) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packet.document.original())) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_it_verifies_and_the_seal_is_the_office_s(world: FileWorld, settings: Any) -> None:
    data = appeal(world).document.original()
    roots = load_roots((settings.MERITBOOK_HOME / TEST_ROOT).read_bytes())
    report = check_packet(data, roots)
    assert report.holds, report.first_fault
    assert [one.name for one in report.points] == ["zip", "manifest", "seal", "files", "pdf", "ledger"]


def test_the_words_of_every_version_lie_in_it_under_the_hash_that_was_signed(world: FileWorld) -> None:
    files = files_of(appeal(world))
    for version in world.year.contract.versions.all():
        words = files[f"words/contract-contractversion-{version.pk}.json"]
        assert hashlib.sha256(words).hexdigest() == version.sha256


def test_originals_lie_in_it_byte_for_byte(world: FileWorld) -> None:
    files = files_of(appeal(world))
    assert world.picture.original() in files.values()
    assert b"%PDF-1.4 a slip\n" in files.values()


def test_nothing_that_is_private_to_its_author_is_in_it(world: FileWorld) -> None:
    from papers import words_of_pdf

    packet = appeal(world)
    files = files_of(packet)
    text = words_of_pdf(files["packet.pdf"])
    assert "Refunds in nineteen days." in text
    for said in ("Between me and my pillow.", "A secret draft."):
        assert said not in text
        assert not any(said.encode() in data for data in files.values())


def test_entries_of_others_are_links_of_the_chain_without_words(world: FileWorld) -> None:
    lines = [json.loads(line) for line in files_of(appeal(world))["ledger.jsonl"].decode().splitlines()]
    other = LedgerEntry.objects.get(payload__contains=f'["storeddocument",{world.other.pk},')
    found = {one["seq"]: one for one in lines}
    assert set(found[other.seq]) == {"seq", "prev_hash", "hash"}
    shared = LedgerEntry.objects.get(payload__contains=f'["evidencenote",{world.shared.pk},')
    assert found[shared.seq]["payload"] == shared.payload
    private = LedgerEntry.objects.get(payload__contains=f'["evidencenote",{world.private.pk},')
    assert set(found[private.seq]) == {"seq", "prev_hash", "hash"}


def test_the_rule_that_was_applied_stands_in_the_paper_with_its_source(world: FileWorld) -> None:
    from papers import words_of_pdf

    text = words_of_pdf(files_of(appeal(world))["packet.pdf"])
    assert "Rule dismissal.notice" in text
    assert "Open both plants." in text
    assert "version 1 to version 2" in text


def test_the_same_file_and_moment_give_the_same_list_of_files_but_for_the_signed_paper(world: FileWorld) -> None:
    from meritbook.actions import file_record, packets
    from meritbook.actions.office_seal import office_seal
    from meritbook.records.models import PacketKind

    made = [
        packets.make(
            file_record.file_of(world.year.appointment, on=AT.date()), kind=PacketKind.APPEAL, purpose="P.",
            made_by="O.", at=AT, on=AT.date(), seal=office_seal(),
        ).manifest
        for _ in range(2)
    ]  # fmt: skip
    first, second = ([one for one in each.files if one.path != "packet.pdf"] for each in made)
    assert first == second
    assert [one.path for one in made[0].files] == sorted(one.path for one in made[0].files)


def test_the_record_verifies_after_it(world: FileWorld) -> None:
    before = len(ledger.verify().faults)
    appeal(world)
    assert len(ledger.verify().faults) == before


@pytest.mark.parametrize("by", ["officer", "staff", "personnel_director", "auditor"])
def test_those_who_keep_or_audit_files_make_an_appeal_packet(world: FileWorld, by: str) -> None:
    assert appeal(world, by).made_by == getattr(world.year, by)


@pytest.mark.parametrize("by", ["authority", "director", "successor", "elsewhere"])
def test_others_do_not(world: FileWorld, by: str) -> None:
    with pytest.raises(ForbiddenError):
        appeal(world, by)


def test_the_executive_has_a_full_copy_without_giving_a_purpose_and_no_appeal_packet(world: FileWorld) -> None:
    packet = appeal(world, "executive", kind="full_copy", purpose="")
    assert packet.purpose
    assert check_packet(packet.document.original()).holds
    with pytest.raises(OwnCaseError):
        appeal(world, "executive")


def test_a_full_copy_is_nobody_else_s(world: FileWorld) -> None:
    with pytest.raises(NotTheirFileError):
        appeal(world, "officer", kind="full_copy")


def test_whoever_holds_the_position_next_gets_no_copy_of_the_file_before(world: FileWorld) -> None:
    from appointing_world import person, vouch

    position = world.year.seat.position
    heir = person("file_heir", "executive", position.department)
    position.incumbent = heir
    position.save()
    vouch(position)
    with pytest.raises(ForbiddenError):
        make_packet.perform(Actor(heir), at=AT, why="Asked for.", appointment=world.year.appointment, kind="full_copy")


def test_an_appeal_packet_says_its_purpose(world: FileWorld) -> None:
    with pytest.raises(TextError):
        appeal(world, purpose=" ")


def test_there_are_no_other_kinds(world: FileWorld) -> None:
    with pytest.raises(PacketKindError):
        appeal(world, kind="half")


def test_without_a_certificate_nothing_is_made(world: FileWorld, settings: Any) -> None:
    settings.MERITBOOK_TEST_AUTHORITY = False
    before = LedgerEntry.objects.count()
    with pytest.raises(CertificateError):
        appeal(world)
    assert (LedgerEntry.objects.count(), Packet.objects.count()) == (before, 0)
