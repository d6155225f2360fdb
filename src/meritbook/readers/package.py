"""Opens a package (a ZIP of parts) with its sizes checked before anything is unfolded, and parses XML without entities.

Nothing outside the package is ever fetched. Embedded packages are not opened, so they cannot unfold either.
Follows: ECMA-376 part 2 (packages); APPNOTE 6.3 (ZIP) for the flags that are looked at.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Final, NamedTuple

from lxml import etree

from meritbook.readers.errors import (
    DamagedFileError,
    EncryptedFileError,
    MacrosError,
    UnsafeXmlError,
    UnsupportedFormatError,
    ZipBombError,
)
from meritbook.readers.limits import MEBIBYTE, Limits
from meritbook.readers.names import ending

_SMALL: Final = MEBIBYTE  # entries below it may be packed as tightly as they like: blank XML packs well
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DECLARATIONS: Final = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


class Relation(NamedTuple):
    """A tie from one part to another, or to something outside (`external`)."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a word-processor file; made by `open_package`."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self.names = frozenset(archive.namelist())

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises `DamagedFileError` when they cannot be unfolded whole."""
        try:
            return self._archive.read(part)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise DamagedFileError(
                f"“{self._name}” is damaged: a part of it cannot be unfolded.", where=part
            ) from error
        except RuntimeError as error:  # what zipfile raises for an entry with a password
            raise EncryptedFileError(f"“{self._name}” is protected by a password.", where=part) from error

    def xml(self, part: str) -> etree._Element:
        """The root of a part in XML. Raises `UnsafeXmlError` for a document type, `DamagedFileError` for bad XML."""
        return parse_xml(self.read(part), part=part, name=self._name)

    def relations(self, part: str) -> dict[str, Relation]:
        """The ties of a part by their id; targets inside are names of parts."""
        folder, file = posixpath.split(part)
        ties = posixpath.join(folder, "_rels", file + ".rels")
        if ties not in self.names:
            return {}
        found: dict[str, Relation] = {}
        for tie in self.xml(ties).iter(_RELATION):
            target = tie.get("Target") or ""
            external = tie.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[tie.get("Id") or ""] = Relation((tie.get("Type") or "").rsplit("/", 1)[-1], target, external)
        return found

    def external_targets(self) -> tuple[Relation, ...]:
        """All ties of all parts to something outside the package, in order."""
        found: list[Relation] = []
        for ties in sorted(name for name in self.names if name.endswith(".rels") and "_rels/" in name):
            folder, file = posixpath.split(ties)
            owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            found += [tie for tie in self.relations(owner).values() if tie.external]
        return tuple(found)

    def main_part(self) -> str:
        """The part that holds the document's body. Raises `UnsupportedFormatError` for packages of another kind."""
        for tie in self.relations("").values():
            if tie.kind == "officeDocument" and not tie.external and tie.target in self.names:
                return tie.target
        if "word/document.xml" in self.names:
            return "word/document.xml"
        raise DamagedFileError(f"“{self._name}” is damaged: its main part is missing.", where="_rels/.rels")


def open_package(data: bytes, *, name: str, limits: Limits) -> Package:
    """Open a word-processor package, or refuse it; nothing is unfolded before the sizes are known to be sound."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, IndexError) as error:
        raise DamagedFileError(
            f"“{name}” is damaged: it starts as a package, and its list of contents at the end is missing or wrong."
        ) from error
    check_sizes(entries, len(data), name, limits)
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise EncryptedFileError(f"“{name}” is protected by a password.")
    if len(set(names)) < len(names):
        twice = next(entry for entry in names if names.count(entry) > 1)
        raise DamagedFileError(f"“{name}” is damaged: it holds a part twice.", where=_shown(twice))
    _check_kind(set(names), archive, name)
    package = Package(archive, name)
    types = package.read("[Content_Types].xml")
    macros = [part for part in names if posixpath.basename(part).lower() in {"vbaproject.bin", "vbadata.xml"}]
    if macros or b"macroEnabled" in types or ending(name) in {"docm", "dotm"}:
        raise MacrosError(f"“{name}” carries macros, which are programs.", where=_shown(macros[0]) if macros else "")
    return package


def check_sizes(entries: list[zipfile.ZipInfo], size: int, name: str, limits: Limits) -> None:
    """A package may be unfolded; raises `ZipBombError` where it would become far more than its size allows for."""
    if len(entries) > limits.max_entries:
        raise ZipBombError(f"“{name}” holds {len(entries)} parts; the limit is {limits.max_entries}.")
    total = sum(entry.file_size for entry in entries)
    if total > limits.max_inflated:
        raise ZipBombError(
            f"“{name}” has {size:,} bytes and would unfold into {total:,}; the limit is {limits.max_inflated:,}."
        )
    if sum(entry.compress_size for entry in entries) > size:
        raise ZipBombError(f"“{name}” holds parts that overlap, so that they unfold from the same bytes.")
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > limits.max_ratio * max(1, entry.compress_size):
            raise ZipBombError(
                f"“{name}” holds a part of {entry.compress_size:,} bytes that would unfold into {entry.file_size:,}.",
                where=_shown(entry.filename),
            )


def _check_kind(names: set[str], archive: zipfile.ZipFile, name: str) -> None:
    if "[Content_Types].xml" in names and any(part.startswith("word/") for part in names):
        return
    what, remedy = "a ZIP archive", "Unpack it and read the files in it."
    if "mimetype" in names:
        try:
            with archive.open("mimetype") as file:
                kind = file.read(100)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, RuntimeError):
            kind = b""
        if b"opendocument" in kind:
            what, remedy = "an OpenDocument file (such as .odt)", "Open it in a word processor and save it as DOCX."
        elif b"epub" in kind:
            what, remedy = "an electronic book", "Save its text as HTML, DOCX or text."
    elif any(part.startswith("xl/") for part in names):
        what, remedy = "a spreadsheet", "Save the sheet as text or HTML, or put it into a word-processor file."
    elif any(part.startswith("ppt/") for part in names):
        what, remedy = "a set of slides", "Save its text as DOCX or PDF."
    raise UnsupportedFormatError(f"“{name}” is {what}, which is not read.", remedy=remedy)


def parse_xml(data: bytes, *, part: str, name: str) -> etree._Element:
    """Parse XML that strangers wrote: no document type, no entities, no network, no huge or bottomless trees."""
    if any(mark in data for mark in _DECLARATIONS):
        raise UnsafeXmlError(f"“{name}” declares a document type or entities in its XML.", where=part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = f"{part}, line {error.lineno}" if error.lineno else part
        raise DamagedFileError(f"“{name}” is damaged: a part of it is not well-formed XML.", where=line) from error
    if root.getroottree().docinfo.internalDTD is not None:
        # Reached by XML in an encoding in which the declaration does not show as plain bytes.
        raise UnsafeXmlError(f"“{name}” declares a document type or entities in its XML.", where=part)
    return root


def _shown(part: str) -> str:
    return "".join(character if character.isprintable() else "�" for character in part[:200])
