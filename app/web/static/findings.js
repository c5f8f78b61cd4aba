// What is to be checked in the reports: figures that do not agree, what breaks the graph's rules, doubts of reading.

import { get } from "./api.js";
import { placeOf } from "./cards.js";
import { undone } from "./decided.js";
import { t } from "./i18n.js";
import { fill, h, icon, segments, state, trouble } from "./ui.js";

const KINDS = ["contradiction", "rule", "doubt"];
const view = document.getElementById("view");
const query = new URLSearchParams(location.search);
const chosen = { report: query.get("report") ?? "", kind: KINDS.includes(query.get("kind")) ? query.get("kind") : "" };

/** Of what kind a finding is: keys of messages have a dot, names of shapes have none. */
const kindOf = ({ kind }) => (kind === "contradiction" ? kind : kind.includes(".") ? "doubt" : "rule");

async function start() {
  view.setAttribute("aria-busy", "true");
  try {
    const whole = get("/api/check"); // the rules of the graph take a second or more: what takes none is shown before
    whole.catch(() => null);
    const [kept, first] = await Promise.all([get("/api/reports"), get("/api/check", { shapes: false })]);
    const titles = new Map(kept.reports.map((one) => [one.key, one.title || one.key]));
    if (first.findings.length) show(titles, first.findings);
    const { findings } = await whole;
    if (findings.length !== first.findings.length || !findings.length) show(titles, findings);
  } catch (error) {
    fill(view, trouble(error, start));
  } finally {
    view.removeAttribute("aria-busy");
  }
}

function show(titles, all) {
  if (!all.length) return fill(view, state("check", t("findings.none"), h("p", {}, t(titles.size ? "findings.none.what" : "findings.no_report"))));
  const list = h("div.findings");
  const number = h("span.muted.small.number", { role: "status" });
  const draw = () => {
    const found = all.filter((one) => (!chosen.kind || kindOf(one) === chosen.kind) && (!chosen.report || one.evidence.some((place) => place.report === chosen.report)));
    number.textContent = t("findings.number", { number: found.length });
    fill(list, KINDS.map((kind) => [kind, found.filter((one) => kindOf(one) === kind)]).filter(([, rows]) => rows.length).map(([kind, rows]) => group(kind, rows, titles)));
  };
  const choose = (name, options) =>
    h("label.field", {}, h("span", {}, t(`findings.${name}`)),
      h("select", { onchange: (event) => { chosen[name] = event.target.value; remember(); draw(); } }, options.map(([value, words]) => h("option", { value, selected: value === chosen[name] }, words))));
  const kinds = KINDS.filter((kind) => all.some((one) => kindOf(one) === kind));
  fill(
    view,
    h("div.finding-filter", {}, titles.size > 1 ? choose("report", [["", t("findings.every")], ...titles]) : null, choose("kind", [["", t("findings.all")], ...kinds.map((kind) => [kind, t(`findings.kind.${kind}`)])]), number),
    list,
  );
  return draw();
}

function group(kind, rows, titles) {
  return h("section", { "aria-labelledby": `kind-${kind}` }, h("h2", { id: `kind-${kind}` }, t(`findings.kind.${kind}`), h("span.muted", {}, String(rows.length))), rows.map((one) => finding(one, titles)));
}

/** One finding, with all the places that it stands on side by side. */
function finding(one, titles) {
  const { words, href } = undone(one.message, one.evidence[0]?.report);
  return h("article.finding", { class: one.severity, dataset: { kind: one.kind } }, h("h3", {}, href ? h("a", { href }, words) : words),
    one.evidence.length ? h("ul.claims", {}, one.evidence.map((place) => h("li.claim", {},
      place.figure ? h("p.figure", {}, t("differ.figure"), " ", h("b", {}, place.figure)) : null,
      h("p", {}, h("a", { href: placeOf(place) }, place.segments ? segments(place.segments) : place.text.replace(/\s*\n\s*/g, ""))),
      h("a.small", { href: placeOf(place) }, icon("report"), " ", titles.size > 1 ? `${t("search.place")}：${titles.get(place.report) ?? place.report}` : t("search.place"))))) : null);
}

function remember() {
  const kept = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
  history.replaceState(null, "", kept.size ? `/findings?${kept}` : "/findings");
}

start();
