// A thing: its claims with their sentences, its tasks, who is named beside it, and the drawing of what is next to it.

import { get } from "./api.js";
import { differ, figureOf, levelBadge, quote, reason, thingOf, whose } from "./cards.js";
import { taskName } from "./chips.js";
import { graph } from "./graph.js";
import { t, term } from "./i18n.js";
import { fill, h, icon, notice, trouble } from "./ui.js";

const SENTENCES = ["claim", "sentence", "section", "task", "report", "institution", "scheme", "reading", "link", "span"];
const view = document.getElementById("view");
const id = location.pathname.slice("/things/".length);
const kind = id.split("/")[0];

async function show() {
  view.setAttribute("aria-busy", "true");
  try {
    const titles = new Map((await get("/api/reports")).reports.map((report) => [report.key, report.title || report.key]));
    fill(view, kind === "claim" ? await claim(titles) : SENTENCES.includes(kind) ? await anything() : await entity(titles));
    document.title = document.title.replace(/^.*?(?=[^·]*$)/, `${view.querySelector("h1").textContent} · `);
  } catch (error) {
    fill(view, h("h1", {}, t("thing.title")), trouble(error, show));
  } finally {
    view.removeAttribute("aria-busy");
  }
}

async function entity(titles) {
  const thing = await get(`/api/entities/${id}`);
  return [
    head(thing, term(thing.subtype ?? thing.type)),
    h("div.parts", {},
      h("section", { "aria-labelledby": "claims" }, h("h2", { id: "claims" }, t("thing.claims", { number: thing.claims.length })),
        thing.differs ? notice(differ(thing.claims.length, thing.differing), "warn") : null,
        h("ol.said", {}, thing.claims.map((one) => h("li", {}, facts(one), quote(one.evidence, titles))))),
      h("aside.side", {},
        part("thing.tasks", thing.tasks, (task) => [h("a.task", { href: asked(task), title: task.title }, h("b", {}, taskName(task)), " ", task.title), titles.size > 1 ? h("span.muted.small", {}, titles.get(task.report) ?? task.report) : null, reason(task)]),
        part("thing.parties", thing.parties, (party) => [h("a", { href: thingOf(party.iri) }, party.label), " ", h("span.muted.small", {}, `${term(party.type)} · ${t("thing.sentences", { number: party.sentences })}`)]),
        part("thing.schemes", thing.schemes, (scheme) => h("a", { href: thingOf(scheme.iri) }, scheme.label)),
        part("thing.merged", thing.merged, merged),
        forms())),
    drawing(thing.neighbours, thing.iri),
  ];
}

async function claim(titles) {
  const one = await get(`/api/claims/${id.slice("claim/".length)}`);
  const near = await get(`/api/neighbours/${id}`);
  const words = (sentences) => sentences.map((sentence) => h("p.around", {}, sentence.text));
  return [
    head({ ...one, label: one.evidence.anchor }, t("thing.claim")),
    h("div.parts", {},
      h("section", { "aria-labelledby": "place" }, h("h2", { id: "place" }, t("thing.place")), words(one.context.before), quote(one.evidence, titles), words(one.context.after)),
      h("aside.side", {},
        part("thing.about", [one.about], (thing) => h("a", { href: thingOf(thing.iri) }, thing.label)),
        part("thing.tasks", one.tasks, (task) => [h("a.task", { href: asked(task) }, h("b", {}, taskName(task)), " ", task.title), reason(task)]),
        part("thing.others", one.others, (iri, at) => h("a", { href: thingOf(iri) }, t("thing.other", { number: at + 1 }))),
        part("thing.decisions", one.decisions, (decision) => `${decision.by} · ${decision.action} · ${decision.at.slice(0, 10)}`),
        forms())),
    drawing(near, one.iri),
  ];
}

/** A task, a section, a report: what it is, and what is next to it. */
async function anything() {
  const near = await get(`/api/neighbours/${id}`);
  const [self] = near.nodes;
  return [head({ ...self, type: null, evidence: null }, self.kind_label), h("aside.side", {}, forms()), drawing(near, self.iri)];
}

function head(thing, kindName) {
  const badges = facts({ ...thing, count: null });
  return h("header.head", {},
    h("div", {}, h("p.crumb", {}, kindName), h("h1", {}, thing.label), badges.childElementCount ? badges : null),
    figureOf(thing));
}

const facts = (one) =>
  h("div.badges", {}, whose(one), figureOf(one), levelBadge(one), one.grade ? h("span.badge.plain", {}, one.grade) : null, one.year ? h("span.badge.plain", {}, String(one.year)) : null,
    one.status === "candidate" ? h("span.badge.candidate", {}, t("search.candidate")) : null);

const part = (key, rows, say) => (rows.length ? h("section", { "aria-labelledby": key }, h("h2", { id: key }, t(key)), h("ul", {}, rows.map((row, at) => h("li", {}, say(row, at))))) : null);

/** `name 0.95`: by what claims were merged, and how sure that is. */
function merged(reason) {
  const [word, score] = reason.split(" ");
  const said = t(`merged.${word}`);
  return said === `merged.${word}` ? reason : [said, score ? h("span.muted.small", {}, ` ${score}`) : null];
}

const asked = (task) => `/?${new URLSearchParams([["q", taskName(task)]])}`;

/** The same as data, and what all queries can start from. */
function forms() {
  const iri = `https://w3id.org/chengguo/id/${decodeURIComponent(id)}`;
  const query = `SELECT ?property ?value WHERE {\n  <${iri}> ?property ?value\n}`;
  return h("section", { "aria-labelledby": "forms" }, h("h2", { id: "forms" }, t("thing.forms")),
    h("ul.forms", {}, h("li", {}, h("a", { href: `/id/${id}?format=ttl` }, "Turtle")), h("li", {}, h("a", { href: `/id/${id}?format=jsonld` }, "JSON-LD")), h("li", {}, h("a", { href: `/workbench?${new URLSearchParams({ query })}` }, "SPARQL"))));
}

function drawing(near, centre) {
  return h("section.drawing", { "aria-labelledby": "drawing" }, h("h2", { id: "drawing" }, icon("graph"), " ", t("graph.title")), h("p.muted.small", {}, t("graph.how")), graph(near, centre, { whole: true }));
}

show();
