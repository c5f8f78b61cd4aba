// The text that the server cut → paragraphs with a mark for each record. Nothing here counts characters of the report.

import { t } from "./i18n.js";
import { h } from "./ui.js";

const WRAP = /[ \t\u3000]*[\n\f]\s*/g; // where a page's line ended inside a sentence
const CONTEXT = 160; // characters kept on each side of words that a person selected

/** Make the text; gives its elements, and for each claim its mark and its sentence. */
export function written({ blocks, claims, sections, decisions = [] }) {
  const rejects = new Map(decisions.filter((one) => one.action === "reject").map((one) => [one.id, one]));
  const marks = claims.map(() => null);
  const sentences = claims.map(() => null);
  const headings = new Map(sections.map((section, n) => [section.start, n]));
  const found = [];
  let paragraph = null;
  for (const block of blocks) {
    if (block.kind === "between") {
      if (block.parts.some((part) => part.text.includes("\n"))) paragraph = null;
      if (block.parts.some((part) => part.text.trim())) found.push(...between(block, claims, marks, rejects));
      continue;
    }
    const pieces = marked(block.parts, claims, marks, rejects);
    const place = { start: block.start, end: block.end, section: block.section ?? "" };
    if (block.kind === "heading") {
      paragraph = null;
      const section = headings.get(block.start);
      found.push(h(`h${Math.min((sections[section]?.level ?? 1) + 1, 6)}`, { id: `section-${section}`, tabIndex: -1, dataset: place }, pieces));
      continue;
    }
    const sentence = h("span.sentence", { dataset: place }, pieces);
    if (!paragraph) found.push((paragraph = h("p")));
    paragraph.append(sentence);
    for (const part of block.parts) for (const n of part.claims) sentences[n] = sentence;
  }
  return { found, marks, sentences };
}

/** What stands between sentences: a title page, or a page's head and foot, which step back. */
function between(block, claims, marks, rejects) {
  const parts = block.parts.filter((part) => part.text.trim());
  if (parts.every((part) => part.aside)) return [h("p.aside", { title: t("reader.aside") }, parts.map((part) => part.text.trim()).join(" · "))];
  return [h("p.between", { dataset: { start: block.start, end: block.end, section: block.section ?? "" } }, marked(block.parts, claims, marks, rejects, true))];
}

/** Nest the marks of a block's parts; records on the very same words share one. */
function marked(parts, claims, marks, rejects, lines = false) {
  const root = document.createDocumentFragment();
  const open = [];
  for (const part of parts) {
    while (open.length && !open.at(-1).numbers.every((n) => part.claims.includes(n))) open.pop();
    const there = new Set(open.flatMap((one) => one.numbers));
    for (const numbers of together(part.claims.filter((n) => !there.has(n)), claims)) {
      const element = mark(numbers, claims);
      for (const n of numbers) marks[n] ??= element;
      (open.at(-1)?.element ?? root).append(element);
      open.push({ numbers, element });
    }
    const words = lines ? part.text.replace(/\s*\n\s*/g, "\n") : part.text.replace(WRAP, "");
    const reject = rejects.get(part.rejected?.find((id) => !stands(rejects.get(id), part, claims)));
    const shown = reject && words ? rejected(reject, words) : part.aside && words.trim() ? h("span.aside", { title: t("reader.aside") }, words) : words;
    (open.at(-1)?.element ?? root).append(shown);
  }
  return [...root.childNodes];
}

/** Whether another record stands on the very words of a rejected one. */
const stands = (reject, part, claims) => reject?.places.some((place) => part.claims.some((n) => claims[n].start === place.start && claims[n].end === place.end));

/** Words on which a record was rejected: struck through, quietly; they open the decision. */
const rejected = (reject, words) => h("s.rejected", { tabIndex: 0, role: "button", "aria-label": t("reader.rejected.of", { words }), title: t("reader.rejected.what", { by: reject.by }), dataset: { rejected: reject.id } }, words);

/** Group claims that stand on the same words. */
function together(numbers, claims) {
  const groups = new Map();
  for (const n of numbers) {
    const key = `${claims[n].start}:${claims[n].end}`;
    groups.set(key, [...(groups.get(key) ?? []), n]);
  }
  return groups.values();
}

function mark(numbers, claims) {
  const first = claims[numbers[0]];
  const tag = t(`reader.tag.${first.type}`) + (numbers.length > 1 ? `×${numbers.length}` : "");
  return h(
    "mark.record", { class: `type-${first.type} ${numbers.every((n) => claims[n].decided) ? "decided" : ""}`, tabIndex: -1, dataset: { n: numbers.join(" "), tag } },
  );
}

/** Quote what a person selected: the words and what stands around them; the server finds their place. */
export function quoted(range, root) {
  const around = document.createRange();
  around.selectNodeContents(root);
  around.setEnd(range.startContainer, range.startOffset);
  const prefix = [...around.toString()].slice(-CONTEXT).join("");
  around.selectNodeContents(root);
  around.setStart(range.endContainer, range.endOffset);
  const suffix = [...around.toString()].slice(0, CONTEXT).join("");
  return { exact: range.toString(), prefix, suffix };
}
