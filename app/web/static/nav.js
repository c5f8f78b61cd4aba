// The switches of language and colours, which are cookies, so that the server sends the page right at once; and how
// many sentences are collected.

import { show } from "./collected.js";
import { lang } from "./i18n.js";

const YEAR = 365 * 24 * 3600;
const remember = (name, value) => (document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; SameSite=Lax`);

if (new URLSearchParams(location.search).has("lang")) remember("lang", lang);

document.getElementById("switch-language").addEventListener("click", () => {
  remember("lang", lang === "zh" ? "en" : "zh");
  const here = new URL(location.href);
  here.searchParams.delete("lang");
  if (here.href === location.href) location.reload();
  else location.replace(here);
});

document.getElementById("switch-scheme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.scheme = dark ? "light" : "dark";
  remember("scheme", root.dataset.scheme);
  root.dispatchEvent(new CustomEvent("scheme", { bubbles: true })); // for what draws its own colours
});

show();
addEventListener("storage", show); // another page of this browser collects, too
addEventListener("pageshow", (event) => event.persisted && show()); // the way back
