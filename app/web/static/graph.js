// Nodes and edges → a drawing with its legend, and the same neighbours as a list that the keyboard reaches.

import { get } from "./api.js";
import { thingOf } from "./cards.js";
import { MUTUAL, draw, groupOf } from "./drawing.js";
import { t, term } from "./i18n.js";
import { fill, h, icon, notice, toast } from "./ui.js";

const THINGS = "https://w3id.org/chengguo/id/";
const MOST = 200; // nodes in a drawing that can still be read
const GROUPS = ["achievement", "party", "task", "evidence", "other"];
const encoded = (iri) => iri.slice(THINGS.length).split("/").map(encodeURIComponent).join("/");

/** Show a drawing; a thing of ours is expanded when it is chosen, by a click or in the list; `whole`: the centre is already. */
export function graph({ nodes, edges, truncated = false }, centre, { whole: all = false } = {}) {
  const known = { nodes: new Map(nodes.map((node) => [node.iri, node])), edges: new Map() };
  const keep = (more) => more.forEach((edge) => known.edges.set(`${edge.source} ${edge.relation} ${edge.target}`, edge));
  keep(edges.map(named));
  const box = h("div.canvas", { role: "img", "aria-label": t("graph.label") });
  const beside = h("div.beside", { tabIndex: 0, role: "group", "aria-label": t("graph.list") });
  const full = h("div", { role: "status" }, truncated ? notice(t("graph.truncated"), "warn") : null);
  let drawn = null;

  async function choose(iri) {
    list(iri);
    drawn?.chosen(iri);
    if (!iri.startsWith(THINGS) || known.nodes.get(iri).expanded) return;
    const room = MOST - known.nodes.size;
    if (room < 1) return void fill(full, notice(t("graph.full", { number: MOST }), "warn"));
    beside.setAttribute("aria-busy", "true");
    try {
      const more = await get(`/api/neighbours/${encoded(iri)}`, { nodes: MOST });
      grow(more, iri, room);
    } catch (error) {
      toast(error.message, "error");
    } finally {
      beside.removeAttribute("aria-busy");
    }
    list(iri);
    drawn?.chosen(iri);
    beside.querySelector("h3").focus({ preventScroll: true });
  }

  function grow(more, iri, room) {
    const fresh = more.nodes.filter((node) => !known.nodes.has(node.iri)).slice(0, room);
    fresh.forEach((node) => known.nodes.set(node.iri, node));
    known.nodes.get(iri).expanded = true;
    const lines = more.edges.map(named).filter((edge) => known.nodes.has(edge.source) && known.nodes.has(edge.target));
    keep(lines);
    drawn?.add({ nodes: fresh, edges: lines }, iri);
    if (more.truncated || fresh.length === room) fill(full, notice(t("graph.full", { number: MOST }), "warn"));
    legend();
  }

  /** What is next to the chosen node. */
  function list(iri) {
    const node = known.nodes.get(iri);
    const lines = [...known.edges.values()].filter((edge) => edge.source === iri || edge.target === iri);
    const rows = lines.map((edge) => [edge, known.nodes.get(edge.source === iri ? edge.target : edge.source)]).filter(([, other]) => other && other.iri !== iri).toSorted(([one, a], [other, b]) => one.said.localeCompare(other.said, "zh") || a.kind_label.localeCompare(b.kind_label, "zh") || a.label.localeCompare(b.label, "zh"));
    fill(beside, h("h3", { tabIndex: -1 }, h("span.node", { class: groupOf(node.kind) }), node.label), h("p.muted.small", {}, node.kind_label, " · ", t("graph.next", { number: rows.length }), iri.startsWith(THINGS) ? [" · ", h("a", { href: thingOf(iri) }, t("graph.open"))] : null),
      h("ul", {}, rows.map(([edge, other]) => h("li", {}, h("span.relation", {}, edge.relation === MUTUAL ? edge.said : `${edge.said} ${edge.source === iri ? "→" : "←"}`), h("span.node", { class: groupOf(other.kind) }), h("span.named", {}, h("button.link.other", { type: "button", onclick: () => choose(other.iri) }, other.label), " ", h("span.muted.kind", {}, other.kind_label))))));
  }

  const keys = h("div.legend", { role: "group", "aria-label": t("graph.legend") });
  const hidden = new Set();
  function legend() {
    const there = new Set([...known.nodes.values()].map((node) => groupOf(node.kind)));
    fill(keys, GROUPS.filter((group) => there.has(group)).map((group) => h("button.quiet", { type: "button", "aria-pressed": String(!hidden.has(group)), onclick: () => toggle(group) }, h("span.node", { class: group }), t(`graph.${group}`))));
  }
  function toggle(group) {
    if (!hidden.delete(group)) hidden.add(group);
    drawn?.hide(group, hidden.has(group));
    legend();
  }

  const button = (name, words, act) => h("button.quiet.icon", { type: "button", "aria-label": words, title: words, onclick: act }, icon(name));
  const tools = h("div.tools", {}, button("plus", t("graph.in"), () => drawn?.zoom(1.3)), button("minus", t("graph.out"), () => drawn?.zoom(1 / 1.3)), button("fit", t("graph.fit"), () => drawn?.fit()));
  const whole = h("div.graph", { "aria-busy": "true" }, h("div.graph-bar", {}, keys, tools), full, h("div.graph-parts", {}, box, beside));
  legend();
  if (centre) {
    list(centre);
    known.nodes.get(centre).expanded = all;
  }
  const ready = draw(box, { nodes, edges: [...known.edges.values()] }, choose).then((made) => {
    drawn = made;
    whole.drawing = made; // for tests: where a node stands
    if (centre) drawn.chosen(centre);
  });
  ready.catch((error) => fill(box, notice(error.message, "error"))).finally(() => whole.removeAttribute("aria-busy"));
  return whole;
}

/** An edge with its name in the language of the page. */
function named(edge) {
  const key = `relation.${edge.relation}`;
  const words = t(key);
  return { ...edge, said: words === key ? (edge.said ?? term(edge.relation)) : words };
}
