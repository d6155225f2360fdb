"""Every page in a browser: axe, a narrow screen, the keyboard, and no scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from meritbook.desk import paging
from meritbook.web.matrix import MATRIX
from page_viewers import DOWNLOADS, ELSEWHERE, SEEN_BY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = 1280, 320
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def _pages(world: Any) -> list[tuple[str, str, Any]]:
    """Every address that shows a page, with who looks at it."""
    found, parts = [], world.arguments()
    for name, address in MATRIX.items():
        if address.get is None or name in DOWNLOADS | ELSEWHERE:
            continue
        who = SEEN_BY.get(name, "analyst")
        path = reverse(name, kwargs=parts.get(name))
        found.append((name, path, getattr(world.people, who) if who else None))
    bench = reverse("web:bench", args=[world.position.pk])
    turn = world.run.result.candidates[0].clauses[0].criterion
    found.append(("bench, a clause turned", f"{bench}?turn.{turn}=undetermined", world.people.analyst))
    for state in ("met", "not_met", "by_precedent", "information"):
        row = getattr(world.examined, state)
        found.append((f"application, {state}", reverse("web:application", args=[row.pk]), world.people.analyst))
    found += [(f"law, {name}", path, None) for name, path in _cases_of_law()]
    found += [(f"service, {name}", path, world.people.personnel_director) for name, path in _service(world)]
    settle = reverse("web:application_settle", args=[world.examined.by_precedent.pk])
    found.append(("application, a question that a precedent answers", f"{settle}?key=1.2/j1", world.people.analyst))
    found.append(("an address that leads nowhere", "/nothing/", world.people.analyst))
    seat = reverse("web:seat", args=[world.executives.seat.pk])
    found.extend((f"seat as {who}", seat, getattr(world.people, who)) for who in ("executive", "analyst"))
    coming = reverse("web:appointment", args=[world.executives.coming.pk])
    found.append(("appointment that is open", coming, world.people.department_director))
    desks = ("agency_hr", "appointing_authority", "executive", "auditor", "system_administrator", "nobody")
    return [*found, *((f"desk of {role}", "/", getattr(world.people, role)) for role in desks)]


def _service(world: Any) -> list[tuple[str, str]]:
    """Pages of the executive service with an answer, with a mistake, on a day without a department, and a criterion."""
    judge, figures = reverse("web:nomination_judge", args=[world.nomination.pk]), reverse("web:simulate")
    return [
        ("other figures", f"{figures}?seats.fte_per_position=200&pay.range_maximum=1000"),
        ("a figure that is none", f"{figures}?seats.statewide_most=many"),
        ("before any department", f"{reverse('web:service')}?on=2003-01-01"),
        ("a criterion", f"{judge}?fact=position.controls_through_managers"),
    ]


def _cases_of_law() -> list[tuple[str, str]]:
    """Pages of the law with an answer, with mistakes, and with two packs compared."""
    entitled = reverse("web:law_check", args=["colorado-ses", "seats.department_entitlement"])
    due = reverse("web:law_check", args=["colorado-ses", "removal.no_contract"])
    criteria = reverse("web:law_check", args=["colorado-ses", "seats.criteria"])
    facts = "contract.follows_entry=no&contract.year_starts_on=2005-07-01&contract.agreed=not-yet"
    return [
        ("a verdict that is open", f"{entitled}?on=2005-01-10&department.positions=15"),
        ("a verdict that is not met", f"{due}?on=2005-07-01&{facts}"),
        ("a case with mistakes", f"{criteria}?on=soon&position.controls=-&position.controls=human&misspelt=1"),
        ("a rule with a table", reverse("web:law_rule", args=["colorado-ses", "rights.matrix"])),
        ("two packs", f"{reverse('web:law_compare')}?first=kansas-pse&second=iowa-prs&page=2"),
    ]


def _look(page: Any, name: str, width: int) -> list[str]:
    """What is wrong with the page at this width: what axe finds, and scrolling sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    # Colours do not depend on the width, and are the slowest to check: once is enough.
    rules = {"color-contrast": {"enabled": width == WIDE}}
    options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": rules, "resultTypes": ["violations"]}
    wrong = []
    for fault in page.evaluate("async options => (await axe.run(document, options)).violations", options):
        places = "; ".join(str(node["target"]) for node in fault["nodes"][:3])
        wrong.append(f"{name} at {width}: {fault['id']} ({fault['help']}) at {places}")
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if beyond > 0:
        wrong.append(f"{name}: {beyond} pixels wider than the screen of {width}")
    return wrong


def test_axe_finds_nothing_on_any_page_and_none_scrolls_sideways(world: Any, open_as: Callable[..., Any]) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    opened, wrong, widths = {}, [], [WIDE, NARROW]
    for name, path, user in _pages(world):
        key = user.pk if user else None
        if key not in opened:
            opened[key] = open_as(user, width=WIDE)
            opened[key].add_init_script(AXE_SCRIPT)
        page = opened[key]
        page.goto(path)
        # From the width at which the page before was left, which saves a layout.
        for width in widths:
            wrong += _look(page, name, width)
        widths.reverse()
    assert len(opened) > 4
    assert not wrong, "\n".join(wrong)


