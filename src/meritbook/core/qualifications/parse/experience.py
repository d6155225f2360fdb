"""Experience: how much, at which level, in what, in which class, where, and what part of it must be of a narrower
kind.
"""

from __future__ import annotations

import re

from meritbook.core.qualifications.model import Amount, ClassRef, Experience, WorkLevel
from meritbook.core.qualifications.parse.amounts import small_number
from meritbook.core.qualifications.parse.levels import beyond_level, levels_of
from meritbook.core.qualifications.parse.reading import AMOUNT, Phrase, compiled, listed
from meritbook.core.qualifications.parse.subjects import NOUNS, left_over

CUE = (
    rf"\bexperience\b|{AMOUNT} (?:of )?(?:full-time|paid|as |performing|in the |"
    r"in a |in an |working|employment|service|"
    r"of (?:responsible|practice|service|employment|work|which|permanent|the)|service|work\b)|\bjourney-level\b"
)
_PART = (
    r"(?: ,| ;)? (?:(?:and )?(?:including|to include|which (?:must|shall|should) (?:have "
    r")?includ(?:e|ed)|which (?:have |has )?"
    r"includ(?:e|es|ed)|that (?:has |have )?includ(?:e|es|ed)|must include|with) )?(?:at "
    r"least |a minimum of |not less than )?"
    rf"(?P<amount>{AMOUNT}) (?:of |in )?(?:which|whom|this experience|such experience|"
    r"that experience|the above experience|it)\b"
)
_INCLUDING = (
    rf" , (?:with )?at least (?P<also>{AMOUNT}) (?:as|in|of) |(?: ,| ;)? (?:and )?(?:including|"
    r"to include|which (?:must|shall|should) (?:have )?includ(?:e|ed)|which (?:have |"
    r"has )?"
    r"includ(?:e|es|ed)|that (?:has |have )?includ(?:e|es|ed)|must (?:have )?includ(?:e|"
    r"ed)|with|of which)(?: or supplemented by)?(?: at least| a minimum of|"
    rf" not less than)? (?P<amount>{AMOUNT})"
)
_RECENT = rf"(?:within|during|in) (?:the )?(?:last|past|previous|preceding|immediately preceding) (?P<amount>{AMOUNT})"
_DUTIES = (
    r"performing (?:the )?(?:full range of )?(?:[a-z]+ (?:and |or |, )?){0,5}?(?:duties|work|services|functions)"
    r"(?: of| or|(?: at a level)? (?:comparable|equivalent|similar|equal)(?: in level(?: of responsibility)?)?"
    r" to(?: those| that)?(?: of)?)(?: an?| the)? (?P<title>[^,;.:]+)"
)
_AT_LEVEL = (
    r"(?:(?:at|with) (?:or above )?(?:the|a|an|"
    r"that)(?: same)?(?: minimum)?(?: responsibility)? level(?: of responsibilit(?:y|ies))?("
    r"?: comparable| equivalent| equal| not less)?"
    r"(?: to| than)?(?: that)?(?: obtained)?(?: of| to| in)?(?: the class(?:es)? of)?|(?:comparable|equivalent|"
    r"equal) in (?:(?:level|of|duties|and|responsibilit(?:y|ies)|,) )+to(?: "
    r"that of)?|at a level of responsibility"
    r" (?:equivalent|equal|comparable|not less) (?:to|than)(?: that of)?|in a class equivalent "
    r"to|at least at the level of|"
    r"in a (?:class|position) (?:comparable|equivalent) to(?: that of)?)(?: an?| the)? (?P<title>(?!whi"
    r"ch|and|or\b)[a-z][^,;.:]+)"
)
_AS = r"\bas (?:either )?(?:an?|the) (?P<title>[^,;.:]+)"
_TITLE_ENDS = re.compile(
    r" (?:in|with|which|who|that|performing|providing|for|engaged|supervising|"
    r"at|or in|or at|working|involving|responsible|"
    r"assigned|whose|under|during|within|where|doing|conducting|on|from|by|including|and (?:in|is|provides)) "
)
_WHERE = (
    r"\b(?:in|with|for|by) (?P<place>(?:the |an? )?(?:california state (?:civil )?service|"
    r"state (?:civil )?service|city of [a-z]+(?: [a-z]+)?|"
    r"(?:los angeles )?department of [a-z ]+?(?= |$)|(?:large |medium |major |"
    r"complex |central |public |private |state |federal |"
    r"local |governmental |government |commercial |community |nonprofit |industrial |"
    r"business |social |health |human |service "
    r")+(?:agency|agencies|jurisdictions?|organizations?|company|corporation|"
    r"utility|establishment|institutions?|sector|department|"
    r"hospital)))"
)
_STOPS = re.compile(
    rf" (?:within|during|in) (?:the )?(?:last|past|previous|preceding) {AMOUNT}| at or above pay range"
    r"| which (?:must|shall|has|have)\b"
)


