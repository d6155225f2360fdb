"""A packet on a machine without the record: zip and paper as sealed hold, and with one byte changed they do not."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meritbook.core.contracts.packet import LEDGER, MANIFEST, PAPER, README, SEAL, LedgerRange, Manifest, listed
from meritbook.core.ledger_entry import GENESIS
from meritbook.writers.certificates import make_test_authority
from meritbook.writers.packet_check import check_packet
from meritbook.writers.packet_zip import opened, packed
from meritbook.writers.paper import Paper, facts, heading, paragraph
from meritbook.writers.paper_pdf import ARCHIVE, pdf
from meritbook.writers.seals import load_roots, load_seal, sign_bytes, sign_pdf
from papers import faults_of

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2005, 5, 2, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Sealed:
    """A packet, and the root of the authority that sealed it."""

    zip: bytes
    paper: bytes
    root: bytes
    stranger: bytes


def _sealed() -> Sealed:
    authority = make_test_authority("Office of Tests", "secret")
    seal = load_seal(authority.office, "secret")
    parts = (
        heading("Appeal packet", 1),
        paragraph("Set from the record."),
        heading("Index"),
        facts("The packet in short", ("What", "As made"), [("Executive", "R. Osei")]),
    )
    paper = Paper(
        name="packet", title="Appeal packet", reference="Packet 1", jurisdiction="State of Tests", office="Office",
        written_on=date(2005, 5, 2), parts=parts,
    )  # fmt: skip
    signed = sign_pdf(
        pdf(paper, standards=ARCHIVE), seal, field="OfficeSeal", name="Office", reason="Appeal", location="Tests",
        at=AT, archive=True,
    )  # fmt: skip
    files = {PAPER: signed, LEDGER: b"", README: b"How.\n", "documents/0001-evidence.txt": b"As it was.\n"}
    manifest = Manifest(
        kind="appeal", purpose="Appeal 7.", government="State of Tests", office="Office", executive="R. Osei",
        position="0012-03", department="Revenue", made_by="H. Rofficer", made_at=AT, on=date(2005, 5, 2),
        ledger=LedgerRange(first=0, last=0, last_hash=GENESIS, full=0),
        files=listed({path: (data, "A file") for path, data in files.items()}),
    ).written()  # fmt: skip
    whole = {**files, MANIFEST: manifest, SEAL: sign_bytes(manifest, seal, at=AT)}
    return Sealed(packed(whole), signed, authority.root, make_test_authority("Others", "secret").root)


PACKET = _sealed()
ROOTS = load_roots(PACKET.root)


def test_as_it_was_sealed_it_holds() -> None:
    report = check_packet(PACKET.zip, ROOTS)
    assert report.holds, report.first_fault
    assert check_packet(PACKET.paper, ROOTS).holds


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, len(PACKET.zip) - 1), bit=st.integers(0, 7))
def test_no_byte_of_the_zip_can_be_another(place: int, bit: int) -> None:
    altered = bytearray(PACKET.zip)
    altered[place] ^= 1 << bit
    assert opened(bytes(altered)).fault


@pytest.mark.parametrize("part", range(10))
def test_a_changed_byte_is_told_in_words(part: int) -> None:
    altered = bytearray(PACKET.zip)
    altered[part * len(altered) // 10] ^= 1
    fault = check_packet(bytes(altered), ROOTS).first_fault
    assert fault is not None
    assert fault.says


def test_what_can_still_be_read_is_judged_and_nothing_is_said_of_what_cannot() -> None:
    """The list of files lies behind the damaged one: it is not said to be missing."""
    altered = bytearray(PACKET.zip)
    altered[altered.index(b"As it was.")] ^= 1
    report = check_packet(bytes(altered), ROOTS)
    assert not report.holds
    assert [one.name for one in report.points if one.holds] == ["manifest", "seal", "pdf", "ledger"]
    damaged = bytearray(PACKET.zip)
    damaged[-20] ^= 1
    assert [one.name for one in check_packet(bytes(damaged), ROOTS).points] == ["zip"]


MARKS = (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")
HEADS = [at for at in range(len(PACKET.zip) - 4) if PACKET.zip[at : at + 4] in MARKS]


@pytest.mark.parametrize("offset", range(4, 30))
def test_no_byte_of_a_header_in_the_zip_can_be_another(offset: int) -> None:
    for head in HEADS:
        if head + offset >= len(PACKET.zip):
            continue
        altered = bytearray(PACKET.zip)
        altered[head + offset] ^= 0x10
        assert opened(bytes(altered)).fault, (head, offset)


@settings(max_examples=15, deadline=None)
@given(place=st.integers(0, len(PACKET.paper) - 1), bit=st.integers(0, 7))
def test_no_byte_of_the_paper_can_be_another(place: int, bit: int) -> None:
    altered = bytearray(PACKET.paper)
    altered[place] ^= 1 << bit
    assert not check_packet(bytes(altered), ROOTS).holds


@pytest.mark.parametrize("cut", [1, 22, 100, 5000])
def test_a_zip_that_was_cut_off_does_not_hold(cut: int) -> None:
    assert not check_packet(PACKET.zip[:-cut], ROOTS).holds


def test_what_is_appended_to_the_zip_or_to_the_paper_is_found() -> None:
    assert not check_packet(PACKET.zip + b"\n", ROOTS).holds
    assert not check_packet(PACKET.paper + b"\n%more\n", ROOTS).holds


def test_the_seal_of_somebody_else_is_not_trusted() -> None:
    fault = check_packet(PACKET.zip, load_roots(PACKET.stranger)).first_fault
    assert fault is not None
    assert "does not lead to the certificate that you trust" in fault.says


def _with(change: Any) -> bytes:
    files = dict(opened(PACKET.zip).files)
    change(files)
    return packed(files)


def test_a_file_that_was_added_taken_away_or_changed_is_named() -> None:
    for change, name in (
        (lambda files: files.update({"documents/0002-more.txt": b"More."}), "documents/0002-more.txt"),
        (lambda files: files.pop("documents/0001-evidence.txt"), "documents/0001-evidence.txt"),
        (lambda files: files.update({"documents/0001-evidence.txt": b"As it is!.\n"}), "documents/0001-evidence.txt"),
        (lambda files: files.pop(SEAL), "no seal"),
        (lambda files: files.pop(MANIFEST), MANIFEST),
    ):
        fault = check_packet(_with(change), ROOTS).first_fault
        assert fault is not None
        assert name in fault.says


def _zip(*members: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, data in members:
            package.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("name", ["../up.txt", "/etc/passwd", "a/../b", "a\\b", "a//b", ".hidden", "ä.txt", "a" * 300])
def test_a_name_that_leads_elsewhere_is_refused_before_anything_is_read(name: str) -> None:
    assert "by a name that no packet has" in opened(_zip((name, b"x"))).fault


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused() -> None:
    assert "twice" in opened(_zip(("a.txt", b"1"), ("a.txt", b"2"))).fault
    assert "twice" in opened(_zip(("a.txt", b"1"), ("A.txt", b"2"))).fault


def test_a_bomb_is_not_unfolded() -> None:
    found = opened(_zip(("bomb.txt", bytes(50_000_000)), compression=zipfile.ZIP_DEFLATED))
    assert "compressed" in found.fault
    assert found.files == {}


@pytest.mark.parametrize("data", [b"", b"PK", b"not a packet", b"%PDF-1.7\n", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_packet_is_told_so(data: bytes) -> None:
    fault = check_packet(data, ROOTS).first_fault
    assert fault is not None
    assert fault.says


def test_the_paper_conforms_to_pdf_ua(tmp_path: Path) -> None:
    assert faults_of(PACKET.paper, tmp_path) == []


def test_the_sealed_paper_says_and_keeps_what_pdf_a_asks_of_it() -> None:
    with pikepdf.open(io.BytesIO(PACKET.paper)) as file:
        about = file.open_metadata(set_pikepdf_as_editor=False)
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
        assert about["pdfuaid:part"] == "1"
        assert file.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in file.Root
        assert str(file.Root.Lang)
        assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/Outlines" in file.Root
        assert "/AA" not in file.Root
        assert "/JavaScript" not in file.Root.get("/Names", {})
        for one in file.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
                assert any(key in one for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Action":
                assert one.S in ("/GoTo", "/URI")
        (field,) = file.Root.AcroForm.Fields
        # Printed, and neither hidden nor invisible: PDF/A allows no other widget; it lies outside the page.
        assert int(field.F) & 0b111 == 0b100
        assert "/AA" not in field
        assert "/NeedAppearances" not in file.Root.AcroForm


@pytest.mark.parametrize("altered", [False, True])
def test_it_is_verified_offline_with_an_empty_home(altered: bool, tmp_path: Path) -> None:
    data = bytearray(PACKET.zip)
    if altered:
        data[len(data) // 2] ^= 1
    (tmp_path / "packet.zip").write_bytes(bytes(data))
    (tmp_path / "root.pem").write_bytes(PACKET.root)
    home = tmp_path / "home"
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("MERITBOOK_", "DJANGO_"))}
    ran = subprocess.run(  # noqa: S603  # this very program
        [sys.executable, "-m", "meritbook", "verify-packet", tmp_path / "packet.zip", "--trust", tmp_path / "root.pem"],
        env={**clean, "MERITBOOK_HOME": str(home), "HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == (1 if altered else 0), ran.stderr
    assert ("does not hold" in ran.stdout) is altered
    assert not home.exists()
