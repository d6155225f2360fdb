"""What the pages of the law ask for: a verdict in words, and the lines of a check with what each stands for."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.wording import Phrase
from meritbook.desk.law_verdicts import VerdictShown, shown

register = template.Library()


@register.simple_tag
def law_verdict(verdict: LawVerdict) -> VerdictShown:
    """A verdict of the law in words."""
    return shown(verdict)


@register.filter
def anchor(name: str, kind: str) -> str:
    """The name in the page of a fact, parameter, step, table or reading: `fact-department-positions`."""
    return f"{kind}-{name.replace('.', '-').replace('_', '-')}"


@register.simple_tag
def law_term(starts_on: date, ends_before: date | None) -> str:
    """The days of a term: `from 1 July 2004 until 1 July 2005 (that day not included)`."""
    last = f" until {day_in_words(ends_before)} (that day not included)" if ends_before else ""
    return f"from {day_in_words(starts_on)}{last}"


@register.simple_tag
def law_phrase(phrase: Phrase) -> SafeString:
    """A check in words: a line, each name in it leading to where it is explained on the page, and the lines below."""
    line = format_html_join(
        "",
        "{}",
        (
            (
                format_html('<a href="#{}">{}</a>', anchor(piece.name, piece.kind), piece.text)
                if piece.name
                else piece.text,
            )
            for piece in phrase.pieces
        ),
    )
    if not phrase.parts:
        return line
    return format_html(
        '{}<ul class="mb-check-words">{}</ul>',
        line,
        format_html_join("", "<li>{}</li>", ((law_phrase(part),) for part in phrase.parts)),
    )
