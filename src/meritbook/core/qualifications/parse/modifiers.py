"""Substitution, admission before a part is met, how time is counted, notes, and open equivalents.

These change how the other parts are met and ask for nothing themselves; the open equivalent is a way to qualify
that somebody decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from meritbook.core.qualifications.model import (
    Admission,
    Amount,
    AnyNode,
    Counting,
    Equivalent,
    Note,
    Rate,
    Substitution,
    Text,
)
from meritbook.core.qualifications.parse.amounts import small_number
from meritbook.core.qualifications.parse.credentials import by_when
from meritbook.core.qualifications.parse.education import decided_by, level_of
from meritbook.core.qualifications.parse.reading import AMOUNT, CREDITS, Phrase

Reader = Callable[[Phrase], AnyNode]
_VERB = (
    r"\b(?:may|can|will|shall|must)(?P<no> not)?(?: also| only| then)? be (?:substituted|"
    r"accepted in lieu|used as a substitute|equated|applied|used to substitute|"
    r"accepted as a substitute|used in lieu|accepted as equivalent|substitutable|"
    r"counted as)|\b(?:may|can)(?P<no2> not)? (?:also )?(?:substitute|qualify as|replace)\b|"
    r"\b(?:degree|certificat\w+|license|training|course)\b[^,;]{0,40} (?:satisf(?:y|ies)|fulfills?|"
    r"meets)(?= (?:both |all )?(?:the |of the )?(?:[a-z]+ |<\d+> ){0,7}requirements?\b)|"
    r"\b(?:equates?|substitutes?) (?:for|to)\b|\bmay(?P<no3> not)? stand in for\b|\bis acceptable in lieu of|"
    r"\bwill (?:also "
    r")?substitute\b|\bsubstitution of\b"
)
_PERSON = r"^\W*(?:an? |the |all |such )?(?:applicants?|candidates?|persons?|individuals?|employees?)\b"
_MOST = (
    r"(?:up to(?: an?)?(?: maximum of)?|maximum of|not to exceed|no more than|"
    rf"not more than|limit of)(?: a)? (?P<amount>{AMOUNT})"
)
_RATE = (
    rf"(?P<give>{AMOUNT}|{CREDITS})(?: [a-z'-]+){{0,9}}?(?: ,)?(?: (?:being |"
    r"is |are |as |will be |shall be )?(?:considered )?(?:equivalent|equaling|"
    r"equalling|equates|equal|equals|equated|substituting|=)(?: to)?|"
    rf" for(?: each)?| =|(?: [a-z'-]+){{0,4}} for) (?:up to )?(?P<get>{AMOUNT})"
)
_YEAR = Amount.model_validate({"value": "1", "unit": "year"})
_MONTH = Amount.model_validate({"value": "1", "unit": "month"})


def _years(number: Decimal) -> Amount:
    return Amount(value=number, unit="year")


def substitutions(phrase: Phrase, read: Reader) -> tuple[Substitution, ...]:
    """Every substitution that a sentence states, cut where the next one begins; empty when it states none."""
    verbs = list(phrase.all(_VERB))
    cuts: list[int] = []
    for first, second in pairwise(verbs):
        between = [
            match
            for match in phrase.all(
                r" (?:; or|; and|;|, or|, and|or) (?=an? |possession|completion|california|"
                r"registration|graduat|education|one |two )"
            )
            if first.end() < match.start() < second.start()
        ]
        if between:
            cuts.append(between[-1].end())
    found: list[Substitution] = []
    start = 0
    for end in [*cuts, len(phrase.line)]:
        one = substitution(phrase.cut(start, end), read)
        if one is not None:
            found.append(one)
        start = end
    return tuple(found)


def substitution(phrase: Phrase, read: Reader) -> Substitution | None:
    """What may stand in for a part: what is offered, for what, at which rate, up to how much, decided by whom."""
    verb = phrase.search(_VERB)
    if verb is None:
        return None
    offered, rest = (
        phrase.cut(0, verb.start()) if verb.start() else None,
        phrase.cut(min(verb.end() + 1, len(phrase.line))),
    )
    if offered is not None and offered.has(_PERSON):
        offered = None  # "applicants may substitute X for Y": what is offered stands behind the verb
    if offered is None and (swap := rest.search(r"(?:^|(?<= ))for ")):
        offered, rest = rest.cut(0, swap.start()), rest.cut(swap.start())
    elif offered is None:
        offered = rest
    reverse = rest.search(r"^(?:with|by)\b")
    if reverse and offered is not None:
        offered, rest = rest.cut(reverse.end() + 1), offered
    offers = read(offered) if offered is not None and offered.line else Text(reason="nothing named")
    most = rest.search(_MOST)
    rates = _rates(phrase, rest)
    limit = rest.amount(most) if most else None
    if limit is None and (earlier := phrase.search(_MOST)):
        limit = phrase.amount(earlier)
    if limit is None and (
        direct := rest.search(
            rf"^(?:for )?(?:the )?(?:up to |only )?(?P<amount>{AMOUNT})(?: (?:of|in|general|specific|experience)|\W*$)"
        )
    ):
        limit = rest.amount(direct)
        if limit is not None and limit.unit == "hour" and direct[0].find("the ") >= 0:
            limit = None  # "the 576 hours" are the whole of what is asked
    if limit is None and reverse and (direct := rest.search(rf"(?P<amount>{AMOUNT})")):
        limit = rest.amount(direct)
    by = decided_by(phrase)
    forbidden = bool(verb.groupdict().get("no") or verb.groupdict().get("no2") or verb.groupdict().get("no3"))
    binds = rest.search(
        r"\bfor (?:the |any |all |part of the )?(?P<what>[^;.(]+?)(?= on | up to | to a | as | with | at |$)"
    )
    return Substitution.model_validate(
        {
            "spans": (phrase.span,),
            "offers": offers,
            "asks": _asks(rest, offers),
            "rates": rates,
            "most": limit,
            "whole": None if forbidden or by else limit is None,
            "decided_by": by,
            "forbidden": forbidden,
            "binds": rest.words(binds.start("what"), binds.end("what")) if binds else "",
        }
    )


def _asks(rest: Phrase, offers: AnyNode) -> Literal["experience", "education", "licence", "training", "any"]:
    first: list[tuple[int, Literal["experience", "education", "licence", "training", "any"]]] = []
    for name, cue in (
        ("experience", r"\bexperience\b"),
        ("education", r"\beducation(?:al)?\b|\bdegree\b|\bcollege\b|\bgraduation\b|\bhigh school\b"),
        ("licence", r"\blicense\b|\bcertificate\b|\bregistration\b|\bcredential\b"),
        ("training", r"\bapprenticeship\b|\btraining\b|\binternship\b|\binstruction\b"),
    ):
        match = rest.search(cue)
        if match:
            first.append((match.start(), name))  # type: ignore[arg-type]  # the four names above
    if first:
        return min(first)[1]
    return {"education": "experience", "experience": "education"}.get(offers.kind, "any")  # type: ignore[return-value]


def _rates(phrase: Phrase, rest: Phrase) -> tuple[Rate, ...]:
    if phrase.has(r"\byear ?-? ?for ?-? ?year\b|\bfor-year\b|\byear-to-year\b|\byear for each year\b"):
        return (Rate(give=_YEAR, get=_YEAR),)
    if phrase.has(r"\bmonth ?-? ?(?:for|by) ?-? ?month\b"):
        return (Rate(give=_MONTH, get=_MONTH),)
    words = rest.search(r"\b(?P<give>[a-z]+)-for-(?P<get>[a-z]+) basis\b")
    if words and (offered_years := small_number(words["give"])) and (asked_years := small_number(words["get"])):
        return (Rate(give=_years(offered_years), get=_years(asked_years)),)
    each = rest.search(r"^\W*(?:for )?each (?:full |additional )?year\b")
    offer = phrase.search(rf"^\W*(?P<amount>{AMOUNT})")
    if each and offer and (offered := phrase.amount(offer)):
        return (Rate(give=offered, get=_YEAR),)
    basis = rest.search(r"\b(?:basis|rate|ratio) of\b")
    found: list[Rate] = []
    for match in (rest.cut(basis.start()) if basis else rest).all(_RATE):
        give, get = match["give"], phrase.amounts[int(match["get"][1:-1])]
        if give.startswith("<"):
            found.append(Rate(give=phrase.amounts[int(give[1:-1])], get=get))
        else:
            found.append(Rate(give_credits=phrase.credits[int(give[1:-1])], get=get))
    return tuple(found)


def admission(phrase: Phrase, read: Reader) -> Admission | None:
    """Who may be examined although a part is not met yet."""
    lacking = phrase.search(rf"\black(?:ing|s)?\b(?: up to| no more than)?(?: (?P<amount>{AMOUNT}))?")
    within = phrase.search(
        rf"\b(?:within|in the last|in their last) (?P<amount>{AMOUNT}) (?:of|from) (?:complet|satisf|meet|"
        rf"fulfill|obtain|"
        r"receiv|acquir|graduat|secur|qualify|attain|their|the)"
    )
    admit = phrase.search(
        r"\ballow (?:applicants|candidates) (?:admittance|admission)\b|\b(?:will|"
        r"may|shall|can) (?:also )?(?:admit|be (?:admitted|allowed|permitted|eligible to (?:take|"
        r"compete))|file|apply|compete|take the examination|be accepted)\b"
    )
    if lacking and phrase.has(r"\bfile\b|\bapply\b|\badmitted\b|\bexamination\b|\baccepted\b"):
        return Admission(spans=(phrase.span,), lacking=phrase.amount(lacking), until="appointment")
    late = phrase.search(
        r"\bmust (?:have|secure|obtain|possess|be)\b.*\b(?:before|prior to)\b.*\b(?:appoint(?:ed|ment)|eligible)"
    )
    if late is not None and phrase.context.bracketed and admit is None:
        return Admission(spans=(phrase.span,), until="appointment")
    if admit is None or not phrase.has(r"\bexamination|\btest\b|\bfile\b|\bapply\b|\bcompete|\btake\b"):
        return None
    having = read(phrase.cut(0, admit.start())) if admit.start() else None
    if isinstance(having, Text) or phrase.has(r"\b(?:do|does|did|are|is) not\b|\bwithout\b|\bneed not\b"):
        having = None  # they are admitted although they do not have it
    return Admission.model_validate(
        {
            "spans": (phrase.span,),
            "having": having,
            "lacking": phrase.amount(within) if within else None,
            "until": by_when(phrase.line[admit.end() :]) or "appointment",
        }
    )


_SAYS = r" (?:must|shall|should|may|will|can|is|are|does|need not|has to|have to)\b(?P<no> not)?"
_NO_SUBJECT = (
    rf"{AMOUNT}|{CREDITS}|\b(?:which|that|who|whose|degree|licen[sc]es?|certificates?)\b|[;:]|"
    r"^\W*(?:applicants|candidates|persons|individuals|employees)\b"
)
_NEEDS = (
    r"\b(?:must|shall|should|has to|have to) "
    r"(?:(?:also )?(?:have )?(?:been|included?|involved?|be|contain|cover) ?)+(?:in |as )?"
)


def _statement(phrase: Phrase, read: Reader) -> Counting | None:
    """A sentence about experience (`Experience gained in the service must ...`) says what counts, and asks for none."""
    part_of = phrase.search(
        rf"^\W*(?:at least )?{AMOUNT} of (?:the |this |that |such )(?:[a-z]+ ){{0,3}}experience (?:must|shall|"
        rf"should|has to)\b"
    )
    if part_of is not None:
        return Counting(spans=(phrase.span,), counts=True, what="part of the experience", requires=read(phrase))
    said = phrase.search(_SAYS)
    if said is None or phrase.has(r"\b(?:required|desirable|desired|preferred)\W*$"):
        return None
    subject = phrase.cut(0, said.start())
    if subject.has(r"^\W*(?:persons|candidates|applicants) applying experience\b"):
        subject = subject.cut(subject.line.find("experience"))
    if not subject.has(
        r"\b(?:experience|employment|service|work)\b(?! (?:&|questionnaire|section|form|box))"
    ) or subject.has(_NO_SUBJECT):
        return None
    needs = phrase.search(_NEEDS, said.start())
    requires = read(phrase.cut(needs.end())) if needs is not None and needs.end() < len(phrase.line) else None
    if requires is not None and requires.kind not in ("any_of", "experience", "education", "licence"):
        requires = None
    return Counting.model_validate(
        {
            "spans": (phrase.span,),
            "counts": not said["no"],
            "what": subject.original()[:200],
            "requires": requires,
        }
    )


def counting(phrase: Phrase, read: Reader) -> Counting | None:
    """What time does or does not count."""
    refused = phrase.search(
        r"\b(?:will|may|does|shall|can|do|is|are) not (?:be )?(?:recognized|combined|meet|counted|"
        r"count|considered (?:as |to be )?qualifying|qualify|accepted|credited|acceptable|"
        r"qualifying)\b"
    )
    applied = phrase.search(
        r"\bapplied towards? (?:meeting )?(?:(?:this|these|the)(?: \w+| <\d+>){0,5} (?:requirements?|pattern|"
        r"experience)|"
        r"\W*patterns? [ivx]+\W*)\b"
    )
    if applied is None and refused is None:
        counted = phrase.search(
            r"\b(?:experience|time|service)\b.* (?:will|may|shall|must|can) be (?:counted|"
            r"considered|credited|accepted|recognized|gained|evaluated|prorated)\b"
        )
        if counted is None:
            counted = phrase.search(
                r"\bexperience\b.* must (?:have been|be) (?:gained|obtained|acquired|performed|"
                r"in a class)\b|\bexperience .*\bmeets? the\b.* requirement"
            )
        if phrase.has(r"\bnot be considered further"):
            return None
        if counted is None:
            return None if phrase.context.narrows else _statement(phrase, read)
        return Counting(spans=(phrase.span,), counts=True, what=phrase.original()[:200])
    if applied is not None:
        needs = phrase.cut(min(applied.end() + 1, len(phrase.line)))
        requires = read(needs) if needs.line else None
        if isinstance(requires, Text):
            requires = None
        return Counting.model_validate(
            {"spans": (phrase.span,), "counts": True, "what": phrase.words(0, applied.start()), "requires": requires}
        )
    assert refused is not None  # noqa: S101 - the first test of this function
    if not phrase.has(r"\bexperience\b|\btime\b|\bservice\b|\brequirements?\b|\bcourses?\b|\bemployment\b|\bdegree"):
        return None
    return Counting(spans=(phrase.span,), counts=False, what=phrase.words(0, refused.start()))


_NOTES: tuple[tuple[Literal["filing", "preference", "definition", "duty", "process", "other"], str], ...] = (
    ("process", r"\bfollowing statements? represents?\b|\bwill be reviewed based on\b|\bapproved (?:on|"
r"as)\b.*\d|\bcivil service (?:regulation|rule)|\bselective (?:factor )?certification\b"),
    ("preference", r"\bprefer(?:red|ably|ence)\b|\bdesir(?:ed|able)\b(?! not)|\bhighly desirable\b"),
    ("filing", r"\b(?:must|should|shall|may|need to|are required to|required to) (?:\w+ )?(?:complete|"
r"submit|attach|indicate|list|upload|provide|include|fill|state|specify|"
r"answer|file|produce|furnish|present|clearly|describe|select|choose|identify|"
r"report|note|check|fax|mail|apply)\b|\bqualifications questionnaire\b|"
r"\bon-?line application\b|\bsupplemental question|\bverification of work experience\b|"
r"\btranscripts?\b|\bapplications? will (?:not )?be\b|\bwill not be considered further\b|"
r"\battached to the\b|\bpersonnel department\b|\bfax\b|\be-?mail\b|\bwebsite\b|"
r"\bhttp"),
    ("definition", r"\b(?:is|are) (?:defined|interpreted|considered|one|any|equivalent|equal)\b|"
r"\bthe term\b|\bmeans\b|\brefers to\b|\bapplies to\b|\bas used\b|\binclude[sd]? (?:but|"
r"possession)\b|\bmust (?:have been|be) (?:gained|obtained|earned|acquired)\b|"
r"\bis (?:used|shown) here|\bnot apply\b"),
    ("duty", r"\b(?:may|will|must|should) be (?:required|expected|assigned|subject|available)\b|"
r"\brequired to (?:work|wear|furnish|travel|be|pass|join|operate|climb|lift|"
r"drive)\b|\bmileage\b|\bshift|\bovertime\b|\bwork (?:in|at|outdoors|under|"
r"nights|weekends|a )|\bappointees?\b|\bjob preview\b|\bemployees\b|\bmay be exposed|"
r"\bpositions (?:in|are|at|involve|require)\b|\bdepartments? "),
    ("process", r"\b(?:candidates?|applicants?|persons?|eligibles?|examinees?|examination|"
r"score|test|list)\b|\bthis note\b|\bsee the\b|\bfailure to\b|\bsubject to\b|"
r"\bprobationary period\b|\bproof of\b|\bcopy of\b|\bin future\b|\bemployment is limited\b|"
r"\bplease note\b|\brefer to\b"),
)  # fmt: skip


def note(phrase: Phrase) -> Note | None:
    """Words that bind nobody's qualification: how to file, what is preferred, what a word means."""
    for matter, cue in _NOTES:
        if phrase.has(cue):
            return Note(spans=(phrase.span,), matter=matter)
    return None


