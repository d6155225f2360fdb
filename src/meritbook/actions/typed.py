"""What somebody typed into a form and has not sent: kept for them alone, and no record that the ledger vouches for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from meritbook.actions.policies import PolicyError
from meritbook.records.models import FormDraft, User

MOST_BYTES = 256 * 1024
"""What one form may hold."""
MOST_FORMS = 100
"""How many forms are kept of a person; the oldest goes first."""
KEPT_FOR = timedelta(days=90)
_KEY = re.compile(r"[a-z][a-z0-9_-]*(?::[A-Za-z0-9_.-]{1,80}){0,3}")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
Typed = Mapping[str, Sequence[str]]
"""The fields of a form, each with what was typed or chosen; a field may stand several times."""


class TypedTooLongError(PolicyError):
    """More was typed into a form than is kept, or for a form that has no such name."""

    code = "typed.too_long"
    remedy = "Send the form, or keep the text in a file of your own. What was kept before stays."
    http_status = 413


def check_key(form: str) -> str:
    """The name of a form, such as `contract:12`; raises `TypedTooLongError`."""
    if len(form) > 120 or not _KEY.fullmatch(form):
        raise TypedTooLongError("There is no form of this name.", where="form")
    return form


def keep(user: User, form: str, fields: Typed, *, at: datetime) -> FormDraft:
    """Keep what was typed, in place of what was kept before. Raises `TypedTooLongError`."""
    check_key(form)
    cleaned = {_NO_TEXT.sub("", name): [_NO_TEXT.sub("", one) for one in some] for name, some in fields.items()}
    written = json.dumps(cleaned, ensure_ascii=False, separators=(",", ":"))
    if len(written.encode()) > MOST_BYTES:
        raise TypedTooLongError(f"More than {MOST_BYTES // 1024} KiB were typed.", where="form")
    row, _ = FormDraft.objects.update_or_create(user=user, form=form, defaults={"typed_json": written, "saved_at": at})
    others = FormDraft.objects.filter(user=user).exclude(pk=row.pk)
    others.filter(saved_at__lt=at - KEPT_FOR).delete()
    too_many = others.order_by("-saved_at").values_list("pk", flat=True)[MOST_FORMS - 1 :]
    FormDraft.objects.filter(pk__in=list(too_many)).delete()
    return row


def kept(user: User, form: str) -> FormDraft | None:
    """What is kept of the person for the form; one statement."""
    return FormDraft.objects.filter(user=user, form=form).first()


def fields_of(row: FormDraft) -> dict[str, list[str]]:
    """The fields as they were typed."""
    found: dict[str, list[str]] = json.loads(row.typed_json)
    return found


def drop(user: User, form: str) -> bool:
    """Throw away what is kept, because it was sent or is not wanted; whether there was any."""
    return bool(FormDraft.objects.filter(user=user, form=form).delete()[0])
