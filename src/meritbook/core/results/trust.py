"""How far a measure may be relied on: what the criteria allow a person to say, and what ends a rating."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from meritbook.core.dates import day_in_words
from meritbook.core.results.audit_policy import FIELDS, AuditPolicy, Grade, TrustLevel
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

WORDS = {
    TrustLevel.RELIABLE: "Reliable",
    TrustLevel.WITH_CARE: "Usable with care",
    TrustLevel.NOT_RELIABLE: "Not reliable",
    TrustLevel.UNDETERMINED: "Reliability undetermined",
}
"""What people read."""
OVERTAKEN, EXPIRED = "Audit overtaken", "Audit expired"
"""What people read of a rating that holds no more."""
_RANK = {TrustLevel.NOT_RELIABLE: 0, TrustLevel.UNDETERMINED: 1, TrustLevel.WITH_CARE: 2, TrustLevel.RELIABLE: 3}


class Trust(Value):
    """What is shown of the trust in a measure wherever the measure is."""

    word: str
    because: str
    verdict: Verdict
    """Whether its values may be relied on: met only while a rating as reliable holds."""
    audited_on: date | None = None
    expires_on: date | None = None
    """The last day on which the rating holds."""
    audit: int | None = None
    """The number of the audit; none where there was none."""
    address: str = ""
    """Where the audit is read on the site; empty where there was none."""

    @property
    def sentence(self) -> str:
        """The reason and how long the rating holds, each as a sentence, whatever marks whoever wrote it has set."""
        said = self.because.strip()
        ended = said if not said or said[-1] in ".!?…" else f"{said}."
        if self.expires_on is None or self.word in (OVERTAKEN, EXPIRED):
            return ended
        return f"{ended} It holds until {day_in_words(self.expires_on)}."


NOT_AUDITED = Trust(
    word="Not audited", because="Nobody has audited the quality of its values.", verdict=Verdict.UNDETERMINED
)


def most_allowed(grades: Mapping[str, Grade], policy: AuditPolicy) -> TrustLevel:
    """The best rating that the grades of all criteria allow. A criterion without a grade is undetermined."""
    best = TrustLevel.RELIABLE
    for one in policy.criteria:
        grade = grades.get(one.key, Grade.UNDETERMINED)
        if grade is Grade.NOT_MET:
            allowed = TrustLevel.NOT_RELIABLE if one.decides else TrustLevel.WITH_CARE
        elif grade is Grade.UNDETERMINED:
            allowed = TrustLevel.UNDETERMINED if one.decides else TrustLevel.WITH_CARE
        else:
            allowed = TrustLevel.RELIABLE if grade is Grade.MET else TrustLevel.WITH_CARE
        best = min(best, allowed, key=_RANK.__getitem__)
    return best


def allows(best: TrustLevel, level: TrustLevel) -> bool:
    """Whether a rating is no better than what is allowed; that it cannot be told may always be said."""
    return level is TrustLevel.UNDETERMINED or _RANK[level] <= _RANK[best]


def material_parts(entry: Mapping[str, Any], policy: AuditPolicy) -> dict[str, Any]:
    """The parts of an entry, as plain data, that a rating is bound to."""
    return {name: entry.get(name) for name in policy.material}


def changed(bound: Mapping[str, Any], entry: Mapping[str, Any]) -> tuple[str, ...]:
    """What people call the parts of an entry that are not as they were when the measure was rated."""
    return tuple(FIELDS.get(name, name) for name, said in bound.items() if entry.get(name) != said)


def trust(
    level: TrustLevel,
    *,
    because: str,
    rated_on: date,
    last_day: date,
    on: date,
    moved: tuple[str, ...] = (),
    audit: int,
    address: str,
) -> Trust:
    """What a rating says on a day: an ended one, or one of other words than those of today, is no rating any more."""
    word, verdict, said = WORDS[level], _VERDICTS[level], because
    if moved:
        word, verdict = OVERTAKEN, Verdict.UNDETERMINED
        said = (
            f"Rated “{WORDS[level].lower()}” on {day_in_words(rated_on)}; since then its {_listed(moved)} changed. "
            "It is to be audited again."
        )
    elif on > last_day:
        word, verdict = EXPIRED, Verdict.UNDETERMINED
        said = (
            f"Rated “{WORDS[level].lower()}” on {day_in_words(rated_on)}, which held until {day_in_words(last_day)}. "
            "It is to be audited again."
        )
    return Trust(
        word=word,
        because=said,
        verdict=verdict,
        audited_on=rated_on,
        expires_on=last_day,
        audit=audit,
        address=address,
    )


_VERDICTS = {
    TrustLevel.RELIABLE: Verdict.MET,
    TrustLevel.WITH_CARE: Verdict.UNDETERMINED,
    TrustLevel.NOT_RELIABLE: Verdict.NOT_MET,
    TrustLevel.UNDETERMINED: Verdict.UNDETERMINED,
}


def _listed(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
