// An answer → a card: what it is, its figure, its tasks, and every sentence that says so, with its place.

import { taskName } from "./chips.js";
import { collector } from "./collected.js";
import { levelName, parts, t, term } from "./i18n.js";
import { copy, h, icon, segments, toast } from "./ui.js";

const SURE = 0.995; // it would be written as 1.00
const THINGS = "https://w3id.org/chengguo/id/";
const path = (words) => words.split("/").map(encodeURIComponent).join("/");

/** The address of a place in a report. */
export const placeOf = ({ report, start, end }) => `/reports/${encodeURIComponent(report)}?from=${start}&to=${end}`;

/** The address of a thing. */
export const thingOf = (iri) => `/things/${path(iri.replace(THINGS, ""))}`;

/** A level by colour and words. */
export const levelBadge = (claim) => (claim.level ? h("span.badge", { class: `level-${claim.level}` }, levelName(claim)) : null);

/** A figure, large, with what the text says of it; nothing where there is none. */
export function figureOf(claim) {
  const said = parts(claim);
  return said && h("span.figure", {}, said[0], h("b", {}, said[1]), said[2]);
}

/** Whose opinion or rate a measure gives. */
export const whose = (claim) => (claim.whose ? h("span.badge.plain", {}, claim.whose) : null);

/** Show one answer. */
export function card(answer, titles) {
  const candidate = answer.claims.every((claim) => claim.status === "candidate");
  return h(
    "article.card", { "aria-label": answer.label, class: `level-${answer.level ?? "none"}` },
    h(
      "header", {},
      h("div.title", {}, h("h3", {}, h("a", { href: thingOf(answer.iri) }, answer.label)),
        h("div.badges", {}, whose(answer), levelBadge(answer), answer.grade && !answer.label.includes(answer.grade) ? h("span.badge.plain", {}, answer.grade) : null, h("span.badge.plain", {}, term(answer.type)),
          answer.year ? h("span.badge.plain", {}, String(answer.year)) : null, candidate ? h("span.badge.candidate", {}, t("search.candidate")) : null)),
      figureOf(answer),
    ),
    answer.differs ? differing(answer, titles) : alike(answer.evidence, titles),
    answer.tasks.length ? tasks(answer.tasks) : null,
  );
}

/** In what claims differ: figures that do, or a level or state beside the same figure. */
export const differ = (number, names) => t("search.differ", { number, fields: names.map((name) => t(`differ.${name}`)).join(t("decide.comma")) });

/** Claims that say different things stand side by side. */
function differing({ claims, differing: names }, titles) {
  const facts = (claim) => [whose(claim), figureOf(claim), levelBadge(claim), claim.grade ? h("span.badge.plain", {}, claim.grade) : null,
    claim.year ? h("span.badge.plain", {}, String(claim.year)) : null, claim.status === "candidate" ? h("span.badge.candidate", {}, t("search.candidate")) : null];
  return h(
    "div", {}, h("p.differ", {}, icon("info"), differ(claims.length, names)),
    h("ul.claims", {}, claims.map((claim) => h("li.claim", {}, h("div.badges", {}, facts(claim)), quote(claim.evidence, titles)))),
  );
}

function alike(evidence, titles) {
  const [first, ...others] = evidence;
  return h(
    "div", {}, quote(first, titles),
    others.length ? h("details.again", {}, h("summary", {}, t("search.again", { number: others.length })), others.map((one) => quote(one, titles))) : null,
  );
}

/** A sentence with its words marked, where it stands, and what can be done with it. */
export function quote(evidence, titles) {
  const heading = evidence.section.at(-1);
  const title = titles.get(evidence.report) ?? evidence.report;
  const way = [...(titles.size > 1 ? [title] : []), ...evidence.section];
  return h(
    "figure.quote", {}, h("blockquote", {}, h("a", { href: placeOf(evidence), title: t("search.place") }, segments(evidence.segments))),
    h(
      "figcaption", {}, h("a.way", { href: placeOf(evidence), "aria-label": `${t("search.place")}：${heading ?? title}` }, icon("report"), way.flatMap((one, at) => (at ? [h("span.sep", { "aria-hidden": "true" }, "›"), one] : [one]))),
      h("button.quiet.cite", { type: "button", onclick: () => cite(evidence), "aria-label": t("search.cite"), title: t("search.cite") }, icon("copy"), h("span", {}, t("search.cite"))),
      collector(evidence),
    ),
  );
}

/** Copy a sentence as the server cites it: its words, the report, the section. */
async function cite(evidence) {
  const done = await copy(evidence.citation);
  toast(t(done ? "search.cite.done" : "site.not_copied"), done ? "" : "error");
}

function tasks(listed) {
  return h(
    "footer", {}, h("span.muted", {}, t("search.supports")),
    h("ul", {}, listed.map((task) => h("li", {}, h("a.task", { href: taskPage(task), title: task.title }, h("b", {}, taskName(task)), " ", task.title), reason(task)))),
  );
}

const taskPage = ({ scope, group, number }) => `/?${new URLSearchParams([["q", taskName({ scope, group, number })]])}`;

/** Why a task is supported, where no section says so. */
export function reason(task) {
  if (task.reason === "section" || !task.reason) return null;
  return h("span.reason", { title: t(`task.reason.${task.reason}.what`) }, why(task));
}

/** The reason in words; with how sure it is, where that says anything: who is sure needs no figure. */
export function why({ reason: name, score }) {
  const sure = score === null || score === undefined || score >= SURE;
  return t(`task.reason.${name}`, { sure: sure || name !== "inferred" ? "" : t("task.sure", { score: score.toFixed(2) }) });
}
