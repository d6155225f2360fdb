"""Whether a signed contract is as it was signed: its seals, the words that it carries, and that both are the same.

Needs the file alone: no database, no settings, no network.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import ValidationError
from pyhanko.pdf_utils.reader import PdfFileReader

from meritbook.core.values import Value
from meritbook.writers.contract import ATTACHED, ContractWords
from meritbook.writers.seals import Seal, SealError, verify_pdf

Outcome = Literal["holds", "broken", "unproven"]
_BYTES = "Bytes were changed that the signature {} covers, or the signature itself."
_WORDS = re.compile(r"words SHA-256 ([0-9a-f]{64})")


class Finding(Value):
    """One thing that was checked."""

    holds: bool
    says: str


class ContractReport(Value):
    """What a check of the file found."""

    outcome: Outcome
    says: str
    seals: tuple[Seal, ...]
    findings: tuple[Finding, ...]
    reference: str = ""
    employee: str = ""
    sha256: str = ""


def reason_of(role: str, name: str, sha256: str, *, act: str = "Signed", note: str = "") -> str:
    """What a seal says of itself; the check reads the hash out of it again."""
    more = f" {note}" if note else ""
    return f"{act} as {role.lower()} by {name}{more}; words SHA-256 {sha256}"


def signed_words(reason: str) -> str:
    """The hash of the words that a seal names; empty when it names none."""
    found = _WORDS.search(reason)
    return found[1] if found else ""


def attached_words(data: bytes) -> str:
    """The attached file with the words; raises `SealError` when there is none."""
    try:
        root = PdfFileReader(io.BytesIO(data)).root
        names = root["/Names"]["/EmbeddedFiles"]["/Names"]
        found: dict[str, Any] = {str(names[place]): names[place + 1] for place in range(0, len(names), 2)}
        text: str = found[ATTACHED]["/EF"]["/F"].data.decode("utf-8")
    except Exception as problem:
        raise SealError("The file carries no words of a contract.", where=ATTACHED) from problem
    return text


def check_contract(data: bytes, roots: Sequence[Any] = ()) -> ContractReport:
    """What holds of the file. Raises `SealError` when it cannot be read as a PDF with a contract in it."""
    seals = verify_pdf(data, roots)
    findings = [*_seals(seals)]
    words: ContractWords | None = None
    raw = attached_words(data)
    try:
        words = ContractWords.model_validate_json(raw)
        plain = json.loads(raw)
    except (ValidationError, ValueError):
        findings.append(Finding(holds=False, says="The attached words cannot be read as a contract."))
    else:
        findings.extend(_words(words, plain, seals))
    broken = [one for one in findings if not one.holds]
    if broken:
        outcome: Outcome = "broken"
        says = f"It does not hold: {broken[0].says}"
        if any(seal.trust == "not_judged" for seal in seals):
            says += " Who sealed it cannot be judged from a changed file."
    else:
        # Who sealed it is asked only of what is as it was sealed: of anything else the answer would mean nothing.
        findings.extend(_trust(seals))
        outcome, says = _judged(seals)
    if any(one.certificate is not None and one.certificate.test for one in seals) and not broken:
        says += " A test authority issued the certificate: test authority, proves nothing."
    return ContractReport(
        outcome=outcome,
        says=says,
        seals=seals,
        findings=tuple(findings),
        reference=words.reference if words else "",
        employee=words.text.parties.employee if words else "",
        sha256=words.sha256 if words else "",
    )


def _seals(seals: Sequence[Seal]) -> list[Finding]:
    if not seals:
        return [Finding(holds=False, says="The file bears no signature.")]
    found = []
    for seal in seals:
        if seal.holds:
            found.append(Finding(holds=True, says=f"{seal.reason}: intact."))
        elif not seal.intact:
            found.append(Finding(holds=False, says=_BYTES.format(seal.field)))
        else:
            found.append(Finding(holds=False, says=f"The file was changed after the signature {seal.field}."))
    if seals[-1].covers != "whole_file":
        found.append(Finding(holds=False, says="The last signature does not cover the whole file."))
    return found


def _trust(seals: Sequence[Seal]) -> list[Finding]:
    """What an unbroken file says of who sealed it; nothing where no certificate to trust was given."""
    return [
        Finding(holds=False, says=f"The certificate of {seal.field} leads to no certificate that you trust.")
        for seal in seals
        if seal.trust == "not_trusted"
    ]


def _judged(seals: Sequence[Seal]) -> tuple[Outcome, str]:
    """The outcome of a file in which nothing was changed."""
    trusts = {one.trust for one in seals}
    if trusts == {"trusted"}:
        return "holds", "It holds: nothing was changed since it was signed, and the seals are of the office."
    unchanged = "Nothing was changed since it was signed"
    if "not_trusted" in trusts:
        fields = ", ".join(one.field for one in seals if one.trust == "not_trusted")
        return "broken", f"{unchanged}, but the certificate of {fields} leads to none that you trust."
    return "unproven", f"{unchanged}, but who sealed it is not proven: no trusted certificate given."


def _words(words: ContractWords, plain: dict[str, Any], seals: Sequence[Seal]) -> list[Finding]:
    found = []
    hashes = words.text.hashes()
    wrong = [key for key in {**hashes, **words.sections} if hashes.get(key) != words.sections.get(key)]
    if wrong or words.sha256 != words.text.seal() or words.text.plain() != plain["text"]:
        where = ", ".join(wrong) or "the whole"
        found.append(Finding(holds=False, says=f"The attached words are not those of their hashes ({where})."))
    else:
        found.append(Finding(holds=True, says=f"The attached words are those of their {len(hashes)} section hashes."))
    for seal in seals:
        named = signed_words(seal.reason)
        if named != words.sha256:
            found.append(Finding(holds=False, says=f"The signature {seal.field} names other words than are attached."))
    return found
