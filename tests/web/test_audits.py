"""The pages of audits: from the charter to the rating, findings between two sides, and the trust where a measure is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit_world import FIGURES, graded, words
from measure_world import quarter
from year_stage import do

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def confirmed(client: Any, address: str, given: dict[str, Any], password: str) -> Any:
    """What is sent with a password that is asked for first."""
    asked = client.post(address, given)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": password})
    return client.post(address, given, follow=True)


def test_an_audit_is_walked_through_on_the_site(
    audits: Any, measures: Any, people: Any, password: str, signed_in: Callable[[Any], Any], settings: Any, at: datetime
) -> None:
    settings.MERITBOOK_ON = ON
    do("withdraw_audit", people.auditor, at, audit=audits.open, because="Begun anew on the site.")
    client = signed_in(people.auditor)
    page = text(client.get(reverse("web:audit_new"), {"measure": "refund-days"}))
    assert "refund-days" in page
    given = {
        "title": "Refunds again",
        "measures": "refund-days, nowhere",
        "auditor": "auditor",
        "starts_on": "2025-07-01",
        "last_day": "2025-12-31",
        "because": "The report changed hands.",
    }
    refused = client.post(reverse("web:audit_new"), given)
    assert refused.status_code == 422
    assert "The register has no measure nowhere." in refused.content.decode()
    assert "The report changed hands." in refused.content.decode()
    done = client.post(reverse("web:audit_new"), {**given, "measures": "refund-days"}, follow=True)
    assert "0 of 5" in text(done)
    pk = int(done.redirect_chain[-1][0].rstrip("/").rpartition("/")[2])
    of = [pk, "refund-days"]

    shares = {"confidence": "95", "tolerable": "10", "expected": "0"}
    wrong = client.post(reverse("web:audit_sample", args=of), {**shares, "tolerable": "0", "seed": "5"})
    assert wrong.status_code == 422
    assert "above 0, at most 50" in wrong.content.decode()
    drawn = text(client.post(reverse("web:audit_sample", args=of), {**shares, "seed": "5"}, follow=True))
    assert "There is one period, and it is examined." in drawn
    file = client.get(reverse("web:audit_sample_file", args=of))
    assert file.content == b"period,value\r\nFY2026 Q1,\r\n"

    def handed_in(data: bytes) -> Any:
        sent = {"file": SimpleUploadedFile("own.csv", data), "how": "From R-12.", "sample": "1"}
        return client.post(reverse("web:audit_recalculate", args=of), sent, follow=True)

    bad = handed_in(b"period,value\nFY2026 Q1,about 24\n")
    assert bad.status_code == 422
    assert "B2: “about 24” is not a figure." in bad.content.decode()
    assert "From R-12." in bad.content.decode()
    assert "24.5 days on record, 24.5 days recalculated: the same." in text(handed_in(FIGURES))

    for one in ("validity", "reliability", "completeness", "timeliness", "control"):
        sent = {"grade": "partly" if one == "completeness" else "met", "says": f"Seen: {one}."}
        kept = client.post(reverse("web:audit_grade", args=[*of, one]), sent, follow=True)
        assert f"Seen: {one}." in text(kept)
    assert "“usable with care” at best" in text(client.get(reverse("web:audit_measure", args=of)))
    rate = reverse("web:audit_rate", args=of)
    assert "rating it ends the audit" in text(client.get(rate))
    high = confirmed(client, rate, {"level": "reliable", "because": "Nearly."}, password)
    assert high.status_code == 422
    assert "is more than the criteria allow" in high.content.decode()
    assert "It is so because of: completeness (partly" in high.content.decode()
    assert "Grade these criteria first" not in high.content.decode()
    rated = client.post(rate, {"level": "with_care", "because": "One quarter is missing."}, follow=True)
    assert "until 29 February 2028" in text(rated)
    assert "Reported" in text(client.get(reverse("web:audit", args=[pk])))
    measure = text(client.get(reverse("web:measure", args=["refund-days"])))
    assert "Usable with care" in measure
    assert "One quarter is missing." in measure


def test_the_trust_stands_wherever_the_measure_is(
    world: Any, signed_in: Callable[[Any], Any], settings: Any, at: datetime, people: Any
) -> None:
    settings.MERITBOOK_ON = ON
    audits = world.rooms.audits
    client = signed_in(people.auditor)
    listed = text(client.get(reverse("web:measures")))
    assert "Usable with care" in listed
    assert "Not audited" in listed
    narrowed = text(client.get(reverse("web:measures"), {"show": "unaudited"}))
    assert "Letters answered" not in narrowed
    assert "Days to a refund" in narrowed
    goal = reverse("web:results_goal", args=[world.strategic.revenue.plan.key, "fast-refunds"])
    assert "Not audited" in text(client.get(goal))
    graded(people, audits.audited, at)
    do("rate_trust", people.auditor, at, audited=audits.audited, level="reliable", because="All is met.")
    tag = f"/results/audits/{audits.open.pk}/measures/refund-days/"
    director = signed_in(people.department_director)
    for name in ("web:results_goal", "web:results_plan", "web:measure", "web:measures"):
        parts = {"web:results_goal": [world.strategic.revenue.plan.key, "fast-refunds"]}.get(name)
        path = reverse(name, args=parts) if parts else reverse(name, kwargs=world.arguments().get(name))
        assert tag in text(director.get(path)), name
    settings.MERITBOOK_ON = date(2028, 3, 1)
    assert "Audit expired" in text(client.get(reverse("web:measure", args=["refund-days"])))


def test_a_contract_tied_to_a_measure_shows_its_trust_on_each_of_its_pages(
    world: Any, people: Any, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    from meritbook.core.contracts.text import ContractText
    from meritbook.core.values import canonical_json
    from meritbook.desk.measure_trust import trust_of_text

    settings.MERITBOOK_ON = ON
    version = world.executives.agreement.signed_version
    plain = version.text.plain()
    for area in plain["areas"]:
        for objective in area["objectives"]:
            for measure in objective["measures"]:
                measure["register_key"] = "letters-answered"
    version.text_json = canonical_json(plain)
    version.save(update_fields=["text_json"])
    tied = ContractText.model_validate(plain)
    assert {one.word for one in trust_of_text(tied, ON).values()} == {"Usable with care"}
    assert trust_of_text(None, ON) == {}
    client = signed_in(people.department_director)
    row = [world.executives.agreement.pk]
    for name in ("web:agreement", "web:agreement_rating", "web:agreement_rating_write", "web:agreement_sight"):
        assert "Usable with care" in text(client.get(reverse(name, args=row))), name
    listed = signed_in(people.results_administrator).get(reverse("web:agreement_measures"), {"show": "all"})
    assert "Usable with care" in text(listed)


def test_who_has_a_part_reads_the_audit_and_is_told_to_keep_out(
    audits: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    page = reverse("web:audit_measure", args=[audits.open.pk, "refund-days"])
    owner = text(signed_in(people.measure_owner).get(page))
    assert "Hand in recalculated figures" not in owner
    assert "Rate the trust" not in owner
    assert "Hand in recalculated figures" in text(signed_in(people.results_facilitator).get(page))
    # An administrator keeps measures and recorded a value of one: of that one they only read the audit.
    later = datetime(2026, 4, 2, 10, 0, tzinfo=UTC)
    do(
        "record_values", people.results_administrator, later, measure=audits.letters, source="List.",
        values=[(quarter(date(2026, 1, 1)), Decimal(940), "")],
    )  # fmt: skip
    again = do(
        "charter_audit", people.auditor, later, title="Letters again",
        measures=[audits.letters], auditor=people.auditor, starts_on=date(2025, 7, 1), ends_before=date(2026, 4, 1),
        because="A new year.",
    )  # fmt: skip
    page = reverse("web:audit_measure", args=[again.pk, "letters-answered"])
    part = text(signed_in(people.results_administrator).get(page))
    assert "You have a part in this measure and only read its audit." in part


def test_a_finding_goes_from_one_side_to_the_other_and_onto_their_desks(
    audits: Any, people: Any, password: str, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.MERITBOOK_ON = ON
    row = audits.finding
    owner = signed_in(people.measure_owner)
    assert "Answer a finding: Days to a refund" in text(owner.get(reverse("web:home")))
    answer = reverse("web:audit_finding_answer", args=[row.pk])
    given = {"agrees": "yes", "says": "From April on.", "due_on": "2026-03-01"}
    refused = owner.post(answer, given)
    assert refused.status_code == 422
    assert "From April on." in refused.content.decode()
    assert "From April on." in text(owner.post(answer, {**given, "due_on": "2026-04-30"}, follow=True))
    done = owner.post(reverse("web:audit_finding_done", args=[row.pk]), {"says": "Named on 30 March."}, follow=True)
    assert "Reported done" in text(done)
    assert "Answer a finding" not in text(owner.get(reverse("web:home")))
    assert signed_in(people.measure_owner).get(reverse("web:audit_finding_verify", args=[row.pk])).status_code == 403
    auditor = signed_in(people.auditor)
    assert "Verify a finding: Days to a refund" in text(auditor.get(reverse("web:home")))
    verify = reverse("web:audit_finding_verify", args=[row.pk])
    lacking = auditor.post(verify, {"close": "no", "says": "No trace."})
    assert lacking.status_code == 422
    assert "Say by when it is to be done." in lacking.content.decode()
    closed = confirmed(auditor, verify, {"close": "yes", "says": "Seen in three reports."}, password)
    assert "Verified and closed" in text(closed)
    assert "Verify a finding" not in text(auditor.get(reverse("web:home")))


def test_an_overdue_finding_comes_onto_the_desk_of_who_leads_the_audit(
    audits: Any, people: Any, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    client = signed_in(people.auditor)
    settings.MERITBOOK_ON = date(2026, 4, 1)
    desk = text(client.get(reverse("web:home")))
    assert "Follow a finding up" not in desk
    assert "Go on with an audit: Refund figures" in desk
    settings.MERITBOOK_ON = date(2026, 4, 2)
    assert "Follow a finding up: Days to a refund" in text(client.get(reverse("web:home")))
    assert "Overdue" in text(client.get(reverse("web:audit_finding", args=[audits.finding.pk])))
    settings.MERITBOOK_ON = date(2028, 1, 10)
    assert "Audit measures anew whose rating ends" in text(client.get(reverse("web:home")))


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ({}, "Finding 1", "nothing else"),
        ({"show": "open"}, "1 finding found", "2 findings found"),
        ({"show": "answered"}, "1 finding found", "2 findings found"),
        ({"show": "mine"}, "2 findings found", "nothing else"),
        ({"show": "closed"}, "No finding fits", "Refund figures"),
        ({"show": "splendid"}, "2 findings found", "nothing else"),
        ({"department": "99999999999999999999"}, "2 findings found", "nothing else"),
        ({"page": "99"}, "2 findings found", "nothing else"),
    ],
)
def test_the_findings_are_narrowed_to_what_is_asked(
    audits: Any, people: Any, signed_in: Callable[[Any], Any], settings: Any, asked: Any, shown: str, hidden: str
) -> None:
    settings.MERITBOOK_ON = ON
    found = text(signed_in(people.measure_owner).get(reverse("web:audit_findings"), asked))
    assert shown.replace("Finding 1", "2 findings found") in found
    assert hidden not in found


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ({"state": "reported"}, ">Letters<", "Refund figures"),
        ({"q": "refund-days"}, "Refund figures", ">Letters<"),
        ({"q": "\0"}, "Refund figures", "nothing else"),
        ({"state": "withdrawn"}, "No audit fits", "Refund figures"),
        ({"department": "999999"}, "Refund figures", "nothing else"),
    ],
)
def test_the_audits_are_narrowed_to_what_is_asked(
    audits: Any, people: Any, signed_in: Callable[[Any], Any], asked: dict[str, str], shown: str, hidden: str
) -> None:
    found = text(signed_in(people.auditor).get(reverse("web:audits"), asked))
    assert shown in found
    assert hidden not in found


@pytest.mark.parametrize(
    "path",
    [
        "/results/audits/999999/",
        "/results/audits/99999999999999999999999/",
        "/results/audits/1/measures/nowhere/",
        "/results/audits/1/measures/refund-days/criteria/beauty/",
        "/results/audits/findings/999999/",
        "/results/audits/findings/99999999999999999999999/verify/",
    ],
)
def test_what_is_not_there_is_not_found(audits: Any, people: Any, signed_in: Callable[[Any], Any], path: str) -> None:
    response = signed_in(people.auditor).get(path)
    assert response.status_code == 404
    assert "Traceback" not in response.content.decode()


def test_a_sample_that_was_never_drawn_has_no_file(audits: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    path = reverse("web:audit_sample_file", args=[audits.reported.pk, "letters-answered"])
    assert signed_in(people.auditor).get(path).status_code == 404


def test_a_finding_is_raised_with_all_that_was_typed_kept_when_it_is_refused(
    audits: Any, people: Any, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.MERITBOOK_ON = ON
    client = signed_in(people.auditor)
    address = reverse("web:audit_finding_new", args=[audits.open.pk, "refund-days"])
    assert 'value="validity" selected' in text(client.get(address, {"criterion": "validity"}))
    refused = client.post(address, {**words(), "effect": " "})
    assert refused.status_code == 422
    assert "Name a second reader" in refused.content.decode()
    assert "to be answered by 1 April 2026" in text(client.post(address, words(), follow=True))
