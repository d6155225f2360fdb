"""The settings as a fresh process reads them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json, sys
from meritbook import settings
print(json.dumps({name: str(getattr(settings, name)) for name in sys.argv[1:]}))
"""


def ask(home: Path, *names: str, **environ: str) -> Any:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("MERITBOOK_", "DJANGO_"))}
    clean |= {"MERITBOOK_HOME": str(home), "PYTHONPATH": str(ROOT / "src")} | environ
    done = subprocess.run(  # noqa: S603  # this very Python
        [sys.executable, "-c", ASK, *names], env=clean, capture_output=True, text=True, check=False
    )
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr.splitlines()[-1]


def test_without_any_variable_the_site_is_safe_and_answers_on_this_machine_alone(tmp_path: Path) -> None:
    found = ask(tmp_path, "DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "MERITBOOK_DEMO", "MERITBOOK_ON")
    assert found == {
        "DEBUG": "False",
        "ALLOWED_HOSTS": "['localhost', '127.0.0.1', '[::1]']",
        "SESSION_COOKIE_SECURE": "False",
        "MERITBOOK_DEMO": "False",
        "MERITBOOK_ON": "None",
    }


def test_what_the_demonstration_left_in_its_folder_marks_one_whichever_command_opens_it(tmp_path: Path) -> None:
    (tmp_path / "demo-password").write_text("heron", encoding="ascii")
    assert ask(tmp_path, "MERITBOOK_DEMO") == {"MERITBOOK_DEMO": "True"}


def test_without_a_mail_server_digests_are_shown_and_with_one_they_go_out_encrypted(tmp_path: Path) -> None:
    names = ("EMAIL_BACKEND", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    assert ask(tmp_path, "EMAIL_BACKEND")["EMAIL_BACKEND"].endswith("console.EmailBackend")
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    found = ask(tmp_path, *names, MERITBOOK_MAIL_HOST="mail.example")
    assert found == dict(zip(names, (smtp, "587", "True", "False"), strict=True))
    found = ask(tmp_path, *names, MERITBOOK_MAIL_HOST="mail.example", MERITBOOK_MAIL_SECURITY="tls")
    assert found == dict(zip(names, (smtp, "465", "False", "True"), strict=True))
    found = ask(tmp_path, *names, MERITBOOK_MAIL_HOST="localhost", MERITBOOK_MAIL_SECURITY="none")
    assert found == dict(zip(names, (smtp, "25", "False", "False"), strict=True))


def test_with_https_cookies_never_go_over_plain_http(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "CSRF_TRUSTED_ORIGINS")
    found = ask(tmp_path, *names, MERITBOOK_HTTPS="1", MERITBOOK_HOSTS="merit.example")
    assert found == dict.fromkeys(names[:3], "True") | {"CSRF_TRUSTED_ORIGINS": "['https://merit.example']"}


def test_the_address_of_the_site_is_kept_without_a_slash_at_its_end(tmp_path: Path) -> None:
    found = ask(tmp_path, "MERITBOOK_ADDRESS", MERITBOOK_ADDRESS="https://agency.example/meritbook/")
    assert found == {"MERITBOOK_ADDRESS": "https://agency.example/meritbook"}
    assert ask(tmp_path, "MERITBOOK_ADDRESS") == {"MERITBOOK_ADDRESS": ""}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MERITBOOK_HTTPS", "perhaps"),
        ("MERITBOOK_ON", "the first of May"),
        ("MERITBOOK_TIME_ZONE", "Mars/Olympus"),
        ("MERITBOOK_LOG_LEVEL", "LOUD"),
        ("MERITBOOK_MAIL_SECURITY", "please"),
        ("MERITBOOK_MAIL_PORT", "70000"),
        ("MERITBOOK_MAIL_PORT", "smtp"),
        ("MERITBOOK_ADDRESS", "meritbook.agency.example"),
        ("MERITBOOK_ADDRESS", "ftp://meritbook.agency.example"),
        ("MERITBOOK_ADDRESS", "https://meritbook.agency.example/?next=1"),
    ],
)
def test_a_value_that_cannot_be_understood_stops_the_start_and_names_the_variable(
    tmp_path: Path, name: str, value: str
) -> None:
    assert f"({name}) [settings.invalid]" in ask(tmp_path, "DEBUG", **{name: value})