_OTHERS = (
    r"\bunder (?:the |an? )?(?:[a-z-]+ ){0,3}(?:supervision|direction|guidance) of [^,;.]*?(?= and | or which|"
    r"[,;.]|$)|"
    r"\bemploying (?:[a-z0-9-]+ ){0,7}(?=persons|people|employees|workers)|"
    r"(?<=\bsupervising )(?:[a-z-]+ (?:and |or |, )?){0,5}(?=personnel|staff|employees|workers|engineers|"
    r"subordinates)|"
    r"(?<=\bsupervision of )(?:[a-z-]+ (?:and |or |, )?){0,5}(?=personnel|staff|employees|workers|engineers|"
    r"subordinates)|"
    r"(?<=\bdirecting )(?:[a-z-]+ (?:and |or |, )?){0,5}(?=personnel|staff|employees|workers)|"
    r"(?<=\bstaff of )(?:[a-z-]+ (?:and |or |, )?){0,5}(?=personnel|staff|employees|workers|engineers)"
)
"""Words about those whom one works under or over: their level is not that of the work."""


_IN_TITLES = (
    r"\b(?:supervis(?:or|ing|ory)|lead|manager|technical|administrative|executive|professional|trainee|journey)\b"
)
"""Words of levels that, with a capital letter within a sentence, belong to the title of a class."""


def _own_words(phrase: Phrase) -> str:
    """The line without titles of classes (a class named Supervisor is no level by itself) and words about others."""
    line = phrase.line
    for match in phrase.all(_OTHERS):
        line = line[: match.start()] + "#" * (match.end() - match.start()) + line[match.end() :]
    for match in phrase.all(_IN_TITLES):
        shown = phrase.words(match.start(), match.end())
        if match.start() > 20 and shown[:1].isupper() and not shown.isupper():
            line = line[: match.start()] + "#" * (match.end() - match.start()) + line[match.end() :]
    for pattern in (_DUTIES, _AT_LEVEL, _AS):
        for match in phrase.all(pattern):
            start, end = match.span("title")
            end = _title_end(phrase, start, end)
            at = start
            for word in phrase.line[start:end].split(" "):
                shown = phrase.words(at, at + len(word)) if word else ""
                if shown[:1].isupper():
                    line = line[:at] + "#" * len(word) + line[at + len(word) :]
                at += len(word) + 1
    return line


def read(phrase: Phrase, *, surely: bool = False) -> Experience | None:
    """The phrase as experience, or `None` when it speaks of something else and is not `surely` experience."""
    if not surely and not phrase.has(CUE) and not (phrase.context.label.endswith("experience") and phrase.has(AMOUNT)):
        return None
    main, including = _narrower(phrase)
    amount = _main_amount(main)
    recent = main.search(_RECENT)
    levels = levels_of(_own_words(main))
    fields, activities = _subject_and_doing(main, levels)
    where, classes = _where(main), _classes(main)
    if not (fields or activities or where or classes):
        fields = left_over(main, levels)
    return Experience(
        spans=(phrase.span,),
        amount=amount,
        levels=levels,
        fields=fields,
        activities=activities,
        where=where,
        classes=classes,
        full_time=True if main.has(r"\bfull-time\b|\bfull time\b") else None,
        paid=True if main.has(r"\bpaid\b") and not main.has(r"\bvolunteer\b|\bunpaid\b") else None,
        continuous=True if main.has(r"\bcontinuous\b|\bconsecutive\b|\buninterrupted\b") else None,
        within=main.amount(recent) if recent else None,
        concurrent=_concurrent(main),
        including=including,
    )


def _concurrent(phrase: Phrase) -> bool | None:
    if phrase.has(r"\bnot (?:be )?concurrent|\bmay not run at the same time"):
        return False
    return True if phrase.has(r"\bconcurrent(?:ly)?\b") else None


