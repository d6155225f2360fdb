"""What audits say of the measures of a report: the one place where the room of audits and that of reports meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def trust_of(keys: Iterable[str], told: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the newest audit says of each measure, by its key; nothing of one that was not audited.

    `told` is what the room of audits says, by keys; without it nothing is said of any measure.
    """
    words = told or {}
    return {key: words[key] for key in keys if words.get(key)}
