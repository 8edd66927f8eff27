"""A real browser (Debian's Chromium) in front of the portal; without one these tests fail and say what is missing."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Playwright's own event loop runs in the tests' thread, which Django takes for an async view that calls the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# scripts/test.sh names the one that it found; else the first that is there.
CHROMIUM = (os.environ.get("CHROMIUM", "chromium"), "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.fail("No Chromium was found: run `make test`, which installs it, or install the package chromium.")
    with sync_playwright() as playwright:
        # A container has neither the user namespaces that the sandbox needs nor much shared memory.
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def open_window(browser: Browser, live_server) -> Iterator:
    """A function that opens a window on the portal: width in pixels, light or dark."""
    cache.clear()
    opened: list[BrowserContext] = []

    def open_window(width: int = 1280, scheme: str = "light", **options) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            **options,
        )
        opened.append(context)
        return context.new_page()

    yield open_window
    for context in opened:
        context.close()