def _main_amount(phrase: Phrase) -> Amount | None:
    for match in phrase.all(rf"(?P<amount>{AMOUNT})"):
        before = phrase.line[: match.start()]
        if not re.search(r"(?:last|past|previous|preceding|within|every) $", before):
            return phrase.amount(match)
    return None


_BARE = r"(?P<bare>one|two|three|four|five|\d{1,2}) of which (?=must|shall|has|have|was|were|as|in|at|is|are)"


def _of_the_same(bare: re.Match[str] | None, main: Amount | None) -> Amount | None:
    """`Three years of ..., one of which has been ...`: the unit stands only with the first amount."""
    number = small_number(bare["bare"]) if bare else None
    return Amount(value=number, unit=main.unit) if number is not None and main is not None else None


_BACK = r"(?:the )?(?:this|such|that|above)\b(?: (?:experience|work|service)\b)?"
_POINTS_BACK = rf"^\W*(?:for )?(?:at least )?{AMOUNT} (?:of )?(?P<back>{_BACK})"
"""`Two years of such experience`: a word that points back at what was asked for is no subject by itself."""


def _rest(part: Phrase) -> tuple[str, ...]:
    """What is said of so much time where neither a subject nor something done was found."""
    match = part.search(
        rf"^\W*(?:for )?(?:at least )?(?:{AMOUNT}|one|two|three|four|five|\d{{1,2}}) "
        rf"(?:of )?(?:which|whom|{_BACK}|experience)?"
        r"(?: shall| must| has| have| been| was| were| to| be| included?| involved| gained| a| be| in| at| as)*"
        r"(?P<rest>.*)"
    )
    words = part.words(match.start("rest"), match.end("rest")) if match else ""
    return (words,) if words else ()


def _pointing(phrase: Phrase, levels: tuple[WorkLevel, ...]) -> tuple[str, ...]:
    """What is said of time that a word points back at; the pointing words themselves where nothing more is said.

    Without them the time would count for any work at all, which the text does not say.
    """
    match = phrase.search(_POINTS_BACK)
    if match is None:
        return ()
    said = _rest(phrase)
    return beyond_level(said, levels) if said else (phrase.words(match.start("back"), match.end("back")),)


