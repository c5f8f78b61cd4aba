// cytoscape.js, loaded when a page draws, with our colours. It is the only module that knows the library.

const SCRIPT = "/web/vendor/cytoscape.min.js";
const SHORT = 16; // characters of a label in the drawing; the list beside it has the whole
const WIDEST = 2.2; // how far a drawing is stretched to the shape of its box
export const MUTUAL = "same sentence"; // the relation that has no direction
const SAID = 24; // lines of one node up to which they are lit and named
const LETTER = 12; // width of a character of a label
const LINE = 110; // of a line
const MANY = 80; // nodes from which on the layout is made with fewer steps
const GROUPS = {
  party: ["Enterprise", "Organization", "Person", "Institution", "Party"],
  task: ["Task", "ListedTask"],
  evidence: ["Claim", "Sentence", "Section", "Span"],
  other: ["Report", "Scheme", "Reading", "Link", "Decision", ""],
};

/** The colour that a kind of thing has: a party, a task, evidence, something else, or an achievement. */
export const groupOf = (kind) => Object.keys(GROUPS).find((group) => GROUPS[group].includes(kind)) ?? "achievement";

let loading = null;

/** Load the library once. It would write a style element, which our policy forbids: graph.css has that rule instead. */
function library() {
  loading ??= new Promise((resolve, reject) => {
    document.querySelector("link[rel=stylesheet]").id ||= "__________cytoscape_stylesheet";
    const script = document.createElement("script");
    script.src = SCRIPT;
    script.addEventListener("load", () => resolve(window.cytoscape));
    script.addEventListener("error", () => reject(new Error(SCRIPT)));
    document.head.append(script);
  });
  return loading;
}

const short = (label) => (label.length > SHORT ? `${label.slice(0, SHORT)}…` : label);
const elements = ({ nodes, edges }) => [
  ...nodes.map((node) => ({ group: "nodes", data: { id: node.iri, short: short(node.label), node }, classes: groupOf(node.kind) })),
  ...edges.map((edge) => ({ group: "edges", data: { id: `${edge.source} ${edge.relation} ${edge.target}`, source: edge.source, target: edge.target, said: edge.said ?? edge.relation, mutual: edge.relation === MUTUAL } })),
];

