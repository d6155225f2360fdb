"""A real browser on a real server, with the record of the web tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from qualifying_world import examination, examined, receive, requirement
from web_world import BACKEND, world

__all__ = ["examination", "examined", "receive", "requirement", "world"]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 60_000
"""How long a page may take before a test gives up, in milliseconds: a busy machine is no fault."""


def _is_ours(said: Any) -> bool:
    """Whether a line of the console is an error of the page, and not the browser's note of an answer such as 404."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


def chromium() -> str:
    """The browser's program; skips with the reason, or fails when a browser is required."""
    found = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    reason = "no Chromium on this machine: install one, or name it in CHROMIUM_PATH"
    if os.environ.get("MERITBOOK_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests."""
    program = chromium()
    from playwright.sync_api import sync_playwright

    # The library keeps an event loop in this thread, in which Django would refuse to touch the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def open_as(browser: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """A page of the browser as somebody (`None` is the public); fails when a page logs an error of its own.

    Each person signs in once in a test, whatever the number of pages that are opened for them.
    """
    contexts: list[Any] = []
    errors: list[str] = []
    sessions: dict[Any, str] = {}

    def become(user: Any, *, width: int = 1280, scripts: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, base_url=live_server.url
        )
        contexts.append(context)
        if user is not None:
            if user.pk not in sessions:
                client = Client()
                client.force_login(user, backend=BACKEND)
                sessions[user.pk] = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": sessions[user.pk], "url": live_server.url}
            context.add_cookies([cookie])
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if _is_ours(said) else None)
        return page

    yield become
    for context in contexts:
        context.close()
    assert not errors, errors
