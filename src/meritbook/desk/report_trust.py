"""What audits say of the measures of a report: the one place where the room of audits and that of reports meet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from meritbook.core.dates import day_in_words
from meritbook.core.results.trust import EXPIRED, OVERTAKEN, Trust
from meritbook.desk import measure_trust


def trust_of(keys: Iterable[str], on: date) -> dict[str, str]:
    """What the newest audit says of each measure on the day, by its key; nothing of one that was not audited.

    One statement. The reasons of the auditor stay with the audit: the public reads reports, and not audits.
    """
    return {key: told(one) for key, one in measure_trust.trust_of(keys, on).items() if one.audited_on is not None}


def told(one: Trust) -> str:
    """The words on a measure that was audited: they name their days, as a report is read long after its own."""
    assert one.audited_on is not None  # noqa: S101  # a measure without an audit is not told of
    assert one.expires_on is not None  # noqa: S101  # every rating has a last day
    if one.word in (EXPIRED, OVERTAKEN):
        return f"{one.word}. {one.because}"
    return f"{one.word}: rated on {day_in_words(one.audited_on)}, which holds until {day_in_words(one.expires_on)}."
