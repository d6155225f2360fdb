"""What the pages of the law ask for: a verdict in words, and the lines of a check with what each stands for."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
