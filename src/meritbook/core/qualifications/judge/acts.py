"""Whether a job's words say that somebody worked on a subject: a plain rule of grammar, and no guess at meaning.

A duty shows a subject when a verb of work governs it: "audits tax returns", "performs accounting work", "in charge of
all accounting". It does not when the subject only stands nearby: behind "of", "for", "at" or "to" ("greets visitors of
the auditing department"), as the name of a place or of people ("manages an accounting firm", "supervises auditors"), or
with a verb of something else ("took courses in auditing"). A title shows the subject that it names, unless it denies
it or serves another. What the rule does not see is asked about, so it may miss much and must not take too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from meritbook.core.qualifications.judge.words import content, stem


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BASES = _words(
    "administer analyse analyze appraise architect assess audit author budget build calculate carry code compile "
    "complete compute conduct configure control coordinate create debug deploy design determine develop direct draft "
    "engineer establish evaluate examine execute forecast formulate handle head implement inspect install integrate "
    "interpret investigate lead maintain manage model monitor negotiate operate organise organize oversee perform plan "
    "practice practise prepare process produce program provide reconcile research resolve review revise run secure "
    "specialise specialize supervise survey test troubleshoot undertake upgrade update verify work write advise keep do"
)
_SPECIAL = _words("audit budget program survey inspect research forecast engineer appraise")
"""Verbs that are a field of work by themselves: who audits, whatever it be, works in auditing."""
_IRREGULAR = {
    "led": "lead", "ran": "run", "wrote": "write", "written": "write", "built": "build", "oversaw": "oversee",
    "undertook": "undertake", "kept": "keep", "did": "do", "does": "do", "doing": "do",
}  # fmt: skip
_DOUBLED = _words("control debug plan program run")


def _forms() -> dict[str, str]:
    found = dict(_IRREGULAR)
    for base in _BASES:
        silent = base.endswith("e") and not base.endswith("ee")
        root = base + base[-1] if base in _DOUBLED else base[:-1] if silent else base
        past = base[:-1] + "i" if base.endswith("y") else root
        third = base[:-1] + "ies" if base.endswith("y") else base + ("es" if base.endswith(("s", "ss", "ch")) else "s")
        found |= {base: base, third: base, past + "ed": base, root + "ing": base}
    return found


_WORKS = _forms()
"""Every form of a verb of work, with the verb."""

_NO_ACT = _words(
    "account accounts accounted agency agencies agent agents analyst analysts appointment appointments assistant "
    "association auditorium branch building buildings bureau bureaus cafeteria calendar calendars calls class "
    "classes clerk clerks client clients coffee companies company conference conferences coordinator course "
    "courses customer customers department departments desk director directors division divisions door driver "
    "event events executive facilities facility files firm firms floor furniture home homes hospital hospitals "
    "house houses kitchen lobby lot lunch mail mailroom manager managers meeting meetings newsletter newsletters "
    "office officer officers offices parking patient patients people phone phones receptionist room rooms "
    "schedule schedules school schools secretary section sections shop site staff store stores student students "
    "supplies team teams telephone telephones tour tours travel unit units visitor visitors workplace party "
    "parties picnic picnics"
)
"""Places, people and things about the house: "auditing" before one of them names it, and says nothing of the work."""
_NO_TITLE = _words(
    "agency agent attendant bakery barber bureau caterer catering cleaner company cook courier custodian "
    "department desk division doorman driver firm guard guest host janitor messenger office porter receptionist "
    "school secretary server switchboard usher visitor waiter"
)
_TITLE_DENIES = re.compile(
    r"\b(?:no(?!\.)|not|non(?![- ]?profit)|never|without|except|student|students)\b", re.IGNORECASE
)
_FOR_ANOTHER = re.compile(r"\b(?:to|for|at|near|in\s+the|of\s+an?)\b", re.IGNORECASE)
_LEARNS = re.compile(
    r"\b(?:classes|course(?:s|work)?|homework|lectures?|lessons?|seminars?|workshops?|thesis|semesters?)\b",
    re.IGNORECASE,
)

_AGENT = re.compile(r"(?:ers?|ors?|ists?|ants?|ians?)$")
_NURSE = _words("nurse nurses attorney attorneys counsel")
_ACT = re.compile(r"(?:ing|ings|ions?|ments?|als?|ances?|[ai]s[ei]s)$")
_ACT_NOUNS = _words(
    "audit audits budget budgets purchase purchases survey surveys research test tests repair repairs design designs "
    "review reviews plan plans forecast forecasts"
)
_LEADING = _words("i we he she also and then currently later duties include included including")
_GOVERNS = (("responsible", "for"), ("accountable", "for"), ("in", "charge", "of"), ("charged", "with"))
_BE = _words("is was am were are been being")
_PLAIN = _words("all complex daily difficult financial full general internal external routine senior varied")
_BOUNDARY = _words(
    "about across after against along alongside around as at before behind below beside between beyond by during "
    "for from in inside into near next of off on onto outside over past per since through throughout together "
    "toward towards under until upon via with within without"
)
_STOPS = _words("to who whom that which whose how where while when because if whether what than so but not")
_JOINTS = _words(", and or & /")
_OF = _words(
    "administration all analyses analysis aspects aspect category development design implementation kinds kind "
    "management most part parts performance phases planning preparation range review types type variety work"
)
_IN = _words("work duties experience assignments tasks projects analysis analyses")
_WORK_IN = _words("work specialise specialize advise")
_TOKEN = re.compile(r"[a-z]+|[,&/()\[\]:]|\s[-–—]\s")
_SENTENCE = re.compile(r"[;\n]|[.!?](?:\s+(?=[A-Z])|\s*$)")
_HELD = re.compile(r"['’]s\b")


class Subject(NamedTuple):
    """What is asked for, made ready to be compared: its words with their stems."""

    words: tuple[tuple[str, str], ...]
    stems: frozenset[str]
    literal: frozenset[str]


class Clause(NamedTuple):
    """Verbs of work, and the words that they govern."""

    verbs: tuple[str, ...]
    governed: tuple[str, ...]


@lru_cache(maxsize=4096)
def subject_of(text: str) -> Subject:
    """The subject that a text names."""
    words = tuple((word, stem(word)) for word in content(text))
    return Subject(words, frozenset(one for _, one in words), frozenset(word for word, _ in words))


def title_shows(title: str, subject: Subject) -> bool:
    """Whether a title or a class names the subject as what is done, in any form of its words, an agent's among them."""
    words = (own_title(title) or "").split()
    if not (subject.words and words):
        return False
    return all(any(_names(one, word, root) or _is_agent(one, root) for one in words) for word, root in subject.words)


