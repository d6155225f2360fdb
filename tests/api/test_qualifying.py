"""What the API answers about minimum qualifications: by number, never by name, to nobody about their own case."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meritbook.records.models import Job

pytestmark = pytest.mark.django_db

BODY = "application/json"
NAMES = ("Fairweather", "Wilhelmina", "Harbor and Sons", "Oakes")


def bearer(made: Any) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {made.token}"}


def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


class Caller:
    """Requests of one person."""

    def __init__(self, client: Client, made: Any) -> None:
        self.client, self.head = client, bearer(made)

    def get(self, address: str) -> Any:
        return self.client.get(f"/api{address}", **self.head)

    def post(self, address: str, body: Any) -> Any:
        return self.client.post(f"/api{address}", body, content_type=BODY, **self.head)


@pytest.fixture
def analyst(world: Any, client: Client) -> Caller:
    """The analyst."""
    return Caller(client, world.tokens["analyst"])


def test_a_text_becomes_a_tree_whose_nodes_name_their_words(analyst: Caller) -> None:
    tree = analyst.post("/requirement-tree", {"text": "Two years of auditing experience, or a CPA certificate."}).json()
    assert tree["root"]["kind"] == "any_of"
    assert [part["kind"] for part in tree["root"]["parts"]] == ["experience", "licence"]


def test_a_candidate_is_judged_by_a_text_without_being_kept(world: Any, analyst: Caller) -> None:
    from meritbook.records.models import Application, LedgerEntry

    before = (Application.objects.count(), LedgerEntry.objects.count())
    job = {"position": "Auditor", "startDate": "2020-01-01", "endDate": "2022-12-31", "hoursPerWeek": 40}
    asked = {"text": "Two years of auditing experience.", "policy": "plain", "on": "2026-03-02"}
    answer = analyst.post("/qualify", {**asked, "candidate": {"basics": {"name": NAMES[0]}, "work": [job]}})
    judgement = answer.json()
    assert judgement["verdict"] == "met"
    # 2020-01-01 to 2022-12-31 are 36 months.
    assert judgement["nodes"][0]["least"] == "36"
    assert NAMES[0] not in answer.content.decode()
    assert (Application.objects.count(), LedgerEntry.objects.count()) == before


def test_a_class_of_a_plan_is_judged_by_its_own_policy(world: Any, analyst: Caller, at: Any) -> None:
    from meritbook.actions import SYSTEM, install_shipped_plans

    install_shipped_plans.perform(SYSTEM, at=at, why="Set-up.")
    answer = analyst.post("/qualify", {"class_name": "kansas/4273A4", "candidate": {"work": []}, "on": "2026-03-02"})
    assert answer.json()["policy"] == "kansas"
    assert answer.json()["verdict"] != "met"


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"class_name": "kansas/4273A4"}, 422, "api.invalid"),
        ({"text": ""}, 422, "api.invalid"),
        ({"policy": ""}, 422, "api.invalid"),
        ({"policy": "atlantis"}, 404, "policies.unknown"),
        ({"text": "..."}, 400, "requirement.empty"),
        ({"text": "Two years\u0000 of work."}, 422, "api.invalid"),
        ({"candidate": {"work": [{"startDate": "sometime"}]}}, 422, "reader.candidate"),
        ({"candidate": {"work": [{"position": "\ud800"}]}}, 422, "api.invalid"),
        ({"on": "someday"}, 422, "api.invalid"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_its_place(
    analyst: Caller, change: dict[str, Any], status: int, says: str
) -> None:
    body = {"text": "Two years of work.", "policy": "plain", "on": "2026-03-02", "candidate": {"work": []}, **change}
    response = analyst.post("/qualify", json.dumps(body))
    assert code(response) == (status, says)
    assert response.json()["error"]["to_do"]


def test_no_answer_about_a_candidate_holds_a_name(world: Any, analyst: Caller) -> None:
    pk, exam = world.application.pk, world.examination.pk
    addresses = (
        f"/applications/{pk}", f"/examinations/{exam}/applications", f"/determinations/{world.determined.pk}",
        "/determinations", "/precedents", f"/jobs/{world.job.pk}",
    )  # fmt: skip
    for address in addresses:
        response = analyst.get(address)
        assert response.status_code == 200
        assert not [name for name in NAMES if name in response.content.decode()], address
    changed = analyst.post(
        f"/applications/{pk}/statements", {"candidate": {"work": []}, "seen": 1, "why": "By letter."}
    )
    assert not [name for name in NAMES if name in changed.content.decode()]
    job = analyst.get(f"/applications/{pk}").json()["candidate"]["jobs"]
    assert job == []


def test_who_it_is_is_told_for_a_reason_that_the_ledger_keeps(world: Any, analyst: Caller) -> None:
    from meritbook.records.models import LedgerEntry

    person = analyst.post(f"/applications/{world.application.pk}/reveal", {"why": "To invite her."}).json()
    assert person["name"] == "Wilhelmina Fairweather"
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.action, entry.why) == ("reveal_candidate", "To invite her.")
    assert "Fairweather" not in entry.payload


def test_another_department_is_told_that_there_is_no_such_examination(world: Any, client: Client) -> None:
    other = Caller(client, world.tokens["agency_hr_elsewhere"])
    exam, pk = world.examination.pk, world.application.pk
    for address in (
        f"/examinations/{exam}", f"/examinations/{exam}/applications", f"/applications/{pk}", f"/jobs/{world.job.pk}",
        f"/determinations/{world.determined.pk}", f"/determinations/{world.determined.pk}/notice.pdf",
    ):  # fmt: skip
        assert other.get(address).status_code == 404, address
    for address in (
        f"/examinations/{exam}/close", f"/applications/{pk}/reveal", f"/settlements/{world.settlement.pk}/withdraw",
        f"/jobs/{world.job.pk}/stop",
    ):  # fmt: skip
        assert other.post(address, {"why": "Mine."}).status_code == 404, address
    assert other.get("/examinations").json()["total"] == 0
    assert other.get("/determinations").json()["total"] == 0


def test_whoever_sits_the_examination_neither_sees_nor_does_anything_in_it(world: Any, client: Client) -> None:
    type(world.application).objects.filter(pk=world.application.pk).update(user=world.people.second_analyst)
    own = Caller(client, world.tokens["second_analyst"])
    exam, pk = world.examination.pk, world.application.pk
    assert own.get("/examinations").json()["total"] == 0
    for address in (
        f"/examinations/{exam}", f"/applications/{pk}", f"/applications/{world.determined.application_id}",
        f"/determinations/{world.determined.pk}", f"/jobs/{world.job.pk}",
    ):  # fmt: skip
        assert own.get(address).status_code == 404, address
    settle = {"key": "1/work1", "seen": 1, "verdict": "met", "why": "I know it."}
    assert own.post(f"/applications/{pk}/settlements", settle).status_code == 404
    assert own.post(f"/applications/{pk}/reveal", {"why": "Curious."}).status_code == 404


def test_an_account_is_linked_at_reception_or_later_and_its_holder_keeps_out(
    world: Any, analyst: Caller, client: Client
) -> None:
    address, own = f"/examinations/{world.examination.pk}", Caller(client, world.tokens["auditor"])
    body = {"applications": [{"candidateNumber": "9", "work": []}], "why": "Late."}
    assert own.get(address).status_code == 200
    assert code(analyst.post(f"{address}/applications", {**body, "accounts": {"9": "x"}})) == (422, "api.invalid")
    assert code(analyst.post(f"{address}/applications", {**body, "accounts": {"8": "auditor"}})) == (422, "api.invalid")
    made = analyst.post(f"{address}/applications", {**body, "accounts": {"9": "Auditor"}}).json()["received"][0]
    assert own.get(address).status_code == 404
    link = f"/applications/{made['id']}/account"
    assert analyst.post(link, {"why": "Somebody else."}).json() == {"linked": False}
    assert own.get(address).status_code == 200
    assert analyst.post(link, {"username": "auditor", "why": "It is."}).json() == {"linked": True}
    assert code(analyst.post(link, {"username": "analyst", "why": "Me."}))[0] == 403
    assert own.get(address).status_code == 404


def test_who_may_read_but_not_examine_is_refused(world: Any, client: Client) -> None:
    auditor = Caller(client, world.tokens["auditor"])
    body = {"outcome": "qualified", "reason": "Because.", "judgement_sha256": "0" * 64, "why": "Because."}
    refused = auditor.post(f"/applications/{world.application.pk}/determinations", body)
    assert code(refused) == (403, "permission.denied")


def test_an_answer_is_remembered_and_decides_the_same_question_of_others(world: Any, analyst: Caller) -> None:
    body = {"candidateNumber": "4", "work": [{"position": "Bookkeeper", "startDate": "2019-01-01",
            "endDate": "2022-12-31", "hoursPerWeek": 40, "highlights": ["Works for Harbor and Sons as bookkeeper"]}],
            "education": [], "certificates": []}  # fmt: skip
    received = analyst.post(
        f"/examinations/{world.examination.pk}/applications", {"applications": [body], "why": "Late."}
    ).json()
    other = received["received"][0]
    assert (other["verdict"], received["skipped"]) == ("undetermined", [])
    question = analyst.get(f"/applications/{world.application.pk}").json()["questions"][0]
    settled = analyst.post(
        f"/applications/{world.application.pk}/settlements",
        {"key": question["key"], "seen": 1, "verdict": "met", "why": "The books were audited."},
    ).json()
    assert settled["precedent"]
    answer = analyst.get(f"/applications/{other['id']}").json()
    assert answer["judgement"]["verdict"] == "met"
    assert [one["precedent"] for one in answer["by_precedent"]] == [settled["precedent"]]


def test_an_overruled_precedent_opens_the_question_again(world: Any, analyst: Caller) -> None:
    precedent = world.settlement.precedent_id
    done = analyst.post(f"/precedents/{precedent}/overrule", {"why": "The board sees it otherwise."}).json()
    assert (done["status"], done["overruled_why"]) == ("overruled", "The board sees it otherwise.")
    assert analyst.get("/precedents?status=standing").json()["total"] == 0
    again = analyst.post(f"/precedents/{precedent}/overrule", {"why": "Once more."})
    assert code(again) == (409, "precedent.not_standing")


def test_a_determination_from_a_session_needs_the_password_again(world: Any, client: Client) -> None:
    client.force_login(world.people.analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    body = {"outcome": "information", "answer_by": "2199-01-01", "judgement_sha256": "0" * 64, "why": "Unclear."}
    response = client.post(f"/api/applications/{world.application.pk}/determinations", body, content_type=BODY)
    assert code(response) == (403, "api.confirm_password")
    group = {"kind": "determine", "verdict": "met", "why": "As computed."}
    response = client.post(f"/api/examinations/{world.examination.pk}/jobs", group, content_type=BODY)
    assert code(response) == (403, "api.confirm_password")


def test_a_determination_on_another_judgement_than_was_read_is_refused(world: Any, analyst: Caller) -> None:
    address = f"/applications/{world.application.pk}"
    body = {"outcome": "information", "answer_by": "2199-01-01", "why": "Unclear.", "judgement_sha256": "0" * 64}
    assert code(analyst.post(f"{address}/determinations", body)) == (409, "determination.judgement_moved_on")
    seen = analyst.get(address).json()["judgement_sha256"]
    made = analyst.post(f"{address}/determinations", {**body, "judgement_sha256": seen})
    assert (made.status_code, made.json()["notices"]) == (201, ["pdf", "docx"])


def test_whoever_acts_says_what_they_read_and_is_refused_where_it_was_stated_anew(world: Any, analyst: Caller) -> None:
    address = f"/applications/{world.application.pk}"
    answer = {"key": "1/work1", "verdict": "met", "why": "The books were audited."}
    amended = {"candidate": {"work": []}, "why": "By letter."}
    determined = {"outcome": "information", "answer_by": "2199-01-01", "why": "Unclear."}
    for what, body in (("settlements", answer), ("statements", amended), ("determinations", determined)):
        assert code(analyst.post(f"{address}/{what}", body)) == (422, "api.invalid"), what
    assert code(analyst.post(f"{address}/settlements", {**answer, "seen": 2})) == (422, "api.invalid")
    assert analyst.post(f"{address}/statements", {**amended, "seen": 1}).status_code == 201
    for what, body in (("settlements", answer), ("statements", amended)):
        assert code(analyst.post(f"{address}/{what}", {**body, "seen": 1})) == (409, "application.stated_anew"), what


def test_the_notice_comes_as_it_was_kept_and_names_nobody(world: Any, analyst: Caller) -> None:
    import pypdfium2

    response = analyst.get(f"/determinations/{world.determined.pk}/notice.pdf")
    assert response.content == world.determined.notice_pdf.original()
    with pypdfium2.PdfDocument(response.content) as file:
        words = " ".join(file[place].get_textpage().get_text_range() for place in range(len(file)))
    assert "Candidate 2" in words
    assert "Ursula" not in words
    word = analyst.get(f"/determinations/{world.determined.pk}/notice.docx")
    assert word.headers["Content-Type"].endswith("wordprocessingml.document")


def test_an_amended_statement_is_judged_and_the_earlier_one_stays(world: Any, analyst: Caller) -> None:
    job = {"position": "Auditor", "startDate": "2018-01-01", "endDate": "2021-12-31", "hoursPerWeek": 40}
    address = f"/applications/{world.application.pk}"
    answer = analyst.post(f"{address}/statements", {"candidate": {"work": [job]}, "why": "Answer.", "seen": 1}).json()
    assert (answer["statement"], answer["judgement"]["verdict"]) == (2, "met")
    stale = analyst.post(f"{address}/statements", {"candidate": {"work": []}, "why": "Answer.", "seen": 1})
    assert code(stale) == (409, "application.stated_anew")
    assert world.application.statements.count() == 2
    world.application.refresh_from_db()
    assert world.application.person.name == "Wilhelmina Fairweather"


def test_a_number_that_is_taken_is_left_out_with_the_reason(world: Any, analyst: Caller) -> None:
    body = {"applications": [{"candidateNumber": "1", "work": []}, {"work": []}], "why": "Again."}
    answer = analyst.post(f"/examinations/{world.examination.pk}/applications", body).json()
    assert [one["code"] for one in answer["skipped"]] == ["application.number_taken"]
    assert [one["number"] for one in answer["received"]] == ["C-0001"]


def test_more_than_five_hundred_at_once_are_refused(world: Any, analyst: Caller) -> None:
    body = {"applications": [{"work": []}] * 501, "why": "All of them."}
    response = analyst.post(f"/examinations/{world.examination.pk}/applications", body)
    assert code(response) == (422, "api.invalid")


def test_candidates_are_filtered_by_what_was_computed(world: Any, analyst: Caller) -> None:
    found = {
        verdict: [
            one["number"]
            for one in analyst.get(f"/examinations/{world.examination.pk}/applications?verdict={verdict}").json()[
                "rows"
            ]
        ]
        for verdict in ("met", "not_met", "undetermined")
    }
    assert found == {"met": ["2"], "not_met": ["3"], "undetermined": ["1"]}
    counted = analyst.get(f"/examinations/{world.examination.pk}").json()
    assert counted["verdicts"] == {"met": 1, "not_met": 1, "undetermined": 1}
    assert (counted["applications"], counted["determined"]) == (3, 1)


def test_a_file_waits_for_a_worker_and_another_of_the_kind_is_refused(world: Any, analyst: Caller) -> None:
    waiting = analyst.get(f"/jobs/{world.job.pk}").json()
    assert (waiting["kind"], waiting["status"], waiting["total"]) == ("receive", "queued", 1)
    file = SimpleUploadedFile("more.csv", b"candidate,kind,title\n8,job,Auditor\n")
    address = f"/api/examinations/{world.examination.pk}/file"
    response = analyst.client.post(address, {"file": file, "why": "More."}, **analyst.head)
    assert code(response) == (409, "job.one_at_a_time")


def test_a_closed_examination_takes_nothing_more(world: Any, analyst: Caller) -> None:
    analyst.post(f"/jobs/{world.job.pk}/stop", {"why": "Over."})
    closed = analyst.post(f"/examinations/{world.examination.pk}/close", {"why": "Over."}).json()
    assert closed["status"] == "closed"
    body = {"applications": [{"work": []}], "why": "Late."}
    response = analyst.post(f"/examinations/{world.examination.pk}/applications", body)
    assert code(response) == (409, "examination.closed")


def test_a_list_asks_the_database_no_more_for_more_candidates(
    world: Any, analyst: Caller, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = f"/examinations/{world.examination.pk}/applications"
    with CaptureQueriesContext(connection) as first:
        assert analyst.get(address).json()["total"] == 3
    asked = len(first)
    analyst.post(address, {"applications": [{"work": []}] * 5, "why": "More of them."})
    with django_assert_num_queries(asked):
        assert analyst.get(address).json()["total"] == 8


def test_a_list_of_work_counts_what_was_left_out_and_does_not_read_it(world: Any, analyst: Caller) -> None:
    left = [{"where": "line 2", "says": "No.", "code": "reader.candidate"}]
    Job.objects.filter(pk=world.job.pk).update(skipped_json=json.dumps(left), left_out=3)
    with CaptureQueriesContext(connection) as captured:
        rows = analyst.get(f"/examinations/{world.examination.pk}/jobs").json()["rows"]
    assert next(one["left_out"] for one in rows if one["id"] == world.job.pk) == 3
    assert not any("skipped_json" in one["sql"] for one in captured)
    shown = analyst.get(f"/jobs/{world.job.pk}").json()
    assert (shown["left_out"], [one["code"] for one in shown["skipped"]]) == (
        3,
        ["reader.candidate", "job.more_left_out"],
    )


def test_a_file_of_an_examination_has_one_limit_on_every_face(
    world: Any, analyst: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.api import jobs as face
    from meritbook.readers import batches
    from meritbook.readers.limits import Limits

    assert face.BATCH_LIMITS is batches.BATCH_LIMITS
    monkeypatch.setattr(face, "BATCH_LIMITS", Limits(max_bytes=10))
    file = SimpleUploadedFile("more.csv", b"candidate,kind,title\n8,job,Auditor\n")
    address = f"/api/examinations/{world.examination.pk}/file"
    response = analyst.client.post(address, {"file": file, "why": "More."}, **analyst.head)
    assert code(response) == (413, "reader.too_large")
