"""A signed contract is checked on a machine that has nothing but the program and the file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract_world import text
from meritbook.writers.certificates import make_test_authority
from meritbook.writers.contract import ContractPaper, SignatureLine, contract_pdf
from meritbook.writers.contract_check import check_contract, reason_of
from meritbook.writers.seals import SealError, load_roots, load_seal, sign_bytes, sign_pdf, verify_bytes, verify_pdf

SIGNERS = (
    ("Employee", "Ann Executive"),
    ("Appointing authority", "Ben Authority"),
    ("Department director", "Cy Director"),
)
AT = datetime(2004, 6, 14, 15, tzinfo=UTC)


def _paper() -> ContractPaper:
    return ContractPaper(
        jurisdiction="State", office="Department of Revenue", reference="Contract revenue/Y-1/C1.1",
        written_on=date(2004, 6, 14), text=text(),
        signatures=tuple(SignatureLine(role=role, name=name, how="By electronic seal.") for role, name in SIGNERS),
    )  # fmt: skip


@pytest.fixture(scope="module")
def authority() -> Any:
    """A test authority of this module."""
    return make_test_authority("Department of Revenue", "pw")


@pytest.fixture(scope="module")
def signed(authority: Any) -> bytes:
    """A contract that three have signed."""
    paper, seal = _paper(), load_seal(authority.office, "pw")
    data = contract_pdf(paper)
    for number, (role, name) in enumerate(SIGNERS, start=1):
        reason = reason_of(role, name, paper.text.seal())
        data = sign_pdf(
            data, seal, field=f"Signature{number}", name=name, reason=reason, location="Revenue",
            at=AT.replace(day=10 + number),
        )  # fmt: skip
    return data


def run(tmp_path: Path, data: bytes, *more: str) -> subprocess.CompletedProcess[str]:
    """The program in an environment of its own, with an empty home and no database."""
    file = tmp_path / "contract.pdf"
    file.write_bytes(data)
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    source = str(Path(__file__).parents[2] / "src")
    done = subprocess.run(  # noqa: S603 - the program that is tested
        [sys.executable, "-m", "meritbook", "verify-contract", str(file), *more],
        env={"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": source},
        cwd=home, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert list(home.iterdir()) == []
    return done


def test_a_contract_is_checked_with_an_empty_home_and_no_database(
    authority: Any, signed: bytes, tmp_path: Path
) -> None:
    root = tmp_path / "root.pem"
    root.write_bytes(authority.root)
    done = run(tmp_path, signed, "--trust", str(root))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "It holds" in done.stdout
    assert "test authority, proves nothing" in done.stdout
    assert "Signed as department director by Cy Director" in done.stdout


def test_without_a_certificate_to_trust_nothing_is_proven(signed: bytes, tmp_path: Path) -> None:
    done = run(tmp_path, signed, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["outcome"]) == (2, "unproven")
    assert [seal["trust"] for seal in answer["seals"]] == ["not_asked"] * 3


def test_a_file_that_is_none_is_bad_news_without_a_traceback(tmp_path: Path) -> None:
    done = run(tmp_path, b"%PDF-1.7 but no more")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_one_changed_byte_anywhere_fails_the_check(authority: Any, signed: bytes, place: float, flip: int) -> None:
    data = bytearray(signed)
    data[int(place * len(data))] ^= flip
    try:
        report = check_contract(bytes(data), load_roots(authority.root))
    except SealError:
        return
    assert report.outcome != "holds"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 6000))
def test_one_changed_digit_of_the_last_signature_fails_it_too(authority: Any, signed: bytes, place: int) -> None:
    """No signature covers itself: what lies in it is compared with how it was made."""
    data = bytearray(signed)
    at = signed.rindex(b"/Contents <") + len(b"/Contents <") + place
    data[at] = ord("1") if data[at] == ord("0") else ord("0")
    try:
        report = check_contract(bytes(data), load_roots(authority.root))
    except SealError:
        return
    assert report.outcome != "holds"


def test_another_spelling_of_the_same_signature_is_no_longer_the_file(authority: Any, signed: bytes) -> None:
    at = signed.rindex(b"/Contents <") + len(b"/Contents <")
    end = signed.index(b">", at)
    other = signed[:at] + signed[at:end].lower() + signed[end:]
    assert check_contract(other, load_roots(authority.root)).outcome == "broken"


def test_a_certificate_of_another_authority_is_not_trusted(signed: bytes) -> None:
    other = load_roots(make_test_authority("Elsewhere", "pw").root)
    report = check_contract(signed, other)
    assert report.outcome == "broken"
    assert {seal.trust for seal in report.seals} == {"not_trusted"}
    assert all(seal.holds for seal in report.seals)


def test_a_changed_byte_is_told_as_that_and_the_certificate_is_not_judged(
    authority: Any, signed: bytes, tmp_path: Path
) -> None:
    root = tmp_path / "root.pem"
    root.write_bytes(authority.root)
    data = bytearray(signed)
    # Within the page, which all three signatures cover.
    data[1_000] ^= 1
    done = run(tmp_path, bytes(data), "--trust", str(root))
    first, *more = done.stdout.splitlines()
    assert done.returncode == 1
    assert first.startswith("It does not hold: Bytes were changed that the signature Signature1 covers")
    assert "cannot be judged" in first
    assert "that you trust" not in done.stdout
    assert [f"signature {field} covers" in done.stdout for field in ("Signature1", "Signature2", "Signature3")] == [
        True
    ] * 3
    assert "trust cannot be judged" in "\n".join(more)


def test_an_unchanged_file_of_another_authority_is_told_as_unchanged(signed: bytes) -> None:
    report = check_contract(signed, load_roots(make_test_authority("Elsewhere", "pw").root))
    assert report.says.startswith("Nothing was changed since it was signed, but the certificate of Signature1, ")
    assert [one.holds for one in report.findings].count(False) == 3


def test_a_changed_detached_seal_is_not_judged_by_its_certificate(authority: Any) -> None:
    seal = sign_bytes(b"manifest", load_seal(authority.office, "pw"), at=AT)
    assert verify_bytes(b"manifesto", seal, load_roots(authority.root)).trust == "not_judged"


def test_a_contract_without_signatures_is_not_signed(authority: Any) -> None:
    report = check_contract(contract_pdf(_paper()), load_roots(authority.root))
    assert (report.outcome, report.says) == ("broken", "It does not hold: The file bears no signature.")


def test_a_seal_that_names_other_words_is_found(authority: Any) -> None:
    sealed = sign_pdf(
        contract_pdf(_paper()), load_seal(authority.office, "pw"), field="Signature1", name="Ann",
        reason=reason_of("Employee", "Ann", "0" * 64), location="", at=AT,
    )  # fmt: skip
    report = check_contract(sealed, load_roots(authority.root))
    assert "names other words" in report.says


def test_an_earlier_revision_is_still_a_whole_file(authority: Any, signed: bytes) -> None:
    ends = [place for place in range(len(signed)) if signed.startswith(b"%%EOF", place)]
    for count, end in enumerate(ends[1:], start=1):
        seals = verify_pdf(signed[: end + len(b"%%EOF\n")].rstrip(b"\0"), load_roots(authority.root))
        assert len(seals) == count


def test_bytes_added_at_the_end_fail_the_check(authority: Any, signed: bytes) -> None:
    assert check_contract(signed + b"\n", load_roots(authority.root)).outcome == "broken"


def test_a_detached_seal_holds_for_its_bytes_alone(authority: Any) -> None:
    seal = sign_bytes(b"manifest", load_seal(authority.office, "pw"), at=AT)
    roots = load_roots(authority.root)
    found = verify_bytes(b"manifest", seal, roots)
    assert (found.holds, found.trust, found.signed_at) == (True, "trusted", AT)
    assert not verify_bytes(b"manifesto", seal, roots).holds
    assert verify_bytes(b"manifest", seal).trust == "not_asked"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_one_changed_byte_of_a_detached_seal_fails_it(authority: Any, place: float, flip: int) -> None:
    data = bytearray(sign_bytes(b"manifest", load_seal(authority.office, "pw"), at=AT))
    data[int(place * len(data))] ^= flip
    try:
        found = verify_bytes(b"manifest", bytes(data), load_roots(authority.root))
    except SealError:
        return
    assert not (found.holds and found.trust == "trusted")