@lru_cache(maxsize=65_536)
def own_title(title: str) -> str | None:
    """What a title says that its holder did, in lower case: only what stands before "to" or "for".

    Empty where it names a place or other work ("auditing department receptionist"); `None` where it says what the job
    was not, or that it was a student's.
    """
    if _TITLE_DENIES.search(title):
        return None
    words = re.findall("[a-z]+", _FOR_ANOTHER.split(title, maxsplit=1)[0].lower())
    return " ".join(words) if _NO_TITLE.isdisjoint(words) else ""


def duty_shows(duty: str, subject: Subject) -> bool:
    """Whether a duty says in plain words that the subject was worked on."""
    if not subject.words or _LEARNS.search(duty):
        return False
    return any(_shows(one, subject) for one in clauses(duty, subject.stems))


def _shows(clause: Clause, subject: Subject) -> bool:
    verbs, governed = clause
    if any(word in _NO_ACT and word not in subject.literal for word in governed):
        return False
    by_verb = {stem(verb): verb for verb in verbs}
    shown_by_object = False
    for word, root in subject.words:
        if any(_names(one, word, root) for one in governed):
            shown_by_object = True
        elif root not in by_verb or by_verb[root] in _NO_ACT:
            return False
    if shown_by_object:
        return True
    # By its verbs alone: a verb that is no field of work ("manages") shows none, and a noun in -s looks like a verb.
    own = [by_verb[root] for _, root in subject.words]
    gerund = all(verb.endswith("ing") for verb in own)
    return (bool(governed) or gerund) and any(_WORKS.get(verb, "") in ("", *_SPECIAL) for verb in own)


def acts_shown(duty: str, acts: frozenset[str], matter: frozenset[str]) -> bool:
    """Whether every act stands as a verb of the duty, with at least one matter among what these verbs govern.

    Where no act is named, all of the matter must be governed by verbs of work.
    """
    if _LEARNS.search(duty):
        return False
    for verbs, governed in clauses(duty, acts):
        found = {stem(one) for one in governed}
        if acts:
            if acts <= {stem(one) for one in verbs} and (not matter or matter & found):
                return True
        elif matter and matter <= found and _NO_ACT.isdisjoint(governed):
            return True
    return False


def _names(word: str, wanted: str, root: str) -> bool:
    """Whether a word names the subject as work: "audits" of auditing, and neither "auditor" nor "accounts"."""
    if word == wanted:
        return True
    if stem(word) != root or _AGENT.search(word):
        return False
    return not wanted.endswith("ing") or word in _ACT_NOUNS or _ACT.search(word) is not None