def test_a_filter_of_the_positions_exchanges_the_results_alone_and_says_how_many_there_are(
    world: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(world.people.analyst)
    page.goto(reverse("web:positions"))
    page.evaluate("window.sameDocument = true")
    assert page.locator("#results tbody tr").count() == 7
    page.get_by_label("Number or title").fill("T-1")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**/positions/?q=T-1*")
    page.locator("#count", has_text="1 position found").wait_for(state="attached")
    assert page.locator("#results tbody th a").all_inner_texts() == ["T-1"]
    assert page.evaluate("window.sameDocument"), "the whole page was loaded again"
    page.go_back()
    page.locator("#count", has_text="7 positions found").wait_for(state="attached")
    assert page.locator("#results tbody tr").count() == 7


def test_the_next_page_of_a_list_comes_without_a_new_document_and_takes_the_focus(
    world: Any, open_as: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 4)
    page = open_as(world.people.analyst)
    page.goto(reverse("web:classes"))
    page.evaluate("window.sameDocument = true")
    first = page.locator("#results tbody th").first.inner_text()
    page.get_by_role("link", name="Next page").click()
    page.wait_for_url("**/classes/?page=2")
    page.locator("#count", has_text="page 2 of").wait_for(state="attached")
    page.wait_for_function("document.activeElement.id === 'results'")
    assert page.locator("#results tbody th").first.inner_text() != first
    assert page.evaluate("window.sameDocument"), "the whole page was loaded again"


def test_a_filter_after_the_session_ended_opens_the_sign_in_page(world: Any, open_as: Callable[..., Any]) -> None:
    page = open_as(world.people.analyst)
    page.goto(reverse("web:positions"))
    page.context.clear_cookies()
    page.get_by_label("Number or title").fill("T-1")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**/account/sign-in/**")
    assert page.get_by_label("Username").is_visible()


def test_without_scripts_the_positions_are_filtered_all_the_same(world: Any, open_as: Callable[..., Any]) -> None:
    page = open_as(world.people.analyst, scripts=False)
    page.goto(reverse("web:positions"))
    page.get_by_label("Number or title").fill("T-1")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**/positions/?q=T-1*")
    assert page.locator("#results tbody th a").all_inner_texts() == ["T-1"]


def _tab_to(page: Any, role: str, name: str, *, most: int = 150) -> None:
    """Press Tab until the control has the focus; fails when the keyboard does not reach it, or nobody could see it."""
    wanted = page.get_by_role(role, name=name, exact=True).first
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            outline = wanted.evaluate(
                "one => { const s = getComputedStyle(one); return s.outlineStyle + ' ' + s.outlineWidth }"
            )
            label = wanted.evaluate("one => one.type === 'radio'")
            assert label or not outline.startswith("none"), f"the focus on {name} cannot be seen"
            return
    pytest.fail(f"the keyboard does not reach the {role} {name}")


def test_the_main_path_needs_no_mouse(world: Any, open_as: Callable[..., Any]) -> None:
    from conftest import PASSWORD

    page = open_as(None)
    page.goto(reverse("account_login"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.get_by_label("Username").focus()
    page.keyboard.type("second_analyst")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    _tab_to(page, "link", "Positions")
    page.keyboard.press("Enter")
    page.wait_for_url("**/positions/")
    _tab_to(page, "link", "T-1")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/positions/{world.elsewhere.pk}/")
    _tab_to(page, "link", "Allocation bench")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bench/")
    _tab_to(page, "button", "Run the allocation")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bench/?run=*")
    assert "was run against" in page.get_by_role("status").first.inner_text()

    # The decision that stands on the other position is undone, and the password is asked for.
    page.goto(reverse("web:decision", args=[world.decision.pk]))
    page.get_by_label("Reason for undoing the decision").focus()
    page.keyboard.type("The supervisor corrected the description.")
    _tab_to(page, "button", "Undo the decision")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/again/**")
    page.get_by_label("Password").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text("Undone. The position has no decided allocation until a new decision.").wait_for()

    # Now it is decided anew, otherwise than the answer.
    page.goto(reverse("web:bench", args=[world.position.pk]))
    _tab_to(page, "link", "Decide")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide/")
    page.get_by_label("Decide otherwise: none of the classes").focus()
    page.keyboard.press("Space")
    page.get_by_label("Reason").focus()
    page.keyboard.type("The duties are those of a board, not of a position.")
    _tab_to(page, "button", "Record the decision")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decisions/*/")
    assert "Belongs to none of the classes" in page.locator("h1").inner_text()


def test_without_scripts_a_field_lights_its_place_and_the_menu_is_there(
    world: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(world.people.analyst, width=320, scripts=False)
    page.goto(reverse("web:plan_fields", args=[world.plan.key, world.plan.revision]))
    assert page.get_by_role("link", name="Positions", exact=True).is_visible()
    link = page.locator("a[data-lights]").first
    name = link.get_attribute("data-lights").split()[0]
    link.click()
    assert page.locator("mark:target").get_attribute("id") == name
    page.goto(reverse("web:bench", args=[world.position.pk]))
    quote = page.locator(".mb-quote a").first
    words = page.locator(".mb-quote").first.inner_text().split("”")[0].removeprefix("“")
    quote.click()
    assert page.locator("mark:target").inner_text() == words


def test_typing_that_was_not_saved_comes_back_after_the_session_was_lost(
    world: Any, open_as: Callable[..., Any]
) -> None:
    page = open_as(world.people.agency_hr)
    page.goto(reverse("web:position_new"))
    page.get_by_label("Purpose of the position").fill("Keeps the ferries running.")
    page.get_by_label("Percent").nth(0).fill("62.5")
    assert "37.5 % still to give" in page.locator("[data-total]").inner_text()
    page.goto(reverse("web:position_new"))
    page.get_by_role("button", name="Bring it back").click()
    assert page.get_by_label("Purpose of the position").input_value() == "Keeps the ferries running."
    assert page.get_by_label("Percent").nth(0).input_value() == "62.5"


HTML = """<html><body><h1>Lock Keeper Series</h1>
<table><tr><th>Job Code</th><th>Job Title</th><th>Pay Grade</th></tr>
<tr><td>9301</td><td>Lock Keeper I</td><td>14</td></tr><tr><td>9302</td><td>Lock Keeper II</td><td>17</td></tr></table>
<h2>SERIES CONCEPT:</h2><p>Positions in this series keep the <b>locks &amp; weirs</b> of the state.</p>
<h2>DISTINGUISHING CHARACTERISTICS:</h2>
<p>Lock Keeper I: First level. Keeps one lock.</p><p>Lock Keeper II: Second level. Keeps every lock of a river.</p>
</body></html>"""

LIT = """link => {
  const names = link.dataset.lights.split(' ');
  const said = one => one.textContent.replace(/\\s+/g, '');
  const outer = mark => !mark.parentElement.closest('mark.is-lit, mark:target');
  const lit = [...document.querySelectorAll('mark.is-lit, mark:target')];
  const plain = [...document.querySelectorAll('mark:not(.is-lit):not(:target)')].filter(one => !one.closest('.is-lit'));
  const colour = one => getComputedStyle(one).backgroundColor;
  return {
    words: lit.filter(outer).map(said).join(''),
    named: lit.every(one => names.includes(one.dataset.of)),
    lights: [...new Set(lit.filter(outer).map(colour))],
    others: [...new Set(plain.map(colour))],
  };
}"""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_choosing_a_field_lights_its_words_in_the_source_and_no_others(
    scripts: bool, world: Any, open_as: Callable[..., Any], at: Any
) -> None:
    from meritbook.actions import Actor, import_document
    from meritbook.desk.fields import fields_of

    plan = import_document.perform(
        Actor(world.people.analyst), at=at, why="New series.", data=HTML.encode(), name="locks.html"
    ).plan_revision
    fields = [field for field in fields_of(plan.plan) if field.spans]
    page = open_as(world.people.analyst, scripts=scripts)
    page.goto(reverse("web:plan_fields", args=[plan.key, plan.revision]))
    links = page.locator("a[data-lights]")
    assert links.count() == len(fields) > 6
    for index, field in enumerate(fields):
        link = links.nth(index)
        link.click()
        lit = link.evaluate(LIT)
        words = "".join("".join(plan.document.text[one.start : one.end].split()) for one in field.spans)
        assert lit["words"] == words, field.name
        assert lit["named"], field.name
        assert len(lit["lights"]) == 1, field.name
        assert lit["lights"][0] not in lit["others"], f"{field.name} looks like what was not chosen"
        if len(field.spans) == 1:
            assert words == "".join(field.text.split()), field.name


def test_without_scripts_a_case_is_put_before_the_law_and_its_address_can_be_handed_on(
    open_as: Callable[..., Any],
) -> None:
    page = open_as(None, width=320, scripts=False)
    page.goto(reverse("web:law"))
    page.get_by_role("link", name="Kansas Public Service Executive").first.click()
    page.get_by_role("link", name="levels.pay_grade").first.click()
    page.get_by_role("link", name="Check a case").click()
    page.get_by_label("Day of the check").fill("2025-01-10")
    page.get_by_label("The class of the position by its code.").select_option("pse-2")
    page.get_by_label("The pay grade of the position.").fill("30")
    page.get_by_role("button", name="Check the case").click()
    page.get_by_text("The position is paid in 30 grades; its level has 33 grades.").wait_for()
    handed_on = open_as(None)
    handed_on.goto(page.url)
    assert handed_on.locator(".mb-verdict__head").inner_text().startswith("Not met")
    handed_on.locator(".mb-verdict summary").click()
    assert handed_on.get_by_text("30 == 33").is_visible()
