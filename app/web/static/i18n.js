// Key → words in the language of the page, which the server chose; names of types and levels come from the ontology.

export const lang = document.documentElement.lang.startsWith("en") ? "en" : "zh";
const { texts, terms } = await import(`/web/${document.body.dataset.texts}`);

/** Say the text of a key, with `{name}` filled in from values. */
export function t(key, values = {}) {
  const said = texts[key] ?? key;
  return said.replace(/\{(\w+)\}/g, (field, name) => (name in values ? String(values[name]) : field));
}

/** Say a type, subtype, level or status as people do. */
export const term = (name) => (name === "none" ? t("level.none") : (terms[name] ?? name));

/** Say the level of a claim: 省级, or 省级以上 where the text says so. */
export const levelName = ({ level, at_least: over }) => (level && over ? t("level.at_least", { level: term(level) }) : level && term(level));

/** All terms by name, in the order of the vocabularies. */
export const names = terms;

/** Write a number as people read it: 15872.35 → 15,872.35. */
export const figure = (value) => new Intl.NumberFormat("en", { maximumFractionDigits: 4, useGrouping: value >= 10000 }).format(value);

/** Say a figure with its unit, as inexact as the text does: [before, "40", "余项"]; null where none is told. */
export function parts({ count, unit, approximate }) {
  if (count === null || count === undefined) return null;
  const [before, after] = (approximate ? t(`figure.${approximate}`, { unit: unit ?? "" }) : `{figure}${unit ?? ""}`).split("{figure}");
  return [before, figure(count), after];
}

/** The same in one piece: 超过300万元. */
export const counted = (claim) => parts(claim)?.join("") ?? null;
