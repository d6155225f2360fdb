"""Proves that nothing was changed: walks the ledger, then the rows and originals that it vouches for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from django.apps import apps
from django.db import DatabaseError, connection

from meritbook.actions.measuring import seal
from meritbook.core.errors import MeritbookError
from meritbook.core.results import report as reports
from meritbook.core.values import Value
from meritbook.records import guards
from meritbook.records.ledger_format import COLUMNS, GENESIS, column_digest, hash_of
from meritbook.records.models import LedgerEntry, OriginalAlteredError, ReportEdition, StoredDocument, ValueBatch
from meritbook.records.models.common import Vouched

Progress = Callable[[int, int], None]
"""Called with how many entries and rows were checked, and how many there are."""

_BATCH = 500
# What reading a row raises when its bytes are no text, or no value of their column.
_UNREADABLE = (DatabaseError, ValueError, TypeError)
_STORED = (*COLUMNS, "digests", "prev_hash", "hash")


class AnchorError(MeritbookError):
    """An anchor that cannot be read."""

    code = "ledger.anchor"
    remedy = "Give the anchor as `verify` printed it: the number of entries, a colon, and 64 hexadecimal digits."


class Anchor(Value):
    """The end of the chain at some time: number of entries and hash of the last, written `count:hash`."""

    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Anchor:
        """The anchor from its written form; raises `AnchorError`."""
        count, _, hash_ = text.strip().partition(":")
        if not count.isascii() or not count.isdigit() or len(hash_) != 64 or set(hash_) - set("0123456789abcdef"):
            raise AnchorError("This is not an anchor of the ledger.", where=text[:80])
        return cls(count=int(count), hash=hash_)


class Fault(Value):
    """One thing that is not as it was written."""

    kind: Literal[
        "altered",
        "gap",
        "link",
        "unreadable",
        "cut_off",
        "row_altered",
        "row_missing",
        "row_unknown",
        "original",
        "guard",
        "values",
        "report",
    ]
    seq: int | None = None
    """The ledger entry: the one that is wrong, or the last that vouched for the row."""
    where: str
    """Column of the entry, or `table:id` of the row."""
    says: str
    stored: str = ""
    computed: str = ""


class Report(Value):
    """What `verify` found."""

    entries: int
    rows: int
    """Rows of the record that were compared with what the ledger vouches for."""
    anchor: Anchor
    faults: tuple[Fault, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def _entries() -> Iterator[dict[str, Any] | int]:
    """The columns of each entry in order; the bare number of one that the database cannot even read."""
    after = None
    while True:
        queue = LedgerEntry.objects.order_by("seq")
        if after is not None:
            queue = queue.filter(seq__gt=after)
        numbers = list(queue.values_list("seq", flat=True)[:_BATCH])
        if not numbers:
            return
        try:
            yield from list(queue.values(*_STORED)[:_BATCH])
        except _UNREADABLE:
            for seq in numbers:
                try:
                    yield LedgerEntry.objects.values(*_STORED).get(seq=seq)
                except _UNREADABLE:
                    yield seq
        after = numbers[-1]


def _text(value: Any) -> str:
    """A value as a report shows it: whoever alters SQLite's file may leave bytes or numbers where text was."""
    return value if isinstance(value, str) else repr(value)


def _computed(entry: dict[str, Any]) -> str:
    """The hash that follows from the columns; empty where a column holds what no entry is ever written with."""
    try:
        return hash_of(entry, entry["prev_hash"])
    except TypeError:
        return ""


def _altered(entry: dict[str, Any], computed: str) -> Iterator[Fault]:
    """The columns of the entry that were altered."""
    seq = entry["seq"]
    try:
        digests = json.loads(entry["digests"])
        differing = [name for name in COLUMNS if digests[name] != column_digest(entry[name])]
    except (ValueError, KeyError, TypeError):
        differing = ["digests"]
    for name in differing:
        yield Fault(
            kind="altered",
            seq=seq,
            where=name,
            says=f"Entry {seq}: the column {name} is not what was written.",
            stored=_text(entry["hash"]),
            computed=computed,
        )
    if not differing:
        yield Fault(
            kind="altered",
            seq=seq,
            where="hash, prev_hash or digests",
            says=f"Entry {seq}: its hash does not follow from its columns, each of which agrees with its own digest.",
            stored=_text(entry["hash"]),
            computed=computed,
        )


