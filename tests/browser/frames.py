"""What sticks out of its frame on a page: pictures, tables, and the page itself."""

from playwright.sync_api import Page

_STICKING_OUT = """
() => {
  document.querySelectorAll("details").forEach(folded => { folded.open = true; });
  const SLACK = 1;  // a pixel, for figures that a browser rounds
  const faults = [];
  const named = element => `${element.tagName.toLowerCase()}.${element.getAttribute("class") || ""}`;
  const isWithin = (inner, outer) => inner.left >= outer.left - SLACK && inner.right <= outer.right + SLACK
    && inner.top >= outer.top - SLACK && inner.bottom <= outer.bottom + SLACK;
  const isSeen = element => element.checkVisibility() && element.getBoundingClientRect().width > 1;
  const scrolls = element => ["auto", "scroll", "hidden"].includes(getComputedStyle(element).overflowX);

  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth} px wide`);

  for (const picture of [...document.querySelectorAll("svg")].filter(svg => !svg.ownerSVGElement && isSeen(svg))) {
    const frame = picture.getBoundingClientRect(), around = picture.parentElement.getBoundingClientRect();
    if (frame.left < around.left - SLACK || frame.right > around.right + SLACK) faults.push(`${named(picture)} is cut`);
    for (const part of picture.querySelectorAll("text, circle, rect, line, path")) {
      const place = part.getBoundingClientRect();
      if (!isWithin(place, frame)) faults.push(`${named(picture)}: ${named(part)} ${part.textContent.trim()} is cut`);
    }
  }

  for (const table of [...document.querySelectorAll("table")].filter(isSeen)) {
    let frame = table.parentElement;
    while (!scrolls(frame) && frame !== document.body) frame = frame.parentElement;
    const isWider = frame.scrollWidth > frame.clientWidth + SLACK;
    const name = frame.getAttribute("aria-label") || frame.getAttribute("aria-labelledby");
    const isRegion = frame.getAttribute("role") === "region" && frame.tabIndex === 0 && name;
    if (isWider && !isRegion) faults.push(`${named(table)} ${table.id} is wider than ${named(frame)} ${frame.id}`);
  }
  return faults;
}
"""


def sticking_out(page: Page) -> list[str]:
    """What is cut off or wider than its frame; a table may only be wider in a region that has a name and the focus."""
    page.evaluate("document.fonts.ready")
    return page.evaluate(_STICKING_OUT)


_HIDDEN = """
cells => cells.filter(cell => {
  const words = document.createRange();
  words.selectNodeContents(cell.querySelector("strong") || cell);
  const place = words.getBoundingClientRect(), frame = cell.closest("[role=region]").getBoundingClientRect();
  return place.left < frame.left - 1 || place.right > frame.right + 1;
}).map(cell => cell.innerText)
"""


def hidden_cells(page: Page, selector: str) -> list[str]:
    """The words of the cells to which one would have to scroll."""
    return page.eval_on_selector_all(selector, _HIDDEN)
