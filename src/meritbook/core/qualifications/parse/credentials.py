"""Licences, training, age, residence, standing, and stated knowledge and ability."""

from __future__ import annotations

import re
from typing import Literal

from meritbook.core.qualifications.model import (
    Ability,
    Age,
    By,
    Credits,
    Licence,
    Nothing,
    Residence,
    Standing,
    Training,
)
from meritbook.core.qualifications.parse.education import ENROLMENT, LEVELS
from meritbook.core.qualifications.parse.reading import AMOUNT, CREDITS, Phrase, compiled, listed

LICENCE_CUE = (
    r"\blicen[sc](?:e|es|ed|ure)\b|\bcertificat(?:e|es|ion|ions)\b|\bregistration (?:as|"
    r"with|by|in)\b|\bregistered\b|\bcertified\b|"
    r"\bpermit\b|\bregistration\b|\badmission to practice\b|\bmember(?:ship)? (?:of|"
    r"in) the (?:state bar|california state bar|bar)|"
    r"\bstate bar\b|\bcredential\b|\bclearance\b|\bidentification card\b|\bmembership in\b|"
    r"\brequirements to practice\b|\blegal requirements for\b|\bauthority to use the title\b|"
    r"\bordained\b|\bendorse(?:d|ment)\b|"
    r"\bvalid designation\b|"
    r"\bpossession of (?:an? |the )?(?:valid |current )?(?:[a-z-]+ ){0,3}(?:associateship|fellowship|designation|"
    r"rating|"
    r"card|diploma of|accreditation)\b|\b(?:cpr|first aid) card\b"
)
_BY: tuple[tuple[By, str], ...] = (
    ("after_hire", r"\bafter (?:the date of )?(?:hire|appointment|employment)|> of (?:hire|"
r"appointment|employment)\b|\bfollowing (?:hire|appointment)"),
    ("probation", r"\bprobation"),
    ("application", r"\btime of (?:filing|application)|\bto file\b|\bby the (?:application|filing)"),
    ("appointment", r"\b(?:prior to|before|upon|at time of|at the time of|time of) (?:\w+ )?appointment|"
r"\b(?:day|date) of appointment|\bto be appointed|\beligible for appointment|\bprior to being appointed"),
    ("hire", r"\b(?:upon|prior to|before|time of) (?:hire|employment|hiring)\b"),
    ("examination", r"\bprior to (?:the )?(?:examination|test)"),
)  # fmt: skip


def by_when(line: str) -> By:
    """The point of time that a line names."""
    for point, cue in _BY:
        if compiled(cue).search(line):
            return point
    return ""


def licence(phrase: Phrase) -> Licence | None:
    """A licence, certificate or registration."""
    if not phrase.has(LICENCE_CUE) or phrase.has(
        rf"\bcertificate of completion\b|{ENROLMENT}|\bcertification from (?:an? )?[^,;]*\b(?:program|curriculum)\b"
    ):
        return None
    line = phrase.line
    within = phrase.search(rf"\bwithin (?:the first |a period of )?(?P<amount>{AMOUNT}) (?:of|after|from|following)")
    held = phrase.search(rf"\bfor (?:at least |a minimum of |not less than )?(?P<amount>{AMOUNT})")
    named = phrase.search(r"\bclass (?:\" )?(?P<class>[a-d]|[1-4]|\d)\b(?: \")?")
    issuer = phrase.search(
        r"\b(?:issued|granted|recognized|certified|approved|registered) by (?:the )?(?P<who>[^,;.()]"
        r"+)|\bwith (?:the )?(?P<with>[a-z ,]*board[^;.(]*)|"
        r"\bby (?:the )?(?P<by>[a-z ]*(?:board|department|commission|commonwealth|bureau)[^;.(,]*)"
    )
    who = ""
    if issuer:
        group = next(name for name in ("who", "with", "by") if issuer[name])
        who = re.split(
            r"\s+(?:prior|before|at|during|and must|upon|within|or\s+an?)\b",
            phrase.words(issuer.start(group), issuer.end(group)),
        )[0]
    return Licence(
        spans=(phrase.span,),
        type=_type(line),
        name=_licence_name(phrase),
        class_=named["class"].upper() if named else "",
        issuer=who,
        valid=True if phrase.has(r"\bvalid\b|\bcurrent\b|\bactive\b|\bunrestricted\b") else None,
        eligible=phrase.has(r"\beligib(?:le|ility) (?:for|to)(?! be)\b"),
        by=by_when(line),
        within=phrase.amount(within) if within else None,
        held_for=phrase.amount(held) if held else None,
        maintained=phrase.has(r"\bduring tenure\b|\bmaintain|\bthroughout\b|\bmust be kept\b|\bwhile employed\b"),
    )


