"""The plan book on the glass: faults by field, a difference that can be read, four signatures."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.tablets import Tablets, hold

PLANBOOK = "/planbook/0243"
PLAN = Path(__file__).resolve().parents[2] / "stations" / "atlas" / "jingan-temple" / "plan.toml"
# Sixteen hundred lines typed as one take ten seconds of layout; people paste them.
PASTED = """(field, text) => {
    field.value = text;
    field.dispatchEvent(new Event('input', {bubbles: true}));
}"""
SEATS = ("zhangwei", "chenjun", "zhaolei", "xujing")


def test_each_wrong_field_is_named_and_the_text_stays(tablets: Tablets) -> None:
    master = seated(tablets, "zhangwei")
    text = PLAN.read_text(encoding="utf-8")
    wrong = text.replace("limit_s = 60\n", "limit_s = 5\n", 1).replace(
        'zone = "platform"', 'zone = "roof"', 1
    )

    draft(master, wrong)

    faults = master.locator(".faults li")
    expect(faults).to_have_count(2)
    expect(faults.nth(0)).to_contain_text("limit_s")
    expect(faults.nth(1)).to_contain_text("roof")
    expect(master.locator("textarea")).to_have_value(wrong)


def test_a_draft_sent_back_is_shown_with_its_reason(tablets: Tablets) -> None:
    master, police = seated(tablets, "zhangwei"), seated(tablets, "chenjun")
    draft(master, mended(75))

    police.get_by_role("button", name="退回").click()
    police.get_by_label("退回理由").fill("时限太短")
    police.get_by_role("button", name="退回", exact=True).click()

    expect(master.locator(".sent-back")).to_contain_text("值班警长：时限太短")


def test_four_signatures_put_a_draft_in_force(tablets: Tablets) -> None:
    pages = [seated(tablets, name) for name in SEATS]
    draft(pages[0], mended(90))
    changes = pages[3].locator(".changes > li")
    expect(changes).to_have_count(1)
    expect(changes.locator("del")).to_have_text("60秒")
    expect(changes.locator("ins")).to_have_text("90秒")

    for page in pages:
        hold(page.locator(".sheet-acts .hold"))
        expect(page.locator(".sheet-acts .hold")).to_have_count(0)

    versions = pages[1].locator(".versions li")
    expect(versions.nth(0)).to_contain_text("第2版")
    expect(versions.nth(0)).to_contain_text("现行")
    expect(versions.nth(1)).to_contain_text("已被取代")


def mended(limit_s: int) -> str:
    """Return the plan with another limit for its first step."""
    text = PLAN.read_text(encoding="utf-8")
    return text.replace("limit_s = 60\n", f"limit_s = {limit_s}\n", 1)


def draft(page: Page, text: str) -> None:
    """Put a text before the four seats."""
    page.get_by_role("button", name="提出新草案").click()
    page.locator("textarea").evaluate(PASTED, text)
    page.get_by_role("button", name="提交四长签字").click()


def seated(tablets: Tablets, name: str) -> Page:
    """Return the plan book of a chief who sits in the seat."""
    page = tablets.on_shift(name)
    page.goto(tablets.address + PLANBOOK)
    expect(page.locator(".step-rows li").first).to_be_visible()
    return page
