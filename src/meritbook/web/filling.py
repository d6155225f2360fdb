"""Pages on which answers stand, of sizes that tell nothing of them in the log of a proxy."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.html import escape

from meritbook.core.filling import filler


def size(words: str) -> int:
    """How many bytes words take on a page."""
    return len(escape(words).encode())


def shorter_than_most(said: Iterable[str], most: Iterable[str]) -> int:
    """How many bytes answers are shorter on a page than the longest that could stand in their place."""
    longest = max(size(one) for one in most)
    return sum(longest - size(one) for one in said)


def private(response: HttpResponse) -> HttpResponse:
    """Not left behind in a browser, whoever asks, and not packed on the way: packed, its size follows from what stands
    on it."""
    add_never_cache_headers(response)
    patch_cache_control(response, no_transform=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def padded(response: HttpResponse, *, spare: int = 0) -> HttpResponse:
    """Filled up by what it has to spare and then to whole blocks, so that its size in the log of a proxy tells nothing
    of what was chosen, and of how much was written no more than the blocks.

    It holds for the page as it is sent. A proxy that packs it undoes that, which `private` asks it not to do.
    """
    length = filler(len(response.content) + len("<!-- -->"), spare=spare)
    response.write(f"<!-- {secrets.token_hex(length // 2 + 1)[:length]}-->")
    return response