def _type(line: str) -> Literal["licence", "certificate", "registration", "permit", "clearance", "membership"]:
    places = {
        "licence": r"\blicen[sc](?:e|es|ed|ure)\b|\badmission to practice\b",
        "certificate": r"\bcertificat|\bcertified\b|\bcredential\b|\bendorse",
        "registration": r"\bregistration\b|\bregistered\b",
        "permit": r"\bpermit\b",
        "clearance": r"\bclearance\b",
        "membership": r"\bmember|\bstate bar\b|\bordained\b|\bassociateship\b|\bfellowship\b",
    }
    found = [(match.start(), name) for name, cue in places.items() if (match := compiled(cue).search(line))]
    return min(found)[1] if found else "licence"  # type: ignore[return-value]  # the keys of `places`


def _licence_name(phrase: Phrase) -> str:
    if phrase.has(r"\bdriver(?:'s|s)? (?:\w+ )?licen|\bmotor vehicle operator|\bmotor vehicle license|\bdriver's\b"):
        return "driver"
    if phrase.has(r"\bstate bar\b|\bthe bar\b"):
        return "State Bar"
    practice = phrase.search(
        r"\b(?:to practice|(?:the )?practice of|use the title) (?:as (?:an? )?|in )?(?:professional "
        r")?(?P<name>(?!as |in )[^,;.(:]+)"
    )
    if practice:
        name = phrase.words(practice.start("name"), practice.end("name"))
        return re.split(r"\s+(?:issued|by|with|in|at|from|prior|for|as)\b", name)[0]
    named = phrase.search(
        r"\b(?:licensed|licensure|registration|registered|certification|certified) (?:by|with|in) [^,;.(:]+? as "
        r"(?:an? )?(?P<name>[^,;.(:]+)"
    )
    after = phrase.search(
        r"\b(?:licen[sc]ed?|licensure|registration|registered|designation|certificat(?:e|ion)(?: of registration"
        r")?|certified|permit|license to practice|admission to practice)"
        r" (?:as |in |to practice |to operate |for |of |by )+(?:an? |the )?(?P<name>(?!the |issued|"
        r"commonwealth|california state|state)[^,;.(:]+)"
    )
    if named and (after is None or named.start() <= after.start()):
        after = named
    if after and compiled(r" for (?:the )?$").search(phrase.line[: after.start("name")]):
        after = None  # what it is good for is not its name
    if after:
        name = phrase.words(after.start("name"), after.end("name"))
        return re.split(
            r"\s+(?:issued|by|with|in (?:the|california)|at|from|prior|is|or (?:be|equivalent)|"
            r"and|may|as|within|during|approved|under)\b",
            name,
        )[0]
    before = phrase.search(
        r"(?:^|valid |current |active |a |an |of |the |\. |, |obtain |possess )(?P<name>(?!a |all |some |"
        r"possession |completion "
        r"|such |this |these |one of|applicants |candidates |"
        r"an |valid |current |active |the |required |following |appropriate )(?:[^,;.(:]|"
        r"\( [^)]{1,14} \)){3,70}?) (?:licen[sc]es?|certificat(?:e|"
        r"ion)s?|permit|registration|credential|clearances?|identification card|cpr card|card|"
        r"rating|designation|associateship|fellowship)\b"
    )
    if before:
        return re.sub(
            r"^(?:(?:valid|current|active|permanent|a|an|the|California|Pennsylvania)\s+)+",
            "",
            phrase.words(before.start("name"), before.end("name")),
        )
    return ""


_TRAINING: tuple[
    tuple[Literal["course", "academy", "apprenticeship", "internship", "residency", "examination", "training"], str],
    ...,
] = (
    ("apprenticeship", r"\bapprenticeship\b"),
    ("internship", r"\binternship\b"),
    ("residency", r"\bresidency (?:program|training|in)\b|\bapproved residency\b"),
    ("academy", r"\bacademy\b"),
    ("examination", r"\b(?:passing|passed|passage) (?:of |score )?"),
    ("course", r"\bcourses?\b|\bclass(?:es)? in\b|\bcompletion of .*\bclass\b"),
    ("training", r"\btraining\b|\btrained\b|\bprogram\b"),
)


