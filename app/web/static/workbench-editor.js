// YASQE with our words: completion by label in Chinese or English, and syntax errors in the language of the page.
// What it could ask of others (prefix.cc, LOV, a shared link) is left out; it is the only module that knows YASQE.

import { prefixes } from "/web/queries.js";
import { lang, t } from "./i18n.js";
import { debounce, h } from "./ui.js";

const MODE = "sparql-chengguo";
const SCRIPT = "/web/vendor/yasqe.min.js";
const WORD = /[?$]?[\p{L}\p{N}_:-]*$/u;
const CHINESE = /\p{Script=Han}[\p{L}\p{N}]*$/u;
const UNDECLARED = /^Prefix '(.*)' is not defined$/;
const PAUSE = 120; // milliseconds of typing after which words are offered
const SHOWN = 40; // completions
const EXPECTED = 5; // tokens that an error names
const KINDS = ["variable", "class", "level", "property", "status", "scope", "task", "common"];

let loading = null;
function library() {
  loading ??= new Promise((resolve, reject) => {
    const script = h("script", { src: SCRIPT });
    script.addEventListener("load", () => resolve(window.Yasqe));
    script.addEventListener("error", () => reject(new Error(SCRIPT)));
    document.head.append(script);
  });
  return loading;
}

/** Make an editor in a box. `terms()` lists what may be completed, `run()` runs the query, `told(error)` hears of faults. */
export async function editor(box, { value, terms, run, told, changed }) {
  const Yasqe = await library();
  Yasqe.defaults.autocompleters = [];
  Yasqe.defineMode(MODE, (config) => {
    const grammar = Yasqe.getMode(config, "sparql11");
    return { ...grammar, startState: () => ({ ...grammar.startState(), prefixes: { ...prefixes } }) }; // the server knows them
  });
  Yasqe.prototype.checkSyntax = function () {
    told(fault(this));
  };
  const complete = (yasqe) => yasqe.showHint({ hint: () => hints(yasqe, terms()), completeSingle: false, alignWithWord: true });
  const made = new Yasqe(box, {
    mode: MODE, value, persistenceId: null, createShareableLink: null, consumeShareLink: null, showQueryButton: false, resizeable: false, editorHeight: "", highlightSelectionMatches: false, viewportMargin: Infinity,
    screenReaderLabel: t("workbench.editor"), placeholder: "",
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": complete, Tab: false, "Shift-Tab": false, "Ctrl-S": () => {}, "Shift-Ctrl-F": false },
  });
  const yasqe = made.getWrapperElement().CodeMirror; // what is drawn: the one that was made is a copy, which hears no operations
  yasqe.getInputField().setAttribute("aria-label", t("workbench.editor"));
  yasqe.getScrollerElement().tabIndex = -1;
  const soon = debounce(complete, PAUSE);
  yasqe.on("inputRead", (_, change) => /[\p{L}:?$]/u.test(change.text.join("")) && soon(yasqe));
  yasqe.on("change", () => changed(yasqe.getValue()));
  return {
    get: () => yasqe.getValue(),
    set: (query) => yasqe.getValue() === query || yasqe.setValue(query),
    focus: () => yasqe.focus(),
    go: (line, column) => {
      yasqe.focus();
      yasqe.getDoc().setCursor({ line: line - 1, ch: column - 1 });
      yasqe.scrollIntoView(null, 80);
    },
    mark: (line) => {
      yasqe.clearGutter("gutterErrorBar");
      if (line) yasqe.setGutterMarker(line - 1, "gutterErrorBar", h("span.fault", { "aria-hidden": "true" }, "!"));
    },
  };
}

/** The first place that the grammar does not allow, with what it would: null where all is well. */
function fault(yasqe) {
  const doc = yasqe.getDoc();
  for (let line = 0; line < doc.lineCount(); line += 1) {
    const end = yasqe.getTokenAt({ line, ch: doc.getLine(line).length }, true);
    if (end.state.OK !== false) continue;
    const wrong = yasqe.getLineTokens(line, true).find((token) => token.state.OK === false) ?? end;
    const prefix = UNDECLARED.exec(wrong.state.errorMsg ?? "")?.[1];
    if (prefix !== undefined) return { line: line + 1, column: wrong.start + 1, prefix };
    const expected = [...new Set(end.state.possibleCurrent ?? [])].filter((token) => token.length < 16).slice(0, EXPECTED);
    return { line: line + 1, column: wrong.start + 1, expected: expected.map(readable) };
  }
  return null;
}

const readable = (token) => ({ VAR1: "?x", VAR2: "$x", IRI_REF: "<…>", PNAME_LN: "cg:…", PNAME_NS: "cg:", STRING_LITERAL1: "'…'", STRING_LITERAL2: '"…"', INTEGER: "1", BLANK_NODE_LABEL: "_:x", $: "" })[token] ?? token;

/** Completions of the word before the cursor. */
function hints(yasqe, terms) {
  const cursor = yasqe.getDoc().getCursor();
  const before = yasqe.getDoc().getLine(cursor.line).slice(0, cursor.ch);
  const type = yasqe.getTokenAt(cursor).type ?? "";
  const [word] = CHINESE.exec(before) ?? WORD.exec(before); // of `cg:level国家` the Chinese part
  const inside = /^(string|comment)$/.test(type) || /<[^>\s]*$/.test(before);
  const found = inside || !word ? [] : word.startsWith("?") || word.startsWith("$") ? variables(yasqe, word) : ranked(terms, word.toLowerCase());
  return {
    list: found.slice(0, SHOWN).map((term) => ({ text: term.name, render: (row) => row.append(...shown(term)) })),
    from: { line: cursor.line, ch: cursor.ch - word.length }, to: cursor,
  };
}

function variables(yasqe, word) {
  const all = new Set(yasqe.getValue().match(/[?$][\p{L}\p{N}_]+/gu));
  all.delete(word);
  return [...all].filter((name) => name.startsWith(word)).sort().map((name) => ({ name, kind: "variable" }));
}

/** Those whose label begins with the word come first, then those that hold it. */
function ranked(terms, word) {
  const score = (term) => {
    const names = [term.zh, term.en, term.name, term.name.replace(/^\w+:/, ""), ...term.words].map((name) => name.toLowerCase());
    return names.includes(word) ? 4 : names.slice(0, 4).some((name) => name.startsWith(word)) ? 3 : names.some((name) => name.startsWith(word)) ? 2 : names.some((name) => name.includes(word)) ? 1 : 0;
  };
  return terms.map((term) => [score(term), term]).filter(([points, term]) => points && term.name.toLowerCase() !== word)
    .sort(([a, one], [b, other]) => b - a || KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || one.name.localeCompare(other.name)).map(([, term]) => term);
}

const shown = (term) => [h("span.hint-label", {}, term[lang] ?? ""), h("code", {}, term.kind === "task" ? "" : term.name), h("span.hint-kind", {}, t(`kind.${term.kind}`))];
