// What the SPARQL door sends → rows that are shown, drawn and charted alike: `{vars, rows: [{name: term}], graph}`.

import { prefixes } from "/web/queries.js";
import { thingOf } from "./cards.js";
import { lang } from "./i18n.js";

const THINGS = "https://w3id.org/chengguo/id/";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"].map((name) => XSD + name));
const TRIPLE = /^(<[^>]*>|_:\S+) <([^>]*)> (.+?) ?\.$/;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/s;
const LABEL = `${prefixes.rdfs}label`;
const TYPE = `${prefixes.rdf}type`;
const ESCAPES = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
const PLACES = /^(number|group|order|start|end|from|to|at|year)$/i; // numbers that name or place something, and measure nothing
const MOST = 200; // nodes in a drawing

/** Read a table as JSON. */
export function table({ head, results, boolean }) {
  return boolean === undefined ? { vars: head.vars, rows: results.bindings, graph: false } : { boolean, vars: [], rows: [], graph: false };
}

/** Read a graph as N-Triples: a row a statement. */
export function statements(text) {
  const rows = text.split("\n").map((line) => TRIPLE.exec(line)).filter(Boolean).map(([, s, p, o]) => ({ s: termOf(s), p: { type: "uri", value: unescaped(p) }, o: termOf(o) }));
  return { vars: ["s", "p", "o"], rows, graph: true };
}

function termOf(written) {
  if (written.startsWith("<")) return { type: "uri", value: unescaped(written.slice(1, -1)) };
  if (written.startsWith("_:")) return { type: "bnode", value: written.slice(2) };
  const [, value, language, datatype] = LITERAL.exec(written) ?? [null, written];
  return { type: "literal", value: unescaped(value), ...(language ? { "xml:lang": language } : {}), ...(datatype ? { datatype } : {}) };
}

const unescaped = (text) =>
  text.replace(/\\(u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|.)/gs, (_, code) => (/^[uU]./.test(code) ? String.fromCodePoint(Number.parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? code)));

export const isNumber = (term) => term?.type === "literal" && NUMBERS.has(term.datatype) && Number.isFinite(Number(term.value));

/** Say an IRI in short, and where it leads: only things of ours lead anywhere. */
export function named(iri, labels) {
  if (iri.startsWith(THINGS)) return { text: iri.slice(THINGS.length).replace(/-[0-9a-f]{16}$/, ""), href: thingOf(iri) };
  const prefix = Object.keys(prefixes).find((name) => iri.startsWith(prefixes[name]) && /^[\w.-]+$/.test(iri.slice(prefixes[name].length)));
  return { text: prefix ? `${prefix}:${iri.slice(prefixes[prefix].length)}` : `<${iri}>`, label: labels.get(iri)?.[lang] };
}

/** The place in a report that a row tells, where it has a report, a start and an end. */
export function placeOf(row) {
  const [report, start, end] = ["report", "start", "end"].map((name) => row[name]);
  if (report?.type !== "literal" || !isNumber(start) || !isNumber(end)) return null;
  return `/reports/${encodeURIComponent(report.value)}?from=${Number(start.value)}&to=${Number(end.value)}`;
}

/** Columns of numbers, those of them that measure (and not the same everywhere), and columns that name something. */
export function columns({ vars, rows }) {
  const filled = vars.filter((name) => rows.some((row) => row[name]));
  const numbers = filled.filter((name) => rows.every((row) => !row[name] || isNumber(row[name])));
  const measures = numbers.filter((name) => !PLACES.test(name) && (rows.length === 1 || new Set(rows.map((row) => row[name]?.value)).size > 1));
  return { numbers, measures, labels: filled.filter((name) => !measures.includes(name)) };
}

/** Statements, or the IRIs of each row, as nodes and edges. */
export function network(found, labels) {
  const lines = found.graph ? found.rows.map(({ s, p, o }) => [s, p.value, o]) : found.rows.flatMap((row) => pairs(found.vars, row));
  const said = new Map();
  const kinds = new Map();
  for (const [s, p, o] of lines) {
    if (p === LABEL && (!said.has(s.value) || o["xml:lang"] === lang)) said.set(s.value, o.value);
    if (p === TYPE && !(kinds.get(s.value) ?? "").startsWith(prefixes.cg)) kinds.set(s.value, o.value);
  }
  if (!found.graph) tableLabels(found, said);
  const nodes = new Map();
  const edges = [];
  let left = false;
  for (const [s, p, o] of lines) {
    if (o.type === "literal" || (found.graph && p === TYPE)) continue;
    const fresh = [s, o].filter((end) => !nodes.has(end.value));
    left ||= nodes.size + fresh.length > MOST;
    if (nodes.size + fresh.length > MOST) continue;
    fresh.forEach((end) => nodes.set(end.value, node(end, said, kinds, labels)));
    edges.push({ source: s.value, relation: p, target: o.value, said: labels.get(p)?.[lang] ?? named(p, labels).text.replace(/^<(.*)>$/, "$1") });
  }
  return { nodes: [...nodes.values()], edges, left };
}

/** Each row joins its first IRI with the others; the column in between, where it is one of properties, names the line. */
function pairs(vars, row) {
  const ends = vars.filter((name) => row[name]?.type === "uri" || row[name]?.type === "bnode");
  if (ends.length === 3 && ends.join() === vars.slice(0, 3).join() && /^(p|predicate|property|relation|said)$/i.test(ends[1])) return [[row[ends[0]], row[ends[1]].value, row[ends[2]]]];
  return ends.slice(1).map((name) => [row[ends[0]], name, row[name]]);
}

/** A column `label`, or `xLabel` beside `x`, names the IRI before it. */
function tableLabels({ vars, rows }, said) {
  const isIri = (name) => rows.some((row) => row[name]?.type === "uri");
  vars.forEach((name, at) => {
    const before = vars.slice(0, at).findLast(isIri);
    if (isIri(name) || !before || !/label|title|name$/i.test(name)) return;
    rows.forEach((row) => row[before] && row[name] && said.set(row[before].value, row[name].value));
  });
}

function node(term, said, kinds, labels) {
  const iri = term.value;
  const own = iri.startsWith(THINGS) ? iri.slice(THINGS.length).split("/")[0] : "";
  const type = kinds.get(iri) ?? (own ? `${prefixes.cg}${own[0].toUpperCase()}${own.slice(1)}` : "");
  return { iri, label: said.get(iri) ?? labels.get(iri)?.[lang] ?? named(iri, labels).text, kind: type.replace(prefixes.cg, ""), kind_label: labels.get(type)?.[lang] ?? "" };
}