def training(phrase: Phrase) -> Training | None:
    """A course, an apprenticeship, a training programme completed."""
    sort = next((name for name, cue in _TRAINING if phrase.has(cue)), None)
    if sort is None:
        return None
    if sort == "course" and phrase.has(r"\bof course\b"):
        return None
    counted = phrase.search(rf"(?P<credits>{CREDITS})")
    amount = phrase.search(rf"(?<!within )(?P<amount>{AMOUNT})")
    subject = phrase.search(
        r"\b(?:courses?|training(?: program)?|apprenticeship|internship|residency|instruction|"
        r"program|academy|class(?:es)?)(?: program| training| course)?(?: administered by [^;.:(]*?(?= in ))?"
        rf" (?:in|as|of|for|on|requirements of|relating to|related to) (?!at least|{AMOUNT})(?:an? |"
        rf"the )?(?P<words>[^;.:(]+)"
    )
    subjects: tuple[str, ...] = ()
    if subject:
        stop = compiled(
            r" (?:from|at|by|offered|given|provided|approved|which|with|prior|within|conducted|or equivalent|"
            r"in training|"
            r"monitored|of at least) "
        ).search(phrase.line + " ", subject.start("words"))
        end = min(stop.start() if stop else subject.end("words"), subject.end("words"))
        subjects = listed(phrase, subject.start("words"), end)
    if not subjects:
        before = phrase.search(
            r"(?:completion of |of |an? )(?P<words>(?!an? )[a-z' ,-]{3,60}?) (?:training|"
            r"course|apprenticeship|internship|program|academy)"
        )
        if before:
            subjects = (
                re.sub(
                    r"(?i)^(?:an?|the|approved|recognized|required|basic)\s+",
                    "",
                    phrase.words(before.start("words"), before.end("words")),
                ),
            )
    provider = phrase.search(
        r"\b(?:from|at|offered by|given by|provided by|conducted (?:by|at)|approved by) (?:an? |"
        r"the )?(?P<who>[^;.:(]+)"
    )
    credit: Credits | None = phrase.credit(counted) if counted else None
    return Training(
        spans=(phrase.span,),
        type=sort,
        amount=phrase.amount(amount) if amount else None,
        credits=credit,
        subjects=subjects,
        provider=phrase.words(provider.start("who"), provider.end("who")) if provider else "",
        by=by_when(phrase.line),
    )


def age(phrase: Phrase) -> Age | None:
    """An age in years, from or to."""
    found = phrase.search(rf"(?P<amount>{AMOUNT}) (?:of age|old|(?:or|and) older)\b")
    value = phrase.amount(found) if found else None
    if value is None and (limit := phrase.search(rf"\bage (?:of|is) (?P<amount>{AMOUNT})")):
        value = phrase.amount(limit)
    if value is None:
        bare = phrase.search(r"\b(?:age of|age|aged) (?P<years>\d\d)\b")
        if bare is None:
            return None
        number = bare["years"]
    else:
        number = str(value.value)
    oldest = phrase.has(r"\bnot (?:be )?(?:older|over)|\bmaximum age|\bunder the age|\byounger than")
    return Age.model_validate(
        {
            "spans": (phrase.span,),
            "at_most" if oldest else "at_least": number,
            "by": by_when(phrase.line),
        }
    )


def residence(phrase: Phrase) -> Residence | None:
    """Living in a place."""
    match = phrase.search(
        r"\b(?:residen(?:t|ts|cy|ce) (?:of|in|within)|reside (?:in|within)|be an? (?:bona fide "
        r")?resident)\b(?: the)? ?(?P<where>[^,;.(]*)"
    )
    if match is None:
        return None
    amount = phrase.search(rf"(?P<amount>{AMOUNT})")
    where = re.split(r"\s+(?:at|prior|for|within|upon)\b", phrase.words(match.start("where"), match.end("where")))[0]
    return Residence(
        spans=(phrase.span,),
        where=where,
        amount=phrase.amount(amount) if amount else None,
        by=by_when(phrase.line),
    )


