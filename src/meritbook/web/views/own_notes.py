"""The private notes of whoever is signed in, also on contracts that they no longer look after."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from meritbook.desk import own_notes as read
from meritbook.web.http import Request, page, page_number
from meritbook.web.views.documents import download


@page("GET")
def own_notes(request: Request) -> HttpResponse:
    """One's own private notes, to read."""
    found = read.own_notes(request.standing, page_number(request))
    return render(request, "web/own_notes.html", {"page": found, "trail": [("Your private notes", "")]})


@page("GET")
def own_note_file(request: Request, note: int, file: int) -> HttpResponse:
    """A file beside a private note of one's own, as a download."""
    found = read.own_file(request.standing, note, file)
    return download(found.document, found.name)
