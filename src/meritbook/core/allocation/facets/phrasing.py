"""The same act in the active voice: what a sentence says of the incumbent, in the form in which cues are written.

"Policy is formulated by this position" and "responsible for the formulation of policy" say what "formulates policy"
says. Cues know the active form only; this module gives it, and the quote stays the sentence as it was written.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ACTS = {
    "administer": ("administered", "administration"),
    "adopt": ("adopted", "adoption"),
    "allocate": ("allocated", "allocation"),
    "apply": ("applied", "application"),
    "appraise": ("appraised", "appraisal"),
    "approve": ("approved", "approval"),
    "assign": ("assigned", "assignment"),
    "authorize": ("authorized", "authorization"),
    "control": ("controlled", "control"),
    "coordinate": ("coordinated", "coordination"),
    "create": ("created", "creation"),
    "decide": ("decided", ""),
    "define": ("defined", "definition"),
    "determine": ("determined", "determination"),
    "develop": ("developed", "development"),
    "direct": ("directed", "direction"),
    "draft": ("drafted", "drafting"),
    "establish": ("established", "establishment"),
    "evaluate": ("evaluated", "evaluation"),
    "execute": ("executed", "execution"),
    "facilitate": ("facilitated", "facilitation"),
    "formulate": ("formulated", "formulation"),
    "implement": ("implemented", "implementation"),
    "integrate": ("integrated", "integration"),
    "interpret": ("interpreted", "interpretation"),
    "issue": ("issued", "issuance"),
    "lead": ("led", "leadership"),
    "make": ("made", ""),
    "manage": ("managed", "management"),
    "monitor": ("monitored", "monitoring"),
    "organize": ("organized", "organization"),
    "oversee": ("overseen", "oversight"),
    "plan": ("planned", "planning"),
    "prepare": ("prepared", "preparation"),
    "recommend": ("recommended", "recommendation"),
    "review": ("reviewed", "review"),
    "revise": ("revised", "revision"),
    "run": ("run", "running"),
    "select": ("selected", "selection"),
    "set": ("set", "setting"),
    "supervise": ("supervised", "supervision"),
    "train": ("trained", "training"),
    "write": ("written", "writing"),
}
_DOUBLED = {"control": "controlling", "plan": "planning", "run": "running", "set": "setting"}


def _gerund(verb: str) -> str:
    if verb in _DOUBLED:
        return _DOUBLED[verb]
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return verb + "ing"


def _third_person(verb: str) -> str:
    if verb.endswith("y"):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("sh", "ch", "s")) else "s")


_OF_PARTICIPLE = {participle: _third_person(verb) for verb, (participle, _) in _ACTS.items()}
_OF_NOUN = {noun: _gerund(verb) for verb, (_, noun) in _ACTS.items() if noun}
_PARTICIPLE = "(?:" + "|".join(_OF_PARTICIPLE) + ")"
_NOUN = "(?:" + "|".join(_OF_NOUN) + ")"
_JOIN = r"(?:\s*,\s*(?:and\s+)?|\s+and(?:/or)?\s+)"
_SELF = (
    r"(?:(?:the|this)\s+(?:incumbent|position|employee|job|role|holder(?:\s+of\s+(?:the|this)\s+position)?)|"
    r"me|myself|an\s+incumbent)"
)

_PASSIVE = re.compile(
    rf"(?P<object>[^:;]+?),?\s+(?:(?:is|are|was|were|being|be|gets?)\s+)?(?:(?:\w+ly|all)\s+)?"
    rf"(?P<acts>{_PARTICIPLE}(?:{_JOIN}{_PARTICIPLE})*)\s+(?:\w+ly\s+)?by\s+{_SELF}\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NEGATIVE = re.compile(r"\b(?:no|not|never|none|neither|nor|few|little)\b|n[’']t\b", re.IGNORECASE)
_NOMINAL = re.compile(
    rf"(?P<lead>^\W*(?:\d+\s*%\W*)?|\b(?:responsible|responsibility|accountable|accountability|answerable|answers)\s+for\s+|"
    rf"\b(?:charged|tasked|entrusted)\s+with\s+|\bcharge\s+of\s+|\bthrough\s+|"
    rf"\b(?:includes?|including|involves?|entails?|comprises?|consists?\s+of|covers?|are|is)\s+|"
    rf"\b(?:assists?|assisting|helps?|participates?|responsible)\s+(?:in|with)\s+|"
    rf"[,;]\s*(?:and\s+)?(?:for\s+)?|\band\s+(?:for\s+)?|:\s*)"
    rf"(?:the\s+|all\s+)?(?:(?:overall|full|daily|day-to-day|general|direct|sole|continuing|effective)\s+)?"
    rf"(?P<acts>{_NOUN}(?:{_JOIN}(?:the\s+)?{_NOUN})*)\s+(?:of|over)\s+",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\s*(?:[,;:]|and\b|includ|involv|entail|compris|consist|covers?|are\b|is\b|through)", re.IGNORECASE
)
_OWN = re.compile(
    r"\b(?:responsib\w+|accountab\w+|dut(?:y|ies)|work|job|role|position|incumbent|employee|I|my|charged?|performs?|exercises?|"
    r"provides?|has|holds)\b"
)
"""A noun of action further on in a sentence is the incumbent's only when the sentence is about the incumbent."""
_EACH_PARTICIPLE = re.compile(rf"\b{_PARTICIPLE}\b", re.IGNORECASE)
_EACH_NOUN = re.compile(rf"\b(?:the\s+)?({_NOUN})\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def rephrased(sentence: str) -> tuple[str, ...]:
    """The sentence with its passives or its nouns of action turned into verbs; nothing when it has neither."""
    found = []
    passive = _PASSIVE.search(sentence) if " by " in sentence else None
    if passive is not None and not _NEGATIVE.search(passive["object"]):
        acts = _EACH_PARTICIPLE.sub(lambda m: _OF_PARTICIPLE[m[0].lower()], passive["acts"])
        before = sentence[: passive.start()]
        found.append(f"{before}{acts} {passive['object'].strip()}{passive['rest']}")
    if " of " in sentence or " over " in sentence:
        first = _NOMINAL.search(sentence)
        if first is not None and (not _LOOSE.match(first["lead"]) or _OWN.search(sentence[: first.end("lead")])):
            found.append(_NOMINAL.sub(_verbs, sentence))
    return tuple(found)


def _verbs(match: re.Match[str]) -> str:
    return match["lead"] + _EACH_NOUN.sub(lambda m: _OF_NOUN[m[1].lower()], match["acts"]) + " "
