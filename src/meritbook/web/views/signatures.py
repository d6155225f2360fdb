"""Signatures under a contract: who signed, and the pages on which one signs, refuses, files a paper or takes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    file_names,
    file_paper_signature,
    paying,
    refuse_signature,
    sign_contract,
    signed_papers,
    signing,
    withdraw_signature,
)
from meritbook.actions import signing_policies as possible
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.desk import contracts as read
from meritbook.desk import signatures as desk
from meritbook.records import clock
from meritbook.records.models import ContractStatus, ContractVersion, PerformanceContract, SignatureKind, SignerRole
from meritbook.web.forms.signatures import PaperForm, ReasonForm, RefuseForm, SignForm
from meritbook.web.http import Request, actor, page
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.contract_frame import framed, trail
from meritbook.web.views.documents import download
from meritbook.writers.contract import contract_pdf

NAME = "web:agreement_signatures"


@page(needs=Capability.READ_CONTRACT)
def agreement_signatures(request: Request, pk: int) -> HttpResponse:
    """Who signed what, when and how, and whose signature is still asked."""
    row, version = _contract(request, pk)
    standing = request.standing
    found = desk.page(standing, version) if version is not None else None
    return render(
        request,
        "web/agreement_signatures.html",
        {
            **framed(request, row, NAME),
            "heading": "Signatures",
            "found": found,
            "files": version is not None and standing.may(Capability.FILE_SIGNATURE, version),
            "withdrawable": _withdrawable(request, version, found),
            "trail": trail(row, ("Signatures", "")),
        },
    )


def _withdrawable(
    request: Request, version: ContractVersion | None, found: desk.SignaturesPage | None
) -> frozenset[int]:
    """The signatures that the person may take back."""
    if version is None or found is None or version.status != ContractStatus.AGREED:
        return frozenset()
    undo = request.standing.may(Capability.UNDO_STEP, version)
    return frozenset(
        one.pk
        for one in found.past
        if one.version_id == version.pk
        and one.withdrawn_at is None
        and (undo or (one.signed_by_id == request.user.pk and one.kind != SignatureKind.ON_PAPER))
    )


@page("GET", "POST", one_of=(Capability.SIGN_CONTRACT, Capability.SIGN_OWN_CONTRACT))
def agreement_sign(request: Request, pk: int) -> HttpResponse:
    """The words as they stand, first what changed since one signed, and the form to sign."""

    def sign(values: dict[str, Any], **seen: Any) -> None:
        sign_contract.perform(actor(request), at=clock.now(), why="Read and signed.", says=values["says"], **seen)

    def says(shown: ContractVersion) -> str:
        done = " All have signed: the contract is agreed." if shown.status == ContractStatus.SIGNED else ""
        return f"Signed. The sealed file is ready.{done}"

    return _in_each_part(request, pk, SignForm, sign, says, "Read and sign", "Sign")


@page("GET", "POST", one_of=(Capability.SIGN_CONTRACT, Capability.SIGN_OWN_CONTRACT))
def agreement_refuse(request: Request, pk: int) -> HttpResponse:
    """Refuse to sign, with the reason."""

    def refuse(values: dict[str, Any], **seen: Any) -> None:
        refuse_signature.perform(actor(request), at=clock.now(), why="Refused.", reason=values["reason"], **seen)

    def says(_: ContractVersion) -> str:
        return "Your refusal is on record with its reason. You may still sign."

    return _in_each_part(request, pk, RefuseForm, refuse, says, "Refuse to sign", "Refuse")


def _in_each_part(
    request: Request,
    pk: int,
    form_of: type[SignForm | RefuseForm],
    perform: Callable[..., None],
    says: Callable[[ContractVersion], str],
    heading: str,
    button: str,
) -> HttpResponse:
    """The page on which a person signs, or refuses, in all the parts in which they are asked, at once."""
    try:
        row, version = _contract(request, pk)
    except read.NoSuchContractError:
        _tell_ended(request, pk)
        raise
    address = reverse(NAME, args=[pk])
    roles = _asked(request, version)
    if not roles:
        messages.info(request, _why_not_asked(request, version))
        return HttpResponseRedirect(address)
    assert version is not None  # noqa: S101  # somebody is asked to sign it
    form = form_of(sent(request), roles=roles, initial=_seen(version))

    def act() -> tuple[str, str]:
        values = form.cleaned_data
        shown = _shown(row, values["version"])
        with transaction.atomic():
            for role in values["roles"]:
                perform(values, version=shown, role=role, seen_sha256=values["seen_sha256"])
        shown.refresh_from_db()
        return says(shown), address

    return _sign_page(request, form, act, row, version, roles, heading, button)


@page("GET", "POST", needs=Capability.FILE_SIGNATURE)
def agreement_paper(request: Request, pk: int) -> HttpResponse:
    """File the scan of a signature on paper."""
    row, version = _contract(request, pk, Capability.FILE_SIGNATURE)
    if version is None:
        raise possible.NotAgreedError("No version of this contract is agreed.", where=str(pk))
    require(actor(request), Capability.FILE_SIGNATURE, version, on=request.standing.on)
    asked = signing.still_asked(version, on=request.standing.on) if version.status == ContractStatus.AGREED else ()
    form = PaperForm(sent(request), request.FILES or None, roles=[one.role for one in asked])

    def act() -> tuple[str, str]:
        values = dict(form.cleaned_data)
        scan = values.pop("scan")
        if scan.size > possible.MOST_BYTES:
            raise possible.ScanError("The scan is larger than 10 MB.", where="scan")
        file_paper_signature.perform(
            actor(request),
            at=clock.now(),
            why="Filed by human resources.",
            version=version,
            scan=scan.read(),
            name=str(scan.name),
            **values,
        )
        return "The signature on paper is on file.", reverse(NAME, args=[pk])

    return act_page(
        request,
        form,
        act,
        template="web/agreement_paper.html",
        password=False,
        **framed(request, row, NAME),
        heading="File a signature on paper",
        asked=asked,
        back=reverse(NAME, args=[pk]),
        trail=trail(row, ("Signatures", reverse(NAME, args=[pk])), ("On paper", "")),
    )


@page("GET", "POST", needs=Capability.READ_CONTRACT)
def agreement_signature_withdraw(request: Request, pk: int, signature: int) -> HttpResponse:
    """Take a signature or a refusal back."""
    row = read.contract(request.standing, pk)
    one = desk.signature(row, signature)
    own = one.signed_by_id == request.user.pk and one.kind != SignatureKind.ON_PAPER
    if not own:
        require(actor(request), Capability.UNDO_STEP, one, on=request.standing.on)
    form = ReasonForm(sent(request))

    def act() -> tuple[str, str]:
        reason = form.cleaned_data["reason"]
        withdraw_signature.perform(actor(request), at=clock.now(), why="Taken back.", signature=one, reason=reason)
        return "Taken back. It stays on record as withdrawn.", reverse(NAME, args=[pk])

    words = "refusal" if one.kind == SignatureKind.REFUSED else "signature"
    return act_page(
        request,
        form,
        act,
        heading=f"Take back the {words} of {one.signed_by.full_name}",
        lead=f"As {SignerRole(one.role).label.lower()}, version {one.version.number}",
        button=f"Take back the {words}",
        back=reverse(NAME, args=[pk]),
        trail=trail(row, ("Signatures", reverse(NAME, args=[pk])), (f"Take back the {words}", "")),
    )


@page(needs=Capability.READ_CONTRACT)
def agreement_signature_file(request: Request, pk: int, signature: int) -> HttpResponse:
    """The PDF as it was with this signature, or the scan of the paper."""
    one = desk.signature(read.contract(request.standing, pk), signature)
    if one.document is None:
        raise desk.NoSuchSignatureError("This signature has no file.", where=str(signature))
    return download(one.document)


@page(needs=Capability.READ_CONTRACT)
def agreement_pdf(request: Request, pk: int) -> HttpResponse:
    """The contract as PDF: with all seals so far, or, before any, the agreed words."""
    _, version = _contract(request, pk)
    if version is None:
        raise possible.NotAgreedError("No version of this contract is agreed.", where=str(pk))
    stored = signed_papers.newest(version)
    name = file_names.contract_name(version)
    if stored is not None:
        return download(stored, name if stored.media_type == "application/pdf" else "")
    data = contract_pdf(signed_papers.paper_of(version, on=request.standing.on))
    return HttpResponse(
        data, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _contract(
    request: Request, pk: int, capability: Capability = Capability.READ_CONTRACT
) -> tuple[PerformanceContract, ContractVersion | None]:
    row = read.contract(request.standing, pk, capability)
    return row, desk.current(row)


def _tell_ended(request: Request, pk: int) -> None:
    """Tell whoever filled a part of the contract until their delegation ended so; raises `DelegationEndedError`."""
    row = PerformanceContract.objects.filter(pk=pk).first()
    version = desk.current(row) if row is not None else None
    if version is not None:
        for role in (SignerRole.APPOINTING_AUTHORITY, SignerRole.DEPARTMENT_DIRECTOR):
            signing.refuse_ended(request.standing.user, role, version, on=request.standing.on)


def _asked(request: Request, version: ContractVersion | None) -> tuple[SignerRole, ...]:
    """The parts in which the person is asked; raises `ForbiddenError` for whoever has no part in the contract.

    Whoever would sign for somebody else and no longer may is told so by the reason that the act gives.
    """
    if version is None:
        return ()
    found = desk.asked_of(request.standing, version)
    if not found and not desk.parts(request.standing, version):
        for role in (SignerRole.APPOINTING_AUTHORITY, SignerRole.DEPARTMENT_DIRECTOR):
            signing.part_of(actor(request), role, version, on=request.standing.on)
        raise ForbiddenError("You have no part in this contract.")
    return found


def _why_not_asked(request: Request, version: ContractVersion | None) -> str:
    if version is None:
        return "No version of this contract is agreed, so there is nothing to sign."
    mine = version.signatures.filter(signed_by=request.user.pk, withdrawn_at__isnull=True).exclude(
        kind=SignatureKind.REFUSED
    )
    one = mine.first()
    if one is not None:
        day = clock.day_of(one.signed_at)
        return f"You signed this version on {day_in_words(day)}. Nothing more is needed from you."
    return "Nothing waits for your signature here."


def _seen(version: ContractVersion) -> dict[str, Any]:
    return {"version": version.number, "seen_sha256": version.sha256}


def _shown(row: PerformanceContract, number: int) -> ContractVersion:
    found = row.versions.filter(number=number).first()
    if found is None:
        raise possible.SealBrokenError("The version that was shown is not there.", where="version")
    return found


def _sign_page(
    request: Request,
    form: Any,
    act: Any,
    row: PerformanceContract,
    version: ContractVersion,
    roles: tuple[SignerRole, ...],
    heading: str,
    button: str,
) -> HttpResponse:
    back = reverse(NAME, args=[row.pk])
    try:
        stands = version.text.seal() == version.sha256
    except MeritbookError:
        stands = False
    user = request.standing.user
    lent = [signing.delegation_of(user, role, version, on=request.standing.on) for role in roles if user is not None]
    return act_page(
        request,
        form,
        act,
        template="web/agreement_sign.html",
        **framed(request, row, NAME),
        heading=heading,
        button=button,
        version=version,
        sections=[(one, desk.words_of(one)) for one in version.text.sections()],
        changes=desk.changed_since(version, roles[0]),
        caution=paying.caution_of(version),
        roles=roles,
        delegations=[one for one in lent if one is not None],
        stands=stands,
        back=back,
        refuses=isinstance(form, RefuseForm),
        trail=trail(row, ("Signatures", back), (heading, "")),
    )
