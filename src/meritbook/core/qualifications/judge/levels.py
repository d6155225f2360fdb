"""At which level a job was worked, by plain words of its title, class and duties.

A title shows a level by a whole word that everybody in the field reads so ("accountant", "director"). A duty shows one
when it begins with the act itself, or joins it with "and": "supervises six clerks". What is done *to* the writer
("supervised by"), for others who work at the level ("types for professional staff"), or to people who are no staff
("supervises children") shows nothing. Nothing here rules a level out but the writer's own title: a trainee, a clerk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from meritbook.core.qualifications.judge.words import WORD

_TITLES: dict[str, frozenset[str]] = {
    "professional": frozenset(
        re.findall(
            "[a-z]+",
            "accountant actuary analyst archeologist architect archivist attorney auditor biologist chemist "
            "counsel dietitian economist engineer epidemiologist forester geologist hydrologist lawyer librarian "
            "pharmacist physician physicist planner professional programmer psychologist scientist statistician "
            "toxicologist veterinarian",
        )
    ),
    "supervisory": frozenset(("supervisor", "supervisory", "supervising", "foreman", "forewoman")),
    "managerial": frozenset(("manager", "director", "chief", "administrator", "superintendent")),
    "administrative": frozenset(("administrator", "administrative", "director")),
    "executive": frozenset(("executive", "director", "commissioner", "president")),
    "lead": frozenset(("lead", "leader")),
    "journey": frozenset(("journey", "journeyman", "journeywoman", "journeyperson", "journeyworker")),
    "technical": frozenset(("technician", "technologist", "technical")),
    "trainee": frozenset(("trainee", "apprentice", "intern")),
}
"""Words of titles by the level that they show."""
_FOR_ANOTHER = re.compile(r"\b(?:to|for)\b", re.IGNORECASE)
_ASSISTS = re.compile(r"\b(?:assistants?|secretary|aide|receptionist|support|liaison)\b", re.IGNORECASE)
_ABOVE = frozenset(("supervisory", "second_level_supervisory", "managerial", "administrative", "executive"))
"""Levels that an assistant to somebody at them does not share."""

_LOW = frozenset(("trainee", "apprentice", "intern", "clerk", "aide", "helper", "laborer", "janitor"))
_SO_NAMED = re.compile(r"\b(?:law|city|town|county|municipal|village|borough|chief|deputy)\s+clerk\b", re.IGNORECASE)
"""Offices that are called clerk and are none."""
_RULED_OUT_BY_LOW = frozenset(("professional", "managerial", "executive", "second_level_supervisory"))
_GRADE = re.compile(r"(?:\s+(?:[ivx]+|\d+|[a-c]))+$", re.IGNORECASE)

_START = r"^\W*(?:\w+ly\s+)?"
_BETWEEN = r"(?:\s+(?!(?:by|to|from|for|toward|towards|with|in|at|on|under|through|and|or)\b)[\w'’-]+){0,6}?\s+"
_PEOPLE = (
    r"(?:staff|employees|workers|subordinates|team|teams|crew|crews|personnel|people|analysts|clerks|technicians|"
    r"officers|supervisors|managers|accountants|auditors|engineers|professionals|inspectors|nurses|programmers)"
)
_PARTS = (
    r"(?:unit|units|section|sections|division|divisions|department|bureau|office|offices|agency|branch|program|"
    r"programs|programme|operations|region|district)"
)
_NO_STAFF = (
    r"(?:children|students|pupils|youths?|inmates|prisoners|offenders|parolees|probationers|detainees|juveniles|"
    r"patients|residents|clients|visitors|visits|play|playground)"
)
_NOT_BY = r"(?!\s+(?:\w+\s+){0,2}(?:by|under)\b)"


def _acts(finite: str, past: str, other: str) -> str:
    """The act, in any form as the first word of a duty, or joined to another in a form that nothing else governs.

    "Learned to plan and supervise" and "is trained and supervised daily" are no acts of supervision.
    """
    return (
        rf"(?:{_START}(?:{finite}|{past}|{other})|(?:[,;]|\band\b)\s*(?:\w+ly\s+)?(?:{finite})"
        rf"|\band\s+(?:\w+ly\s+)?(?:{past})(?!\s+\w+ly\b)){_NOT_BY}"
    )


_SUPERVISES = _acts("supervises", "supervised", "supervise|supervising") + r"\s+"
_MANAGES = _acts("manages|directs", "managed|directed", "manage|managing|directing")
_DIRECTS = _acts("directs", "directed", "directing")
_ADMINISTERS = _acts("administers|directs", "administered|directed", "administering|directing")
_LEADS = _acts("leads", "led", "leading")
_NAMED = "professional|supervisory|managerial|administrative|executive|technical|paraprofessional|journey|advanced|lead"
_DOES = (
    rf"{_START}(?:perform(?:s|ed|ing)?|do|does|did|doing|carr(?:y|ies|ied|ying)\s+out|conduct(?:s|ed|ing)?|"
    r"undert(?:ake|akes|ook|aking))\s+"
    r"(?:(?:a|an|the|full|range|of|complex|difficult|responsible|varied|independent)\s+)*"
)
_NO_WORK = (
    r"(?:staff|personnel|development|services?|associations?|organi[sz]ations?|standards|conduct|manner|image|"
    r"licen[cs]\w*|relations\w*|assistant|assistance|support|functions?\s+support)"
)


def _at_level(word: str) -> str:
    """Duties that name the level itself: "performs professional accounting work", "works at the technical level"."""
    return (
        rf"{_DOES}{word}(?:[- ]level)?\s+(?!{_NO_WORK}\b)(?:[\w-]+\s+){{0,3}}?"
        r"(?:work|duties|tasks|assignments|analys[ei]s)\b"
        rf"|{_DOES}{word}[- ]level\s+(?!{_NO_WORK}\b)\w"
        rf"|{_START}{word}(?:[- ]level)?\s+(?!{_NO_WORK}\b)(?:[\w-]+\s+)?(?:work|duties|experience)\b"
        rf"|\b(?:work|serv|perform|function)(?:s|e|es|ed|ing)?\s+(?:\w+ly\s+)?(?:at|in)\s+(?:a|an|the)\s+{word}\s+(?:level|capacity)\b"
    )


_DUTIES: dict[str, str] = {
    level: "|".join(filter(None, (_at_level(level) if level in _NAMED.split("|") else "", more)))
    for level, more in {
        "professional": "",
        "paraprofessional": "",
        "technical": "",
        "journey": "",
        "advanced": "",
        "supervisory": rf"(?:{_SUPERVISES})(?!(?:(?:the|all|of|work|young|other)\s+)*{_NO_STAFF}\b)[\w'’-]",
        "second_level_supervisory": rf"(?:{_SUPERVISES})(?:[\w'’-]+\s+){{0,3}}?(?:supervisors|managers)\b",
        "managerial": rf"{_MANAGES}{_BETWEEN}(?:{_PEOPLE}|{_PARTS})\b",
        "administrative": rf"{_ADMINISTERS}{_BETWEEN}{_PARTS}\b",
        "executive": rf"{_DIRECTS}{_BETWEEN}(?:department|agency|bureau)\b",
        "lead": rf"{_LEADS}{_BETWEEN}{_PEOPLE}\b",
    }.items()
}
"""What a duty must say for each level."""


@cache
def _duty(level: str) -> re.Pattern[str] | None:
    # Not where the module is read: these take long, and most commands judge nobody.
    return re.compile(_DUTIES[level], re.IGNORECASE) if level in _DUTIES else None


@lru_cache(maxsize=65_536)
def _words(title: str) -> frozenset[str]:
    found = {word.lower() for word in WORD.findall(title)}
    return frozenset(found | {word[:-1] for word in found if word.endswith("s")})


def shown_by_title(level: str, title: str) -> bool:
    """Whether a title or class shows the level by a word of its own."""
    if not _TITLES.get(level, frozenset()) & _words(title):
        return False
    return not (_FOR_ANOTHER.search(title) or (level in _ABOVE and _ASSISTS.search(title)))


def shown_by_duty(level: str, duty: str) -> bool:
    """Whether a duty shows the level by the act that it begins with."""
    pattern = _duty(level)
    return pattern is not None and pattern.search(duty) is not None


@lru_cache(maxsize=65_536)
def _low(title: str) -> str:
    head = _GRADE.sub(
        "", re.split(r"[,;:(/–-]|\bof\b|\bto\b|\bfor\b", title, maxsplit=1, flags=re.IGNORECASE)[0].strip()
    )
    words = [word.lower() for word in WORD.findall(head)]
    if not words or _SO_NAMED.search(title) or re.match(r"clerks?\s+(?:of|to)\b", title.strip(), re.IGNORECASE):
        return ""
    return words[-1] if words[-1] in _LOW else words[0] if words[0] == "trainee" else ""


def ruled_out(levels: Iterable[str], title: str) -> str:
    """The word by which the writer's own title denies the levels: what the job is called; empty where none does."""
    return _low(title) if _RULED_OUT_BY_LOW.issuperset(levels) else ""
