"""Errors of the API itself, and how every error is answered: `{"error": {code, message, where, to_do, details}}`."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as InputError

from meritbook.core.errors import MeritbookError
from meritbook.core.faults import fault_in_words

log = logging.getLogger(__name__)


class SignInError(MeritbookError):
    """The request does not say who makes it, or its token is not good."""

    code = "api.sign_in"
    remedy = "Send a token as `Authorization: Bearer …`, or sign in on the site and send its session."
    http_status = 401


class InvalidRequestError(MeritbookError):
    """The request is not as the OpenAPI document says."""

    code = "api.invalid"
    remedy = "Compare the request with /api/openapi.json; `details` names each place."
    http_status = 422


class UnreadableRequestError(MeritbookError):
    """The request cannot be read at all."""

    code = "api.unreadable"
    remedy = "Send the body as the OpenAPI document says."
    http_status = 400


class RefusedRequestError(MeritbookError):
    """A change that was asked for with a session, but without its CSRF token."""

    code = "api.csrf"
    remedy = "Send the site's CSRF token in the X-CSRFToken header, or use a bearer token."
    http_status = 403


class NoSuchAddressError(MeritbookError):
    """The API has nothing at this address."""

    code = "api.not_found"
    remedy = "Compare the address with /api/openapi.json."
    http_status = 404


class ConfirmPasswordError(MeritbookError):
    """A signature or decision from a session in which the password was not given a moment ago."""

    code = "api.confirm_password"
    remedy = "Give your password again on the site, or use a bearer token."
    http_status = 403


class UnexpectedAnswerError(MeritbookError):
    """Something went wrong that the program did not foresee; the log of the server holds the details."""

    code = "api.unexpected"
    remedy = "Try again; if it happens again, tell the administrator when it happened."
    http_status = 500


def install(api: NinjaAPI) -> None:
    """Let every error be answered in the one shape."""

    def answer(request: HttpRequest, problem: MeritbookError) -> HttpResponse:
        return api.create_response(request, {"error": problem.plain()}, status=problem.http_status)

    @api.exception_handler(MeritbookError)
    def ours(request: HttpRequest, problem: MeritbookError) -> HttpResponse:
        return answer(request, problem)

    @api.exception_handler(AuthenticationError)
    def unknown_person(request: HttpRequest, _: Any) -> HttpResponse:
        response = answer(request, SignInError("Nobody is signed in."))
        response["WWW-Authenticate"] = 'Bearer realm="meritbook"'
        return response

    @api.exception_handler(InputError)
    def invalid(request: HttpRequest, problem: InputError) -> HttpResponse:
        return answer(request, _invalid(problem.errors))

    @api.exception_handler(Http404)
    def nowhere(request: HttpRequest, _: Any) -> HttpResponse:
        return answer(request, NoSuchAddressError("There is nothing at this address."))

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, problem: HttpError) -> HttpResponse:
        if problem.status_code == RefusedRequestError.http_status:
            return answer(request, RefusedRequestError("The CSRF token is missing or wrong."))
        return answer(request, UnreadableRequestError("The request cannot be read."))

    @api.exception_handler(Exception)
    def unforeseen(request: HttpRequest, problem: Exception) -> HttpResponse:
        log.error("unexpected error", exc_info=problem)
        return answer(request, UnexpectedAnswerError("Something went wrong that Meritbook did not foresee."))


def _invalid(errors: list[Any]) -> InvalidRequestError:
    places = [{"where": ".".join(_place(one.get("loc", ()))), "says": fault_in_words(one)} for one in errors]
    first = places[0] if places else {"where": "", "says": "it is not as it should be"}
    return InvalidRequestError(
        f"The request is not valid: {first['says']}.", where=first["where"], details={"places": places}
    )


def _place(parts: Sequence[Any]) -> list[str]:
    """The place of an error; a body whose parameter is called `body` is named once."""
    place = [str(part) for part in parts]
    return place[1:] if place[:2] == ["body", "body"] else place
