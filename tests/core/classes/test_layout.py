"""A plan in our own words is laid out as text, and every passage then has its place."""

from meritbook.core.classes.layout import lay_out
from meritbook.core.classes.model import (
    BoardChange,
    ClassPlan,
    Criterion,
    DateNote,
    Exclusion,
    Factor,
    Gap,
    JobClass,
    MinimumRequirement,
    Named,
    Pay,
    Provision,
    Series,
    SourceNote,
)
from meritbook.core.classes.walk import passages
from meritbook.core.documents.model import Passage


def says(text: str) -> Passage:
    return Passage(text=text)


def harbour_plan() -> ClassPlan:
    """A made-up plan that fills every field that holds words."""
    pilot = JobClass(
        ref="H2",
        code="H2",
        title="Harbour Pilot II",
        level=2,
        pay=Pay(grade="12", scale_group="7", scale_type="ST"),
        bargaining_unit="B2",
        civil_service=True,
        board_changes=(BoardChange(number="11-02"),),
        definition=(says("Guides vessels of any size  into the inner harbour."),),
        duties=(says("Boards vessels."), says("Trains juniors.")),
        capacities=(says("Night pilot."),),
        knowledge_skills_abilities=(says("Knowledge of tides."),),
        minimum_requirements=(MinimumRequirement(id="mq1", text=says("Two years at sea.")),),
        special_requirements=(says("A licence."),),
        working_titles=(says("Senior Pilot"),),
        notes=(says("Class of one."),),
        criteria=(
            Criterion(id="size", purpose="level", says="any size", words=(says("vessels of any size"),)),
            Criterion(id="fog", purpose="level", says="fog", words=(says("pilots in fog"),)),
        ),
    )
    series = Series(
        ref="harbour-pilot",
        title="Harbour Pilot Series",
        concept=(says("Brings vessels in and out."),),
        exclusions=(Exclusion(id="x1", text=says("Positions on tugs."), sends_to="the tug series"),),
        factors=(Factor(id="f1", name="Size", text=says("Size of vessels")),),
        criteria=(
            Criterion(id="tug", purpose="exclusion", says="on a tug", words=(says("positions on tugs"),)),
            Criterion(id="inner", purpose="series", says="inner", words=(says("the inner harbour"),)),
        ),
        classes=(pilot,),
        notes=(says("Two classes were merged."),),
    )
    return ClassPlan(
        key="harbour",
        name="Harbour Pilots",
        source=SourceNote(title="Made up"),
        revision=3,
        series=(series,),
        competencies=(Named(name="Calm", text=says("Stays calm.")), Named(name="Care")),
        initiatives=(Named(name="Dredging", text=says("Dredging: keeps the channel deep.")),),
        provisions=(Provision(id="p1", heading="Rights", kind="right", text=(says("May appeal."),)),),
        dates=(DateNote(kind="revised", text=says("Revised 2004")),),
        notes=(says("A guide."),),
        gaps=(Gap(id="g1", says="A list is lost.", after=says("as follows:")),),
    )


def test_every_passage_of_a_laid_out_plan_is_found_at_its_span() -> None:
    plan, document = lay_out(harbour_plan())
    found = list(passages(plan))
    assert len(found) > 25
    for path, passage in found:
        assert passage.spans, path
        assert " ".join(span.cut(document.text) for span in passage.spans) == passage.text, path


def test_the_document_of_a_plan_is_named_by_key_and_revision_and_always_the_same_bytes() -> None:
    _, document = lay_out(harbour_plan())
    again_plan, again = lay_out(lay_out(harbour_plan())[0])
    assert document.key == "plan:harbour@3"
    assert document.sha256 == again.sha256
    assert again_plan == lay_out(harbour_plan())[0]


def test_laying_out_changes_no_word_of_the_plan() -> None:
    before = [" ".join(passage.text.split()) for _, passage in passages(harbour_plan())]
    after = [passage.text for _, passage in passages(lay_out(harbour_plan())[0])]
    assert [text for text in before if text.casefold() not in {word.casefold() for word in after}] == []


def test_the_words_of_a_clause_point_into_the_definition_that_they_come_from() -> None:
    plan, _ = lay_out(harbour_plan())
    pilot = plan.series[0].classes[0]
    (definition,) = pilot.definition[0].spans
    (size,) = pilot.criteria[0].words[0].spans
    assert definition.start <= size.start
    assert size.end <= definition.end
    (exclusion,) = plan.series[0].exclusions[0].text.spans
    (tug,) = plan.series[0].criteria[0].words[0].spans
    assert (exclusion.start, exclusion.end - 1) == (tug.start, tug.end)
    (inner,) = plan.series[0].criteria[1].words[0].spans
    assert definition.start <= inner.start < inner.end <= definition.end


def test_words_that_stand_nowhere_else_get_a_line_of_their_own_under_clauses() -> None:
    plan, document = lay_out(harbour_plan())
    (fog,) = plan.series[0].classes[0].criteria[1].words[0].spans
    assert document.text[: fog.start].rstrip("- ").endswith("Clauses of Harbour Pilot II\n")


def test_the_heading_of_a_class_is_quotable() -> None:
    plan, document = lay_out(harbour_plan())
    (words,) = plan.series[0].classes[0].words
    assert words.spans[0].cut(document.text) == "H2 Harbour Pilot II"