def _subject_and_doing(phrase: Phrase, levels: tuple[WorkLevel, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The subjects of time worked, and what must have been done in it."""
    fields, activities = beyond_level(_fields(phrase), levels), beyond_level(_activities(phrase), levels)
    if not fields and not (activities and re.match(r"(?i)[a-z]+ing\b", activities[0])):
        activities = _pointing(phrase, levels) or activities
    return fields, activities


def _opening(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return match.start(next(name for name in ("also", "amount", "bare") if groups.get(name)))


def _narrower(phrase: Phrase) -> tuple[Phrase, tuple[Experience, ...]]:
    """The wider experience, and the narrower ones that must lie in it."""
    cuts = [
        match
        for pattern in (_PART, _INCLUDING, rf"(?: ,)? {_BARE}")
        for match in phrase.all(pattern)
        if match.start() > 4 and not phrase.line[: match.start()].endswith("preferably")
    ]
    cuts.sort(key=lambda match: match.start())
    if not cuts:
        return _held(phrase)
    main = _main_amount(phrase.cut(0, cuts[0].start()))
    starts: list[int] = []
    for match in cuts:
        if not starts or _opening(match) > starts[-1] + 3:
            starts.append(_opening(match))
    found: list[Experience] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(phrase.line)
        part = phrase.cut(start, end)
        first = part.search(rf"^(?P<amount>{AMOUNT})")
        bare = part.search(rf"^{_BARE}")
        levels = levels_of(_own_words(part))
        fields, activities = _subject_and_doing(part, levels)
        classes = _classes(part)
        if not fields and not activities and not (bare and classes):
            activities = beyond_level(_rest(part), levels)
        found.append(
            Experience(
                spans=(part.span,),
                amount=part.amount(first) if first else _of_the_same(bare, main),
                levels=levels,
                fields=fields,
                activities=activities,
                where=_where(part),
                classes=classes,
                full_time=True if part.has(r"\bfull-time\b") else None,
            )
        )
    return phrase.cut(0, cuts[0].start()), tuple(found)


_SEVERAL = (
    rf"{AMOUNT}(?: of)? (?P<words>(?:[a-z/'-]+ ){{1,4}}, (?:(?:or |and |and / or )?[a-z/'-]+ (?:[a-z/'-]+ ){{0,3}}"
    r"(?:, )?){1,6})experience\b"
)
"""A list of subjects before the word: `three years of audit, tax or payroll experience`."""
_FOLLOWING = re.compile(r"(?:one|any|either|a combination|combination)? ?(?:or more )?of the following|following", re.I)
_LED = re.compile(r"^[^:]*\bof the following\b[^:]*: *(?=\S)", re.I)
_HELD = (
    r"(?: ,)? (?:which|that) (?:has|have|had|must have|shall have|should have) included "
    r"(?:responsibility (?:for|in|over) |experience )(?:the )?|"
    r" , including (?:[a-z]+ )?experience (?=as |in |with )"
)


def _held(phrase: Phrase) -> tuple[Phrase, tuple[Experience, ...]]:
    """Experience that must have held something of a kind, no matter how long (`which has included inspection`)."""
    match = phrase.search(_HELD)
    if match is None or match.start() < 12 or match.end() >= len(phrase.line):
        return phrase, ()
    part = phrase.cut(match.end())
    levels = levels_of(_own_words(part))
    inner = Experience(spans=(part.span,), levels=levels, activities=beyond_level((part.original(),), levels))
    return phrase.cut(0, match.start()), (inner,)


def _fields(phrase: Phrase) -> tuple[str, ...]:
    """The subject: the words before `experience`, and the nouns after `experience in`."""
    found: list[str] = []
    before = phrase.search(rf"{AMOUNT}(?: of)? (?P<words>[^,;:.<]*?)\s*\bexperience\b")
    if before:
        words = phrase.words(before.start("words"), before.end("words"))
        words = re.sub(
            r"\b(?:of|full[- ]time|part[- ]time|half[- ]time|paid|progressively|increasingly|responsible|"
            r"recent|varied|broad|extensive|the|"
            r"required|above|professional|supervisory|administrative|managerial|journey(?:-level|"
            r" level)?|technical|lead|work|or|"
            r"and|qualifying|practical|actual|satisfactory|successful|trainee|entry|"
            r"level|post-bachelor's degree|verifiable|a|an)\b",
            " ",
            words,
            flags=re.I,
        )
        words = " ".join(words.replace(",", " ").split()).strip(" -/")
        words = re.sub(r"^(?:such|this|that|these|those)(?: |$)", "", words, flags=re.I)
        if words:
            found.append(words)
    if before is None and (several := phrase.search(_SEVERAL)):
        found.extend(listed(phrase, several.start("words"), several.end("words")))
    after = phrase.search(
        r"\bexperience (?:\( [^)]* \) )?(?:at (?:the|an?) (?:[a-z-]+ ){1,4}level )?(?:in|with|"
        r"of) (?:the )?(?:fields? of |areas? of )?(?P<words>.+)"
    )
    if after is None and before is None:
        after = phrase.search(
            rf"^(?:at least )?{AMOUNT} (?:of|in) (?:the )?(?:fields? of )?(?P<words>(?!experience|"
            rf"full-time|paid|which|{_BACK} (?:must|shall|should|has|have|was|were)\b)[a-z].+)"
        )
    if after:
        end = after.end("words")
        for stop in _STOPS.finditer(phrase.line, after.start("words"), end):
            end = min(end, stop.start())
        if not compiled(rf"(?!{NOUNS}\b)\w+ing\b").match(phrase.line, after.start("words")) and not compiled(
            r"(?:an? |the )?(?:california state|city of|class|position|[a-z ]{0,24}department of)"
        ).match(phrase.line, after.start("words")):
            names = (_LED.sub("", name) for name in listed(phrase, after.start("words"), end))
            found.extend(name for name in names if not _FOLLOWING.match(name))
    return tuple(dict.fromkeys(found))


def _activities(phrase: Phrase) -> tuple[str, ...]:
    """What must have been done: the run of words that an -ing form begins."""
    pattern = (
        r"(?:\bexperience(?: [a-z-]+){0,3}?(?: ,)?(?: in| of)?(?: the)?|\bwhich provides experience in|"
        rf"(?:^|of )(?:at least )?{AMOUNT}(?: of)?(?: ,)?(?: in)?|\bcapacity(?: in)?|"
        r" as an? [a-z ]+?| level(?: [a-z ]*?)?|\bwork|\bservice|"
        r"\bresponsib(?:le|ility) for(?: the)?|position|positions|class|(?:has|have) been|,) (?P<words>(?:[a-z]+ly "
        r")?(?!during|including|being|"
        rf"according|following|pending|having|planning (?:experience|work)|{NOUNS}\b(?!-))"
        r"[a-z-]{2,}ing\b.*)"
    )
    match = phrase.search(pattern)
    while match is not None and phrase.words(match.start("words"), match.start("words") + 2)[:1].isupper():
        match = phrase.search(pattern, match.start("words"))  # a class title such as "Lighting Inspector"
    if match is None:
        match = (
            phrase.search(r"\b(?:which|that|who) (?P<words>(?:provides?|involves?|required?|includes?) .*)")
            or phrase.search(r"\b(?:has|have) (?:included|involved) (?P<words>.*)")
            or phrase.search(
                r"\b(?:engaged in|responsible for|assigned to|performing|supervising|directing|"
                r"in charge of|involving|in the) (?P<words>.+)"
            )
        )
    if match is None:
        return ()
    end = match.end("words")
    for stop in _STOPS.finditer(phrase.line, match.start("words"), end):
        end = min(end, stop.start())
    words = phrase.words(match.start("words"), end)
    return (words,) if words else ()


def _where(phrase: Phrase) -> tuple[str, ...]:
    found = [phrase.words(match.start("place"), match.end("place")) for match in phrase.all(_WHERE)]
    return tuple(dict.fromkeys(re.sub(r"^(?:the|an?) ", "", place, flags=re.I) for place in found))


def _named_before(phrase: Phrase) -> tuple[ClassRef, ...]:
    """The class that stands before the word ("Harbor Clerk experience"): capital letters within a sentence."""
    match = phrase.search(rf"{AMOUNT}(?: of)?(?: full-time| paid)* (?P<title>(?:[a-z'-]+ ){{2,6}})experience\b")
    title = phrase.words(match.start("title"), match.end("title")) if match else ""
    if not title or title.isupper() or not all(word[:1].isupper() for word in title.split()):
        return ()
    return (ClassRef(title=title),)


def _classes(phrase: Phrase) -> tuple[ClassRef, ...]:
    found: list[ClassRef] = list(_named_before(phrase))
    for how, pattern in (("duties", _DUTIES), ("at_level", _AT_LEVEL), ("in", _AS)):
        for match in phrase.all(pattern):
            for title in _titles(phrase, match):
                ref = ClassRef(title=title, how=how)
                if all(title != other.title for other in found):
                    found.append(ref)
    return tuple(found)


_SMALL = {"of", "and", "the", "for", "to", "a", "an", "as", "or", "those", "that", "/", "(", ")", "-", "&", "either"}


def _title_end(phrase: Phrase, start: int, end: int) -> int:
    """Where the class titles that begin at a place end: a run of capitalised words, through commas and `or`."""
    if not phrase.words(start, min(start + 12, len(phrase.line)))[:1].isupper():
        stop = _TITLE_ENDS.search(phrase.line + " ", start, end + 1)
        return stop.start() if stop else end
    at = last = start
    for word in phrase.line[start:].split(" "):
        shown = phrase.words(at, at + len(word)) if word else ""
        if shown[:1].isupper() or shown[:1].isdigit():
            last = at + len(word)
        elif word not in _SMALL and word != ",":
            break
        at += len(word) + 1
    return last


def _titles(phrase: Phrase, match: re.Match[str]) -> tuple[str, ...]:
    start, end = match.start("title"), match.end("title")
    end = _title_end(phrase, start, end)
    if re.match(
        r"(?:class|position|minimum|prerequisite|substitute|[a-z]+ing (?!supervisor))", phrase.line[start:end]
    ) and (not phrase.words(start, end)[:1].isupper()):
        return ()
    titles = listed(
        phrase,
        start,
        end,
        by=re.compile(r"(?: ,)? or (?:as )?(?:an? )?| , (?!range|department|california|city|office)"),
    )
    return tuple(title for title in titles if title and len(title.split()) <= 12)
