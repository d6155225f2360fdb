"""Errors as pages: what is wrong, what to do, the code; never a traceback."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string

from meritbook.core.errors import MeritbookError

TITLES = {
    400: "This cannot be read as it was sent",
    403: "This is not open to you",
    404: "There is no such page",
    405: "This page is not used that way",
    409: "This is not possible as things stand",
    413: "That is too large",
    415: "A file of this kind is not read",
    422: "Something in what was sent must be mended",
    429: "Too many attempts",
    500: "Something went wrong here",
}


def show(
    request: HttpRequest, status: int, *, code: str, message: str, to_do: str, where: str = "", title: str = ""
) -> HttpResponse:
    """An error page."""
    context = {
        "status": status,
        "title": title or TITLES.get(status, TITLES[400]),
        "code": code,
        "message": message,
        "to_do": to_do,
        "where": where,
    }
    return HttpResponse(render_to_string("errors/error.html", context, request), status=status)


def show_error(request: HttpRequest, problem: MeritbookError) -> HttpResponse:
    """An error of Meritbook as a page."""
    return show(
        request,
        problem.http_status,
        code=problem.code,
        message=problem.message,
        to_do=problem.to_do,
        where=problem.where,
    )


def as_problem(problem: MeritbookError) -> dict[str, Any]:
    """An error of Meritbook as an alert on top of a form whose typing is kept."""
    listed = problem.details.get("problems", ())
    return {
        "message": problem.message if not listed else problem.message.partition(":")[0].rstrip(".") + ".",
        "to_do": problem.to_do,
        "where": problem.where,
        "code": problem.code,
        "list": [{"says": one.get("says", ""), "anchor": ""} for one in listed if isinstance(one, dict)],
    }


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """400, also for an upload with more parts than the settings allow."""
    return show(
        request,
        400,
        code="web.bad_request",
        message="The request is not one that a page of Meritbook sends.",
        to_do="Go back, load the page again, and send it once more.",
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403 from Django itself."""
    return show(
        request,
        403,
        code="permission.denied",
        message="The roles that you hold do not open this page.",
        to_do="Ask a system administrator whether the role should be yours.",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403 for a form whose token does not fit, which mostly means that the session ended meanwhile."""
    return show(
        request,
        403,
        code="web.form_expired",
        title="The form has expired",
        message="You signed in or out since this page was opened, or cookies are off.",
        to_do="Go back with the browser's back button: what you typed is still there. Load the page and send it again.",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404."""
    return show(
        request,
        404,
        code="web.not_found",
        message="The address leads nowhere.",
        to_do="Check the address, or start from the menu above.",
        where=request.path[:200],
    )


def method_not_allowed(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """405, with the methods that the page does take."""
    response = show(
        request,
        405,
        code="web.method",
        message=f"This page takes {refused['Allow']} only.",
        to_do="Open the page from the menu or a link.",
    )
    response["Allow"] = refused["Allow"]
    return response


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG001 - django-axes' signature
    """429 after repeated failed sign-ins."""
    return show(
        request,
        429,
        code="sign_in.locked",
        message="Signing in failed too often under this name from this machine.",
        to_do="Wait a quarter of an hour and try again, or ask a system administrator for a new password.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Nothing of what failed is shown; the log has it."""
    return show(
        request,
        500,
        code="web.unexpected",
        message="The page could not be made. Nothing that you sent was half saved.",
        to_do="Try again. If it happens again, tell the system administrator what you did, and the time.",
    )
