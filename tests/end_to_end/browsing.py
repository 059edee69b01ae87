"""What the end-to-end tests do again and again in the browser."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

ACME = "Anil Mehta · Acme Corp (L-1)"


def say(page: Page, text: str, channel: str = "sales") -> None:
    """Write in the composer and press Enter."""
    page.bring_to_front()  # the browser draws a page behind another only now and then
    box = page.get_by_role("textbox", name=f"Message #{channel}")
    box.fill(text)
    box.press("Enter")


def newest(page: Page) -> Locator:
    return page.get_by_role("article").last


def words_of(message: Locator) -> Locator:
    """What the message says, without what Slack shows beside it."""
    return message.locator(".message-main")


def form_of(page: Page, title: str) -> Locator:
    return page.get_by_role("dialog", name=title)


def choose(form: Locator, label: str, typed: str, option: str) -> None:
    """Look for `typed` in a select, and take that option."""
    form.get_by_label(label).fill(typed)
    form.page.get_by_role("option", name=option).click()


def save(form: Locator, button: str = "Save") -> None:
    form.get_by_role("button", name=button).click()


def pick(page: Page, menu: Locator, item: str) -> None:
    """Open a menu behind three dots, and take that item."""
    menu.click()
    page.get_by_role("menuitem", name=item).click()


def make_lead(page: Page, name: str, company: str) -> None:
    say(page, "/lead")
    form = form_of(page, "New lead")
    form.get_by_label("Name").fill(name)
    form.get_by_label("Company").fill(company)
    form.get_by_label("Estimated value").fill("85,00,000")
    save(form)
    expect(newest(page)).to_contain_text(f"New lead {name} · {company}")


def open_home(page: Page) -> Locator:
    """The App Home, as the app publishes it now."""
    page.get_by_role("button", name="Milepost").first.click()
    page.get_by_role("tab", name="Home").click()
    return page.get_by_role("main")
