// The text that the server cut → paragraphs with a mark for each record. Nothing here counts characters of the report.

import { t } from "./i18n.js";
import { h } from "./ui.js";

const WRAP = /[ \t\u3000]*[\n\f]\s*/g; // where a page's line ended inside a sentence
const CONTEXT = 160; // characters kept on each side of words that a person selected

/** Make the text; gives its elements, and for each claim its mark and its sentence. */
export function written({ blocks, claims, sections }) {
  const marks = claims.map(() => null);
  const sentences = claims.map(() => null);
  const headings = new Map(sections.map((section, n) => [section.start, n]));
  const found = [];
  let paragraph = null;
  for (const block of blocks) {
    if (block.kind === "between") {
      if (block.parts.some((part) => part.text.includes("\n"))) paragraph = null;
      if (block.parts.some((part) => part.text.trim())) found.push(...between(block, claims, marks));
      continue;
    }
    const pieces = marked(block.parts, claims, marks);
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
function between(block, claims, marks) {
  const parts = block.parts.filter((part) => part.text.trim());
  if (parts.every((part) => part.aside)) return [h("p.aside", { title: t("reader.aside") }, parts.map((part) => part.text.trim()).join(" · "))];
  return [h("p.between", { dataset: { start: block.start, end: block.end, section: block.section ?? "" } }, marked(block.parts, claims, marks, true))];
}

/** Nest the marks of a block's parts; records on the very same words share one. */
function marked(parts, claims, marks, lines = false) {
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
    (open.at(-1)?.element ?? root).append(part.aside && words.trim() ? h("span.aside", { title: t("reader.aside") }, words) : words);
  }
  return [...root.childNodes];
}

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
