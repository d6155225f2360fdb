"""Signatures under performance contracts: who signed, who is asked, and the acts of the signers."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from meritbook.actions import (
    file_names,
    file_paper_signature,
    refuse_signature,
    sign_contract,
    signed_papers,
    signing,
    withdraw_signature,
)
from meritbook.actions import signing_policies as possible
from meritbook.actions.permissions import Capability, require
from meritbook.api import signature_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Id
from meritbook.api.texts import user_named
from meritbook.desk import contracts as read
from meritbook.desk import signatures as desk
from meritbook.records import clock
from meritbook.records.models import ContractSignature, ContractVersion, SignatureKind
from meritbook.writers.contract import contract_pdf

router = Router(tags=["signatures"])


@router.get("/performance/{contract_id}/signatures", response=with_errors(shapes.SignaturesAnswer))
def list_signatures(request: HttpRequest, contract_id: Id) -> Any:
    """The signatures of a contract, and whose are still asked."""
    who = standing(request)
    row = read.contract(who, contract_id)
    version = desk.current(row)
    if version is None:
        nothing: dict[str, Any] = {
            "in_force": None,
            "version": None,
            "status": "",
            "sha256": "",
            "last_day": None,
            "asked": [],
            "signatures": [],
        }
        return {"contract": row.pk, **nothing}
    found = desk.page(who, version)
    return {
        "contract": row.pk,
        "in_force": found.in_force.number if found.in_force is not None else None,
        "version": version.number,
        "status": version.status,
        "sha256": version.sha256,
        "last_day": found.last_day,
        "asked": [{**one.asked.plain(), "mine": one.role in found.mine} for one in found.rows if one.asked is not None],
        "signatures": [_signature(one) for one in found.past],
    }


@router.get("/performance/{contract_id}/contract.pdf", response=with_errors(bytes), include_in_schema=True)
def get_pdf(request: HttpRequest, contract_id: Id) -> Any:
    """The contract as PDF, with all seals so far."""
    version = _version(request, contract_id)
    stored = signed_papers.newest(version)
    data = stored.original() if stored else contract_pdf(signed_papers.paper_of(version, on=clock.today()))
    named = {"Content-Disposition": f'attachment; filename="{file_names.contract_name(version)}"'}
    return HttpResponse(data, content_type="application/pdf", headers=named)


@router.post("/performance/{contract_id}/signatures", response=with_errors(shapes.SignatureAnswer, 201))
def sign(request: HttpRequest, contract_id: Id, body: shapes.SignContract) -> Any:
    """Sign the words that were read, in one part."""
    version = _version(request, contract_id)
    signing.part_of(actor(request), possible.check_role(body.role), version, on=clock.today())
    confirm_password(request)
    done = sign_contract.perform(actor(request), at=clock.now(), version=version, **body.model_dump())
    return Status(201, _signature(done))


@router.post("/performance/{contract_id}/refusals", response=with_errors(shapes.SignatureAnswer, 201))
def refuse(request: HttpRequest, contract_id: Id, body: shapes.Refuse) -> Any:
    """Refuse to sign, with the reason."""
    version = _version(request, contract_id)
    signing.part_of(actor(request), possible.check_role(body.role), version, on=clock.today())
    confirm_password(request)
    done = refuse_signature.perform(actor(request), at=clock.now(), version=version, **body.model_dump())
    return Status(201, _signature(done))


@router.post("/performance/{contract_id}/paper-signatures", response=with_errors(shapes.SignatureAnswer, 201))
def file_paper(
    request: HttpRequest, contract_id: Id, body: Form[shapes.Paper], scan: Annotated[UploadedFile, File()]
) -> Any:
    """File the scan of a signature on paper."""
    version = _version(request, contract_id)
    require(actor(request), Capability.FILE_SIGNATURE, version, on=clock.today())
    if (scan.size or 0) > possible.MOST_BYTES:
        raise possible.ScanError("The scan is larger than 10 MB.", where="scan")
    taken = body.model_dump(exclude={"signed_by"})
    done = file_paper_signature.perform(
        actor(request),
        at=clock.now(),
        version=version,
        signed_by=user_named(body.signed_by, "body.signed_by"),
        scan=scan.read(),
        name=scan.name or "",
        **taken,
    )
    return Status(201, _signature(done))


@router.post(
    "/performance/{contract_id}/signatures/{signature_id}/withdraw", response=with_errors(shapes.SignatureAnswer)
)
def withdraw(request: HttpRequest, contract_id: Id, signature_id: Id, body: shapes.TakeBack) -> Any:
    """Take a signature or a refusal back, before all have signed."""
    one = desk.signature(read.contract(standing(request), contract_id), signature_id)
    if one.signed_by_id != request.user.pk or one.kind == SignatureKind.ON_PAPER:
        require(actor(request), Capability.UNDO_STEP, one, on=clock.today())
    confirm_password(request)
    done = withdraw_signature.perform(actor(request), at=clock.now(), why=body.why, signature=one, reason=body.reason)
    return _signature(done)


def _version(request: HttpRequest, contract_id: int) -> ContractVersion:
    version = desk.current(read.contract(standing(request), contract_id))
    if version is None:
        raise possible.NotAgreedError("No version of this contract is agreed.", where=str(contract_id))
    return version


def _signature(one: ContractSignature) -> dict[str, Any]:
    return {
        "id": one.pk,
        "version": one.version.number,
        "role": one.role,
        "kind": one.kind,
        "signed_by": one.signed_by.username,
        "signed_at": one.signed_at,
        "on_paper_on": one.on_paper_on,
        "recorded_by": one.recorded_by.username,
        "delegation": one.delegation_id,
        "text_sha256": one.text_sha256,
        "says": one.says,
        "document_sha256": one.document.sha256 if one.document else "",
        "certificate_sha256": one.certificate_sha256,
        "withdrawn_at": one.withdrawn_at,
        "withdrawn_because": one.withdrawn_because,
    }
