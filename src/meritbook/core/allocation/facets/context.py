"""Whose words they are: sentences, and what stands around a cue within its sentence.

A cue alone proves nothing. "Does not set policy", "assists the director in setting policy", "the director sets policy" and "may set
policy" all hold the cue. Each match is judged by the words before and behind it in its own sentence.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class Voice(StrEnum):
    """What a sentence says about the incumbent and the matched act."""

    STATED = "stated"
    DENIED = "denied"
    HEDGED = "hedged"
    ASSISTS = "assists"
    OTHERS = "others"
    """Another person does it."""
    ORGANISATION = "organisation"
    """The department, bureau or program does it as a whole."""
    CANDIDATE = "candidate"
    """It is asked of candidates: knowledge, ability, experience."""


_BOUNDARY = re.compile(
    r"(?<=[.!?])[\"”’)]?\s+(?=[\"“(]?[A-Z0-9•\-–])|;\s*|\n\s*\n\s*|\n\s*(?=(?:[•·▪●\-–*►➢]|\(?\d{1,2}[.)]|[a-z][.)])\s)"
    r"|\s+(?=[•·▪●►➢])|\n(?=[A-Z][\w’']+\s)|\s{3,}|\t+"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|U\.S|St|No|Dr|Mr|Ms|Mrs|Dept|Div|vs|approx|Gov|[A-Z])\.)[\"”’)]?\s*$", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a statement as half-open stretches of the text, trimmed of white space and bullets."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        if (
            _ABBREVIATED.search(text[max(start, match.start() - 8) : match.start()])
            and "." in text[: match.start()][-2:]
        ):
            continue
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(text)))
    trimmed = []
    for begin, end in found:
        piece = text[begin:end]
        left = len(piece) - len(piece.lstrip(" \t\r\n•·▪●►➢*–-"))
        right = len(piece.rstrip())
        if begin + left < begin + right:
            trimmed.append((begin + left, begin + right))
    return tuple(trimmed)


_ROLE = (
    r"(?:directors?|managers?|supervisors?|superiors?|superintendents?|chiefs?|heads?|commissioners?|commission|secretary|"
    r"secretaries|governors?|legislature|legislators?|boards?|councils?|administrators?|executives?|leadership|officers?|"
    r"deput(?:y|ies)|headquarters|management|staff|others?|official|officials|engineers?|coordinators?|"
    r"leads?|specialists?|analysts?|employees|subordinates|team members|counsel|attorneys?|committees?|contractors?|"
    r"vendors?|providers?|agencies|departments|supervisor's office|incumbents of other positions)"
)
_ORGANISATION = (
    r"(?:department|agency|division|bureau|office|section|branch|unit|program|organization|organisation|mission|team|"
    r"administration|authority|center|centre|institution|group|system|service|services|project|initiative|city|state|"
    r"law|statute|act)"
)
_DETERMINER = (
    r"(?:the|a|an|each|every|our|its|his|her|their|another|other|all|both|senior|executive|upper|agency|these|those)"
)
_FILL = r"(?:[\w'’/&-]+\s+){0,5}?"
_AUX = (
    r"(?:(?:will|shall|must|may|can|also|then|has|have|had|is|are|was|be|responsible|charged|for|with|to|and|or|annually|"
    r"solely|alone|ultimately|finally|final|authority|currently|which|who|that|\w+ly|\w+s,|\w+s)[\s,]+)*"
)
_SUBJECT = re.compile(
    rf"(?:^|[,:]\s+(?:and\s+|but\s+|while\s+|as\s+)?|\b(?:while|because|since|whereas|after|before|until|once|where|when|as|and|but)\s+)"
    rf"(?:{_DETERMINER}\s+{_FILL})(?P<noun>{_ROLE}|{_ORGANISATION})(?:\s+of(?:\s+(?:the\s+)?[\w'’&-]+){{1,5}})?(?:\s+\([^)]{{1,30}}\))?[\s,]+{_AUX}$",
    re.IGNORECASE,
)
_BARE_SUBJECT = re.compile(
    r"(?:^|[,:]\s+)(?P<noun>executive management|senior management|upper management|headquarters|management|"
    r"the legislature|legislation|statute|others|(?:[\w'’-]+\s+){0,2}(?:staff|subordinates|employees|contractors|vendors|providers))\s+"
    rf"{_AUX}$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    rf"\b{_ROLE}(?:\s+(?:of|in|for|at)(?:\s+[\w'’-]+){{1,5}})?,?\s+(?:who|whom|which|that)\s+(?:[\w'’,-]+\s+){{0,6}}$",
    re.IGNORECASE,
)
_TO_ANOTHER = re.compile(
    rf"\b(?:{_DETERMINER}\s+{_FILL}{_ROLE}|staff|management)(?:'s|’s|s')\s+(?:[\w-]+\s+){{0,6}}$"
    rf"|\b(?:for|allow\w*|enabl\w*|request\w* (?:that )?|ask\w*)\s+{_DETERMINER}\s+{_FILL}{_ROLE}\s+(?:to|can|will|may)\s+(?:[\w-]+\s+){{0,3}}$",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"(?:\b(?:not|never|neither|nor|cannot|excluding|rather than|instead of|nobody|none)\b|n[’']t\b)(?!\s+(?:only|limited|less|later|just|merely))"
    r"[^:]{0,70}$"
    r"|\b(?:no|without|lacks?|lacking)\s+(?!(?:direct|close|immediate|day-to-day)\b)[^,:]{0,50}$",
    re.IGNORECASE,
)
_NEGATED_SUBJECT = re.compile(
    r"\b(?:neither|nor|no)\s+(?:the\s+)?(?:[\w-]+\s+)?(?:statutes?|laws?|regulations?|grants?|rules?|polic(?:y|ies)|one else|other (?:position|unit|office|agency))\s+"
    r"(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_CONTRARY = re.compile(r"\b(?:but|however|although|though|yet|instead|whereas|only|rather)\b(?!\s+than)", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    r"^[\s,]*(?:[\w'’$&-]+[\s,]+){0,6}?(?:is|are|remains?|rests?|lies?|belongs?|stays?)\s+"
    r"(?:not\s+(?:a\s+part|part|the|among|assigned|included|within|delegated|expected|exercised|required)|with\s+(?:the|another|other|his|her)|reserved|outside|"
    r"(?:made|decided|done|set|handled|performed|exercised|held|controlled|managed|determined|formulated|established|retained|carried out|written) (?:solely |only )?"
    r"(?:by (?:the|another|other|a|an|his|her|its|higher|senior|executive)|elsewhere|above|centrally|at (?:a )?higher)|"
    r"the (?:sole )?responsibility of (?:the|another|other))",
    re.IGNORECASE,
)
_ASSISTING = re.compile(
    r"\b(?:assist(?:s|ing|ance|ant)?|help(?:s|ing)?|aid(?:s|ing)?|support(?:s|ing)?|participat(?:e|es|ing|ion)|contribut(?:e|es|ing|ions?)|"
    r"collaborat(?:e|es|ing)|provid(?:e|es|ing) (?:input|information|data|support|advice|assistance)|input|cooperat(?:e|es|ing)|serv(?:e|es|ing) as (?:an )?assistant|"
    r"work(?:s|ing)? (?:closely )?with|take(?:s)? part|play(?:s|ing)? (?:an? )?(?:[\w-]+ ){0,2}role in|advis(?:e|es|ing)|consult(?:s|ing)?|counsel(?:s|ing)|train(?:s|ing)?|coach(?:es|ing)?|teach(?:es|ing)?|"
    r"clerical|typ(?:es|ing)|research(?:es|ing)? (?:for|to)|attend(?:s|ing)?)\b[^:]{0,90}$",
    re.IGNORECASE,
)
_HEDGING = re.compile(
    r"\b(?:may|might|could|occasionally|sometimes|if assigned|when assigned|as assigned|from time to time|backup|back-up|"
    r"in (?:the|his|her) (?:\w+['’]s )?absence(?: of)?|when the \w+ is absent|learns? to|is training to|in future)\b[^;:]{0,70}$",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(
    r"^(?:\W*\b(?:an?|the|proven|demonstrated|excellent|strong|thorough|working|extensive|considerable|some|general|prior|previous|relevant|good|ideal)\s+){0,3}"
    r"(?:knowledge|ability|abilities|skills?|experience|familiarity|proficien|candidates?|applicants?|qualifications?|minimum|preferred|"
    r"education|bachelor|master|baccalaureate|degree|requires? (?:knowledge|ability|experience|a )|(?:one|two|three|four|five|six|seven|eight|ten|\d+)\+? (?:or more )?years?)\b"
    r"|\byears? of (?:\w+[\s,-]+){0,6}experience\b|\bexperience (?:in|with|managing|supervising)\b|\bknowledge of\b|\bability to\b",
    re.IGNORECASE,
)
_INCUMBENT = re.compile(
    r"\b(?:incumbents?|this position|the position|this role|the role|this job|the employee|this employee|(?:selected|successful) candidate|he/she|s/he|he or she|position)\b",
    re.IGNORECASE,
)


_RECRUITING = re.compile(
    r"\b(?:seeks?(?: to (?:hire|fill|recruit))|is (?:seeking|looking|recruiting|hiring)|seeks (?:a|an|the|qualified|candidates)|"
    r"^(?:(?:the|our|its|whose)\s+)(?:[\w'’&-]+\s+){0,6}?mission\s+(?:of|is|to)|with the mission|was (?:created|established|founded)|is one of the (?:largest|nation)|is home to|"
    r"is comprised of|is composed of|consists of)\b",
    re.IGNORECASE,
)
_NAMED_BODY = re.compile(
    r"^(?:The\s+)?(?!IT\b|The\s+(?:incumbent|position|employee)|Chief\b|Director\b|Manager\b)"
    r"(?:[A-Z][A-Z&/.]{1,9}|(?:[A-Z][\w’'&-]*\s+(?:of\s+|and\s+|for\s+|the\s+|&\s+)*){1,8}(?:\([^)]{1,30}\)))(?:['’]s\s+[\w\s-]{1,40}?)?,?\s+(?:also\s+|currently\s+|\w+ly\s+)?$|"
    r"^(?:We|They|Our)\b"
)
_OPENING = re.compile(
    rf"^(?:{_DETERMINER}\s+{_FILL}(?P<noun>{_ROLE}|{_ORGANISATION})(?:\s+of(?:\s+(?:the\s+)?[\w'’&-]+){{1,5}})?|"
    r"(?P<named>(?!IT\b)[A-Z][A-Z&/.]{1,9}))(?:\s+\([^)]{1,30}\))?,?\s+(?:(?:also|currently|\w+ly)\s+)?"
    r"(?:is|are|was|were|has|have|will|shall|(?!as\b|this\b|its\b|his\b)\w+[^s\W]s)\s",
    re.IGNORECASE,
)
_MANY_OTHERS = re.compile(r"\b(?:staff|employees|subordinates|contractors|vendors|providers)$", re.IGNORECASE)
_UNDER = re.compile(
    r"\b(?:under|receiv(?:e|es|ing)|subject to)\s+(?:the\s+|only\s+)?(?:[\w-]+\s+(?:and\s+)?){0,3}$",
    re.IGNORECASE,
)
_FROM_ABOVE = re.compile(
    r"(?:direction|supervision|control|guidance|authority|leadership|management|oversight|administration)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^It\s+(?:also\s+|\w+ly\s+)*$")


def voice(text: str, sentence: tuple[int, int], start: int, end: int, *, reports_to: str = "") -> Voice:
    """What the sentence says of the incumbent and the act that matched at `[start, end)`.

    `reports_to` is the title of the position above: a capitalised title is the incumbent's own ("The Program Chief
    will ...") unless it is the superior's.
    """
    before = text[sentence[0] : start]
    after = text[end : sentence[1]]
    if _CANDIDATE.search(text[sentence[0] : start + 30]) and not _INCUMBENT.search(before):
        return Voice.CANDIDATE
    if _NEGATED_SUBJECT.search(before):
        return Voice.OTHERS
    negation = _NEGATION.search(before)
    if (negation and not _CONTRARY.search(before, negation.end(0) - len(negation[0]) + 6)) or _DENIED_AFTER.match(
        after
    ):
        return Voice.DENIED
    whole = text[sentence[0] : sentence[1]]
    if not _INCUMBENT.search(whole) and (_RECRUITING.search(whole) or _NAMED_BODY.match(before)):
        return Voice.ORGANISATION
    if _PRONOUN.match(before) and not _INCUMBENT.search(text[max(0, sentence[0] - 200) : sentence[0]]):
        return Voice.ORGANISATION
    subject = _voice_of_subject(before, reports_to) or _voice_of_opening(before, reports_to)
    if subject is not None:
        return subject
    if _FROM_ABOVE.match(text, start) and _UNDER.search(before):
        return Voice.OTHERS
    if _RELATIVE.search(before) or _TO_ANOTHER.search(before):
        return Voice.OTHERS
    third_person = text[start:end].split(None, 1)[0].rstrip(",").casefold()
    assisting = _ASSISTING.search(before)
    if assisting and not _parallel(before[assisting.start() :], third_person):
        return Voice.ASSISTS
    if _HEDGING.search(before):
        return Voice.HEDGED
    return Voice.STATED


def _parallel(between: str, first: str) -> bool:
    """Whether the act stands beside an assisting verb and not under it ("advises managers and sets policy")."""
    if first.endswith("s") and not first.endswith("ss"):
        return True
    helper = between.split(None, 1)[0].casefold()
    joined = re.search(r",\s*(?:and\s+)?$|\band\s+$", between) is not None
    if first.endswith("ing"):
        return helper.endswith("ing") and joined
    return joined and helper in ("advise", "consult", "coach", "train", "counsel", "work")


def _voice_of_opening(before: str, reports_to: str) -> Voice | None:
    """Whom a sentence that opens with a subject and a verb is about, as long as no other subject follows."""
    match = _OPENING.match(before)
    if match is None or _INCUMBENT.search(before):
        return None
    named = match["named"]
    if named is not None:
        return Voice.ORGANISATION if named.isupper() else None
    return _kind_of(match["noun"], match[0], reports_to)


def _voice_of_subject(before: str, reports_to: str) -> Voice | None:
    match = _SUBJECT.search(before) or _BARE_SUBJECT.search(before)
    if match is None:
        return None
    if _INCUMBENT.search(match[0]):
        return None
    return _kind_of(match["noun"], match[0], reports_to)


def _kind_of(noun: str, subject: str, reports_to: str) -> Voice | None:
    if re.fullmatch(_ORGANISATION, noun, re.IGNORECASE):
        return Voice.ORGANISATION
    above = {word for word in re.findall(r"\w+", reports_to.casefold()) if len(word) > 3}
    named = set(re.findall(r"\w+", subject.casefold()))
    titled = (
        noun[:1].isupper()
        and not _MANY_OTHERS.search(noun)
        and not re.match(r"commission|secretar|governor|legislat|board|council", noun, re.IGNORECASE)
    )
    if titled and noun.casefold() not in above and not (named & above):
        return None
    return Voice.OTHERS
