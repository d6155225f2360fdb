"""What a packet holds: the files beside the paper, and the parts of the paper, both from the items of the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from meritbook.actions.file_items import Item, Kind, Paper
from meritbook.actions.file_record import FileRecord
from meritbook.actions.packet_pages import ShownPages
from meritbook.core.contracts import redline
from meritbook.core.contracts.text import ContractText
from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict, in_a_word
from meritbook.core.law.model import Citation
from meritbook.core.verdict import Verdict
from meritbook.records.models import ContractVersion
from meritbook.writers.paper import Part, Words, bullets, facts, heading, paragraph

_SLUG = re.compile(r"[^a-z0-9]+")
_ENDINGS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "text/plain": "txt",
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


@dataclass
class Collected:
    """The files of a packet, `{path: (bytes, what it is)}`, and where the files of each item lie."""

    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    of_item: dict[str, list[str]] = field(default_factory=dict)
    """By the anchor of the item."""
    of_document: dict[int, str] = field(default_factory=dict)


def collected(record: FileRecord) -> Collected:
    """The originals, words and verdicts of a file. Raises `OriginalAlteredError` where one is not as it was stored."""
    found = Collected()
    for one in record.items:
        paths = found.of_item.setdefault(one.anchor, [])
        for kept in one.papers:
            path = found.of_document.get(kept.document.pk)
            if path is None:
                path = f"documents/{len(found.of_document) + 1:04}-{_slug(kept.says)}.{_ending(kept)}"
                found.files[path] = (kept.document.original(), f"{kept.says}: {kept.name}. {one.title}")
                found.of_document[kept.document.pk] = path
            paths.append(path)
        if one.words:
            path = f"words/{one.kind}-{one.anchor}.json"
            found.files[path] = (one.words.encode("utf-8", "surrogatepass"), f"The words as kept. {one.title}")
            paths.append(path)
        if one.verdicts not in ("", "[]"):
            path = f"law/{one.kind}-{one.anchor}.json"
            says = f"What the law said, as kept. {one.title}"
            found.files[path] = (one.verdicts.encode("utf-8", "surrogatepass"), says)
            paths.append(path)
    return found


def _slug(text: str) -> str:
    return _SLUG.sub("-", text.lower()).strip("-")[:40].strip("-") or "file"


def _ending(kept: Paper) -> str:
    known = _ENDINGS.get(kept.document.media_type)
    own = kept.name.rpartition(".")[2].lower()
    return known or (own if re.fullmatch(r"[a-z0-9]{1,5}", own) and "." in kept.name else "bin")


def parts_of(record: FileRecord, files: Collected, entries: Sequence[dict[str, Any]], pages: ShownPages) -> list[Part]:
    """The paper after its head: index, the file part by part, evidence, changes between versions, rules, ledger."""
    return [
        *_index(record, files),
        *_shown(pages),
        *_items(record, files),
        *pages.parts,
        *_changes(record),
        *_rules(record),
        *_ledger(entries),
    ]


def _index(record: FileRecord, files: Collected) -> Iterator[Part]:
    yield heading("Index")
    yield table(
        "What lies in the file, by part and day, and where",
        ("Day", "What", "Where, in the zip"),
        (3, 8, 7),
        (
            (day_in_words(one.on), one.title, "; ".join(files.of_item.get(one.anchor, ())) or "in this paper")
            for one in record.items
        ),
    )
    if record.gone:
        yield heading("What has left the file", 3)
        yield bullets(
            f"The contract from {day_in_words(one.starts_on)}, on {day_in_words(one.taken_from_file_on)}."
            for one in record.gone
            if one.taken_from_file_on is not None
        )


def _shown(pages: ShownPages) -> Iterator[Part]:
    """Which evidence stands in the paper as pages, and what of it does not and why."""
    if pages.told:
        yield heading("Evidence that is shown as pages", 3)
        yield table(
            "Evidence, and how much of it this paper shows", ("File", "SHA-256", "Shown"), (6, 7, 5), pages.told
        )


def _items(record: FileRecord, files: Collected) -> Iterator[Part]:
    for kind in Kind:
        of_kind = [one for one in record.items if one.kind is kind]
        if not of_kind:
            continue
        yield heading(kind.heading)
        for one in of_kind:
            yield heading(f"{one.title}, {day_in_words(one.on)}", 3)
            rows = [
                *one.told,
                ("SHA-256", one.sha256),
                *(("File", f"{path}: {files.files[path][1]}") for path in files.of_item.get(one.anchor, ())),
                *((f"SHA-256 of {kept.name}", kept.document.sha256) for kept in one.papers),
            ]
            yield facts(one.title, ("What", "As kept"), rows)


def _changes(record: FileRecord) -> Iterator[Part]:
    """What each version changed of the one before: the old words beside the new."""
    first = True
    before: ContractVersion | None = None
    versions = sorted(
        (one.row for one in record.items if isinstance(one.row, ContractVersion)),
        key=lambda row: (row.contract_id, row.number),
    )
    for version in versions:
        if before is not None and before.contract_id == version.contract_id:
            changed = list(differences(before.text, version.text))
            if first:
                yield heading("Changes between versions")
                first = False
            starts = day_in_words(version.text.terms.starts_on)
            yield heading(f"Contract of {starts}: version {before.number} to version {version.number}", 3)
            if changed:
                yield table("What changed", ("Where", f"Version {before.number}", f"Version {version.number}"),
                            (4, 7, 7), changed)  # fmt: skip
            else:
                yield paragraph("The words are the same.")
        before = version


def differences(before: ContractText, after: ContractText) -> Iterator[tuple[str, str, str]]:
    """The places in which two texts differ, each with the old and the new words; a dash where there are none."""
    for section in redline.differences(before, after):
        for one in section.fields:
            old, new = ("".join(piece.text for piece in side) or "–" for side in (one.before, one.after))
            yield f"{section.title}: {one.label}", old, new


def verdicts_of(one: Item) -> tuple[LawVerdict, ...]:
    """What the law said, as the item keeps it."""
    plain = json.loads(one.verdicts or "[]")
    return tuple(LawVerdict.model_validate(each) for each in (plain if isinstance(plain, list) else [plain]))


def _rules(record: FileRecord) -> Iterator[Part]:
    """Each rule that was applied, as it was in force on the days of the verdicts, with where it stands."""
    found: dict[str, list[tuple[Item, LawVerdict]]] = {}
    for one in record.items:
        for verdict in verdicts_of(one):
            found.setdefault(verdict.rule, []).append((one, verdict))
    if found:
        yield heading("Rules in force at the time")
    for rule in sorted(found):
        (_, first), *_ = found[rule]
        yield heading(first.says, 3)
        yield paragraph(f"Rule {rule} of the law as this office holds it, “{first.pack}”.")
        yield bullets(cited(each) for each in (first.citation, *first.also))
        for parameter in first.parameters:
            yield paragraph(f"{parameter.says}: {parameter.shown}")
        for reading in first.readings:
            yield paragraph(f"Reading: {reading.says} Taken: {reading.taken} Otherwise: {reading.alternative}")
        yield table(
            f"Verdicts by the rule: {first.says}",
            ("On", "About", "Verdict"),
            (3, 7, 8),
            (
                (day_in_words(verdict.on), one.title, f"{stands(verdict)}. {verdict.sentence}")
                for one, verdict in found[rule]
            ),
        )


def stands(verdict: LawVerdict) -> str:
    """The state of a verdict in words."""
    if verdict.applies is Verdict.NOT_MET:
        return "Does not bear on it"
    return in_a_word(verdict)


def cited(one: Citation) -> str:
    """Where a rule stands, with its words."""
    quote = f": “{one.quote}”" if one.quote else ""
    return f"{one.title}, {one.place} ({one.rank.replace('_', ' ')}){quote}"


def _ledger(entries: Sequence[dict[str, Any]]) -> Iterator[Part]:
    yield heading("Ledger: what was done, when, by whom and why")
    yield table(
        "Entries of the ledger that concern this file alone",
        ("Entry", "What, by whom, why", "Hash"),
        (2, 9, 7),
        (
            (
                f"{one['seq']:,}, {one['at_text'][:16].replace('T', ' ')} UTC",
                f"{one['action'].replace('_', ' ')} by {one['actor']} ({one['role']}). {one['why']}",
                one["hash"],
            )
            for one in entries
        ),
    )
    yield paragraph(
        "Entries that concern others besides stand in ledger.jsonl as links of the chain: their place and hashes, "
        "without their words."
    )


def table(summary: str, head: tuple[str, ...], widths: tuple[int, ...], rows: Any) -> Part:
    """A table of plain words."""
    return Part(
        kind="table",
        summary=summary,
        head=head,
        widths=widths,
        rows=tuple(tuple((Words(text=text),) for text in row) for row in rows),
    )
