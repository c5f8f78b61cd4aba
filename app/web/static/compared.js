// Two wordings of a sentence side by side, with the part that differs marked in each.

import { h } from "./ui.js";

/** Show what was said and what is said now, each under its name; both are cut by the server, or here. */
export function compared(before, now, names) {
  const [old, fresh] = typeof before === "string" ? differing([...before], [...now]) : [before, now];
  return h("div.compared", {}, [[names[0], old, "del"], [names[1], fresh, "ins"]].map(([name, parts, tag]) =>
    h("figure", {}, h("figcaption.small.muted", {}, name), h("blockquote", {}, parts.map((part) => (part.mark ? h(tag, {}, part.text) : part.text))))));
}

const isDigit = (character) => /[\d.]/.test(character ?? "");

/** Cut both where they begin and end alike, and no figure in two: what is between differs. */
function differing(one, other) {
  const shortest = Math.min(one.length, other.length);
  let start = 0;
  while (start < shortest && one[start] === other[start]) start += 1;
  while (start > 0 && isDigit(one[start - 1]) && (isDigit(one[start]) || isDigit(other[start]))) start -= 1;
  let end = 0;
  while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  while (end > 0 && isDigit(one.at(-end)) && (isDigit(one.at(-1 - end)) || isDigit(other.at(-1 - end)))) end -= 1;
  const cut = (all) => [all.slice(0, start), all.slice(start, all.length - end), all.slice(all.length - end)];
  return [one, other].map((all) => cut(all).map((part, at) => ({ text: part.join(""), mark: at === 1 && part.length > 0 })));
}