_MATTERS: tuple[tuple[str, str], ...] = (
    ("citizenship", r"\bcitizen(?:ship)?\b"),
    ("eligible_list", r"\beligible list\b|\belig(?:ible|ibility) list\b|\bemployment list\b"),
    ("driving_record", r"\bdriving record\b|\bmoving violations?\b|\bat-fault\b"),
    ("background", r"\bbackground\b|\bfinancial history\b|\blaw violations?\b|\bimproper conduct\b|"
r"\bfelony\b|\bconvict|\bcriminal\b|\bfingerprint|\bgood moral character\b|"
r"\bchild abuse\b"),
    ("medical", r"\bmedical (?:exam|standards|condition)|\bphysical examination\b|\bvision\b|\bdrug (?:test|screen)"),
    ("military", r"\bhonorabl[ey]\b|\bmilitary\b|\barmed forces\b|\bveteran"),
    ("civil_service_status", r"\bcivil service status\b|\bpermanent (?:status|civil service)|"
     r"\bstatus as an? permanent\b|"
r"\bprobationary status\b"),
    ("current_class", r"\b(?:current|present) (?:employment|employee|status)\b|\bcurrently employed\b|"
r"\bemployment as\b|\bemployed (?:as|by|with)\b|\bmust be an? (?:[a-z]+ ){0,3}employee\b"),
    ("examination", r"\b(?:pass|passing|qualifying) (?:the |a |an |score )?[a-z ]*(?:examination|"
r"test|exam|interview)\b|\bqualifying on\b|\bachieve a passing score|\btyping (?:speed|"
r"rate)\b|\btype at\b|\bwords per minute\b"),
    ("other", r"\bletter of recommendation\b|\breferral from\b|\battainment of\b|\bin good standing with\b"),
    ("legal", r"\bpenal code\b|\bgovernment code\b|\bregulation\b|\bpeace officer standards\b"),
)  # fmt: skip


def standing(phrase: Phrase, matter: str | None = None) -> Standing | None:
    """Something that a person is, holds or passes, other than work and study; of this matter when it is known."""
    matter = matter or next((name for name, cue in _MATTERS if phrase.has(cue)), None)
    if matter is None:
        return None
    recent = phrase.search(rf"\b(?:within|during|in) (?:the )?(?:last|past|previous|preceding) (?P<amount>{AMOUNT})")
    return Standing.model_validate(
        {
            "spans": (phrase.span,),
            "matter": matter,
            "subject": phrase.original()[:200],
            "by": by_when(phrase.line),
            "within": phrase.amount(recent) if recent else None,
        }
    )


_ABILITIES: tuple[tuple[Literal["knowledge", "skill", "ability", "willingness", "physical"], str], ...] = (
    ("physical", r"^(?:\w+ ){0,2}ability to physically\b"),
    ("willingness", r"\bwilling(?:ness)? to\b"),
    ("knowledge", r"\bknowledge of\b|\bfamiliarity with\b"),
    ("skill", r"\bskills? (?:in|at|to)\b|\bproficien(?:t|cy)\b|\bfluen(?:t|cy|tly)\b"),
    (
        "ability",
        r"\bability to\b|\bable to\b|\bcapacity to\b|\bmust be capable\b|\bdemonstrated ability\b|\bcompetence\b",
    ),
)


def ability(phrase: Phrase) -> Ability | None:
    """Knowledge, skill, ability or willingness asked for in words."""
    for matter, cue in _ABILITIES:
        match = phrase.search(cue)
        if match:
            subject = (
                phrase.words(match.end(), len(phrase.line)) if match.end() < len(phrase.line) else phrase.original()
            )
            return Ability(spans=(phrase.span,), matter=matter, subject=subject[:200])
    return None


def nothing(phrase: Phrase) -> Nothing | None:
    """The statement that nothing is asked."""
    match = phrase.search(
        r"\bno (?:specific |prior |previous |minimum |formal )*(?P<of>experience|"
        r"education|training)?(?: or (?:experience|training|education))?"
        r"(?: requirements?)?(?: is| are| other)? ?(?:required|necessary|needed)?\b"
    )
    if match is None or not (phrase.has(r"\brequired\b|\bnecessary\b|\brequirements?\b") and match.start() < 24):
        return None
    of = match["of"] if match["of"] in ("experience", "education") else ""
    return Nothing.model_validate({"spans": (phrase.span,), "of": of})


__all__ = ["LEVELS", "ability", "age", "by_when", "licence", "nothing", "residence", "standing", "training"]
