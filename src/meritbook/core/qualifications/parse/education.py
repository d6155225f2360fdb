"""Education: how far, in which subjects, with how many credits, and what counts as its equal."""

from __future__ import annotations

import re

from meritbook.core.qualifications.model import Amount, Credits, Education, StudyLevel
from meritbook.core.qualifications.parse.amounts import small_number
from meritbook.core.qualifications.parse.reading import AMOUNT, CREDITS, Phrase, compiled, listed

LEVELS: tuple[tuple[StudyLevel, str], ...] = (
    ("doctorate", r"\bdoctor(?:ate|al|'s)\b|\bph ?\.? ?d\b|\bdoctor of (?:philosophy|education|psychology)\b"),
    (
        "professional",
        r"\bjuris doctor|\bj\.? ?d\b|\bdoctor of (?:medicine|veterinary|dental|dentistry|pharmacy|jurisprudence)|"
        r"\b(?:law|medical|dental|veterinary) (?:degree|school)\b|\bschool of (?:law|"
        r"medicine|dentistry|veterinary|pharmacy)",
    ),
    ("master", r"\bmaster(?:'s|s)?\b(?= degree| of| program|'s|s'| level| in)|\bmaster's\b"),
    (
        "bachelor",
        r"\bbachelor(?:'s|s)?\b|\bbaccalaureate\b|\b(?:four-year|four year) (?:college|university|degree)|"
        r"\bgraduation from (?:an? |the )?(?:\w+ ){0,4}?(?:college|university)\b|"
        r"\bcollege graduation\b|\bgraduation from (?:an? )?(?:\w+ ){0,3}?curriculum|"
        r"\bgraduation from (?:an? )?(?:accredited |approved |recognized )?(?:four-year )?(?:college"
        r"|university)|\bcollege degree\b",
    ),
    (
        "associate",
        r"\bassociate(?:'s|s)?(?: of| in)?(?: arts| science| applied)?(?: or \w+)?(?: degree|"
        r"'s degree)|\bassociate's\b|\bassociate degree\b",
    ),
    (
        "graduate",
        r"\bgraduate (?:work|study|studies|training|education|school|program)|\badvanced degree\b|"
        r"\bpost-?graduate\b|\bgraduate degree\b",
    ),
    (
        "high_school",
        r"\bhigh school\b|\b(?:twelfth|12th|12) (?:school )?grade\b|\bg\.? ?e\.? ?d\b|\bsecondary school\b",
    ),
    ("tenth_grade", r"\b(?:tenth|10th) (?:school )?grade\b"),
    ("eighth_grade", r"\b(?:eighth|8th|eight) (?:school )?grade\b|\bgrammar school\b"),
    ("vocational", r"\b(?:trade|vocational|technical|business) (?:or (?:technical|vocational) )?school\b"),
    ("college", r"\bcollege\b|\buniversity\b|\bcollegiate\b"),
)
ENROLMENT = (
    r"\b(?:registration|registered) as an? (?:[a-z]+ ){0,2}(?:freshman|sophomore|junior|senior|student)\b|"
    r"\benrolled (?:in|at)\b|\benrollment in\b"
)
"""Being a student of something, which is study and no registration of a profession."""
_STUDENT = r"\bgraduate (?:work|study|studies|training)\b|\bacademic (?:work|study|training|education)\b"
CUE = (
    rf"{ENROLMENT}|{_STUDENT}|\b(?:trade|vocational|technical|business) (?:school|institute)\b|\bdegree\b|"
    rf"\b(?:school|th|12|twelfth|eleventh|tenth|ninth|eighth|eight) grade\b|"
    rf"\bgraduation\b|\bgraduate (?:of|from)\b|\bbachelor|\bassociate of\b|\bassociate's\b|"
    r"\bmaster's\b|\bdoctorate\b|\bhigh school\b|\bschool grade\b|"
    r"\bth grade\b|\d+th grade|\btwelfth\b|\bcollege\b|\buniversity\b|\bbaccalaureate\b|\bcurriculum\b|"
    rf"{CREDITS}|\bdiploma\b|\bg\.? ?e\.? ?d\b|\bph ?\.? ?d\b|\bjuris\b|\beducation\b|\bcoursework\b|\bcourse work\b"
)
_FIELDS = (
    r"(?:\b(?:with|and|,|including|having)? ?(?:an? |the )?(?:major|minor|specialization|"
    r"concentration|emphasis|option|major course ?work|major work|"
    r"major study|course ?work|course work|courses|major studies|majors?|specialized course "
    r"work|study|training|work)(?: or (?:minor|specialization"
    r"|concentration))?(?: coursework| course work)? in|\bemphasis (?:on|upon)|\beach ,? ?in|"
    r"\bmajoring in|\bspecializing in|"
    r"\b(?:school|program|curriculum|studies) of|\b(?:college|school)[ -]level(?: courses?| course ?work)?(?: in)?|"
    r"\bdegree(?: program| or (?:higher|"
    r"its equivalent|equivalent))?(?: \( [^)]*\))?(?: (?:at|from) (?:an? |the )?(?:\w+ ){0,7}?(?"
    r":college|university|institution)"
    r"(?: or (?:college|university))?)?(?: ,)?(?: with (?:an? )?\w+)? in|\b(?:college|"
    r"university|school|institution)(?: ,)? in|"
    r"\b(?:bachelor|master|doctor|associate)(?:'s)? of|\b(?:bachelor's|master's)(?: degree)? "
    r"in|\bdoctorate in|\bcurriculum in|\bph ?\. ?d ?\.? in|"
    r"\beducation in|\bgraduate (?:work|study|studies|training) in)"
)
_FIELDS_END = re.compile(
    r" (?:from|at|is|are|may|must|shall|plus|preferably|provided|as determined|"
    r"which|that|issued|accredited|approved|with|degree|by the|including"
    r"|will) | \("
)
_RELATED = (
    r"\brelated (?:\w+ )?(?:field|area|discipline|curriculum|subject|specialty|"
    r"degree|major)|\bclosely related\b|\brelated\b|\bsimilar field"
)


