/* Thai and Latin as they are searched, in a browser: the same as thai/folding.py and thai/clusters.py, letter for letter.
   A test holds one against the other. Positions are those of code points, as in Python. */
"use strict";

globalThis.portalFolding = (() => {
  const TONES = "\u0e48\u0e49\u0e4a\u0e4b";
  // Below, above, tone, silencer, and sara aa, which comes last as a part of sara am.
  const MARKS = "\u0e3a\u0e38\u0e39\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d\u0e4e" + TONES + "\u0e4c\u0e32";
  const TO_ORDER = new RegExp(` {2,}|\u0e40\u0e40|[${MARKS}]{2,}`, "gu");
  const SAME = { "\u0e45": "\u0e32", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"' };
  const BEFORE = "(?:[\u0e40-\u0e44]{1,2}(?=[\u0e01-\u0e2e]))?";
  const ON_IT =
    "[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]*";
  const CLUSTER = new RegExp(`${BEFORE}.${ON_IT}`, "gsu");

  const lettersOf = new Map();

  function part(letter) {
    const alike = SAME[letter] ?? letter;
    if (/[\p{Z}\p{Cc}]/u.test(alike)) return " ";
    if (/\p{Pd}/u.test(alike)) return "-";
    const isDropped = /\p{Cf}/u.test(alike) || (/\p{Mn}/u.test(alike) && !MARKS.includes(alike));
    return isDropped ? "" : alike;
  }

  function letter(character, tones) {
    if (!tones && TONES.includes(character)) return "";
    let folded = lettersOf.get(character);
    if (folded === undefined) {
      const digit = character.charCodeAt(0) - 0x0e50;
      const arabic = character.length === 1 && digit >= 0 && digit <= 9 ? String(digit) : character;
      folded = [...arabic.normalize("NFKD").toLowerCase()].map(part).join("");
      lettersOf.set(character, folded);
    }
    return folded;
  }

  function ordered(run) {
    if (run[0] === " ") return " ";
    if (run[0] === "\u0e40") return "\u0e41";
    return [...new Set(run)].sort((one, other) => MARKS.indexOf(one) - MARKS.indexOf(other)).join("");
  }

  /* The folded text and, for each of its code units, the position in the original at which that stands. */
  function fold(text, { tones = false } = {}) {
    let typed = "";
    const places = [];
    [...text].forEach((character, position) => {
      const letters = letter(character, tones);
      typed += letters;
      for (let unit = 0; unit < letters.length; unit += 1) places.push(position);
    });
    let folded = "";
    let end = 0;
    const origins = [];
    for (const run of typed.matchAll(TO_ORDER)) {
      const written = ordered(run[0]);
      folded += typed.slice(end, run.index) + written;
      origins.push(...places.slice(end, run.index));
      for (const mark of written) origins.push(places[run.index + Math.max(0, run[0].indexOf(mark))]);
      end = run.index + run[0].length;
    }
    for (let place = end; place < places.length; place += 1) origins.push(places[place]);
    return { text: folded + typed.slice(end), origins };
  }

  /* The positions at which a text may be cut, from 0 to its length, none of them within a cluster. */
  function edges(text) {
    const found = [0];
    for (const cluster of text.match(CLUSTER) ?? []) found.push(found.at(-1) + [...cluster].length);
    return found;
  }

  return { fold, edges };
})();
