"""Who I am, and my tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import make_token, revoke_token
from meritbook.api import shapes
from meritbook.api.auth import actor, confirm_password, person, standing
from meritbook.api.errors import NoSuchAddressError
from meritbook.api.replies import with_errors
from meritbook.records import clock
from meritbook.records.models import ApiToken

router = Router(tags=["me"])


@router.get("/me", response=with_errors(shapes.Me))
def me(request: HttpRequest) -> Any:
    """The person who makes the request, with the roles held today."""
    user = person(request)
    return {"username": user.username, "full_name": user.full_name, "roles": list(standing(request).roles)}


@router.get("/me/tokens", response=with_errors(list[shapes.TokenLine]))
def list_tokens(request: HttpRequest) -> Any:
    """One's own tokens, newest first."""
    return [_line(row) for row in ApiToken.objects.filter(user=person(request))]


@router.post("/me/tokens", response=with_errors(shapes.TokenMade, 201))
def make(request: HttpRequest, body: shapes.TokenAsked) -> Any:
    """Make a token for oneself. It is shown this once; only its hash is kept."""
    confirm_password(request)
    at = clock.now()
    made = make_token.perform(
        actor(request),
        at=at,
        why="Made through the API.",
        name=body.name,
        expires_on=clock.day_of(at) + timedelta(days=body.days),
    )
    return Status(201, {**_line(made.row), "token": made.token})


@router.post("/me/tokens/{token_id}/revoke", response=with_errors(shapes.TokenLine))
def revoke(request: HttpRequest, token_id: shapes.Id) -> Any:
    """Revoke a token of one's own: from now on it opens nothing."""
    row = ApiToken.objects.filter(user=person(request), pk=token_id).first()
    if row is None:
        raise NoSuchAddressError("You have no such token.", where=str(token_id))
    return _line(revoke_token.perform(actor(request), at=clock.now(), why="Revoked through the API.", token=row))


def _line(row: ApiToken) -> dict[str, Any]:
    return {"id": row.pk, "name": row.name, "expires_on": row.expires_on, "revoked": row.revoked_at is not None}
