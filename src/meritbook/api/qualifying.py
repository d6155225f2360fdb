"""Requirements as trees, policies, and the question whether a candidate qualifies. Nothing here is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from meritbook.api import qualifying_shapes as shapes
from meritbook.api.auth import person
from meritbook.api.errors import InvalidRequestError
from meritbook.api.replies import with_errors
from meritbook.api.texts import readable
from meritbook.core.qualifications.class_text import class_text
from meritbook.core.qualifications.judge import Judgement, judge
from meritbook.core.qualifications.model import Requirement
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.core.qualifications.policy import Policy
from meritbook.desk import plans as plans_read
from meritbook.policies import find_policy, load_policies
from meritbook.readers.candidates import application_in
from meritbook.records import clock

router = Router(tags=["qualifying"])


@router.post("/requirement-tree", response=with_errors(Requirement))
def requirement_tree(request: HttpRequest, body: shapes.RequirementText) -> Any:
    """What a requirement text asks for, as a tree whose nodes name their words. Nothing is kept."""
    person(request)
    return parse_requirement(readable(body.text, "body.text"))


@router.post("/qualify", response=with_errors(Judgement))
def qualify(request: HttpRequest, body: shapes.Qualify) -> Any:
    """Whether a candidate meets a requirement on a day, part by part. Nothing is kept, and no name is an input.

    The requirement is given as a text, or as a class of a plan in effect, `plan/ref`.
    """
    person(request)
    if bool(body.text) == bool(body.class_name):
        raise InvalidRequestError("Give either a text or a class_name.", where="body.text")
    text, policy = body.text, body.policy
    if body.class_name:
        text, plan = _class_text(body.class_name)
        policy = policy or plan
    if not policy:
        raise InvalidRequestError("With a text, name the policy by which time is counted.", where="body.policy")
    asked = parse_requirement(readable(text, "body.text"))
    application = application_in(readable(body.candidate, "body.candidate"), "body.candidate")
    return judge(
        asked,
        application.blind(asked),
        find_policy(readable(policy, "body.policy")),
        on=body.on,
        for_class=readable(body.for_class, "body.for_class"),
        binding=body.binding,
    )


@router.get("/qualification-policies", response=with_errors(list[shapes.PolicyLine]), auth=None)
def list_policies(request: HttpRequest) -> Any:
    """The policies that say how work and study are counted."""
    return [
        {
            "key": key,
            "name": policy.name,
            "kind": policy.kind,
            "jurisdiction": policy.jurisdiction,
            "known_from": policy.known.starts_on,
            "known_before": policy.known.ends_before,
            "rules": len({rule.rule for rule in policy.rules}),
        }
        for key, policy in load_policies().items()
    ]


@router.get("/qualification-policies/{key}", response=with_errors(Policy), auth=None)
def get_policy(request: HttpRequest, key: str) -> Any:
    """One policy with its rules, terms and citations; `pennsylvania+plain` fills what the first leaves open."""
    return find_policy(readable(key, "path.key"))


def _class_text(name: str) -> tuple[str, str]:
    """The requirement text of a class of a plan in effect, and the key of its plan."""
    key, _, ref = readable(name, "body.class_name").partition("/")
    page = plans_read.plan_page(key, None, clock.today())
    return class_text(*plans_read.class_of(page, ref)), page.plan.key
