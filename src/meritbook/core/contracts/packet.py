"""A packet of a personnel file: what lies in it, and whether all of it is what was sealed.

Pure: whoever reads the zip and the seals hands them over as bytes and as answers. Nothing here is asked of a record.

Follows: ADR 0025.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field, ValidationError

from meritbook.core.dates import day_in_words
from meritbook.core.faults import fault_in_words
from meritbook.core.ledger_entry import COLUMNS, GENESIS, column_digest, digests_of, hash_of
from meritbook.core.values import Value, canonical_json

FORMAT = "meritbook-packet/1"
MANIFEST, SEAL, LEDGER, PAPER, README = "manifest.json", "manifest.json.sig", "ledger.jsonl", "packet.pdf", "README.txt"
UNLISTED = frozenset({MANIFEST, SEAL})
"""What the manifest does not list: itself, and the seal over it."""
Sha256 = Field(pattern=r"^[0-9a-f]{64}$")


class PacketFile(Value):
    """A file in a packet."""

    path: str = Field(min_length=1, max_length=200)
    sha256: str = Sha256
    size: int = Field(ge=0)
    says: str
    """What it is, in words."""


class LedgerRange(Value):
    """Which part of the ledger the extract covers."""

    first: int = Field(ge=0)
    last: int = Field(ge=0)
    """Number of the last entry; 0 where the extract is empty."""
    last_hash: str = Sha256
    """Hash of the last entry of the extract."""
    full: int = Field(ge=0)
    """How many entries stand in it in full."""


class Manifest(Value):
    """What a packet holds, for whom and why it was made. Its bytes are sealed."""

    format: Literal["meritbook-packet/1"] = "meritbook-packet/1"
    kind: Literal["appeal", "full_copy"]
    purpose: str
    government: str
    office: str
    executive: str
    position: str
    department: str
    made_by: str
    made_at: datetime
    on: date
    """The day as of which it tells."""
    ledger: LedgerRange
    files: tuple[PacketFile, ...]

    def written(self) -> bytes:
        """The bytes that are sealed: canonical JSON and a line feed."""
        return (canonical_json(self) + "\n").encode()


class SealAnswer(Value):
    """What the check of a seal gave."""

    holds: bool
    """Whether it is unbroken and covers all that it should."""
    trusted: bool | None
    """Whether it leads to a certificate that the caller trusts; none where they named none."""
    by: str
    signed_at: datetime | None = None


class Point(Value):
    """One thing that was checked."""

    name: str
    """`zip`, `manifest`, `seal`, `files`, `pdf` or `ledger`."""
    holds: bool
    says: str


class PacketReport(Value):
    """What a check found, in the order in which it looked."""

    points: tuple[Point, ...]

    @property
    def holds(self) -> bool:
        """Whether all holds."""
        return bool(self.points) and all(one.holds for one in self.points)

    @property
    def first_fault(self) -> Point | None:
        """The first thing that does not hold."""
        return next((one for one in self.points if not one.holds), None)


def read_manifest(data: bytes) -> Manifest | str:
    """The manifest, or why it is none. Only the one spelling is taken, so that no byte of it can differ unseen."""
    try:
        manifest = Manifest.model_validate_json(data)
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        return f"The manifest cannot be read: {where}: {fault_in_words(first)}."
    except ValueError:
        return "The manifest cannot be read."
    if manifest.written() != data:
        return "The manifest is not spelled as this program writes it."
    return manifest


def listed(files: Mapping[str, tuple[bytes, str]]) -> tuple[PacketFile, ...]:
    """The files of a packet for its manifest, by path: `{path: (bytes, what it is)}`."""
    return tuple(
        PacketFile(path=path, sha256=hashlib.sha256(data).hexdigest(), size=len(data), says=says)
        for path, (data, says) in sorted(files.items())
    )


def check(
    manifest_bytes: bytes | None,
    files: Mapping[str, bytes],
    *,
    seal: SealAnswer | None,
    paper: SealAnswer | None,
) -> PacketReport:
    """Whether a packet is what was sealed. `files` are all but the manifest and its seal; a seal that lacks is none."""
    if manifest_bytes is None:
        return _report(_no("manifest", f"There is no {MANIFEST} in it."))
    manifest = read_manifest(manifest_bytes)
    if isinstance(manifest, str):
        return _report(_no("manifest", manifest))
    what = "Appeal packet" if manifest.kind == "appeal" else "Full copy of the personnel file"
    points = [
        _yes(
            "manifest",
            f"{what} of {manifest.executive}, position {manifest.position}, made on {day_in_words(manifest.on)} by "
            f"{manifest.made_by}.",
        ),
        sealed("seal", f"the list of files ({MANIFEST})", seal),
        _files(manifest, files),
        sealed("pdf", f"the paper ({PAPER})", paper),
        check_ledger(files.get(LEDGER, b""), manifest.ledger),
    ]
    return PacketReport(points=tuple(points))


def sealed(name: str, what: str, seal: SealAnswer | None) -> Point:
    """What a seal says of what it covers."""
    if seal is None:
        return _no(name, f"There is no seal over {what} that can be read.")
    if not seal.holds:
        return _no(name, f"The seal over {what} is broken: what it covers was changed after it was sealed.")
    if seal.trusted is False:
        return _no(
            name, f"The seal over {what} is by {seal.by}, which does not lead to the certificate that you trust."
        )
    at = f" on {seal.signed_at:%Y-%m-%d at %H:%M} UTC" if seal.signed_at else ""
    asked = "" if seal.trusted else " Whether the certificate is the office's was not asked: give it with --trust."
    return _yes(name, f"The seal over {what} holds: {seal.by}{at}.{asked}")


def _files(manifest: Manifest, files: Mapping[str, bytes]) -> Point:
    paths = [one.path for one in manifest.files]
    if len(set(paths)) != len(paths):
        return _no("files", "The manifest lists a file twice.")
    for one in manifest.files:
        data = files.get(one.path)
        if data is None:
            return _no("files", f"{one.path} is listed and is not there.")
        if len(data) != one.size:
            return _no("files", f"{one.path} has {len(data):,} bytes; {one.size:,} were sealed.")
        if hashlib.sha256(data).hexdigest() != one.sha256:
            return _no("files", f"{one.path} is not what was sealed: its SHA-256 is another.")
    for path in sorted(files):
        if path not in paths:
            return _no("files", f"{path} is there and was not sealed.")
    for needed in (PAPER, LEDGER, README):
        if needed not in paths:
            return _no("files", f"{needed} is not among the files.")
    return _yes("files", f"All {len(paths)} files are as they were sealed, and there is no other.")


def full_line(columns: Mapping[str, Any]) -> str:
    """The line of an entry that stands in the extract in full."""
    kept = (*COLUMNS, "digests", "prev_hash", "hash")
    return canonical_json({name: columns[name] for name in kept})


def link_line(seq: int, prev_hash: str, hash_: str, *, shared: bool = False) -> str:
    """The line of an entry between: its place in the chain. `shared`: it concerns the case, and others besides."""
    told: dict[str, Any] = {"seq": seq, "prev_hash": prev_hash, "hash": hash_}
    return canonical_json({**told, "shared": True} if shared else told)


def check_ledger(data: bytes, expected: LedgerRange) -> Point:
    """The extract: each entry follows the one before, and each that is there in full gives its own hash."""
    try:
        rows = _rows(data)
    except ValueError as problem:
        return _no("ledger", f"The ledger extract cannot be read: {problem}.")
    if not rows:
        empty = expected.last == 0 and expected.last_hash == GENESIS
        says = "The ledger extract is empty."
        return _yes("ledger", says) if empty else _no("ledger", says)
    full = 0
    for place, row in enumerate(rows):
        before = rows[place - 1] if place else None
        if before is not None and row["seq"] != before["seq"] + 1:
            return _no("ledger", f"Before ledger entry {row['seq']}, an entry is missing.")
        if before is not None and row["prev_hash"] != before["hash"]:
            return _no("ledger", f"Ledger entry {row['seq']} does not follow the entry before it.")
        if "payload" in row:
            full += 1
            if wrong := _wrong(row):
                return _no("ledger", f"Ledger entry {row['seq']} was altered: {wrong}.")
    first, last = rows[0], rows[-1]
    found = LedgerRange(first=first["seq"], last=last["seq"], last_hash=last["hash"], full=full)
    if found != expected:
        return _no("ledger", "The ledger extract is not the part of the ledger that the manifest names.")
    return _yes(
        "ledger",
        f"The ledger extract holds: entries {first['seq']:,} to {last['seq']:,} follow one another, {full:,} of them "
        "in full, each with the hash that its words give.",
    )


def _rows(data: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    text = data.decode("utf-8", "surrogatepass")
    if text and not text.endswith("\n"):
        raise ValueError("its last line is not whole")
    for number, line in enumerate(text.split("\n")[:-1], 1):
        row = json.loads(line)
        if not isinstance(row, dict) or canonical_json(row) != line:
            raise ValueError(f"line {number} is not spelled as this program writes it")
        links = {"seq", "prev_hash", "hash"}
        if not (isinstance(row.get("seq"), int) and all(isinstance(row.get(one), str) for one in links - {"seq"})):
            raise ValueError(f"line {number} is no entry")
        if set(row) - {"shared"} != links and set(row) != links | {*COLUMNS, "digests"}:
            raise ValueError(f"line {number} is no entry")
        rows.append(row)
    return rows


def _wrong(row: Mapping[str, Any]) -> str:
    """The column that is not what was written; empty where all are."""
    if hash_of(row, row["prev_hash"]) == row["hash"] and digests_of(row) == row["digests"]:
        return ""
    try:
        digests = json.loads(row["digests"])
        differing = [name for name in COLUMNS if digests[name] != column_digest(row[name])]
    except (ValueError, KeyError, TypeError):
        differing = []
    return f"its column {differing[0]} is not what was written" if differing else "its hash does not follow from it"


def extract(entries: Iterable[Mapping[str, Any]], concerns: Mapping[int, bool]) -> tuple[bytes, LedgerRange]:
    """The part of the ledger from the first to the last entry that concerns a case.

    `entries` are the columns of each entry in order; `concerns` says of an entry by its number whether it may be shown
    in full (true), or concerns others besides (false). Entries that are not named are links of the chain alone.
    """
    lines = list(_extract_lines(entries, concerns))
    if not lines:
        return b"", LedgerRange(first=0, last=0, last_hash=GENESIS, full=0)
    data = "".join(f"{line}\n" for _, _, line in lines).encode("utf-8", "surrogatepass")
    full = sum(1 for seq, _, _ in lines if concerns.get(seq))
    return data, LedgerRange(first=lines[0][0], last=lines[-1][0], last_hash=lines[-1][1], full=full)


def _extract_lines(
    entries: Iterable[Mapping[str, Any]], concerns: Mapping[int, bool]
) -> Iterator[tuple[int, str, str]]:
    if not concerns:
        return
    first, last = min(concerns), max(concerns)
    for one in entries:
        seq = one["seq"]
        if first <= seq <= last:
            line = (
                full_line(one)
                if concerns.get(seq)
                else link_line(seq, one["prev_hash"], one["hash"], shared=seq in concerns)
            )
            yield seq, one["hash"], line


def _yes(name: str, says: str) -> Point:
    return Point(name=name, holds=True, says=says)


def _no(name: str, says: str) -> Point:
    return Point(name=name, holds=False, says=says)


def _report(*points: Point) -> PacketReport:
    return PacketReport(points=points)


def report_of(points: Sequence[Point]) -> PacketReport:
    """A report of points that were checked one by one."""
    return PacketReport(points=tuple(points))
