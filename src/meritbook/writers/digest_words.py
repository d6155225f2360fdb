"""The digest of the service's dates in words: plain text, and the same as simple HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from meritbook.core.dates import day_in_words

MOST = 100
"""Lines that are written out; a digest is no report."""


@dataclass(frozen=True)
class DigestLine:
    """One thing to do."""

    on: date | None
    """The last day; none for what is overdue."""
    says: str
    about: str
    """The number of the position."""
    executive: str
    do: str
    without: str
    advice: bool


@dataclass(frozen=True)
class DigestWords:
    """A digest as it is sent."""

    subject: str
    text: str
    html: str


def digest_words(lines: Sequence[DigestLine], *, name: str, on: date) -> DigestWords:
    """The digest for a person, of a day. What is only encouraged says so."""
    subject = f"Executive service: {len(lines)} to do as of {day_in_words(on)}"
    shown, more = lines[:MOST], len(lines) - MOST
    intro = f"{name}, this is what the law of the executive service asks of you, as of {day_in_words(on)}."
    end = "You asked for this digest. Your calendar page ends it, and shows the rules and their citations."
    left = f"{more} more stand on your calendar page." if more > 0 else ""
    text = [intro, ""]
    html = [f"<p>{escape(intro)}</p>", "<ul>"]
    for line in shown:
        head, more_words = _head(line), _rest(line)
        text.extend([f"* {head}", *(f"  {part}" for part in more_words), ""])
        html.append(f"<li><strong>{escape(head)}</strong><br>{'<br>'.join(escape(part) for part in more_words)}</li>")
    html.append("</ul>")
    for part in (left, end):
        if part:
            text.extend([part, ""])
            html.append(f"<p>{escape(part)}</p>")
    title = escape(subject)
    page = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>'
    return DigestWords(subject, "\n".join(text).rstrip() + "\n", f"{page}{''.join(html)}</body></html>\n")


def _head(line: DigestLine) -> str:
    day = day_in_words(line.on) if line.on is not None else "Now"
    about = f": {line.about}" if line.about else ""
    who = f" ({line.executive})" if line.executive else ""
    kind = " (encouraged, not required)" if line.advice else ""
    return f"{day}. {line.says}{about}{who}{kind}"


def _rest(line: DigestLine) -> list[str]:
    without = f"Without it: {line.without}" if line.without else ""
    return [part for part in (line.do, without) if part]
