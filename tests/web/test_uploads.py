"""Uploads that are too large leave nothing behind, and lose nothing of the form around them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from meritbook.actions import scanning
from meritbook.readers.attachments import read_attachment
from meritbook.readers.errors import TooLargeError
from meritbook.readers.limits import MEBIBYTE
from meritbook.web import uploads


def send(size: int) -> Any:
    """A request with words before and after a file of the size."""
    body = {"before": "typed", "file": SimpleUploadedFile("big.txt", b"x" * size), "zafter": "typed too"}
    return RequestFactory().post("/", body)


def test_of_a_file_far_over_the_limit_only_a_little_more_than_the_limit_is_held_and_the_form_is_whole() -> None:
    request = send(40 * MEBIBYTE)
    assert (request.POST["before"], request.POST["zafter"]) == ("typed", "typed too")
    held = request.FILES["file"]
    assert 25 * MEBIBYTE < held.size < 26 * MEBIBYTE
    with pytest.raises(TooLargeError):
        read_attachment(held, name=held.name)
    request.close()


def test_a_file_within_the_limit_arrives_whole() -> None:
    request = send(3 * MEBIBYTE)
    assert request.FILES["file"].read() == b"x" * 3 * MEBIBYTE
    request.close()


def test_a_request_with_more_than_a_form_can_ask_for_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.files.uploadhandler import StopUpload

    monkeypatch.setattr(uploads, "MOST_OF_REQUEST", 100)
    handler = uploads.CappedUpload()
    assert handler.receive_data_chunk(b"x" * 100, 0)
    with pytest.raises(StopUpload):
        handler.receive_data_chunk(b"x", 100)


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        ("true", None),
        ("false", scanning.ScannedError),
        ("grep -q -v refunds", scanning.ScannedError),
        ("grep -q refunds", None),
        ("no-such-scanner", scanning.ScannerError),
        ("'", scanning.ScannerError),
        ("", None),
    ],
)
def test_the_scanner_of_the_office_decides_and_without_its_answer_nothing_is_kept(
    settings: Any, command: str, refused: type[Exception] | None
) -> None:
    settings.MERITBOOK_SCANNER = command
    if refused is None:
        assert scanning.scan(b"refunds", name="a.txt") is None  # type: ignore[func-returns-value]
    else:
        with pytest.raises(refused):
            scanning.scan(b"refunds", name="a.txt")


def test_a_scanner_that_does_not_end_in_time_is_no_answer(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MERITBOOK_SCANNER = "tail -f"
    monkeypatch.setattr(scanning, "SECONDS", 0.2)
    with pytest.raises(scanning.ScannerError):
        scanning.scan(b"x", name="a.txt")


def test_the_scanner_gets_a_copy_that_is_gone_afterwards(settings: Any, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    script = tmp_path / "scan.sh"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" > {seen}\n')
    script.chmod(0o700)
    settings.MERITBOOK_SCANNER = str(script)
    scanning.scan(b"x", name="a.txt")
    assert not Path(seen.read_text()).exists()