class _Walk:
    """One pass over the chain; collects what each row was last vouched to be."""

    def __init__(self, anchor: Anchor | None, tick: Callable[[], None]) -> None:
        self.anchor = anchor
        self.tick = tick
        self.vouched: dict[tuple[str, int], tuple[str, int]] = {}
        self.count = 0
        self.last_seq = 0
        self.last_hash = GENESIS
        self.anchored = anchor is None or anchor == Anchor(count=0, hash=GENESIS)

    def faults(self) -> Iterator[Fault]:
        """What is wrong with the chain itself."""
        for entry in _entries():
            yield from self._entry(entry)
            self.tick()
        if self.anchor is not None and not self.anchored:
            yield Fault(
                kind="cut_off",
                seq=self.anchor.count,
                where="hash",
                says=f"The ledger no longer holds entry {self.anchor.count} as the anchor has it: "
                "entries were cut off, or the chain was written anew.",
                stored=self.last_hash if self.last_seq == self.anchor.count else "",
                computed=self.anchor.hash,
            )

    def _entry(self, entry: dict[str, Any] | int) -> Iterator[Fault]:
        seq = entry if isinstance(entry, int) else entry["seq"]
        self.count += 1
        if seq != self.last_seq + 1:
            first, last = self.last_seq + 1, seq - 1
            missing = f"entry {first} is" if first == last else f"entries {first} to {last} are"
            yield Fault(kind="gap", seq=seq, where="seq", says=f"Before entry {seq}, {missing} missing.")
        self.last_seq = seq
        if isinstance(entry, int):
            yield Fault(kind="unreadable", seq=seq, where="text", says=f"Entry {seq} holds bytes that are no text.")
            self.last_hash = ""
            return
        computed = _computed(entry)
        if computed != entry["hash"]:
            yield from _altered(entry, computed)
        # An unreadable entry before this one leaves nothing to compare the link with.
        if self.last_hash and entry["prev_hash"] != self.last_hash:
            yield Fault(
                kind="link",
                seq=seq,
                where="prev_hash",
                says=f"Entry {seq} does not follow the entry before it.",
                stored=_text(entry["prev_hash"]),
                computed=self.last_hash,
            )
        self.last_hash = _text(entry["hash"])
        if self.anchor is not None and seq == self.anchor.count:
            self.anchored = self.last_hash == self.anchor.hash
        try:
            for name, pk, fingerprint in json.loads(entry["payload"])["records"]:
                self.vouched[name, pk] = (fingerprint, seq)
        except (ValueError, KeyError, TypeError):
            return  # The payload was altered, which stands in the report already.


def vouched_models() -> list[type[Vouched]]:
    """Every model whose rows the ledger vouches for."""
    return [model for model in apps.get_app_config("records").get_models() if issubclass(model, Vouched)]


def _row_counts() -> dict[type[Vouched], int]:
    """How many rows the ledger vouches for, by their kind; kinds without any are left out.

    Asked in one question, because most tables of most records are empty.
    """
    models = vouched_models()
    names = [connection.ops.quote_name(model._meta.db_table) for model in models]
    counts = " UNION ALL ".join(f"SELECT {at}, COUNT(*) FROM {name}" for at, name in enumerate(names))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(counts)
        found = dict(cursor.fetchall())
    return {model: found[at] for at, model in enumerate(models) if found[at]}


def _row_faults(
    kinds: Iterable[type[Vouched]], vouched: dict[tuple[str, int], tuple[str, int]], tick: Callable[[], None]
) -> Iterator[Fault]:
    """Rows that are not what the ledger last vouched for, are missing, or were never vouched for.

    `kinds` are those of which there are rows.
    """
    for model in kinds:
        name = str(model._meta.model_name)
        pks = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), _BATCH):
            rows = _rows(model, pks[start : start + _BATCH])
            for pk in pks[start : start + _BATCH]:
                where = f"{name}:{pk}"
                fingerprint, seq = vouched.pop((name, pk), ("", 0))
                row = rows[pk]
                computed = _fingerprint(row)
                if not fingerprint:
                    yield Fault(kind="row_unknown", where=where, says=f"No entry of the ledger knows of {where}.")
                elif computed != fingerprint:
                    yield Fault(
                        kind="row_altered",
                        seq=seq,
                        where=where,
                        says=f"{where} is not what entry {seq} vouched for.",
                        stored=fingerprint,
                        computed=computed,
                    )
                if isinstance(row, StoredDocument):
                    yield from _original_faults(row, seq)
                if isinstance(row, ValueBatch):
                    yield from _batch_faults(row, seq)
                if isinstance(row, ReportEdition):
                    yield from _report_faults(row, seq)
                tick()
    for (name, pk), (fingerprint, seq) in vouched.items():
        where = f"{name}:{pk}"
        yield Fault(
            kind="row_missing",
            seq=seq,
            where=where,
            says=f"{where}, which entry {seq} vouched for, is gone.",
            stored=fingerprint,
        )


