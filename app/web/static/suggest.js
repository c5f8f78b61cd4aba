// What is being typed → a list to choose from, by pointer or keyboard (the combobox pattern of WAI-ARIA).

import { get } from "./api.js";
import { debounce, fill, h } from "./ui.js";

const WAIT = 120; // milliseconds after the last key
const FINISHED = ["type", "level"]; // words that a question goes on after; all else is asked at once

/** Give an input its suggestions; `choose(text)` asks for what was taken. */
export function suggesting(input, list, choose) {
  let found = [];
  let at = -1;
  let asked = null;
  let done = null; // what was asked as it stands: nothing is offered for it any more

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const stop = () => {
    asked?.abort();
    done = input.value;
    close();
  };
  const point = (to) => {
    at = to;
    [...list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const take = (one) => {
    input.value = one.text;
    input.dispatchEvent(new Event("change"));
    if (!FINISHED.includes(one.kind)) {
      stop();
      choose(one.text);
    } else look();
  };
  const show = () => {
    fill(list, found.map((one, number) => row(one, number, input.value, take)));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    point(-1);
  };
  const look = async () => {
    asked?.abort();
    asked = new AbortController();
    const typed = input.value;
    if (!typed.trim()) return close();
    try {
      const answer = await get("/api/suggest", { prefix: typed.slice(-200), limit: 8 }, { signal: asked.signal });
      found = answer.suggestions.map((one) => ({ ...one, text: typed.slice(0, -200) + one.text }));
      if (input.value === typed && document.activeElement === input) show();
    } catch {
      close(); // without suggestions one can still ask
    }
  };
  const later = debounce(() => input.value === done || look(), WAIT);

  input.addEventListener("input", (event) => {
    done = null;
    if (!event.isComposing) later();
  });
  input.addEventListener("compositionend", later);
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const down = event.key === "ArrowDown";
    if ((down || event.key === "ArrowUp") && list.hidden) {
      event.preventDefault();
      look();
    } else if (down || event.key === "ArrowUp") {
      event.preventDefault();
      const rows = found.length + 1; // one of them is what was typed
      point(((at + 1 + (down ? 1 : -1) + rows) % rows) - 1);
    } else if (event.key === "Enter" && !list.hidden && at >= 0) {
      event.preventDefault();
      take(found[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      stop();
    }
  });
  return stop;
}

/** A suggestion, with what it adds to what was typed. */
function row(one, number, typed, take) {
  const words = one.text.startsWith(typed) ? [typed, h("b", {}, one.text.slice(typed.length))] : one.text;
  const element = h(
    "li", { id: `suggestion-${number}`, role: "option", "aria-selected": "false" },
    h("span.words", {}, words), h("span.detail", {}, one.label !== one.insert ? `${one.label} · ${one.detail}` : one.detail),
  );
  element.addEventListener("pointerdown", (event) => event.preventDefault()); // the input keeps the focus
  element.addEventListener("click", () => take(one));
  return element;
}
