"""Words of the service's year on a page: dollars, and whether a choice is possible by the law."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from meritbook.actions.service_law import service_law
from meritbook.core.contracts.limits import dollars
from meritbook.core.verdict import Verdict
from meritbook.desk.law import is_shipped
from meritbook.web.templatetags.meritbook import state

register = template.Library()

POSSIBLE = {Verdict.MET: "possible", Verdict.NOT_MET: "not possible", Verdict.UNDETERMINED: "undetermined"}


register.filter("dollars", dollars)


@register.simple_tag
def possible(verdict: Verdict) -> SafeString:
    """Whether a choice is possible by the law, as icon and word."""
    return state(str(verdict), POSSIBLE[Verdict(verdict)])


@register.simple_tag
def rule_link(rule: str) -> SafeString:
    """A rule of the office's law by its name, leading to its page where it has one."""
    law = service_law()
    if rule in law.rules and is_shipped(law.key):
        address = reverse("web:law_rule", args=[law.key, rule])
        return format_html('<a class="mb-code mb-small" href="{}">{}</a>', address, rule)
    return format_html('<span class="mb-code mb-small">{}</span>', rule)
