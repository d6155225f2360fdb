"""The ledger as read: entries newest first, with filters."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from meritbook.actions import subjects
from meritbook.actions.permissions import Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.folding import folded
from meritbook.core.values import canonical_json
from meritbook.desk.lookups import LEAST
from meritbook.desk.paging import Page, paged
from meritbook.records.models import Decision, DecisionOutcome, Examination, LedgerEntry, User


class NoSuchEntryError(MeritbookError):
    """The ledger has no entry of that number, or none that this person may read."""

    code = "ledger.unknown_entry"
    remedy = "Open the ledger and choose an entry there."
    http_status = 404


@dataclass(frozen=True)
class Filter:
    """Which entries to show; an empty part does not filter."""

    actor: str = ""
    """A username; or a name, or three letters of it or more."""
    action: str = ""
    subject: str = ""


@dataclass(frozen=True)
class EntryLine:
    """An entry in the list."""

    seq: int
    at: datetime
    who: str
    """Name of the person as it is now; empty for the program itself."""
    actor: str
    role: str
    action: str
    subject: str
    why: str


@dataclass(frozen=True)
class EntryPage(EntryLine):
    """An entry with all that it holds. `facts` are pairs of name and words, `records` what it vouches for."""

    facts: tuple[tuple[str, str], ...]
    records: tuple[tuple[str, str], ...]
    prev_hash: str
    hash: str


def entries(standing: Standing, asked: Filter, page: int) -> Page[EntryLine]:
    """One page of entries, newest first, without those about an examination in which the person is a candidate."""
    rows = _readable(standing).defer("payload", "digests").order_by("-seq")
    if asked.actor:
        rows = rows.filter(Q(actor__iexact=asked.actor) | Q(actor__in=_usernames(asked.actor)))
    if asked.action:
        rows = rows.filter(action=asked.action)
    if asked.subject:
        rows = rows.filter(subject__in=subjects.names_of(asked.subject))
    return paged(rows, page, lambda row: EntryLine(*_common(row)))


def actions() -> tuple[str, ...]:
    """The names of the actions that were ever written, in order."""
    return tuple(LedgerEntry.objects.order_by("action").values_list("action", flat=True).distinct())


def _usernames(words: str) -> QuerySet[User, str]:
    """Of people of that name, or of which the words are a part: two letters would find nearly everybody."""
    bare = folded(words)
    named = Q(folded_name__contains=bare) if len(bare) >= LEAST else Q(folded_name=bare)
    return User.objects.filter(named).order_by().values_list("username", flat=True)


def _readable(standing: Standing) -> QuerySet[LedgerEntry]:
    name = User.objects.filter(username=OuterRef("actor")).values("full_name")[:1]
    rows = LedgerEntry.objects.annotate(who=Coalesce(Subquery(name), Value("")))
    for pk, number in Examination.objects.filter(pk__in=standing.sat).values_list("pk", "number"):
        # Every entry about what is in an examination names it in its facts, which are canonical JSON.
        about = Q(subject=f"examination:{pk}") | Q(payload__contains=canonical_json({"examination": number})[1:-1])
        rows = rows.exclude(about)
    return rows


def entry(standing: Standing, seq: int) -> EntryPage:
    """One entry; raises `NoSuchEntryError`, also for one about an examination in which the person is a candidate."""
    row = _readable(standing).filter(seq=seq).first()
    if row is None:
        raise NoSuchEntryError(f"The ledger has no entry {seq}, or it is not open to you.", where=str(seq))
    try:
        payload = json.loads(row.payload)
        facts = tuple((str(name), _words(value)) for name, value in payload.get("facts", {}).items())
        records = tuple((f"{table}:{key}", str(mark)) for table, key, mark in payload.get("records", []))
    except (ValueError, TypeError, AttributeError):
        # An altered entry is shown as it stands; verifying says what was altered.
        facts, records = (("unreadable", row.payload[:2000]),), ()
    return EntryPage(*_common(row), facts=facts, records=records, prev_hash=row.prev_hash, hash=row.hash)


def entry_of(decision: Decision) -> int | None:
    """Number of the entry that wrote the decision, or the undoing of one; none when the ledger has no such entry."""
    undoing = decision.outcome == DecisionOutcome.WITHDRAWN
    subject, action = (decision.supersedes_id, "undo_decision") if undoing else (decision.pk, "decide_allocation")
    found = LedgerEntry.objects.filter(subject=f"decision:{subject}", action=action)
    return found.order_by("seq").values_list("seq", flat=True).first()


def _common(row: LedgerEntry) -> tuple[int, datetime, str, str, str, str, str, str]:
    return row.seq, row.at, str(getattr(row, "who", "")), row.actor, row.role, row.action, row.subject, row.why


def _words(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_words(one) for one in value) or "none"
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_words(one)}" for name, one in value.items())
    return str(value)