/** Draw into a box: `{add, chosen, hide, zoom, fit, data}`. `choose(iri)` is called when a node is clicked. */
export async function draw(box, found, choose) {
  const cytoscape = await library();
  const cy = cytoscape({ container: box, elements: elements(found), style: look(), minZoom: 0.15, maxZoom: 3, userZoomingEnabled: false, boxSelectionEnabled: false, autounselectify: true });
  cy.on("tap", "node", (event) => choose(event.target.id()));
  cy.on("mouseover", "node", (event) => event.target.addClass("seen"));
  cy.on("mouseout", "node", (event) => event.target.removeClass("seen"));
  // the wheel belongs to the page until somebody works in the drawing
  box.addEventListener("pointerdown", () => cy.userZoomingEnabled(true));
  box.addEventListener("pointerleave", () => cy.userZoomingEnabled(false));
  const repaint = () => cy.style(look());
  document.documentElement.addEventListener("scheme", repaint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new ResizeObserver(() => cy.resize()).observe(box);
  cy.on("zoom", later(() => labels(cy)));
  arrange(cy);
  labels(cy);
  const fit = () => cy.fit(cy.nodes(":visible"), 30);
  return {
    add: (more, around) => add(cy, more, around),
    chosen: (iri) => mark(cy, iri),
    hide: (group, hidden) => {
      cy.nodes(`.${group}`).style("display", hidden ? "none" : "element");
      labels(cy);
    },
    zoom: (by) => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
    fit,
    count: () => cy.nodes().length,
    has: (iri) => cy.getElementById(iri).nonempty(),
    place: (iri) => cy.getElementById(iri).renderedPosition(),
  };
}

/** Put the nodes so that those with something in common are near, and labels have room. */
function arrange(cy) {
  const many = cy.nodes().length > MANY;
  cy.nodes().data("size", 1).removeClass("unsaid");
  spread(cy.nodes(), { x: 0, y: 0 });
  cy.layout({
    name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, fit: true, padding: 30, numIter: many ? 400 : 1000,
    idealEdgeLength: () => (many ? 50 : 60), nodeRepulsion: () => (many ? 40_000 : 12_000), nodeOverlap: 12, gravity: many ? 0.5 : 0.8, componentSpacing: 60,
  }).run();
  stretch(cy);
  cy.fit(cy.nodes(":visible"), 24);
  if (cy.zoom() > 1.15) cy.zoom({ level: 1.15, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  cy.center();
}

/** Widen what was arranged to the shape of its box, so that labels can be larger. */
function stretch(cy) {
  const { w, h } = cy.nodes().boundingBox();
  const wider = Math.min(Math.max(cy.width() / cy.height() / (w / h || 1), 1 / WIDEST), WIDEST);
  cy.nodes().positions((node) => ({ x: node.position("x") * Math.max(wider, 1), y: node.position("y") / Math.min(wider, 1) }));
}

/** Where the layout begins: the groups side by side on a circle, always in the same way. */
function spread(nodes, at) {
  const ordered = nodes.sort((one, other) => one.classes().join().localeCompare(other.classes().join()) || one.id().localeCompare(other.id()));
  const radius = 60 + ordered.length * 6;
  ordered.forEach((node, place) => {
    const angle = (2 * Math.PI * place) / ordered.length;
    node.position({ x: at.x + radius * Math.cos(angle), y: at.y + radius * Math.sin(angle) });
  });
}

function add(cy, more, around) {
  const fresh = elements(more).filter((one) => cy.getElementById(one.data.id).empty());
  if (!fresh.length) return 0;
  const added = cy.add(fresh.toSorted((one) => (one.group === "nodes" ? -1 : 1)));
  spread(added.nodes(), cy.getElementById(around).position());
  arrange(cy);
  return added.nodes().length;
}

function mark(cy, iri) {
  cy.elements().removeClass("chosen near");
  const node = cy.getElementById(iri);
  node.addClass("chosen");
  const lines = node.connectedEdges();
  if (lines.length <= SAID) lines.addClass("near");
  labels(cy);
}

/** Let labels keep their size on the screen where the drawing is small, and leave out those that have no room. */
function labels(cy) {
  const small = Math.max(1 / cy.zoom(), 1);
  const taken = [];
  const weight = (node) => (node.hasClass("chosen") ? 1e6 : 0) + (node.hasClass("evidence") ? 0 : 1e3) + node.degree();
  cy.batch(() => {
    cy.nodes(":visible").sort((one, other) => weight(other) - weight(one)).forEach((node) => {
      const { x, y } = node.renderedPosition();
      const wide = Math.min(LETTER * node.data("short").length, LINE) / 2;
      const box = [x - wide, y - 4, x + wide, y + (LETTER * node.data("short").length > LINE ? 38 : 24)];
      const free = small <= 1 || !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
      if (free) taken.push(box);
      node.toggleClass("unsaid", !free);
      node.data("size", small);
    });
  });
}

/** Once a frame is enough. */
function later(act) {
  let waiting = 0;
  return () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(act);
  };
}

const sized = (size) => (node) => size * (node.data("size") ?? 1);

/** The colours of the scheme that holds now. */
function look() {
  const set = getComputedStyle(document.documentElement);
  const colour = (name) => set.getPropertyValue(`--${name}`).trim();
  const filled = (group) => ({ selector: `node.${group}`, style: { "background-color": colour(`graph-${group}`) } });
  return [
    {
      selector: "node",
      style: {
        width: 20, height: 20, label: "data(short)", "font-size": sized(12), "font-family": set.getPropertyValue("--font"), color: colour("text"), "text-valign": "bottom", "text-margin-y": sized(4), "text-wrap": "wrap",
        "text-max-width": sized(LINE), "text-overflow-wrap": "anywhere", "text-background-color": colour("surface"), "text-background-opacity": 0.85, "text-background-padding": 1, "overlay-opacity": 0,
      },
    },
    ...["achievement", "party", "task", "evidence", "other"].map(filled),
    { selector: "node.party", style: { shape: "round-rectangle" } },
    { selector: "node.task", style: { shape: "round-hexagon", width: 24, height: 24 } },
    { selector: "node.evidence", style: { width: 12, height: 12, "font-size": sized(10.5), color: colour("muted") } },
    { selector: "node.chosen", style: { "border-width": 3, "border-color": colour("text"), width: 28, height: 28, "font-size": sized(13.5), "font-weight": 600 } },
    { selector: "node.unsaid", style: { label: "" } },
    { selector: "node.seen", style: { label: "data(short)", "z-index": 10 } },
    { selector: "edge", style: { width: 1.2, "line-color": colour("line-strong"), "line-opacity": 0.6, "curve-style": "straight", "target-arrow-shape": "triangle", "target-arrow-color": colour("line-strong"), "arrow-scale": 0.7 } },
    { selector: "edge[?mutual]", style: { "target-arrow-shape": "none" } },
    {
      selector: "edge.near",
      style: { width: 1.8, "line-opacity": 1, "line-color": colour("accent"), "target-arrow-color": colour("accent"),
        label: "data(said)", "font-size": 11, color: colour("muted"), "text-background-color": colour("surface"), "text-background-opacity": 0.9, "min-zoomed-font-size": 8,
      },
    },
  ];
}
