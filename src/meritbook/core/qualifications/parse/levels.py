"""The levels of work that words name, and which words say nothing more than a level."""

from __future__ import annotations

import re

from meritbook.core.qualifications.model import WorkLevel
from meritbook.core.qualifications.parse.reading import compiled

_LEVELS: tuple[tuple[WorkLevel, str], ...] = (
    ("second_level_supervisory", r"\bsecond(?:-| )(?:level )?(?:full-time )?supervis|\bsecond supervisory level"),
    (
        "supervisory",
        r"\bsupervisory\b|\bsupervisor\b|\bsupervising\b|\bsupervise\b|\b(?:in|"
        r"for) the (?:administration or )?supervision\b",
    ),
    ("lead", r"\blead\b|\bleadperson\b|\blead-level\b|\bleadworker\b|\bcrew leader\b"),
    (
        "managerial",
        r"\bmanagerial\b|\bmanagement (?:capacity|level|position|assignment|role)\b|(?:> of|senior|"
        r"and|or) management experience\b|\bas an? manager\b",
    ),
    (
        "administrative",
        r"\badministrative(?:,? (?:or|and|,) [a-z-]+)* (?:capacity|experience|position|"
        r"positions|level|responsibilit(?:y|ies)|occupations)\b"
        r"|\badministrative (?:or|,) (?:supervisory|managerial|executive)|"
        r"\bperforming administrative (?:[a-z-]+ ){0,4}work\b|"
        r"\badministrative (?:and / or |and |or )(?:[a-z-]+ ){1,4}experience\b",
    ),
    ("executive", r"\bexecutive\b"),
    ("professional", r"(?<!non-)(?<!para)(?<!sub-)(?<!sub )\bprofessional\b"),
    ("paraprofessional", r"\bpara-?professional\b|\bsub[ -]?professional\b"),
    ("technical", r"\btechnical\b"),
    ("journey", r"\bjourney\b|\bjourney-level\b|\bjourney(?:man|person|worker)\b|\bfull[ -]performance level\b"),
    ("advanced", r"\badvanced (?:performance )?level\b|\badvanced journey"),
    ("trainee", r"(?<!above the )(?<!beyond the )\btrainee(?: |-)level\b"),
    ("entry", r"\bentry level\b|\bentry-level\b"),
    ("postdoctoral", r"\bpost-?doctoral\b"),
)


def levels_of(line: str) -> tuple[WorkLevel, ...]:
    """The levels that a stretch of a line names."""
    found = [level for level, cue in _LEVELS if compiled(cue).search(line)]
    if "second_level_supervisory" in found and "supervisory" in found:
        found.remove("supervisory")
    return tuple(found)


_BESIDE_LEVEL = re.compile(
    r"an?|the|in|at|of|as|or|to|was|were|is|be|been|being|must|shall|should|has|have|had|which|that|levels?|"
    r"capacit(?:y|ies)|roles?|positions?|full|performance|first|responsible"
)
"""Words that add nothing to the name of a level ("must have been in a full supervisory capacity")."""


def beyond_level(said: tuple[str, ...], levels: tuple[WorkLevel, ...]) -> tuple[str, ...]:
    """What says more than a level already read: `in a lead capacity` is neither a subject nor something done.

    Any one of several will do, so that one of them alone is never left out.
    """
    if not levels or not re.search(r"(?i)\b(?:levels?|capacit(?:y|ies)|roles?|positions?)\b", " ".join(said)):
        return said
    return () if all(names_level(words.lower(), levels) for words in said) else said


def names_level(words: str, levels: tuple[WorkLevel, ...]) -> bool:
    """Whether every word names one of the levels or adds nothing to its name."""
    whole = levels_of(words)
    if not set(whole) <= set(levels):
        return False
    plain = re.sub(r"[\s,]+(?:and|or)$", "", words)
    for word in filter(None, re.split(r"[\s,/-]+", plain)):
        named = levels_of(f"{word} level")
        if word == "second" and "second_level_supervisory" in whole:
            continue
        if not _BESIDE_LEVEL.fullmatch(word) and not (named and set(named) <= {*whole, *levels}):
            return False
    return True


__all__ = ["beyond_level", "levels_of", "names_level"]
