"""What holds for every allocation: determinism, titles, thin and contradictory descriptions, overrides, several plans."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from meritbook.core.allocation.engine import allocate
from meritbook.core.allocation.model import AllocationResult, Finding, json_schema
from meritbook.core.positions.layout import lay_out
from meritbook.core.positions.model import PositionDescription
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict
from meritbook.plans import load_shipped

from . import descriptions as d
from .descriptions import described

SHIPPED = load_shipped()
EVERY = list(SHIPPED.values())
DESCRIPTIONS = [d.BUSINESS_AND_INDIVIDUAL_AUDIT, d.AGENCY_COUNSEL, d.NETWORK_CHIEF, d.RISK_ADMINISTRATOR, d.CLERK]


def findings(result: AllocationResult) -> list[Finding]:
    return [f for s in result.series for f in s.clauses] + [f for c in result.candidates for f in c.clauses]


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(sorted(SHIPPED)), position=st.sampled_from(DESCRIPTIONS))
def test_the_order_of_the_plans_changes_no_byte(order: list[str], position: PositionDescription) -> None:
    assert canonical_json(allocate(position, [SHIPPED[key] for key in order])) == canonical_json(
        allocate(position, EVERY)
    )


@settings(max_examples=25, deadline=None)
@given(
    title=st.text(max_size=60),
    current=st.sampled_from(["", "Public Service Executive IV", "Executive Director", "Registered Nurse"]),
)
def test_titles_change_nothing_but_where_the_words_stand(title: str, current: str) -> None:
    position = d.BUSINESS_AND_INDIVIDUAL_AUDIT
    titled = position.model_copy(
        update={
            "working_title": title,
            "current_class": current,
            "other": (("Position title", "Executive Director"), ("Job Title", title)),
        }
    )
    assert _without_places(allocate(titled, EVERY)) == _without_places(allocate(position, EVERY))


def _without_places(result: AllocationResult) -> str:
    """The result without the hash of the description and without the spans into its text, which a longer title moves."""

    def strip(value: object) -> object:
        if isinstance(value, dict):
            moves = str(value.get("document", "")).startswith("position:")
            return {key: strip(entry) for key, entry in value.items() if not (moves and key == "span")}
        if isinstance(value, list):
            return [strip(entry) for entry in value]
        return value

    plain = strip(result.plain())
    assert isinstance(plain, dict)
    del plain["position_sha256"]
    return canonical_json(plain)


@pytest.mark.parametrize("position", DESCRIPTIONS)
def test_every_quote_stands_where_it_says(position: PositionDescription) -> None:
    texts = {text.document.key: text.document.text for text in EVERY}
    document, _ = lay_out(position)
    texts[document.key] = document.text
    for finding in findings(allocate(position, EVERY)):
        for quote in (*finding.class_quotes, *finding.position_quotes):
            assert quote.span.cut(texts[quote.document]) == quote.text
        assert finding.class_quotes, f"{finding.criterion} quotes no words of its class"


@pytest.mark.parametrize("position", DESCRIPTIONS)
def test_what_is_met_or_not_met_is_quoted_and_what_is_not_asks(position: PositionDescription) -> None:
    for finding in findings(allocate(position, EVERY)):
        if finding.verdict is Verdict.UNDETERMINED:
            assert finding.missing is not None
            assert finding.missing.question
        else:
            assert finding.position_quotes, finding.criterion
            assert finding.missing is None


@pytest.mark.parametrize("position", DESCRIPTIONS)
def test_the_result_keeps_its_published_schema(position: PositionDescription) -> None:
    Draft202012Validator(json_schema()).validate(allocate(position, EVERY).plain())


def test_a_very_thin_description_decides_nothing() -> None:
    thin = PositionDescription(number="1", duties=(), purpose="Works for the agency.")
    result = allocate(thin, EVERY)
    assert result.allocation.status == "undetermined"
    assert all(f.verdict is Verdict.UNDETERMINED for f in findings(result))
    assert result.missing


def test_an_empty_description_decides_nothing() -> None:
    result = allocate(PositionDescription(number="1"), EVERY)
    assert result.allocation.status == "undetermined"


def test_two_duties_that_contradict_each_other_are_both_quoted() -> None:
    position = described(
        "Formulates the policies of the licensing program and directs its staff.",
        "Manages the program's budget.",
        "The position does not formulate policies.",
        above="Division Director",
        jurisdiction="Kansas",
        specialised_qualification_required=False,
    )
    found = next(f for f in findings(allocate(position, EVERY)) if f.criterion == "ks.2.policy")
    assert found.verdict is Verdict.UNDETERMINED
    assert [quote.label for quote in found.position_quotes] == ["duty 1", "duty 3"]
    assert "contradicts itself" in found.reason


def test_an_answer_chosen_on_the_form_decides_over_words_and_says_so() -> None:
    position = d.BUSINESS_AND_INDIVIDUAL_AUDIT.model_copy(update={"policy_role": "recommends"})
    result = allocate(position, EVERY)
    found = next(f for f in findings(result) if f.criterion == "ks.2.policy")
    assert found.verdict is Verdict.NOT_MET
    assert "chosen on the form decides" in found.reason
    assert result.allocation.class_ref == "4272A4"


def test_a_reader_can_turn_one_clause_and_sees_it_marked() -> None:
    position = d.BUSINESS_AND_INDIVIDUAL_AUDIT
    result = allocate(position, EVERY, overrides={"ks.2.policy": Verdict.NOT_MET})
    turned = next(f for f in findings(result) if f.criterion == "ks.2.policy")
    assert turned.overridden_from is Verdict.MET
    assert "A reader turned this clause" in turned.reason
    assert result.allocation.class_ref == "4272A4"
    assert result.overrides == {"ks.2.policy": Verdict.NOT_MET}
    others = [f for f in findings(result) if f.criterion != "ks.2.policy"]
    assert all(f.overridden_from is None for f in others)


def test_an_exclusion_that_is_turned_keeps_the_position_out() -> None:
    result = allocate(d.COMMUNITY_SERVICES, EVERY, overrides={"ks.x.overall": Verdict.MET})
    assert result.allocation.status == "none"
    assert "keeps it out" in result.allocation.summary


def test_an_open_exclusion_names_the_class_that_it_would_be() -> None:
    position = d.COMMUNITY_SERVICES.model_copy(update={"specialised_qualification_required": None})
    result = allocate(position, EVERY)
    assert result.allocation.status == "undetermined"
    assert result.allocation.leading == ("kansas/4274A4",)
    assert result.missing[0].about == "specialised_qualification"
    assert "Public Service Executive III" in result.allocation.summary


def test_two_plans_that_fit_ask_which_one_governs() -> None:
    position = d.HOUSING_PROGRAMS.model_copy(update={"jurisdiction": "", "specialised_qualification_required": False})
    result = allocate(position, EVERY)
    assert result.allocation.status == "undetermined"
    assert {ref.split("/")[0] for ref in result.allocation.leading} == {"kansas", "maine"}
    assert [m.about for m in result.missing] == ["jurisdiction"]


def test_a_department_that_names_its_state_settles_which_plan_governs() -> None:
    position = d.HOUSING_PROGRAMS.model_copy(
        update={
            "jurisdiction": "",
            "specialised_qualification_required": False,
            "department": "Maine Housing Department",
        }
    )
    assert allocate(position, EVERY).allocation.plan == "maine"


def test_the_contrasts_say_why_not_the_level_above_and_why_not_the_level_below() -> None:
    result = allocate(d.BUSINESS_AND_INDIVIDUAL_AUDIT, [SHIPPED["kansas"]])
    above, below = result.contrasts
    assert (above.direction, above.class_ref) == ("above", "4274A4")
    assert "ks.3.authority" in [f.criterion for f in above.because]
    assert (below.direction, below.class_ref) == ("below", "4272A4")
    assert {f.criterion for f in below.because} == {"ks.2.scope", "ks.2.policy", "ks.2.resources"}


def test_the_reason_for_silence_counts_the_duties_and_quotes_the_heaviest() -> None:
    result = allocate(d.CLERK, [SHIPPED["kansas"]])
    found = next(f for f in findings(result) if f.criterion == "ks.s.manages")
    assert found.reason.startswith(
        "None of the 3 duties (100 % of time) speaks of managing or directing a program; the heaviest:"
    )
    assert found.position_quotes[0].label == "duty 1, 60 %"


def test_no_plan_at_all_gives_none() -> None:
    assert allocate(d.CLERK, []).allocation.status == "none"
