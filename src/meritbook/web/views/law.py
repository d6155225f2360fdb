"""The law: packs, the register of a pack, one rule, a case before a rule, two packs compared. Open to the public."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.core.law.judge import Judge
from meritbook.desk import law as read
from meritbook.law import SHIPPED, load_law
from meritbook.records import clock
from meritbook.web.forms.law import CaseForm
from meritbook.web.http import Request, page, page_number

LAW = "Law"


@page("GET", public=True)
def law(request: Request) -> HttpResponse:
    """The packs."""
    on = clock.today()
    return render(request, "web/law.html", {"packs": read.packs(on), "on": on})


@page("GET", public=True)
def law_pack(request: Request, key: str) -> HttpResponse:
    """The register of a pack: rules, parameters, readings, tables, sources."""
    on = clock.today()
    found = read.pack_page(key, on)
    return render(request, "web/law_pack.html", {"found": found, "on": on, "trail": _trail((found.line.name, ""))})


@page("GET", public=True)
def law_rule(request: Request, key: str, rule: str) -> HttpResponse:
    """One rule with everything that it rests on."""
    on = clock.today()
    found = read.rule_page(key, rule, on)
    trail = _trail((found.pack.name, reverse("web:law_pack", args=[key])), (rule, ""))
    return render(request, "web/law_rule.html", {"found": found, "on": on, "trail": trail})


@page("GET", public=True)
def law_check(request: Request, key: str, rule: str) -> HttpResponse:
    """A case put before one rule: its facts stand in the address, so that what it says can be handed on."""
    found = read.rule_page(key, rule, clock.today())
    asked = "on" in request.GET
    more = {"initial": {"on": clock.today().isoformat()}, "auto_id": "case-%s"}
    form = CaseForm(request.GET if asked else None, law=load_law(key), rule=rule, **more)
    context: dict[str, Any] = {
        "found": found,
        "form": form,
        "trail": _trail(
            (found.pack.name, reverse("web:law_pack", args=[key])),
            (rule, reverse("web:law_rule", args=[key, rule])),
            ("Check a case", ""),
        ),
    }
    if asked and form.is_valid():
        assert form.case is not None  # noqa: S101 - said to the type checker: a form that is valid has read its case
        assert form.day is not None  # noqa: S101 - as above
        judge = Judge(form.law, form.day, alternatives=form.alternatives())
        (context["verdict"],) = judge.check(form.case, [rule])
    elif asked:
        context["problem"] = _problem(form)
    return render(request, "web/law_check.html", context, status=422 if "problem" in context else 200)


def _problem(form: CaseForm) -> dict[str, Any]:
    listed = [
        {
            "says": f"{str(form.fields[name].label).rstrip('.')}: {' '.join(map(str, mistakes))}",
            "anchor": form[name].id_for_label or form[name].auto_id,
        }
        for name, mistakes in form.errors.items()
    ]
    return {
        "message": "The case cannot be checked as it is.",
        "to_do": "Mend what is listed. Nothing that you typed is lost.",
        "code": "form.invalid",
        "where": "",
        "list": listed,
    }


@page("GET", public=True)
def law_compare(request: Request) -> HttpResponse:
    """Two packs side by side: which rules, values and readings only one has, and what they say differently."""
    on = clock.today()
    first, second = (request.GET.get(name, "")[:100] for name in ("first", "second"))
    context: dict[str, Any] = {"packs": read.packs(on), "on": on, "trail": _trail(("Compare", ""))}
    if first or second:
        context["found"] = read.compared(first or SHIPPED[0], second or SHIPPED[0], on, page_number(request))
    return render(request, "web/law_compare.html", context)


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(LAW, reverse("web:law")), *steps]
