"""The zip of a packet, and its reading: one spelling for the same files, so that no byte of it can differ unseen.

Files stand in the order of their paths, stored and not compressed, with one fixed time. Whoever reads it builds it anew
and compares, which covers the headers that no hash of a file does; and since nothing is packed, nothing can unfold.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from meritbook.core.errors import MeritbookError

MOST_BYTES = 1 << 31
"""A packet that is larger is refused: the plain form of a zip ends there."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*){0,5}")


class PacketTooLargeError(MeritbookError):
    """A packet that would be too large for a zip in its plain form."""

    code = "packet.too_large"
    remedy = "Make it without the largest pieces of evidence, and hand those over beside it."
    http_status = 413


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip of the files; the same files give the same bytes. Raises `PacketTooLargeError`."""
    if sum(len(data) + 256 for data in files.values()) > MOST_BYTES:
        raise PacketTooLargeError("The packet would be larger than two gigabytes.")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as package:
        for path, data in sorted(files.items()):
            if not sound_path(path):
                raise ValueError(f"a packet holds no file by the name {path!r}")
            info = zipfile.ZipInfo(path, date_time=_EPOCH)
            info.create_system = 3
            info.external_attr = 0o600 << 16
            package.writestr(info, data)
    return out.getvalue()


def sound_path(path: str) -> bool:
    """Whether a file of a packet may have this path: plain letters, no way up, not absolute."""
    return len(path) <= 200 and _PATH.fullmatch(path) is not None


@dataclass(frozen=True)
class Opened:
    """What was read from a zip; `fault` says what is wrong with it, empty where nothing is."""

    files: dict[str, bytes] = field(default_factory=dict)
    fault: str = ""


def opened(data: bytes) -> Opened:
    """The files of a zip, as far as they can be read without trusting what it says of itself."""
    if len(data) > MOST_BYTES:
        return Opened(fault="The file is larger than any packet.")
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, UnicodeDecodeError):
        return Opened(fault="The zip cannot be read: its table of contents is damaged, or its end is missing.")
    with package:
        infos = package.infolist()
        if fault := _named(infos, len(data)):
            return Opened(fault=fault)
        files: dict[str, bytes] = {}
        damaged: list[str] = []
        for info in infos:
            try:
                files[info.filename] = package.read(info)
            except Exception:  # noqa: BLE001 - a damaged header breaks the reader in many ways
                damaged.append(info.filename)
    if damaged:
        more = f" Nor can {len(damaged) - 1} more." if len(damaged) > 1 else ""
        return Opened(files, f"{damaged[0]} cannot be read from the zip: its bytes are not those packed.{more}")
    again = packed(files)
    if again != data:
        place = next((at for at, (one, two) in enumerate(zip(again, data, strict=False)) if one != two), len(again))
        return Opened(files, f"The zip is not as this program writes it, from byte {place:,} on.")
    return Opened(files)


def _named(infos: list[zipfile.ZipInfo], size: int) -> str:
    """What is wrong with the table of contents; asked before a byte is read."""
    seen: set[str] = set()
    for info in infos:
        if not sound_path(info.filename) or info.filename != info.orig_filename:
            return f"The zip holds a file by a name that no packet has: {info.orig_filename[:80]!r}."
        if info.filename.lower() in seen:
            return f"The zip holds {info.filename} twice."
        seen.add(info.filename.lower())
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            return f"{info.filename} is compressed in the zip; a packet is not."
    if sum(info.file_size for info in infos) > size:
        return "The zip claims to hold more than it can."
    return ""
