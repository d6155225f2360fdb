"""Money on a page, in one way everywhere: `$9,100.00`, and a salary as `$9,100.00 a month`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template

from meritbook.core.contracts.limits import a_month, dollars
from meritbook.core.dates import day_in_words

register = template.Library()

register.filter("money", dollars)
register.filter("a_month", a_month)


@register.simple_tag
def law_days(row: Any) -> str:
    """The days of a row with a half-open term: `1 July 2005 – 30 June 2006`."""
    return f"{day_in_words(row.starts_on)} – {day_in_words(row.ends_before - timedelta(days=1))}"