def level_of(line: str) -> StudyLevel:
    """The lowest level of study that a line accepts, by its first named degree."""
    best: tuple[int, StudyLevel] | None = None
    for level, cue in LEVELS:
        match = compiled(cue).search(line)
        if match is None:
            continue
        if level == "college" and best is not None:
            continue
        if level == "vocational" and best is not None:
            continue
        if best is None or match.start() < best[0]:
            best = (match.start(), level)
    return best[1] if best else ""


def read(phrase: Phrase) -> Education | None:
    """The phrase as study, or `None` when it speaks of something else."""
    if not phrase.has(CUE):
        return None
    level = level_of(phrase.line)
    amount = phrase.search(
        rf"(?P<amount>{AMOUNT}) (?:\( [^)]*\) )?(?:of |in )?(?:\w+ )?(?:an? )?(?:accredited |"
        r"approved )?(?:college|education|study|university|graduate|"
        r"school|training|undergraduate|high school|course ?work)"
    )
    years = phrase.amount(amount) if amount else _length(phrase)
    if (
        years is not None
        and years.unit in ("year", "month")
        and level in ("bachelor", "")
        and phrase.has(r"\bcollege\b|\buniversity\b")
    ):
        level = "college" if not phrase.has(r"\bbachelor|\bbaccalaureate|\bgraduation") else level
        if level == "bachelor" and years.value == 4:
            years = None
    if (
        level == "college"
        and years is None
        and not phrase.credits
        and phrase.has(r"\bequivalent to (?:graduation|completion)|\bgraduation from|\bdegree from")
    ):
        level = "bachelor"
    fields, preferred = _fields(phrase)
    return Education(
        spans=(phrase.span,),
        level=level,
        fields=fields,
        fields_preferred=preferred,
        related_field=phrase.has(_RELATED),
        amount=years,
        credits=_credits(phrase),
        accredited=True if phrase.has(r"\baccredited\b|\brecognized\b|\bapproved (?:school|college)") else None,
        in_progress=phrase.has(rf"{ENROLMENT}|\bin progress\b|\bcurrently (?:attending|registered)"),
        equivalent=phrase.has(r"\bequivalent\b|\bequivalency\b|\bequivalence\b"),
        decided_by=decided_by(phrase),
    )


def _length(phrase: Phrase) -> Amount | None:
    """How long a course of study lasts that is named by its length (`a two-year program`)."""
    match = phrase.search(
        r"\b(?P<n>[a-z]+|\d+)(?:-| - | )(?P<unit>year|month) (?:[a-z-]+ ){0,4}?(?:program|course|curriculum|"
        r"certificate)\b"
    )
    value = small_number(match["n"]) if match else None
    if match is None or value is None or phrase.has(r"\b(?:bachelor|master|doctor|associate)"):
        return None
    return Amount.model_validate({"value": value, "unit": match["unit"]})


