"""Correcting what was found, and choosing another outcome."""

from playwright.sync_api import Frame, expect

from tests.browser.extension.panel.conftest import Drafted


def open_path(panel: Frame) -> None:
    panel.get_by_role("heading", name="Weg zur Entscheidung").click()


def test_a_correction_decides_at_once(drafted: Drafted) -> None:
    """The sentence changes, Insert is locked until the draft follows, and the fact is the agent's from then on."""
    _, panel = drafted("07-damaged-without-photo.en")
    open_path(panel)
    panel.get_by_role("button", name="Foto oder Video liegt vor ändern").click()
    panel.get_by_label("Foto oder Video liegt vor ändern").select_option("yes")
    expect(panel.get_by_role("heading", level=1)).to_have_text("Ersatz senden: beschädigt, Foto da")
    expect(panel.get_by_role("alert")).to_contain_text("Neu entschieden.")
    expect(panel.locator("#insert")).to_be_disabled()
    expect(panel.locator(".fact", has_text="Quelle: von Hand")).to_contain_text("ja")
    panel.get_by_role("alert").get_by_role("button", name="Neu entwerfen").click()
    expect(panel.locator("#insert")).to_be_enabled()
    expect(panel.locator(".chip.decision")).to_have_text("ersetzen")


def test_a_correction_can_be_taken_back(drafted: Drafted) -> None:
    """As found is one of the choices then."""
    _, panel = drafted("06-damaged-with-photo.en")
    open_path(panel)
    panel.get_by_role("button", name="Wunsch ändern").click()
    panel.get_by_label("Wunsch ändern").select_option("repair")
    expect(panel.get_by_role("heading", level=1)).to_contain_text("Reparieren lassen")
    panel.get_by_role("button", name="Wunsch ändern").click()
    panel.get_by_label("Wunsch ändern").select_option("wie ermittelt")
    expect(panel.get_by_role("heading", level=1)).to_contain_text("Ersatz senden")


def test_a_number_is_typed(drafted: Drafted) -> None:
    """Days are given as a number; Enter is enough."""
    _, panel = drafted("06-damaged-with-photo.de")
    open_path(panel)
    panel.get_by_role("button", name="Tage seit der Zustellung ändern").click()
    field = panel.get_by_label("Tage seit der Zustellung ändern")
    field.fill("800")
    field.press("Enter")
    expect(panel.get_by_role("heading", level=1)).to_contain_text("800\u00a0Tage nach Zustellung")


def test_a_value_that_does_not_fit(drafted: Drafted) -> None:
    """It is refused with what to do, and the case stays as it was."""
    _, panel = drafted("09-wrong-item.en")
    open_path(panel)
    panel.get_by_role("button", name="Tage seit der Zustellung ändern").click()
    field = panel.get_by_label("Tage seit der Zustellung ändern")
    field.fill("gestern")
    field.press("Enter")
    expect(panel.get_by_role("alert")).to_contain_text("Diese Angabe passt nicht")
    expect(panel.get_by_role("heading", level=1)).to_have_text("Ersatz senden: falscher Artikel")


def test_another_outcome_is_drafted(drafted: Drafted) -> None:
    """Allowed ones can be taken; the panel says that it was chosen by hand."""
    _, panel = drafted("10-missing-item.de")
    panel.get_by_role("heading", name="Andere Ausgänge").click()
    panel.get_by_role("button", name="So entwerfen: exchange").click()
    expect(panel.get_by_text("von Hand gewählt")).to_be_visible()
    expect(panel.locator(".chip.decision")).to_have_text("umtauschen")


def test_what_is_not_allowed_says_why(drafted: Drafted) -> None:
    """With the reason, and nothing to press."""
    _, panel = drafted("08-defective.de")
    panel.get_by_role("heading", name="Andere Ausgänge").click()
    panel.get_by_text("Nicht erlaubt").click()
    forbidden = panel.locator(".choices li").first
    expect(forbidden).to_contain_text("Das Gesetz gibt mehr (M4)")
    expect(forbidden.get_by_role("button")).to_have_count(0)
