"""Evidence as pages in the paper of a packet: what is shown, what is not and why, within the limits of the office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings

from meritbook.actions.file_items import Kind, Paper
from meritbook.actions.file_record import FileRecord
from meritbook.readers.pages import DOTS, SHOWN, NotShownError, Picture, page_count, pictures
from meritbook.writers.paper import Part, heading, paragraph, picture
from meritbook.writers.paper_pdf import can_be_set

MOST_WORDS = 600
"""Characters of a page's own words that are said with its picture; longer ones are in the zip."""
_WIDE, _HIGH = 468, 590
"""Points of a page that a picture may take."""


@dataclass
class ShownPages:
    """The pictures, by the name under which the paper finds them, and what is said of each piece of evidence."""

    files: dict[str, bytes] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    told: list[tuple[str, str, str]] = field(default_factory=list)
    """Of each piece of evidence: name, hash, and how many of its pages are shown and why not the others."""

    @property
    def size(self) -> int:
        """The bytes of the pictures together."""
        return sum(len(one) for one in self.files.values())


def pages_of(record: FileRecord, paths: dict[int, str]) -> ShownPages:
    """The evidence of a file as pages; `paths` says where each document lies in the zip.

    Raises `OriginalAlteredError` where an original is not as it was stored.
    """
    found = ShownPages()
    done: set[int] = set()
    for one in record.items:
        for kept in one.papers if one.kind is Kind.EVIDENCE else ():
            if kept.document.pk not in done:
                done.add(kept.document.pk)
                _add(found, kept, paths.get(kept.document.pk, "the zip"))
    if found.parts:
        found.parts.insert(0, heading("Evidence, page by page"))
        found.parts.insert(1, paragraph(f"Drawn at {DOTS} dots to the inch. The original lies in the zip."))
    return found


def _add(found: ShownPages, kept: Paper, path: str) -> None:
    shown, of, why = 0, 0, ""
    try:
        if kept.document.media_type not in SHOWN:
            raise NotShownError("only PDF, PNG and JPEG files are shown")
        data = kept.document.original()
        of = page_count(data, kept.document.media_type)
        drawn = pictures(data, kept.document.media_type)
        for one in _within(found, drawn, attached=kept.document.media_type != "application/pdf"):
            if not shown:
                found.parts.append(heading(f"{kept.name}", 3))
            name = f"evidence-{kept.document.pk}-{one.number}.{one.ending}"
            found.files[name] = one.data
            found.parts.append(_part(one, name, kept, path))
            shown += 1
    except NotShownError as problem:
        why = str(problem)
    says = f"{shown} of {of} pages" if of else "not shown"
    found.told.append((kept.name, kept.document.sha256, f"{says}: {why}" if why else says))


def _within(found: ShownPages, drawn: Iterator[Picture], *, attached: bool) -> Iterator[Picture]:
    """The pictures that keep within the limits of the office. Raises `NotShownError` for the first that does not."""
    most, megabytes = settings.MERITBOOK_PACKET_PAGES, settings.MERITBOOK_PACKET_MEGABYTES
    while True:
        if len(found.files) >= most:
            if next(drawn, None) is None:
                return
            raise NotShownError(f"a packet shows at most {most} pages of evidence")
        one = next(drawn, None)
        if one is None:
            return
        if found.size + len(one.data) > megabytes * 1_000_000:
            raise NotShownError(f"the pages shown in a packet take at most {megabytes} megabytes")
        # What was drawn here can be set; a picture that somebody attached may be damaged past its head.
        if attached and not can_be_set(one.data, one.ending):
            raise NotShownError("the picture is damaged, or of a kind that no archive takes")
        yield one


def _part(one: Picture, name: str, kept: Paper, path: str) -> Part:
    caption = f"{kept.name}, page {one.number} of {one.of}"
    words = " ".join(one.text.split())
    if not words:
        says = f"The page holds no words that a program can read; the original is {path} in the zip."
    elif len(words) > MOST_WORDS:
        says = f"Its words are too many to be said here: read them in {path} in the zip."
    else:
        says = f"Its words: {words}"
    scale = min(_WIDE / one.width, _HIGH / one.height, 72 / DOTS)
    return picture(
        caption,
        file=name,
        alt=f"{caption}, SHA-256 of the file {kept.document.sha256}. {says}",
        size=(max(round(one.width * scale), 1), max(round(one.height * scale), 1)),
    )
