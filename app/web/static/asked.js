// What is asked ↔ the address of the page: the question, what was corrected of its reading, the filters, how many.

export const FIRST = 20; // answers shown at first
const FIELDS = ["types", "subtypes", "levels", "tasks", "scope", "group", "grade", "year", "party", "status", "report", "topic"];
const NUMBERS = new Set(["tasks", "group", "year"]);
const SINGLE = new Set(["group", "party", "status", "report"]);

/** Read an address: `fix=levels:national` once a value, `fix=levels:` for none. */
export function read(search) {
  const query = new URLSearchParams(search);
  const fixed = {};
  for (const one of query.getAll("fix")) {
    const at = one.indexOf(":");
    const [name, value] = [one.slice(0, at), one.slice(at + 1)];
    if (!FIELDS.includes(name)) continue;
    fixed[name] ??= [];
    if (value) fixed[name].push(NUMBERS.has(name) ? Number(value) : value);
  }
  const number = Number(query.get("n"));
  return { question: query.get("q")?.trim() ?? "", fixed, facets: query.getAll("facet"), limit: Math.min(number > 0 ? number : FIRST, 1000) };
}

/** Write the address of what is asked. */
export function write({ question, fixed, facets, limit }) {
  const query = new URLSearchParams();
  if (question) query.append("q", question);
  for (const [name, values] of Object.entries(fixed)) {
    for (const value of values.length ? values : [""]) query.append("fix", `${name}:${value}`);
  }
  facets.forEach((facet) => query.append("facet", facet));
  if (limit > FIRST) query.append("n", limit);
  const written = query.toString();
  return written ? `/?${written}` : "/";
}

/** What the API is sent: fields that hold one value are sent plainly. */
export function body({ question, fixed, facets, limit }) {
  const plain = Object.entries(fixed).map(([name, values]) => [name, SINGLE.has(name) ? (values[0] ?? null) : values]);
  return { question, understood: Object.fromEntries(plain), facet: facets, limit };
}
