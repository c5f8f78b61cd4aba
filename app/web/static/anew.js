// A decision whose words changed → a form with old and new words side by side, and the records that it may mean now.

import { get } from "./api.js";
import { levelBadge, placeOf } from "./cards.js";
import { compared } from "./compared.js";
import { changes, undone } from "./decided.js";
import { counted, t, term } from "./i18n.js";
import { dialog, h, icon, notice } from "./ui.js";

const squeezed = (words) => words.replace(/\s+/g, "");

/** Ask where a decision is to hold now; gives that place, or null where the person thought better of it. */
export async function anewForm(one) {
  const told = await get(`/api/decisions/${encodeURIComponent(one.id)}/again`);
  const choice = told.sentence && (one.action === "add" ? wordsField(told) : told.claims.length ? records(told) : null);
  return new Promise((resolve) => {
    let answer = null;
    const form = h("form.anew-form", { id: "anew-form", method: "dialog" }, about(one, told), choice ?? notice(t(told.sentence ? "anew.no_record" : "anew.no_sentence"), "warn"), choice ? h("p.muted.small", {}, t("anew.what")) : null);
    const title = t("anew.title", { action: t(`decide.action.${one.action}`), words: squeezed(one.quote.exact) });
    const box = dialog(title, form, h("button", { type: "button", onclick: () => box.close() }, t("decide.cancel")), choice ? h("button.primary", { type: "submit", form: "anew-form" }, t("anew.apply")) : null);
    form.addEventListener("submit", () => (answer = one.action === "add" ? { start: told.sentence.start, words: form.elements.words.value.trim() } : { claim: form.elements.claim.value }));
    box.addEventListener("close", () => resolve(answer));
    (form.querySelector(":checked, input") ?? box.querySelector("footer button")).focus();
  });
}

/** Why it was not carried out, what it says, and both wordings. */
function about(one, told) {
  const { sentence } = told;
  return [
    h("p.small.muted", {}, undone(told.reason, one.report).words), h("p.decision-change", {}, changes(one).map((change) => h("span", {}, change))),
    sentence ? compared(told.before, sentence.segments, [t("anew.then"), t("anew.now")]) : h("blockquote", {}, told.before.map((part) => part.text)),
    sentence ? h("p.small", {}, h("a", { href: placeOf(sentence), target: "_blank" }, icon("report"), " ", [sentence.title, ...sentence.section].join(" › "))) : null,
  ];
}

/** The records of the sentence; the likeliest is chosen at first. */
function records({ claims, likely }) {
  return h("fieldset", { role: "radiogroup" }, h("legend", {}, t("anew.which")), claims.map((claim) =>
    h("label.choice", {}, h("input", { type: "radio", name: "claim", value: claim.iri, required: true, checked: claim.iri === likely }),
      h("span", {}, h("b", {}, claim.words), h("span.badges", {}, levelBadge(claim), h("span.badge.plain", {}, term(claim.type)), counted(claim) ? h("span.badge.plain", {}, counted(claim)) : null)))));
}

/** The words on which a record is to be added: some of the sentence, one after the other. */
function wordsField({ sentence, words }) {
  const input = h("input", { name: "words", type: "text", required: true, maxLength: 200, value: words });
  const check = () => input.setCustomValidity(squeezed(sentence.text).includes(squeezed(input.value)) ? "" : t("anew.words.wrong"));
  input.addEventListener("input", check);
  return h("label.field", {}, h("span", {}, t("anew.words")), input);
}