def equivalent(phrase: Phrase) -> Equivalent | None:
    """An open equivalent, and who decides about it."""
    match = phrase.search(
        r"\b(?:any|an|other|or) (?:other )?(?:(?:acceptable|equivalent|equal|suitable|"
        r"comparable|appropriate) )*(?:combination|equivalent) (?:of|to) (?:the )?(?:acceptable "
        r"|above |related |relevant |appropriate )*"
        r"(?P<of>(?:education|training|experience|qualifications|coursework|work)[a-z, ]*)|\bequivalent combination\b"
    )
    if match is None:
        return None
    listed_ = [name for name in ("education", "training", "experience") if re.search(name, match["of"] or phrase.line)]
    return Equivalent.model_validate({"spans": (phrase.span,), "of": listed_, "decided_by": decided_by(phrase)})


def includes_of(phrase: Phrase) -> Phrase | None:
    """The part of an equivalent's clause that says what it must still hold."""
    match = phrase.search(
        r"\b(?:which|that) (?:has |have |must |shall |also |would )*(?:includ(?:e|"
        r"es|ed|ing))\b|\bprovided that\b|(?:,|and) (?:includes|including)\b|\b(?:must|"
        r"shall) include\b|\bto include\b"
    )
    if match is None or match.end() + 1 >= len(phrase.line):
        return None
    return phrase.cut(match.end() + 1)


__all__ = ["admission", "counting", "equivalent", "includes_of", "level_of", "note", "substitution"]
