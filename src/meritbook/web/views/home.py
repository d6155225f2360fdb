"""The desk, and the pages about the site itself."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.desk.desks import desk
from meritbook.web.http import Request, page


@page("GET", public=True)
def home(request: Request) -> HttpResponse:
    """My desk; for the public, the class plans."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("web:plans"))
    return render(request, "web/desk.html", {"sections": desk(request.standing), "on": request.standing.on})


@page("GET", public=True)
def accessibility(request: Request) -> HttpResponse:
    """What the site does for people who use it differently."""
    return render(request, "web/accessibility.html", {"trail": [("Accessibility", "")]})


@page("GET", public=True)
def privacy(request: Request) -> HttpResponse:
    """What is kept about those who use the site."""
    return render(request, "web/privacy.html", {"trail": [("What is kept", "")]})