def _rows(model: type[Vouched], pks: list[int]) -> dict[int, Vouched | None]:
    """The rows by key; `None` for one that holds what its columns cannot, so that it cannot be read."""
    try:
        return dict(model._default_manager.in_bulk(pks))
    except _UNREADABLE:
        pass
    rows: dict[int, Vouched | None] = {}
    for pk in pks:
        try:
            rows[pk] = model._default_manager.get(pk=pk)
        except _UNREADABLE:
            rows[pk] = None
    return rows


def _fingerprint(row: Vouched | None) -> str:
    """The fingerprint of a row; empty for one that cannot be read or spelled."""
    try:
        return row.fingerprint() if row is not None else ""
    except _UNREADABLE:
        return ""


def _original_faults(row: StoredDocument, seq: int) -> Iterator[Fault]:
    try:
        row.original()
    except OriginalAlteredError as problem:
        yield Fault(kind="original", seq=seq or None, where=f"storeddocument:{row.pk}", says=problem.message)


def _batch_faults(row: ValueBatch, seq: int) -> Iterator[Fault]:
    """Values of measures that are not those over which their batch was sealed."""
    where = f"valuebatch:{row.pk}"
    try:
        values = list(row.values.order_by("measure", "starts_on", "replaces"))
        computed = seal(values)
    except (*_UNREADABLE, ArithmeticError):
        values, computed = [], ""
    if computed != row.sha256 or len(values) != row.rows:
        yield Fault(
            kind="values",
            seq=seq or None,
            where=where,
            says=f"The values of {where} are not those that were recorded: its seal does not follow from them.",
            stored=row.sha256,
            computed=computed,
        )


def _report_faults(row: ReportEdition, seq: int) -> Iterator[Fault]:
    """Parts of a published report that are not those over which it was sealed."""
    if not row.sha256:
        return
    where = f"reportedition:{row.pk}"
    try:
        rows = list(row.parts.order_by("number").values_list("kind", "key", "goal", "content_json"))
        computed = reports.seal(reports.part_hash(*one) for one in rows)
    except _UNREADABLE:
        rows, computed = [], ""
    if computed != row.sha256 or len(rows) != row.parts_count:
        yield Fault(
            kind="report",
            seq=seq or None,
            where=where,
            says=f"The facts of {where} are not those that were published: its seal does not follow from them.",
            stored=row.sha256,
            computed=computed,
        )


@contextmanager
def one_view() -> Iterator[None]:
    """Chain and rows as of one moment, while others go on writing; within a transaction, its view is used.

    Django's own transactions take SQLite's write lock, which a long walk must not hold.
    """
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN DEFERRED" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def verify(*, anchor: Anchor | str | None = None, progress: Progress | None = None) -> Report:
    """Walk the whole ledger, then every row and original that it vouches for; nothing is changed.

    `anchor` is the end of the chain as it was known earlier; with it, entries cut off at the end are found too. Raises
    `AnchorError` when it cannot be read.
    """
    known = Anchor.read(anchor) if isinstance(anchor, str) else anchor
    with one_view():
        counts = _row_counts()
        total = LedgerEntry.objects.count() + sum(counts.values())
        done = 0

        def tick() -> None:
            nonlocal done
            done += 1
            if progress is not None and (done % 50 == 0 or done == total):
                progress(done, total)

        faults = [
            Fault(kind="guard", where=name, says=f"The database lacks the guard {name}; run `meritbook migrate`.")
            for name in guards.missing(connection)
        ]
        walk = _Walk(known, tick)
        faults.extend(walk.faults())
        entries_done = done
        faults.extend(_row_faults(counts, walk.vouched, tick))
        return Report(
            entries=walk.count,
            rows=done - entries_done,
            anchor=Anchor(count=walk.last_seq, hash=walk.last_hash or GENESIS),
            faults=tuple(faults),
        )
