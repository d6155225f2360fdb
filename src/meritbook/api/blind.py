"""Values of one candidate without names, for answers: who it is is told by the act of revealing alone."""

from __future__ import annotations

from typing import Any

from meritbook.core.qualifications.blind import Blind
from meritbook.core.qualifications.candidate import Candidate
from meritbook.core.qualifications.judge import Judgement

_NAMES = frozenset(("employer", "institution", "issuer"))


def candidate_without_names(candidate: Candidate, blind: Blind) -> dict[str, Any]:
    """What is judged, without employers, schools, issuers and the day of birth, and without names in other words."""
    plain = candidate.plain()
    plain.pop("born_on", None)
    for entries in plain.values():
        for entry in entries if isinstance(entries, list) else ():
            for name in _NAMES & entry.keys():
                entry[name] = ""
    without: dict[str, Any] = in_words(plain, blind)
    return without


def judgement_without_names(judgement: Judgement, blind: Blind) -> dict[str, Any]:
    """The judgement with the names taken out of its words."""
    without: dict[str, Any] = in_words(judgement.plain(), blind)
    return without


def in_words(value: Any, blind: Blind) -> Any:
    """A plain value with the names taken out of each text in it."""
    if isinstance(value, str):
        return blind.words(value)
    if isinstance(value, dict):
        return {key: in_words(part, blind) for key, part in value.items()}
    return [in_words(part, blind) for part in value] if isinstance(value, list) else value