def _is_agent(word: str, root: str) -> bool:
    return stem(word) == root and (word in _NURSE or _AGENT.search(word) is not None)


def clauses(duty: str, known: frozenset[str]) -> Iterator[Clause]:
    """The parts of a duty that a verb of work governs; `known` are stems that are verbs of work here as well."""
    for sentence in _SENTENCE.split(duty):
        if sentence:
            yield from _Scan(_TOKEN.findall(_HELD.sub("", sentence.lower())), known).clauses()


class _Scan:
    """One sentence, read word by word."""

    def __init__(self, tokens: list[str], known: frozenset[str]) -> None:
        self.tokens = tokens
        self.known = known
        self.verbs: list[str] = []
        self.governed: list[str] = []

    def clauses(self) -> Iterator[Clause]:
        place = self._start()
        open_ = place is not None
        place = place or 0
        while place < len(self.tokens):
            word = self.tokens[place]
            if not word.isalpha() and word not in _JOINTS:
                break
            if word in _STOPS:
                break
            if word in _JOINTS:
                after = self._past_joints(place)
                if self._is_joined(after, open_):
                    if self.governed or not open_:
                        yield from self._made(open_)
                        self.verbs, self.governed = [], []
                    self.verbs.append(self.tokens[after])
                    open_, place = True, after + 1
                    continue
                place = max(after, place + 1)
                continue
            if open_ and word in _BOUNDARY:
                if not self._goes_on(word):
                    yield from self._made(not (word == "by" and not self.governed))
                    self.verbs, self.governed, open_ = [], [], False
            elif open_:
                self._take(word)
            place += 1
        yield from self._made(open_)

    def _made(self, is_open: bool) -> Iterator[Clause]:
        if is_open and self.verbs:
            yield Clause(tuple(self.verbs), tuple(self.governed))

    def _start(self) -> int | None:
        """The place after the first verb of work; none where the sentence begins with something else."""
        place, tokens, was = 0, self.tokens, False
        while place < len(tokens):
            word = tokens[place]
            for phrase in _GOVERNS:
                after = place + len(phrase)
                if tuple(tokens[place:after]) == phrase:
                    first = next((one for one in tokens[after:] if one not in _PLAIN and one != "the"), "")
                    if first.endswith("ing") and not self._is_verb(first):
                        return None
                    self.verbs.append("do")
                    return after
            if was and word not in _LEADING and not word.endswith("ly"):
                return None
            if self._is_verb(word):
                self.verbs.append(word)
                return place + 1
            if word in _BE:
                was = True
            elif word not in _LEADING and word not in _PLAIN and not word.endswith("ly"):
                return None
            place += 1
        return None

    def _is_verb(self, word: str) -> bool:
        if word in _WORKS:
            return True
        return word.endswith(("s", "ed", "ing")) and word not in _NO_ACT and stem(word) in self.known

    def _past_joints(self, place: int) -> int:
        while place < len(self.tokens) and (self.tokens[place] in _JOINTS or self.tokens[place].endswith("ly")):
            place += 1
        return place

    def _is_joined(self, place: int, is_open: bool) -> bool:
        """Whether the word after a joint is a further verb, and no noun like one."""
        if place >= len(self.tokens) or not self._is_verb(self.tokens[place]):
            return False
        word = self.tokens[place]
        chained = is_open and not self.governed
        if word.endswith("ing"):
            return chained
        if word in _BASES:
            return is_open and self.verbs[-1] in _BASES and (chained or self._has_object(place))
        return chained or self._has_object(place)

    def _has_object(self, place: int) -> bool:
        follows = self.tokens[place + 1] if place + 1 < len(self.tokens) else ""
        return follows.isalpha() and follows not in _BOUNDARY and follows not in _JOINTS and follows not in _STOPS

    def _goes_on(self, word: str) -> bool:
        """Whether what stands behind this word is still what the verb governs: "the work of", "duties in"."""
        last = self.governed[-1] if self.governed else ""
        if word == "of":
            return last in _OF or (not last and self.verbs[-1].endswith("ing")) or (not last and self.verbs == ["do"])
        if word in ("in", "at", "on"):
            return last in _IN or (not last and _WORKS.get(self.verbs[-1]) in _WORK_IN)
        return False

    def _take(self, word: str) -> None:
        if not self.governed and word.endswith("ing") and self._is_verb(word):
            self.verbs.append(word)
        else:
            self.governed.append(word)
