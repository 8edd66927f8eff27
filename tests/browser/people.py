"""People before the portal: they find things by the words on them, and every page they come to is looked at."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

WCAG_21_AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
_WIDTH = "document.documentElement.scrollWidth"


class Person:
    """Somebody with a window of their own; `taps` are counted, `faults` gathered from each page that opens."""

    def __init__(self, window: Page, *, runs_scripts: bool = True):
        self.window, self.runs_scripts, self.taps = window, runs_scripts, 0
        self.faults: list[str] = []
        self._is_new = False
        window.on("domcontentloaded", self._arrive)

    def _arrive(self, _window: Page) -> None:
        self._is_new = True

    def signs_in(self, name: str) -> None:
        """Come in by the staff's door, to the start page."""
        self.opens("/admin/")
        self.types("ชื่อผู้ใช้", name)
        self.types("รหัสผ่าน", "secret")
        self.presses("เข้าสู่ระบบ")
        self.taps = 0

    def opens(self, address: str) -> int:
        """Type an address; what the portal answers, as a status."""
        answer = self.window.goto(address)
        self._look()
        assert answer is not None
        return answer.status

    def follows(self, words: str, *, within: str = "body") -> None:
        """Tap the first link that says this."""
        self.taps_on(self.window.locator(within).get_by_role("link", name=words).first)

    def presses(self, words: str) -> None:
        """Tap the button that says this."""
        self.taps_on(self.window.get_by_role("button", name=words, exact=True))

    def ticks(self, words: str) -> None:
        """Tap a box or a choice."""
        self.taps_on(self.window.get_by_label(words).first)

    def types(self, label: str, text: str) -> None:
        """Tap a field and write into it."""
        field = self.window.get_by_label(label).first
        self.taps_on(field)
        field.fill(text)

    def takes_a_picture(self, label: str, path) -> None:
        """Choose a file, by the camera: open it, take the picture, use it."""
        self.taps += 3
        self.window.get_by_label(label).first.set_input_files(path)

    def taps_on(self, target: Locator) -> None:
        """One tap, and a look at the page when it leads to another."""
        self.taps += 1
        target.click()
        self.window.wait_for_load_state()
        self._look()

    def reads(self) -> str:
        """What stands on the page, blanks run together."""
        return " ".join(self.window.locator("body").inner_text().split())

    def _look(self) -> None:
        if not self._is_new:
            return
        self._is_new = False
        if self.runs_scripts:
            self.faults += _faults_of(self.window)
        else:
            self._look_with_scripts()

    def _look_with_scripts(self) -> None:
        """What looks at a page is a script itself, so it opens the same address in a window where scripts run."""
        context = self.window.context
        assert context.browser is not None
        with context.browser.new_context(
            storage_state=context.storage_state(), viewport=self.window.viewport_size
        ) as other:
            window = other.new_page()
            window.goto(self.window.url)
            self.faults += _faults_of(window)


def _faults_of(window: Page) -> Iterator[str]:
    """What is wrong with a page: rules of WCAG that it breaks, a width beyond the window's."""
    for rule in Axe().run(window, options=WCAG_21_AA).response["violations"]:
        yield from (f"{window.url} {rule['id']} {node['target']}" for node in rule["nodes"])
    assert window.viewport_size is not None
    if window.evaluate(_WIDTH) > window.viewport_size["width"]:
        yield f"{window.url} is wider than the window"
