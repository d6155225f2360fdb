"""Mail as the office sends it: by its server, or on the console where none is set."""

from __future__ import annotations

import smtplib
import sys

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

CONSOLE = "django.core.mail.backends.console.EmailBackend"
FAILURES = (OSError, smtplib.SMTPException)
"""What a server that does not take a message raises."""


def post(address: str, subject: str, text: str, html: str = "") -> None:
    """Send one message, in plain text and, where given, in HTML; raises what is in `FAILURES`."""
    # What the console shows belongs to the messages about the work, not to the answer of a command.
    console = settings.EMAIL_BACKEND == CONSOLE
    connection = get_connection(stream=sys.stderr) if console else get_connection()
    mail = EmailMultiAlternatives(subject, text, to=[address], connection=connection)
    if html:
        mail.attach_alternative(html, "text/html")
    # Programs that answer by themselves should not answer this one.
    mail.extra_headers["Auto-Submitted"] = "auto-generated"
    mail.send()