_JUDGED = r"(?:determined|deemed|judged|considered|approved|found)"
"""Participles of judgement: a closed list, because other participles before `by` name no decision (`issued by`)."""
_DECIDED = rf"\b(?:as )?{_JUDGED}(?: (?:to be|as))?(?: [a-z-]+){{0,2}}?(?: ,)? by (?:the )?(?P<who>[a-z][^,;.:()]*)"
_DECIDES = (
    r"\b(?:(?:as|so|in so) far as|insofar as|to the extent(?: that)?|as|where|when) "
    r"(?P<who>(?:the |an? )?[a-z][a-z -]{2,60}?) (?:determines?|deems?|judges?|considers?|approves?|finds?)\b"
)
"""The same said of the one who acts: "as the agency determines"."""


def decided_by(phrase: Phrase) -> str:
    """Who decides, where the words leave a decision to somebody; empty otherwise."""
    match = phrase.search(_DECIDED) or phrase.search(_DECIDES)
    if match is None:
        return ""
    who = phrase.words(match.start("who"), match.end("who"))
    return re.sub(r"^the\s", "", re.split(r"\s+(?:that|which|who|with|as an?|and has|in|provided)\b", who)[0].strip())


def _fields(phrase: Phrase) -> tuple[tuple[str, ...], tuple[str, ...]]:
    required: list[str] = []
    preferred: list[str] = []
    for match in phrase.all(_FIELDS + r"(?:(?: either)? \( (?:\d|[a-z]) \))?"):
        end = len(phrase.line)
        stop = _FIELDS_END.search(phrase.line, match.end())
        if stop is not None:
            end = stop.start()
        for name in listed(phrase, match.end(), end):
            if (
                compiled(r"(?i).*(?<!-)\brelated\b|^\W*$|similar field").match(name)
                or len(name) > 90
                or name.startswith(("<", "{"))
            ):
                continue
            if re.match(r"(?i)an? (?:accredited|approved|recognized)|which\b|one of", name):
                continue
            before = phrase.line[max(0, match.start() - 40) : match.start() + 14]
            (preferred if re.search(r"prefer(?:ably|red)|desir", before) else required).append(name)
    return tuple(dict.fromkeys(required)), tuple(dict.fromkeys(preferred))


def _credits(phrase: Phrase) -> tuple[Credits, ...]:
    found: list[Credits] = []
    for match in phrase.all(
        rf"(?P<credits>{CREDITS})(?: (?:of|in|from|with|(?:must|shall) (?:be|have been) in|"
        rf"must include)(?: (?:college|university|"
        r"level))*(?: (?:course ?work|courses|credit|work|study)"
        rf"(?: in| of)?)?(?P<subject> (?!which|college|an? |the |accredited)[a-z][^;.:({{<]*))?"
    ):
        credit = phrase.credit(match)
        if credit is None or phrase.search(
            rf"{AMOUNT} \( {re.escape(match['credits'])} \)"
        ):  # restates the years before it
            continue
        subject = match["subject"]
        names: tuple[str, ...] = ()
        if subject:
            end = match.end("subject")
            stop = _FIELDS_END.search(phrase.line, match.start("subject"), end) or compiled(r" , of which\b").search(
                phrase.line, match.start("subject"), end
            )
            names = listed(phrase, match.start("subject"), stop.start() if stop else end)
        found.append(
            credit.model_copy(
                update={
                    "fields": tuple(
                        name
                        for name in names
                        if not re.search(r"(?i)\brelated\b|^(?:course ?work|courses|study|of)$", name)
                    )
                }
            )
        )
        found.extend(_of_them(phrase, credit, match.end("credits")))
    return tuple(found)


def _of_them(phrase: Phrase, whole: Credits, after: int) -> tuple[Credits, ...]:
    """The part of a count that must lie in a subject (`60 units, of which 15 must be in biology`), in its unit."""
    match = compiled(
        r"[^{]*?\bof which (?:at least |a minimum of )?(?P<n>[a-z-]+|\d+) "
        r"(?:(?:must|shall|should) (?:be|have been) in|are in|in) (?P<subject>[^;.:({]+)"
    ).match(phrase.line, after)
    value = small_number(match["n"]) if match else None
    if match is None or value is None:
        return ()
    return (
        whole.model_copy(
            update={"value": value, "fields": listed(phrase, match.start("subject"), match.end("subject"))}
        ),
    )
