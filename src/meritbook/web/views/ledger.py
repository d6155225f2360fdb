"""The ledger: read it, and verify it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import ledger as book
from meritbook.actions.permissions import Capability
from meritbook.desk import ledger as read
from meritbook.web.http import Request, page, page_number


@page("GET", needs=Capability.READ_LEDGER)
def ledger(request: Request) -> HttpResponse:
    """The entries, newest first, with filters."""
    asked = read.Filter(
        actor=request.GET.get("actor", "").strip()[:150],
        action=request.GET.get("action", "").strip()[:64],
        subject=request.GET.get("subject", "").strip()[:128],
    )
    context = {
        "page": read.entries(request.standing, asked, page_number(request)),
        "asked": asked,
        "actions": read.actions(),
        "can_verify": request.standing.may(Capability.VERIFY_LEDGER),
    }
    return render(request, "web/ledger.html", context)


@page("GET", needs=Capability.READ_LEDGER)
def entry(request: Request, seq: int) -> HttpResponse:
    """One entry with its hashes."""
    context = {
        "entry": read.entry(request.standing, seq),
        "trail": [("Ledger", reverse("web:ledger")), (f"Entry {seq}", "")],
    }
    return render(request, "web/ledger_entry.html", context)


@page("GET", "POST", needs=Capability.VERIFY_LEDGER)
def verify(request: Request) -> HttpResponse:
    """Verify the whole chain and what it vouches for. Reads everything, so it waits for a button."""
    report = None
    typed = request.POST.get("anchor", "").strip()[:200]
    if request.method == "POST":
        report = book.verify(anchor=typed or None)
    trail = [("Ledger", reverse("web:ledger")), ("Verify", "")] if request.standing.may(Capability.READ_LEDGER) else []
    return render(request, "web/verify.html", {"report": report, "typed": typed, "trail": trail})
