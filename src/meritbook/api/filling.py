"""Replies on which answers stand, of sizes that tell nothing of them in the log of a proxy, as the pages are."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control

from meritbook.core.filling import filler

_SPARE = "_spare_bytes"
_WHITE = bytes(b" \t"[one & 1] for one in range(256))
"""By which random bytes become white space, which at the end of JSON says nothing, and which no packing folds away."""


def spare(request: HttpRequest, length: int) -> None:
    """The reply would be so much longer, had every question got the answer that takes most."""
    setattr(request, _SPARE, length)


def shorter_than_most(said: Iterable[str], most: Iterable[str]) -> int:
    """How many bytes answers are shorter, as they stand in JSON, than the longest that could stand in their place."""
    longest = max(len(json.dumps(one)) for one in most)
    return max(0, sum(longest - len(json.dumps(one)) for one in said))


def filled(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The reply of an operation, a refusal too, with white space at its end up to a whole block.

    It is not left behind in a browser, and asks not to be packed on the way.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        response = view(request, *args, **more)
        wanted = filler(len(response.content), spare=getattr(request, _SPARE, 0))
        response.write(secrets.token_bytes(wanted).translate(_WHITE))
        add_never_cache_headers(response)
        patch_cache_control(response, no_transform=True)
        return response

    return answer
