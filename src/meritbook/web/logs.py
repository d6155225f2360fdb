"""What the log of the program leaves out: addresses that are secrets."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"(/calendar/)[^/\s?]+(\.ics)|(/competencies/by-link/)[^/\s?]+")


class PrivateAddresses(logging.Filter):
    """Puts dots for the secret of a calendar's address or a guest's link wherever a line of the log names it.

    Whoever reads the log of the program may not read everybody's calendar by it, or answer for a guest.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every line through, without the secret."""
        said = record.getMessage()
        kept = _SECRET.sub(r"\1\3…\2", said)
        if kept != said:
            record.msg, record.args = kept, ()
        return True
