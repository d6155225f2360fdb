"""Somebody who uses the site by what they see: links and buttons by their words, fields by their labels."""

from __future__ import annotations

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import lxml.html


class NotThereError(AssertionError):
    """The page does not show what the reader looks for."""


class SiteReader:
    """A browser without scripts, on a site that is served at `base`."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.address = base
        self.page: Any = None
        self.data = b""
        self.kind = ""
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())).open

    # --- looking ------------------------------------------------------------------------------------------------------

    @property
    def words(self) -> str:
        """The words of the page, with white space folded."""
        return _folded(self.page.text_content())

    def sees(self, *said: str) -> None:
        """Raise `NotThereError` when the page does not say these words."""
        missing = [one for one in said if one not in self.words]
        if missing:
            raise NotThereError(f"{self.address} does not say {missing}. It says: {self.words[:3000]}")

    # --- going --------------------------------------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """Open an address of the site."""
        self._send(urllib.request.Request(urllib.parse.urljoin(self.base, path)))  # noqa: S310  # our own server

    def follow(self, said: str) -> None:
        """Choose the link with these words."""
        links = [one for one in self.page.iter("a") if _folded(one.text_content()) == said and one.get("href")]
        if not links:
            raise NotThereError(f"{self.address} has no link “{said}”. It says: {self.words[:2000]}")
        self.go(urllib.parse.urljoin(self.address, links[0].get("href")))

    def links(self) -> list[str]:
        """The words of every link of the page."""
        return [_folded(one.text_content()) for one in self.page.iter("a") if one.get("href")]

    def press(self, said: str, fields: Mapping[str, str | Path] | None = None) -> None:
        """Fill in fields by their labels, then press the button with these words."""
        button = self._button(said, fields or {})
        form = next(one for one in button.iterancestors("form"))
        given = [(name, value) for name, value in form.form_values() if value is not None]
        files: list[tuple[str, Path]] = []
        for label, value in (fields or {}).items():
            control = self._control(form, label)
            name = control.get("name")
            if isinstance(value, Path):
                files.append((name, value))
                given = [pair for pair in given if pair[0] != name]
            elif control.get("type") in ("radio", "checkbox"):
                if control.get("type") == "radio":
                    given = [pair for pair in given if pair[0] != name]
                given.append((name, control.get("value", "on")))
            else:
                given = [pair for pair in given if pair[0] != name]
                given.append((name, _option(control, value) if control.tag == "select" else value))
        if button.get("name"):
            given.append((button.get("name"), button.get("value", "")))
        self._submit(form, button, given, files)

    # --- how ----------------------------------------------------------------------------------------------------------

    def _button(self, said: str, fields: Mapping[str, Any]) -> Any:
        found = [one for one in self.page.iter("button") if _folded(one.text_content()) == said]
        for one in found:
            form = next(one.iterancestors("form"), None)
            if form is not None and all(self._find(form, label) is not None for label in fields):
                return one
        raise NotThereError(f"{self.address} has no button “{said}” with {list(fields)}. It says: {self.words[:2000]}")

    def _control(self, form: Any, label: str) -> Any:
        found = self._find(form, label)
        assert found is not None
        return found

    def _find(self, form: Any, label: str) -> Any:
        for one in form.iter("label"):
            if _label(one) == label and one.get("for"):
                found = form.xpath(".//*[@id=$id]", id=one.get("for"))
                if found:
                    return found[0]
        return None

    def _submit(self, form: Any, button: Any, given: list[tuple[str, str]], files: list[tuple[str, Path]]) -> None:
        target = urllib.parse.urljoin(self.address, button.get("formaction") or form.get("action") or self.address)
        if (form.get("method") or "get").lower() == "get":
            self.go(f"{target.partition('?')[0]}?{urllib.parse.urlencode(given)}")
            return
        if files:
            body, kind = _multipart(given, files)
        else:
            body, kind = urllib.parse.urlencode(given).encode(), "application/x-www-form-urlencoded"
        request = urllib.request.Request(target, body, {"Content-Type": kind, "Referer": self.address})  # noqa: S310
        self._send(request)

    def _send(self, request: urllib.request.Request) -> None:
        try:
            answer = self._open(request, timeout=120)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            self.data, self.address = answer.read(), answer.geturl()
            self.kind = answer.headers.get_content_type()
        if self.kind == "text/html":
            self.page = lxml.html.fromstring(self.data, base_url=self.address)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _label(one: Any) -> str:
    return _folded(one.text_content()).removesuffix(" (required)")


def _option(control: Any, said: str) -> str:
    for one in control.iter("option"):
        if said == one.get("value") or _folded(one.text_content()).split(" (")[0] == said:
            return str(one.get("value", _folded(one.text_content())))
    choices = [_folded(one.text_content()) for one in control.iter("option")]
    raise NotThereError(f"There is no choice “{said}” among {choices}.")


def _multipart(given: list[tuple[str, str]], files: list[tuple[str, Path]]) -> tuple[bytes, str]:
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in given
    ]
    for name, path in files:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{path.name}"\r\n\r\n'
        parts.append(head.encode() + path.read_bytes() + b"\r\n")
    parts.append(f"--{edge}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={edge}"
