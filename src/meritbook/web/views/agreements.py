"""Performance contracts as read: the list, the words of one with comments and versions, and two versions compared."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import contracting, paying
from meritbook.actions.contracting_policies import OPEN
from meritbook.actions.permissions import Capability
from meritbook.desk import agreements as words
from meritbook.desk import contracts as read
from meritbook.desk import growth
from meritbook.desk.measure_trust import trust_of_text
from meritbook.records.models import ContractStatus, ContractVersion, PerformanceContract
from meritbook.web.forms.contract_text import anchor_of
from meritbook.web.http import Request, number, page, page_number
from meritbook.web.views.contract_frame import framed, trail

ACTS = (
    ("agree", "Agree to it", "web:agreement_agree"),
    ("answer", "Answer with other words", "web:agreement_answer"),
    ("edit", "Write", "web:agreement_edit"),
    ("propose", "Propose it", "web:agreement_propose"),
    ("comment", "Comment", "web:agreement_comment"),
    ("reopen", "Withdraw this proposal", "web:agreement_reopen"),
    ("alter", "Alter the contract", "web:agreement_alter"),
    ("withdraw", "Withdraw the whole contract", "web:agreement_withdraw"),
)
"""The acts on the words, as buttons: name, label and address; `label_of` says what each takes back."""


def label_of(act: str, label: str, version: Any) -> str:
    """The label of an act as it stands for a version: a button that takes something back names it."""
    if act == "reopen" and version.status == ContractStatus.AGREED:
        return "Take back the agreement"
    if act == "withdraw" and version.alters_id is not None:
        return "Withdraw the alteration"
    return label


@page("GET", needs=Capability.READ_CONTRACT)
def agreements(request: Request) -> HttpResponse:
    """The contracts that the person may read, with filters."""
    standing = request.standing
    scope = read.contracts(standing)
    user = standing.user
    mine = request.GET.get("mine") == "1" and user is not None
    asked = request.GET.get("q", "").strip()[:200]
    chosen: dict[str, Any] = {
        "department": number(request.GET.get("department")),
        "year": number(request.GET.get("year")),
        "state": request.GET.get("state", ""),
    }
    found = words.find(scope, asked=asked, mine=user.pk if mine and user else None, **chosen)
    context = {
        "page": words.listed(found, page_number(request), standing),
        "asked": asked,
        "mine": mine,
        "own": user is not None and scope.filter(appointment__executive=user).exists(),
        **chosen,
        "states": words.STATES,
        "years": words.years_of(scope),
        "departments": words.departments_of(scope),
        "may_open": standing.may(Capability.OPEN_YEAR),
        "on": standing.on,
    }
    return render(request, "web/agreements.html", context)


@page("GET", needs=Capability.READ_CONTRACT)
def agreement(request: Request, pk: int) -> HttpResponse:
    """The words of the newest version of a contract that the person may read."""
    row = read.contract(request.standing, pk)
    return _version(request, row, None)


@page("GET", needs=Capability.READ_CONTRACT)
def agreement_version(request: Request, pk: int, number: int) -> HttpResponse:
    """The words of one version."""
    row = read.contract(request.standing, pk)
    return _version(request, row, words.version(request.standing, row, number))


@page("GET", needs=Capability.READ_CONTRACT)
def agreement_compare(request: Request, pk: int, number: int, other: int) -> HttpResponse:
    """Two versions side by side, with the words that went and the words that came."""
    row = read.contract(request.standing, pk)
    old = words.version(request.standing, row, number)
    new = words.version(request.standing, row, other)
    context = {
        **framed(request, row, "web:agreement"),
        "heading": f"Version {old.number} compared with version {new.number}",
        "old": old,
        "new": new,
        "sections": words.compared(old.text, new.text),
        "trail": trail(row, (f"Versions {old.number} and {new.number}", "")),
    }
    return render(request, "web/agreement_compare.html", context)


def _version(request: Request, row: PerformanceContract, one: ContractVersion | None) -> HttpResponse:
    standing = request.standing
    lines = words.versions_of(standing, row)
    chosen = one or words.newest(lines)
    against = words.before(lines, chosen) if chosen else None
    acts = words.acts_on(standing, row, lines)
    writes = chosen is not None and _writes(acts, chosen)
    found = contracting.problems_of(row.appointment, chosen.text, chosen) if chosen and writes else ()
    said = words.comments_on(lines, chosen) if chosen else ()
    sections = words.shown(chosen, against, said) if chosen else ()
    context: dict[str, Any] = {
        **framed(request, row, "web:agreement"),
        "heading": "The contract" if one is None else f"Version {one.number}",
        "version": chosen,
        "latest": one is None,
        "versions": lines,
        "against": against,
        "sections": sections,
        "said_of_gone": words.comments_on_gone(sections, said),
        "text": chosen.text if chosen else None,
        "trust": trust_of_text(chosen.text if chosen else None, standing.on),
        "problems": [(one, anchor_of(one.place)) for one in found],
        "open_limit": paying.open_limit(chosen) if chosen and chosen.status in OPEN and not found else None,
        "taken_over": words.taken_over(row, chosen) if chosen else (),
        "verdicts": contracting.verdicts_of(chosen) if chosen else (),
        "acts": [
            (label_of(key, label, acts[key]), reverse(name, args=[row.pk])) for key, label, name in ACTS if key in acts
        ],
        "settles": "comment" in acts,
        "growth": growth.tied_to(standing, row.pk),
        "trail": trail(row, *([(f"Version {one.number}", "")] if one else [])),
    }
    return render(request, "web/agreement.html", context)


def _writes(acts: dict[str, Any], chosen: ContractVersion) -> bool:
    edited = acts.get("edit")
    return edited is not None and edited.pk == chosen.pk
