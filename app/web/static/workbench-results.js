// A result → a table, a graph and a chart, side by side as tabs; and the same as a file.

import { graph } from "./graph.js";
import { t } from "./i18n.js";
import { chart } from "./workbench-chart.js";
import { columns, isNumber, named, network, placeOf } from "./workbench-data.js";
import { fill, h, icon, notice, state } from "./ui.js";

const PAGE = 100; // rows shown at a time
const LONG = 90; // characters of a text before it is folded
const NAMES = ["table", "graph", "chart"];

/** Show a result; `labels` are those of the ontology by IRI, `menu` opens the choice of files. */
export function results(found, { labels, said, truncated, menu, chosen, choose }) {
  const download = h("button", { type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" }, icon("download"), t("workbench.download"));
  download.addEventListener("click", () => menu(download));
  const head = (tabs) => h("div.bar", {}, h("h2", {}, said), tabs, found.boolean === undefined ? h("div.push", {}, download) : null);
  const cut = truncated ? notice(truncated, "warn") : null;
  if (found.boolean !== undefined) return [head(null), h("p.answer", {}, t(found.boolean ? "workbench.yes" : "workbench.no"))];
  if (!found.rows.length) return [head(null), state("search", t("workbench.empty"), h("p", {}, t("workbench.empty.what")))];
  const kinds = columns(found);
  const drawn = network(found, labels);
  const possible = { table: true, graph: drawn.edges.length > 0, chart: kinds.measures.length > 0 && found.vars.length > 1 };
  const shows = {
    table: () => table(found, kinds, labels),
    graph: () => (possible.graph ? [drawn.left ? notice(t("workbench.graph.part", { number: drawn.nodes.length }), "warn") : null, graph(drawn, hub(drawn))] : notice(t("workbench.graph.none"))),
    chart: () => (possible.chart ? chart(found, kinds, (term) => plain(term, labels)) : notice(t("workbench.chart.none"))),
  };
  const panel = h("div", { role: "tabpanel", id: "shown", tabIndex: 0 });
  const tabs = h("div.tabs", { role: "tablist", "aria-label": t("workbench.results") }, NAMES.map((name) => h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "shown", class: possible[name] ? "" : "without", onclick: () => picked(name) }, t(`workbench.${name}`))));
  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = NAMES[(NAMES.indexOf(document.activeElement.id.slice(4)) + step + NAMES.length) % NAMES.length];
    picked(next);
    tabs.querySelector(`#tab-${next}`).focus();
  });
  function show(name) {
    for (const tab of tabs.children) {
      tab.setAttribute("aria-selected", String(tab.id === `tab-${name}`));
      tab.tabIndex = tab.id === `tab-${name}` ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", `tab-${name}`);
    fill(panel, shows[name]());
  }
  const picked = (name) => {
    choose(name);
    show(name);
  };
  queueMicrotask(() => show(possible[chosen] ? chosen : found.graph && possible.graph ? "graph" : "table"));
  return [head(tabs), cut, panel];
}

/** The node that most lines meet in: there a graph is best entered. */
function hub({ nodes, edges }) {
  const lines = (node) => edges.filter((edge) => edge.source === node.iri || edge.target === node.iri).length;
  return nodes.toSorted((one, other) => lines(other) - lines(one))[0]?.iri;
}

function table({ vars, rows }, { numbers }, labels) {
  const body = h("tbody");
  const more = h("p.more", {});
  const grow = () => {
    const from = body.childElementCount;
    body.append(...rows.slice(from, from + PAGE).map((row, at) => h("tr", {}, h("td.at", {}, String(from + at + 1)), vars.map((name) => cell(row[name], name, row, labels)))));
    const left = rows.length - body.childElementCount;
    fill(more, left ? h("button", { type: "button", onclick: grow }, icon("down"), t("workbench.more", { number: Math.min(left, PAGE) })) : null);
  };
  grow();
  return [h("div.scroll", { tabIndex: 0, role: "region", "aria-label": t("workbench.table") }, h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col", "aria-label": "#" }), vars.map((name) => h("th", { scope: "col", class: numbers.includes(name) ? "figure-column" : "" }, name, said(name))))), body)), more];
}

/** What a column holds, where its name is one that the examples use. */
function said(name) {
  const words = t(`column.${name}`);
  return words === `column.${name}` || words === name ? null : h("span.column-said", {}, words);
}

function cell(term, name, row, labels) {
  if (!term) return h("td");
  if (term.type === "uri") return h("td", {}, link(term.value, labels));
  if (term.type === "bnode") return h("td", {}, h("code", {}, `_:${term.value}`));
  const place = name === "start" ? placeOf(row) : null;
  if (place) return h("td.figure-column", {}, h("a", { href: place, title: t("workbench.place") }, term.value));
  return h("td", { class: isNumber(term) ? "figure-column" : "" }, folded(term.value), term["xml:lang"] ? h("span.language", {}, term["xml:lang"]) : null);
}

function link(iri, labels) {
  const { text, href, label } = named(iri, labels);
  if (href) return h("a", { href, title: iri }, text);
  return h("span", { title: iri }, h("code", {}, text), label ? h("span.muted", {}, ` ${label}`) : null);
}

/** Long texts are folded, and whole when they are opened. */
const folded = (text) => (text.length <= LONG ? text : h("details", {}, h("summary", {}, `${text.slice(0, LONG)}…`), text));

const plain = (term, labels) => {
  if (term.type !== "uri") return term.value;
  const { text, label } = named(term.value, labels);
  return label ?? text;
};
