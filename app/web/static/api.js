// The JSON API: an answer, or an ApiError whose message is what the server said in the language of the page.

import { lang, t } from "./i18n.js";

const TOKEN = "token"; // for write calls to a server that asks for one; kept as long as the tab is open

/** What the server refused, or that it could not be reached; `status` is 0 then. */
export class ApiError extends Error {
  constructor(message, status = 0, problem = {}) {
    super(message);
    this.status = status;
    this.problem = problem;
    this.kind = String(problem.type ?? "").split("/").at(-1);
  }
}

/** Write parameters as an address: a list gives its name several times, what is empty is left out. */
export function address(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") query.append(name, one);
    }
  }
  const written = query.toString();
  return written ? `${path}?${written}` : path;
}

/** Get JSON. */
export const get = async (path, parameters, options = {}) => (await call(address(path, parameters), options)).json();

/** Send JSON and get JSON; `method` is POST where nothing else is said. */
export async function send(path, body, { method = "POST", ...options } = {}) {
  const answer = await call(path, { method, body: JSON.stringify(body), ...options, headers: { "Content-Type": "application/json" } });
  return answer.status === 204 ? null : answer.json();
}

/** Ask for anything and get the response, which is a good one. */
export async function call(path, options = {}) {
  const spoken = `${path}${path.includes("?") ? "&" : "?"}lang=${lang}`; // labels and messages in the language of the page
  const headers = new Headers(options.headers);
  if (!headers.has("Accept")) headers.set("Accept", "application/json, application/problem+json, */*;q=0.5");
  const token = sessionStorage.getItem(TOKEN);
  if (token && options.method && options.method !== "GET") headers.set("Authorization", `Bearer ${token}`);
  let answer;
  try {
    answer = await fetch(spoken, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(t("site.unreachable"));
  }
  if (!answer.ok) throw await refused(answer);
  return answer;
}

async function refused(answer) {
  const problem = await answer.json().catch(() => ({}));
  const said = (lang === "en" ? problem.detail_en : null) ?? problem.detail ?? problem.title;
  const wait = answer.headers.get("Retry-After");
  const later = answer.status === 503 && wait ? ` ${t("site.later", { seconds: wait })}` : "";
  return new ApiError((said || t("site.failed", { status: answer.status })) + later, answer.status, problem);
}

/** Keep the token that write calls need. */
export const keepToken = (token) => sessionStorage.setItem(TOKEN, token);

/** Follow server-sent events until the server says that it is done: `{progress(data), done(data)}` by event name. */
export function events(path, handlers) {
  const source = new EventSource(path);
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handle(event.data ? JSON.parse(event.data) : null, source));
  }
  return source;
}
