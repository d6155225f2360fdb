"""What a packet is checked by, without a database: the list of files, the seals, and the chain of the ledger."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from meritbook.core.contracts.packet import (
    LEDGER,
    PAPER,
    README,
    LedgerRange,
    Manifest,
    PacketReport,
    SealAnswer,
    check,
    check_ledger,
    extract,
    listed,
    read_manifest,
)
from meritbook.core.ledger_entry import GENESIS, digests_of, hash_of

HOLDS = SealAnswer(holds=True, trusted=True, by="Office of Tests", signed_at=datetime(2005, 5, 2, 15, 0, tzinfo=UTC))
BROKEN = HOLDS.model_copy(update={"holds": False})
STRANGER = HOLDS.model_copy(update={"trusted": False, "by": "Somebody else"})


def entries(count: int) -> list[dict[str, Any]]:
    """A chain of entries as the ledger keeps them."""
    found: list[dict[str, Any]] = []
    prev = GENESIS
    for seq in range(1, count + 1):
        columns: dict[str, Any] = {
            "seq": seq, "at_text": f"2005-05-02T15:00:{seq:02}.000000+00:00", "actor": "officer", "role": "agency_hr",
            "action": "send_copy", "subject": f"copy:{seq}", "why": "Sent\u2028on.",
            "payload": '{"facts":{},"records":[]}',
        }  # fmt: skip
        columns["digests"] = digests_of(columns)
        columns["prev_hash"], columns["hash"] = prev, hash_of(columns, prev)
        prev = columns["hash"]
        found.append(columns)
    return found


CHAIN = entries(6)
CONCERNS = {2: True, 3: False, 5: True}
EXTRACT, RANGE = extract(CHAIN, CONCERNS)
FILES = {LEDGER: EXTRACT, PAPER: b"%PDF-", README: b"How.\n", "documents/0001-evidence.txt": b"As it was.\n"}
MANIFEST = Manifest(
    kind="appeal", purpose="Appeal 7.", government="State of Tests", office="Office", executive="R. Osei",
    position="0012-03", department="Revenue", made_by="H. Rofficer", made_at=datetime(2005, 5, 2, tzinfo=UTC),
    on=date(2005, 5, 2), ledger=RANGE, files=listed({path: (data, "A file") for path, data in FILES.items()}),
)  # fmt: skip


def checked(
    manifest: bytes | None = MANIFEST.written(),
    files: dict[str, bytes] = FILES,
    seal: SealAnswer | None = HOLDS,
    paper: SealAnswer | None = HOLDS,
) -> PacketReport:
    return check(manifest, files, seal=seal, paper=paper)


def test_an_unaltered_packet_holds_in_every_point() -> None:
    report = checked()
    assert report.holds
    assert report.first_fault is None
    assert {one.name for one in report.points} == {"manifest", "seal", "files", "pdf", "ledger"}


def test_no_points_prove_nothing() -> None:
    assert not PacketReport(points=()).holds


@pytest.mark.parametrize(
    ("change", "name", "says"),
    [
        ({"manifest": None}, "manifest", "no manifest.json"),
        ({"manifest": b"{}"}, "manifest", "cannot be read"),
        ({"manifest": MANIFEST.written()[:-1]}, "manifest", "not spelled"),
        ({"manifest": b" " + MANIFEST.written()}, "manifest", "not spelled"),
        ({"seal": None}, "seal", "no seal"),
        ({"seal": BROKEN}, "seal", "broken"),
        ({"seal": STRANGER}, "seal", "Somebody else"),
        ({"paper": None}, "pdf", "no seal"),
        ({"paper": BROKEN}, "pdf", "broken"),
        ({"files": {**FILES, "documents/0001-evidence.txt": b"As it is.\n\n"}}, "files", "not what was sealed"),
        ({"files": {**FILES, "documents/0001-evidence.txt": b"As it was.\n\n"}}, "files", "bytes"),
        ({"files": {**FILES, "more.txt": b""}}, "files", "was not sealed"),
        ({"files": {path: data for path, data in FILES.items() if path != README}}, "files", "is not there"),
    ],
)
def test_the_first_thing_that_does_not_hold_is_named(change: dict[str, Any], name: str, says: str) -> None:
    fault = checked(**change).first_fault
    assert fault is not None
    assert fault.name == name
    assert says in fault.says


def test_without_a_trusted_certificate_the_seal_holds_and_whose_it_is_stays_open() -> None:
    report = checked(seal=HOLDS.model_copy(update={"trusted": None}))
    assert report.holds
    assert "--trust" in next(one.says for one in report.points if one.name == "seal")


@pytest.mark.parametrize("needed", [PAPER, LEDGER, README])
def test_a_list_without_what_every_packet_has_does_not_hold(needed: str) -> None:
    files = {path: data for path, data in FILES.items() if path != needed}
    manifest = MANIFEST.model_copy(update={"files": tuple(one for one in MANIFEST.files if one.path != needed)})
    fault = checked(manifest.written(), files).first_fault
    assert fault is not None
    assert needed in fault.says


def test_a_file_that_is_listed_twice_is_refused() -> None:
    manifest = MANIFEST.model_copy(update={"files": (*MANIFEST.files, MANIFEST.files[0])})
    fault = checked(manifest.written()).first_fault
    assert fault is not None
    assert "twice" in fault.says


def test_the_manifest_reads_back_as_it_was_written() -> None:
    assert read_manifest(MANIFEST.written()) == MANIFEST


def test_the_extract_reaches_from_the_first_to_the_last_entry_and_shows_only_what_concerns_the_case() -> None:
    lines = [json.loads(line) for line in EXTRACT.decode().split("\n")[:-1]]
    assert [one["seq"] for one in lines] == [2, 3, 4, 5]
    assert ["payload" in one for one in lines] == [True, False, False, True]
    assert [one.get("shared", False) for one in lines] == [False, True, False, False]
    assert LedgerRange(first=2, last=5, last_hash=CHAIN[4]["hash"], full=2) == RANGE


def test_where_no_entry_concerns_the_case_the_extract_is_empty_and_holds() -> None:
    data, covered = extract(CHAIN, {})
    assert data == b""
    assert check_ledger(data, covered).holds
    assert not check_ledger(data, RANGE).holds


@pytest.mark.parametrize("place", range(0, len(EXTRACT), 7))
def test_no_byte_of_the_extract_can_be_another(place: int) -> None:
    altered = EXTRACT[:place] + bytes([EXTRACT[place] ^ 1]) + EXTRACT[place + 1 :]
    assert not check_ledger(altered, RANGE).holds


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (lambda rows: rows[:-1], "not the part of the ledger"),
        (lambda rows: rows[1:], "not the part of the ledger"),
        (lambda rows: [rows[0], *rows[2:]], "missing"),
        (lambda rows: [rows[1], rows[0], *rows[2:]], "missing"),
    ],
)
def test_no_entry_can_go_or_change_its_place(lines: Any, says: str) -> None:
    rows = EXTRACT.decode().split("\n")[:-1]
    point = check_ledger("".join(f"{line}\n" for line in lines(rows)).encode(), RANGE)
    assert not point.holds
    assert says in point.says


def test_words_that_were_changed_are_named_by_their_column() -> None:
    altered = EXTRACT.replace(b'"actor":"officer"', b'"actor":"another"', 1)
    point = check_ledger(altered, RANGE)
    assert "Ledger entry 2" in point.says
    assert "column actor" in point.says
