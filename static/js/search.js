/* Search in a copy of the site that no server answers for: the same as publications/public/search.py, over the index
   that lies beside the page. The address stays the page's own (?q=…), so that a search can be linked and gone back to. */
"use strict";

globalThis.portalSearch = (() => {
  const { fold, edges } = globalThis.portalFolding;
  const LETTERS_AROUND = 40;
  const BUDDHIST_OFFSET = 543;
  const BUDDHIST = [2400, 2700];
  const CHRISTIAN = [1900, 2157];
  const YEAR =
    /(^|(?<= ))(?:ปีงบประมาณ|ปี|fiscal year|year|fy)? ?(?:(?<buddhist>พ\.? ?ศ\.?|b\.?e\.?)|(?<christian>ค\.? ?ศ\.?|c\.?e\.?|a\.?d\.?))? ?(?<year>[0-9]{4})(?= |$)/gu;
  const NAMED_BY_TITLE = ["indicator", "measure"];

  const isWithin = (number, [first, last]) => number >= first && number <= last;
  const escaped = (words) => words.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&");
  const unique = (values) => [...new Set(values)];

  // ── What is asked ──────────────────────────────────────────

  function buddhist({ buddhist: isBuddhist, christian: isChristian, year }) {
    const number = Number(year);
    if (isWithin(number, BUDDHIST) && !isChristian) return number;
    if (isWithin(number, CHRISTIAN) && !isBuddhist) return number + BUDDHIST_OFFSET;
    return null;
  }

  function parts(folded) {
    const years = [];
    const rest = folded.replace(YEAR, (...match) => {
      const year = buddhist(match.at(-1));
      if (year === null) return match[0];
      years.push(year);
      return "";
    });
    return [unique(rest.split(" ").filter(Boolean)), unique(years)];
  }

  function read(typed, longest) {
    const letters = [...typed];
    const isSeen = (sign) => !/\p{C}/u.test(sign);
    const shown = letters.slice(0, longest + 1).map((sign) => (/\p{Cc}/u.test(sign) ? " " : sign)).filter(isSeen);
    const text = shown.slice(0, longest).join("").trim();
    const [words, years] = parts(fold(text).text);
    const [exact] = parts(fold(text, { tones: true }).text);
    return { text, words, years, exact, isCut: letters.length > longest };
  }

  // ── What answers ───────────────────────────────────────────

  const numbersOf = (year) => [String(year), String(year - BUDDHIST_OFFSET)];
  const alone = (number) => `(?<![0-9])${number}(?![0-9])`;

  function patternOf(question) {
    const words = [...question.words].sort((one, other) => [...other].length - [...one].length);
    const found = [...question.years.flatMap(numbersOf).map(alone), ...words.map(escaped)];
    return new RegExp(found.join("|") || "(?!)", "gu");
  }

  function entryOf(passage) {
    const isNamed = NAMED_BY_TITLE.includes(passage.kind);
    const own = isNamed ? `${passage.title}\n${passage.text}` : passage.text;
    const around = `${passage.title}\n${passage.source}\nปีงบประมาณ พ.ศ. ${passage.year}`;
    const exactly = (text) => fold(text, { tones: true }).text;
    return { passage, own: fold(own).text, around: fold(around).text, exact: [exactly(own), exactly(around)] };
  }

  function answers({ passage, own, around }, { words, years }) {
    const isOf = (year) =>
      passage.year === year ||
      (words.length > 0 && passage.about === year) ||
      numbersOf(year).some((number) => new RegExp(alone(number), "u").test(own));
    return (
      words.every((word) => own.includes(word) || around.includes(word)) &&
      years.every(isOf) &&
      (words.length === 0 || words.some((word) => own.includes(word)))
    );
  }

  const isExact = (entry, question) => question.exact.every((word) => entry.exact.some((text) => text.includes(word)));

  function find(entries, question, most) {
    if (!question.words.length && !question.years.length) return { total: 0, best: [] };
    const found = entries.filter((entry) => answers(entry, question));
    const best = found
      .map((entry) => [isExact(entry, question) ? 0 : 1, entry])
      .sort(([one], [other]) => one - other)
      .slice(0, most)
      .map(([, entry]) => entry.passage)
      .sort((one, other) => other.year - one.year);
    return { total: found.length, best };
  }

  // ── What is shown of it ────────────────────────────────────

  const before = (cuts, place) => cuts.findLast((cut) => cut <= place);
  const after = (cuts, place) => cuts.find((cut) => cut >= place) ?? cuts.at(-1);

  function spansOf(text, pattern, cuts) {
    const folded = fold(text);
    const spans = [];
    for (const match of folded.text.matchAll(pattern)) {
      const places = folded.origins.slice(match.index, match.index + match[0].length);
      const span = [before(cuts, Math.min(...places)), after(cuts, Math.max(...places) + 1)];
      const last = spans.at(-1);
      if (last && span[0] <= last[1]) {
        spans[spans.length - 1] = [Math.min(last[0], span[0]), Math.max(last[1], span[1])];
      } else {
        spans.push(span);
      }
    }
    return spans;
  }

  function windowOf(spans, cuts, around) {
    const [first, last] = spans[0] ?? [0, around];
    const start = before(cuts, Math.max(0, first - around));
    const end = after(cuts, last + around);
    return [start, Math.max(end, ...spans.filter((span) => span[0] < end).map((span) => span[1]))];
  }

  /* The text in pieces: [words, whether they were looked for]. */
  function excerpt(text, pattern, around) {
    const letters = [...text];
    const cuts = edges(text);
    const spans = spansOf(text, pattern, cuts);
    const [start, end] = around === undefined ? [0, letters.length] : windowOf(spans, cuts, around);
    const pieces = start > 0 ? [["…", false]] : [];
    let place = start;
    for (const [first, last] of spans.filter((span) => span[1] <= end)) {
      pieces.push([letters.slice(place, first).join(""), false], [letters.slice(first, last).join(""), true]);
      place = last;
    }
    pieces.push([letters.slice(place, end).join(""), false]);
    if (end < letters.length) pieces.push(["…", false]);
    return pieces.filter(([words]) => words);
  }

  // ── The page ───────────────────────────────────────────────

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const written = (pieces) => pieces.map(([words, isMatch]) => (isMatch ? element("mark", {}, words) : words));

  function words() {
    const template = document.getElementById("search-words");
    const said = Object.fromEntries(
      [...template.content.querySelectorAll("[data-word]")].map((word) => [word.dataset.word, word.textContent]),
    );
    const say = (key, values = {}) =>
      said[key].replace(/\{(\w+)\}/gu, (place, name) => (name in values ? values[name] : place));
    return { say, most: Number(template.dataset.most), longest: Number(template.dataset.longest) };
  }

  function item(passage, pattern, root, say) {
    const made = element("li", { class: "search-hit" });
    const link = element("a", { href: new URL(passage.address, root).pathname + new URL(passage.address, root).hash, lang: "th" });
    link.append(...written(excerpt(passage.title, pattern)));
    const kind = element("p", { class: "search-kind" }, say(passage.kind, { number: passage.number, year: passage.about }));
    if (passage.source) kind.append(" · ", element("span", { lang: "th" }, passage.source));
    made.append(element("h3", {}, link), kind);
    const context = excerpt(passage.text, pattern, LETTERS_AROUND);
    if (context.some(([, isMatch]) => isMatch) || (context.length && !NAMED_BY_TITLE.includes(passage.kind))) {
      made.append(element("p", { class: "search-context", lang: passage.lang }, ...written(context)));
    }
    return made;
  }

  function section(year, passages, pattern, root, say) {
    const list = element("ul", { class: "plain" });
    list.append(...passages.map((passage) => item(passage, pattern, root, say)));
    const heading = element("h2", { id: `year-${year}` }, say("year", { year }));
    return element("section", { "aria-labelledby": `year-${year}` }, heading, list);
  }

  function show(form, question, passages) {
    const { say, most } = words();
    const { total, best } = find(passages.map(entryOf), question, most);
    const sentences = [total ? say(total === 1 ? "one" : "many", { found: total }) : say("none")];
    if (total > best.length) sentences.push(say("shown"));
    if (question.isCut) sentences.push(say("cut"));
    const root = new URL("..", form.action);
    const sections = unique(best.map((passage) => passage.year)).map((year) =>
      section(year, best.filter((passage) => passage.year === year), patternOf(question), root, say),
    );
    const nothing = document.getElementById("search-nothing").content.cloneNode(true);
    document.getElementById("search-found").replaceChildren(...(total ? sections : [nothing]));
    document.getElementById("search-status").textContent = sentences.join(" ");
  }

  async function start(form) {
    const question = read(new URLSearchParams(location.search).get("q") ?? "", words().longest);
    if (!question.text) return;
    form.elements.q.value = question.text;
    if (/[\u0e01-\u0e5b]/u.test(question.text)) form.elements.q.lang = "th";
    try {
      const response = await fetch(form.dataset.index);
      if (!response.ok) throw new Error(response.statusText);
      show(form, question, (await response.json()).passages);
    } catch {
      document.getElementById("search-status").textContent = words().say("failed");
    }
  }

  const form = document.querySelector("form[data-index]");
  if (form) start(form);
  return { find, read, entryOf, excerpt, patternOf };
})();
