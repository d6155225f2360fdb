"""Requirements: the list, a version with its tree and examples, the author's page, comparison, the tree of a class."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import write_requirement
from meritbook.actions.permissions import Capability, require
from meritbook.actions.qualifying_policies import RequirementMovedOnError
from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.class_text import class_text
from meritbook.core.qualifications.examples import Example
from meritbook.core.qualifications.model import Requirement
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.desk import plans as read_plans
from meritbook.desk import qualification_policies as read_policies
from meritbook.desk import requirements as read
from meritbook.policies import SHIPPED, find_policy
from meritbook.records import clock
from meritbook.records.models import ClassEntry, RequirementVersion
from meritbook.web.errors import as_problem
from meritbook.web.forms.requirements import AuthorForm
from meritbook.web.http import Request, actor, number, page, page_number
from meritbook.web.tree_marks import marked_requirement

DEFAULT_POLICY = "plain"


@page("GET", needs=Capability.READ_REQUIREMENT)
def requirements(request: Request) -> HttpResponse:
    """The requirements on record, each at its newest version."""
    asked = request.GET.get("q", "").strip()[:200]
    context = {
        "page": read.find(asked, page_number(request)),
        "asked": asked,
        "may_write": request.standing.may(Capability.WRITE_REQUIREMENT),
        "trail": [("Requirements", "")],
    }
    return render(request, "web/requirements.html", context)


@page("GET", needs=Capability.READ_REQUIREMENT)
def requirement(request: Request, key: str, version: int | None = None) -> HttpResponse:
    """A version of a requirement: its words beside its tree, and its examples."""
    found = read.requirement_page(key, version)
    row = found.row
    policy = _known_policy(request.GET.get("policy", ""), row.policy)
    on = _day(request.GET.get("on", "")) or clock.today()
    asked = row.requirement
    for_class = request.GET.get("for", "")[:300]
    context = {
        "page": found,
        "row": row,
        "on": on,
        "for_class": for_class,
        "policies": read_policies.choices(),
        "may_write": request.standing.may(Capability.WRITE_REQUIREMENT),
        "saved": "saved" in request.GET,
        **_laid_out(asked, request),
        **_tried(asked, policy, found.examples, on, for_class),
        "trail": _trail((f"{row.title}, version {row.version}", "")),
    }
    return render(request, "web/requirement.html", context)


@page("GET", needs=Capability.READ_REQUIREMENT)
def requirement_compare(request: Request, key: str, before: int, after: int) -> HttpResponse:
    """Two versions: changed words, changed parts, and examples whose answer changed."""
    found = read.compared(key, before, after)
    context = {
        "key": key,
        "found": found,
        "trail": _trail((found.newer.title, reverse("web:requirement", args=[key])), ("Comparison of versions", "")),
    }
    return render(request, "web/requirement_compare.html", context)


@page("GET", public=True)
def class_requirement(request: Request, key: str, revision: int, ref: str) -> HttpResponse:
    """What a class of a plan asks for, as a tree."""
    plan = read_plans.plan_page(key, revision, clock.today())
    series, job_class = read_plans.class_of(plan, ref)
    asked, special = read.class_requirement(series, job_class)
    class_page = reverse("web:class", args=[key, revision, ref])
    context = {
        "page": plan,
        "plan": plan.plan,
        "job_class": job_class,
        "special": special,
        "own_words": plan.of_document,
        "policy": find_policy(key) if key in SHIPPED else None,
        "may_write": request.standing.may(Capability.WRITE_REQUIREMENT),
        **_laid_out(asked, request),
        "trail": [
            ("Class plans", reverse("web:plans")),
            (plan.plan.name, reverse("web:plan", args=[key, revision])),
            (job_class.title, class_page),
            ("As a tree", ""),
        ],
    }
    return render(request, "web/class_requirement.html", context)


@page("GET", "POST", needs=Capability.WRITE_REQUIREMENT)
def requirement_new(request: Request) -> HttpResponse:
    """Write a requirement, from nothing or from the published words of a class."""
    entry = _entry(request)
    initial: dict[str, Any] = {"policy": DEFAULT_POLICY, "base": 0}
    if entry is not None:
        series, job_class = read_plans.class_of(
            read_plans.plan_page(entry.plan_revision.key, entry.plan_revision.revision, clock.today()), entry.ref
        )
        initial |= {"title": entry.title, "text": class_text(series, job_class)}
        initial["policy"] = entry.plan_revision.key if entry.plan_revision.key in SHIPPED else DEFAULT_POLICY
    form = AuthorForm(request.POST if request.method == "POST" else None, policies=_choices(""), initial=initial)
    return _author(request, form, None, entry)


@page("GET", "POST", needs=Capability.WRITE_REQUIREMENT)
def requirement_edit(request: Request, key: str) -> HttpResponse:
    """Write the next version of a requirement."""
    found = read.requirement_page(key)
    row = found.row
    initial = {"title": row.title, "text": row.text, "policy": row.policy, "base": row.version}
    form = AuthorForm(
        request.POST if request.method == "POST" else None,
        policies=_choices(row.policy),
        initial=initial,
        examples=found.examples,
        fixed_key=key,
    )
    return _author(request, form, row, row.class_entry)


# --- the author's page ----------------------------------------------------------------------------------------


def _author(
    request: Request, form: AuthorForm, row: RequirementVersion | None, entry: ClassEntry | None
) -> HttpResponse:
    require(actor(request), Capability.WRITE_REQUIREMENT, on=request.standing.on)
    today = clock.today()
    sound = form.main.is_valid() if form.sent else True
    policy = _known_policy(form.value("policy"), DEFAULT_POLICY)
    on = (form.main.cleaned_data.get("on") if form.sent else None) or today
    asked, problem = _read(form, sound=sound)
    tried: dict[str, Any] = {}
    if asked is not None:
        tried = _tried(asked, policy, (), on, form.value("for_class"))
        tried["came"] = form.take(_kept(request.POST.get("keep", ""), tried["proposed"]))
        if asked.titles():
            form.main.offer_classes(asked.titles())
    elif form.sent:
        form.take()
    if request.method == "POST" and "save" in request.POST and asked is not None:
        problem, moved = _problem_in(form), None
        if problem is None:
            try:
                saved = _save(request, form, entry, today)
            except RequirementMovedOnError as refused:
                problem, moved = as_problem(refused), read.requirement_page(form.main.named())
                form.begin_after(moved.row.version)
                form.main.is_valid()
            except MeritbookError as refused:
                if refused.http_status == 403:
                    raise
                problem = as_problem(refused)
            else:
                return saved
        return _author_page(request, form, row, entry, asked, tried, problem, moved)
    if problem is None and request.method == "POST":
        problem = _problem_in(form, saving=False)
    return _author_page(request, form, row, entry, asked, tried, problem, None)


def _read(form: AuthorForm, *, sound: bool) -> tuple[Requirement | None, dict[str, Any] | None]:
    """The tree of the words in the form; `None` when there are none to read, with the problem when one was sent."""
    text = form.main.cleaned_data.get("text", "") if form.sent else form.value("text")
    if not form.sent and not text:
        return None, None
    if not sound and "text" in form.main.errors:
        return None, _problem_in(form, saving=False)
    try:
        return parse_requirement(text), None
    except MeritbookError as refused:
        return None, as_problem(refused)


def _problem_in(form: AuthorForm, *, saving: bool = True) -> dict[str, Any] | None:
    """What must be mended before the form can be used, as an alert; `None` when nothing must."""
    if form.main.is_valid() and saving:
        form.main.for_saving()
    form.examples.is_valid()
    wrong = form.errors()
    if not wrong:
        return None
    message = "The requirement cannot be saved as it is." if saving else "Something in the form must be mended."
    return {
        "message": message,
        "to_do": "Mend what is listed. Nothing that you typed is lost.",
        "code": "form.invalid",
        "where": "",
        "list": wrong,
    }


def _save(request: Request, form: AuthorForm, entry: ClassEntry | None, today: date) -> HttpResponse:
    said = form.main.cleaned_data
    version = write_requirement.perform(
        actor(request),
        at=clock.now(),
        why=said["why"],
        key=form.main.named(),
        title=said["title"],
        text=said["text"],
        policy=said["policy"],
        class_entry=entry,
        examples=[one.example(today) for one in form.examples.filled_forms()],  # type: ignore[attr-defined]
        after=form.base,
    )
    if version.version == form.base:
        messages.info(request, f"Nothing changed: version {version.version} stands.")
    else:
        messages.success(request, f"Saved as version {version.version}.")
    return HttpResponseRedirect(f"{reverse('web:requirement', args=[version.key])}?saved=1")


def _author_page(
    request: Request,
    form: AuthorForm,
    row: RequirementVersion | None,
    entry: ClassEntry | None,
    asked: Requirement | None,
    tried: dict[str, Any],
    problem: dict[str, Any] | None,
    moved: read.RequirementPage | None,
) -> HttpResponse:
    today = clock.today()
    results = _results(form, asked, tried["policy"] if tried else None, today)
    heading = f"{row.title}: the next version" if row else "Write a requirement"
    context = {
        "form": form,
        "row": row,
        "entry": entry,
        "heading": heading,
        "kept": results,
        "problem": problem,
        "moved": moved,
        "answered": request.method == "POST",
        "draft": f"requirement-{row.key if row else 'new'}",
        "editing": True,
        "composing": bool(
            form.sent and form.data and {"add", "newjobs-more"} & form.data.keys() and not tried.get("came")
        ),
        **(_laid_out(asked, request) if asked is not None else {}),
        **tried,
        "trail": _trail(
            *([(row.title, reverse("web:requirement", args=[row.key]))] if row else []),
            ("The next version" if row else "Write a requirement", ""),
        ),
    }
    status = 200 if problem is None or request.htmx else 409 if moved else 422
    return render(request, "web/requirement_form.html", context, status=status)


def _results(form: AuthorForm, asked: Requirement | None, policy: Any, today: date) -> list[tuple[Any, Any]]:
    """Each row of the examples with what the judge says of it; `None` where the row or the words are at fault."""
    rows = list(form.examples)
    if form.sent:
        good = [one for one in rows if one.filled() and one.is_valid()]
        examples = [one.example(today) for one in good]
    else:
        good, examples = rows, list(form.stored)
    answers = iter(read.tried(asked, policy, examples)) if asked is not None and policy is not None else iter(())
    found = {id(row): next(answers, None) for row in good}
    return [(row, found.get(id(row))) for row in rows]


def _kept(said: str, proposed: read.Proposals) -> list[Example]:
    """The proposed example that was chosen, about the whole requirement from now on, with the answer that it has."""
    place, _, side = said.partition(":")
    at = number(place)
    if at is None or at >= len(proposed.pairs) or side not in ("enough", "short"):
        return []
    chosen: read.Tried = getattr(proposed.pairs[at], side)
    if chosen.judgement is None:
        return []
    # Ids move with the words: a kept example is named by the words that it straddles.
    words = " ".join(proposed.pairs[at].node.text.split()[:10]).strip(" .;,")
    name = f"{words}: {chosen.example.name.partition(': ')[2]}"
    return [chosen.example.model_copy(update={"name": name, "node": "", "expected": chosen.judgement.verdict})]


# --- parts of several pages -----------------------------------------------------------------------------------


def _laid_out(asked: Requirement, request: Request) -> dict[str, Any]:
    lit = frozenset(request.GET.get("lit", "")[:4000].split())
    marked = marked_requirement(asked, lit)
    return {"tree": read.tree_page(asked), "marked": marked.html, "lights": marked.lights}


def _tried(
    asked: Requirement, policy_key: str, examples: tuple[Example, ...], on: date, for_class: str
) -> dict[str, Any]:
    policy = find_policy(policy_key)
    return {
        "policy": policy,
        "effect": read_policies.effect(policy_key, on),
        "tried": read.tried(asked, policy, examples),
        "proposed": read.proposals(asked, policy, on=on, for_class=for_class),
    }


def _choices(own: str) -> tuple[tuple[str, str], ...]:
    """The policies to choose from, with the requirement's own where it is none of the usual ones."""
    usual = read_policies.choices()
    if not own or own in {key for key, _ in usual}:
        return usual
    return (*usual, (own, find_policy(own).name))


def _known_policy(asked: str, otherwise: str) -> str:
    try:
        return find_policy(asked).key if asked else otherwise
    except MeritbookError:
        return otherwise


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _entry(request: Request) -> ClassEntry | None:
    """The class whose words it begins with, as the address or the form names it."""
    source = request.POST if request.method == "POST" else request.GET
    pk = number(source.get("class"))
    query = ClassEntry.objects.select_related("plan_revision").defer(
        "plan_revision__plan_json", "plan_revision__laid_out_json"
    )
    if pk is not None:
        return query.filter(pk=pk).first()
    revision = number(source.get("revision"))
    if revision is None:
        return None
    key, ref = source.get("plan", "")[:200], source.get("ref", "")[:200]
    return query.filter(plan_revision__key=key, plan_revision__revision=revision, ref=ref).first()


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Requirements", reverse("web:requirements")), *steps]
