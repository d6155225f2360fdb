"""Documents: the list, an original, and reading a class plan in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from meritbook.actions import import_document
from meritbook.actions.permissions import Capability
from meritbook.core.errors import MeritbookError
from meritbook.desk import documents as read
from meritbook.readers import DEFAULT_LIMITS
from meritbook.readers.errors import TooLargeError
from meritbook.readers.limits import Limits
from meritbook.records import clock
from meritbook.records.models import StoredDocument
from meritbook.web.errors import as_problem
from meritbook.web.forms.acts import ImportForm
from meritbook.web.http import Request, actor, page, page_number


@page("GET", one_of=(Capability.IMPORT_DOCUMENT, Capability.READ_LEDGER))
def documents(request: Request) -> HttpResponse:
    """The documents behind the class plans."""
    context = {
        "page": read.documents(page_number(request)),
        "can_import": request.standing.may(Capability.IMPORT_PLAN),
    }
    return render(request, "web/documents.html", context)


@page("GET", one_of=(Capability.IMPORT_DOCUMENT, Capability.READ_LEDGER))
def original(request: Request, pk: int) -> HttpResponse:  # noqa: ARG001 - every page takes the request
    """The original of a document, byte for byte, as a download."""
    return download(read.of_plan(pk))


@page("GET", "POST", needs=Capability.IMPORT_PLAN)
def import_plan(request: Request) -> HttpResponse:
    """Read a class plan in; then the source beside the result."""
    form = ImportForm(request.POST or None, request.FILES or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            done = import_document.perform(
                actor(request),
                at=clock.now(),
                why=form.cleaned_data["why"],
                data=upload_bytes(upload),
                name=upload.name,
                starts_on=form.cleaned_data["starts_on"],
            )
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            for note in done.notes:
                messages.info(request, note)
            revision = done.plan_revision
            assert revision is not None  # noqa: S101 - imported as a plan
            address = reverse("web:plan_fields", args=[revision.key, revision.revision])
            return HttpResponseRedirect(f"{address}?fresh=1")
    context = {
        "form": form,
        "problem": problem,
        "heading": "Read a class plan in",
        "intro": "Its words go into fields, each with its place. You then see the source beside the result.",
        "button": "Read the document",
        "upload": True,
        "trail": [("Class plans", reverse("web:plans")), ("Read a plan in", "")],
    }
    return render(request, "web/form.html", context, status=200 if request.method == "GET" else 422)


def upload_bytes(upload: object, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of an upload, refused by its size before it is read; raises `TooLargeError`."""
    size = getattr(upload, "size", 0) or 0
    if size > limits.max_bytes:
        raise TooLargeError(
            f"The file has {size:,} bytes; at most {limits.max_bytes:,} are read.",
            where=str(getattr(upload, "name", "")),
        )
    data: bytes = upload.read()  # type: ignore[attr-defined]
    return data


def download(stored: StoredDocument, name: str = "") -> HttpResponse:
    """A stored document as a download; never shown inside a page of this site, whatever it holds.

    `name` is that under which it lies where it was asked for; the same bytes may have another elsewhere.
    """
    response = HttpResponse(stored.original(), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name or stored.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Type"] = stored.media_type if stored.media_type in SAFE_TYPES else "application/octet-stream"
    return response


SAFE_TYPES = frozenset(
    {"application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "text/plain"}
)
