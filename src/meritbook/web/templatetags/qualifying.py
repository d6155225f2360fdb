"""What the pages about candidates ask for: how a job stands, places in a page, fields by name."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from meritbook.desk.judgements import anchor_of, number
from meritbook.web.templatetags.meritbook import icon

register = template.Library()

TONES = {
    "counted": ("check_circle", "Counted", "good"),
    "part": ("check_circle_outline", "Counted in part", "good"),
    "out": ("cancel", "Not counted", "bad"),
    "open": ("help", "Open", "open"),
}
"""For each way in which a job stands: the icon, the word and the tone. Icon and word always stand together."""


@register.simple_tag
def tone_state(tone: str) -> SafeString:
    """How a job stands under a part of the requirement, as icon and word."""
    picture, word, colour = TONES[tone]
    return format_html('<span class="mb-state mb-state--{}">{}{}</span>', colour, icon(picture), word)


@register.filter
def anchored(key: str, kind: str) -> str:
    """The name in the page of a part or a question: `node-1-2`, `question-1-2-j1`."""
    return anchor_of(kind, key)


@register.filter
def plain(value: Decimal) -> str:
    """A decimal without idle zeros."""
    return number(value)


@register.filter
def field_of(form: forms.BaseForm, name: str) -> BoundField:
    """A field of a form by a name that is itself a variable."""
    return form[name]


@register.filter
def of(mapping: dict[Any, Any], key: Any) -> Any:
    """The value under a key of any kind; `None` where there is none."""
    return mapping.get(key)
