// Names and numbers → bars, as a drawing of our own.

import { figure, t } from "./i18n.js";
import { fill, h, icon, save as keepAs } from "./ui.js";

const SVG = "http://www.w3.org/2000/svg";
const MOST = 40; // bars
const ROW = 28;
const THICK = 18;
const GAP = 10;
const WIDE = 13.2; // of a Chinese character; others take about half
const ALL = "*";
const SHARP = 2; // pixels of a picture to one of the page
const STYLED = ["fill", "stroke", "stroke-width", "font-size", "font-family", "font-weight", "dominant-baseline"];

function s(name, properties, ...children) {
  const element = document.createElementNS(SVG, name);
  Object.entries(properties).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
}

/** Show a chart with the choice of its columns; `say(term)` names what a cell holds. */
export function chart(found, { measures, labels }, say) {
  const named = labels.length ? labels : found.vars.filter((name) => name !== measures.at(-1));
  const several = labels.length > 1 ? [ALL] : [];
  const readable = named.find((name) => /label|title|name/i.test(name));
  const of = choice(t("workbench.label"), [...named, ...several], several.length && !readable ? ALL : (readable ?? named[0]));
  const value = choice(t("workbench.value"), measures, measures.at(-1));
  const box = h("div.bars");
  const name = (row) => (of.select.value === ALL ? named.map((one) => row[one] && say(row[one])).filter(Boolean).join(" · ") : row[of.select.value] ? say(row[of.select.value]) : "—");
  const draw = () => fill(box, bars(found.rows.filter((row) => row[value.select.value]).slice(0, MOST).map((row) => [name(row), Number(row[value.select.value].value)]), box.clientWidth || 600, value.select.value));
  of.select.addEventListener("change", draw);
  value.select.addEventListener("change", draw);
  new ResizeObserver(draw).observe(box);
  const keep = (form, made) => h("button.quiet", { type: "button", onclick: async () => { const file = await made(box.querySelector("svg")); keepAs(file, `${t("workbench.chart")}-${value.select.value}.${form}`); } }, icon("download"), t(`workbench.chart.${form}`));
  return [h("div.row.columns-chosen", {}, of.label, value.label, h("span.row.push", {}, keep("svg", drawing), keep("png", picture))), box, found.rows.length > MOST ? h("p.muted.small", {}, t("workbench.chart.part", { number: MOST })) : null];
}

/** The chart as a file of its own: with the colours that it has on the page. */
function drawing(svg) {
  const copy = svg.cloneNode(true);
  copy.setAttribute("xmlns", SVG);
  const from = [...svg.querySelectorAll("*")];
  [...copy.querySelectorAll("*")].forEach((one, at) => {
    const style = getComputedStyle(from[at]);
    for (const name of STYLED) one.setAttribute(name, style.getPropertyValue(name));
  });
  const { width, height } = svg.viewBox.baseVal;
  copy.prepend(s("rect", { width, height, fill: getComputedStyle(svg.parentElement).backgroundColor }));
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}

/** The same as an image, at twice its size. */
async function picture(svg) {
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await drawing(svg).text())}`;
  await image.decode();
  const canvas = h("canvas", { width: width * SHARP, height: height * SHARP });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function choice(words, options, chosen) {
  const select = h("select", {}, options.map((one) => h("option", { value: one, selected: one === chosen }, one === ALL ? t("workbench.all") : `?${one}`)));
  return { select, label: h("label.row", {}, words, select) };
}

const length = (text) => [...text].reduce((sum, character) => sum + (character.codePointAt(0) > 0x2e80 ? WIDE : WIDE * 0.56), 0);

function cut(text, room) {
  let kept = text;
  while (length(kept) > room && kept.length > 1) kept = kept.slice(0, -2);
  return kept === text ? text : `${kept}…`;
}

function bars(rows, width, column) {
  const room = Math.min(Math.max(...rows.map(([name]) => length(name)), 40) + 2 * GAP, width * 0.42);
  const most = Math.max(...rows.map(([, value]) => Math.abs(value)), 1e-9);
  const figures = Math.max(...rows.map(([, value]) => length(figure(value)))) + GAP;
  const long = Math.max(width - room - figures - GAP, 20);
  const bar = ([name, value], place) => {
    const wide = Math.max((Math.abs(value) / most) * long, value ? 1.5 : 0);
    const y = place * ROW;
    return s("g", { class: value < 0 ? "below" : "" }, s("title", {}, `${name}：${figure(value)}`), s("text", { class: "name", x: room - GAP, y: y + ROW / 2, "text-anchor": "end" }, cut(name, room - GAP)),
      s("rect", { x: room, y: y + (ROW - THICK) / 2, width: wide, height: THICK, rx: 2 }), s("text", { class: "value", x: room + wide + 6, y: y + ROW / 2 }, figure(value)));
  };
  const height = rows.length * ROW;
  return s("svg", { class: "chart", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${t("workbench.chart")}：${column}` }, s("line", { x1: room, x2: room, y1: 0, y2: height }), ...rows.map(bar));
}
