// Shared by report.html and diff.html: building elements, two languages, pictures, cut-outs.
// Text becomes text nodes or attributes without code only; nothing is parsed as HTML.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// el("a", {href: "#p1", class: "x", on: {click: f}}, child, …); children: nodes, strings, null.
function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [event, f] of Object.entries(value)) node.addEventListener(event, f);
    else if (key === "style") for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else if (Array.isArray(value)) setBoth(node, key, value);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  add(node, children);
  return node;
}

function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

// ── two languages ───────────────────────────────────────────────────────────────────────────────
// Both are in the document; CSS shows one. Attributes and options, which CSS cannot reach, carry
// both in data-i18n and are rewritten by the switch.

function L(lv, en) {
  const both = document.createDocumentFragment();
  both.append(el("span", { lang: "lv" }, lv), el("span", { lang: "en" }, en));
  return both;
}

const language = () => document.documentElement.dataset.language;
const pick = ([lv, en]) => (language() === "en" ? en : lv);

function setBoth(node, key, both) {
  const held = node.dataset.i18n ? JSON.parse(node.dataset.i18n) : {};
  held[key] = both;
  node.dataset.i18n = JSON.stringify(held);
  put(node, key, both);
}

function put(node, key, both) {
  if (key === "text") node.textContent = pick(both);
  else node.setAttribute(key, pick(both));
}

function setLanguage(code) {
  document.documentElement.dataset.language = document.documentElement.lang = code;
  for (const button of $$("[data-switch]"))
    button.setAttribute("aria-pressed", String(button.dataset.switch === code));
  for (const node of $$("[data-i18n]"))
    for (const [key, both] of Object.entries(JSON.parse(node.dataset.i18n))) put(node, key, both);
  try { localStorage.setItem("ricplan-language", code); } catch { /* private window: not kept */ }
  document.dispatchEvent(new CustomEvent("language"));
}

function startLanguage() {
  for (const button of $$("[data-switch]"))
    button.addEventListener("click", () => setLanguage(button.dataset.switch));
  let kept = null;
  try { kept = localStorage.getItem("ricplan-language"); } catch { /* private window */ }
  if (kept === "en") setLanguage("en");
}

// ── values ──────────────────────────────────────────────────────────────────────────────────────

const collator = new Intl.Collator("lv", { numeric: true, sensitivity: "variant" });
const grouped = (n) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0");
// A plan may contain names such as `constructor`; only an object's own properties count.
const own = (object, name) => (object && Object.hasOwn(object, name) ? object[name] : undefined);
const lookup = (entries) => Object.assign(Object.create(null), Object.fromEntries(entries));
// Plural forms in the order of CLDR's categories, as in model/numbers.py: 0 and 11 rindu, 1 and 21 rinda, 2 rindas.
const pluralRules = new Intl.PluralRules("lv");
const pluralLv = (n, zero, one, other) => ({ zero, one, other })[pluralRules.select(n)];
const countedLv = (n, ...forms) => `${grouped(n)} ${pluralLv(n, ...forms)}`;
// Atrasta 1 rinda no 81; atrastas 3 rindas …; nav atrasta neviena rinda …; in the gender of the noun.
function foundLv(n, of, zero, one, other) {
  const [singular, plural] = one.endsWith("a") ? ["a", "as"] : ["s", "i"];
  if (!n) return `Nav atrast${singular} nevien${singular} ${one} no ${grouped(of)}`;
  return `Atrast${pluralLv(n, plural, singular, plural)} ${countedLv(n, zero, one, other)} no ${grouped(of)}`;
}
const countedEn = (n, one, many = `${one}s`) => `${grouped(n)} ${n === 1 ? one : many}`;

// Per cent, rounded so that 100 means nothing is missing: 0.998 is 99.8 %.
function percent(share) {
  const rounded = Math.round(share * 1000) / 10;
  const shown = share < 1 && rounded >= 100 ? 99.9 : share > 0 && rounded <= 0 ? 0.1 : rounded;
  return L(`${String(shown).replace(".", ",")}\u00a0%`, `${shown}\u00a0%`);
}

function money(value) {
  const [whole, cents] = String(value).split(".");
  return cents && Number(cents) ? L(`${grouped(whole)},${cents}`, `${grouped(whole)}.${cents}`) : grouped(whole);
}

// ── search ───────────────────────────────────────────────────────────────────────────────────
// Diacritics and case are folded letter by letter, so that offsets in the folded text are those
// of the text; endings of longer words, which change with the grammatical case, are ignored.

const foldedLetters = new Map();
function foldLetter(letter) {
  if (!foldedLetters.has(letter))
    foldedLetters.set(letter, /\s/.test(letter) ? " " : letter.normalize("NFD")[0].toLowerCase()[0]);
  return foldedLetters.get(letter);
}
const fold = (text) => String(text).replace(/[A-Z\u0080-\uffff]/g, foldLetter);
const ENDING = /(?:iem|ajam|ajai|ajas|ajos|am|as|ai|os|us|es|is|em|im|um|iet|[aeious])$/;

// {empty, test(folded), places(text)}: tests whether all words of the query are in a text; their offsets.
function matcher(query) {
  const whole = fold(query).trim().replace(/\s+/g, " ");
  const terms = [];
  for (const word of whole.split(" ").filter(Boolean)) {
    const last = terms.at(-1);
    // `a 4.9` is one id
    if (last && /^[a-z]{1,3}$/.test(last) && /^\d/.test(word)) terms[terms.length - 1] = `${last} ${word}`;
    else terms.push(word);
  }
  const stems = terms.map((term) => (/^[a-z-]{5,}$/.test(term) ? term.replace(ENDING, "") : term));
  // numbers match as a whole: `a 1.1` is not in `a 1.12`
  const at = (text, stem, from = 0) => {
    for (let n = text.indexOf(stem, from); n >= 0; n = text.indexOf(stem, n + 1))
      if (!/\d$/.test(stem) || !/\d/.test(text[n + stem.length] || "")) return n;
    return -1;
  };
  return {
    empty: !whole,
    test: (text) => stems.every((stem) => at(text, stem) >= 0),
    places: (text) => {
      const folded = fold(text), found = [];
      for (const stem of stems)
        for (let n = at(folded, stem); n >= 0; n = at(folded, stem, n + stem.length)) found.push([n, n + stem.length]);
      return found.sort((a, b) => a[0] - b[0]);
    },
  };
}

// The text with the hits marked.
function marked(text, match) {
  if (!match || match.empty) return text;
  const parts = [];
  let from = 0;
  for (const [start, end] of match.places(text)) {
    if (start < from) continue;
    parts.push(text.slice(from, start), el("mark", {}, text.slice(start, end)));
    from = end;
  }
  return parts.length ? [...parts, text.slice(from)] : text;
}

// ── addresses ───────────────────────────────────────────────────────────────────────────────────
// #view?filter=value: filters are part of the address, so they survive a reload and can be shared.

const href = (anchor) => `#${encodeURI(anchor).replaceAll("?", "%3F").replaceAll("#", "%23")}`;

function addressParts() {
  const raw = location.hash.slice(1);
  const at = raw.indexOf("?");
  let head = at < 0 ? raw : raw.slice(0, at);
  try { head = decodeURIComponent(head); } catch { /* malformed escape: not one of our addresses */ }
  return { head, wanted: lookup(new URLSearchParams(at < 0 ? "" : raw.slice(at + 1))) };
}

// Replaces the address by one with the current filters, without a new entry in the history.
function keepAddress(head, wanted) {
  const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== "" && value !== null && value !== undefined));
  const address = href(head) + (String(query) ? `?${query}` : "");
  if (address !== location.hash) history.replaceState(history.state, "", address);
}

// ── export ──────────────────────────────────────────────────────────────────────────
// `rows` are lists of numbers, texts and nulls; the first row has the headings.

const plainNumber = (value) => (language() === "lv" ? String(value).replace(".", ",") : String(value));
const cellText = (value) => (value === null || value === undefined ? "" : typeof value === "number" ? plainNumber(value) : String(value));

function copyRows(rows) {
  const quoted = (value) => (/[\t\n"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const text = rows.map((row) => row.map((value) => quoted(cellText(value))).join("\t")).join("\n");
  const table = el("table", {}, rows.map((row, n) => el("tr", {}, row.map((value) => el(n ? "td" : "th", {}, cellText(value))))));
  const give = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", table.outerHTML);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", give, { capture: true, once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", give, { capture: true });
  return done;
}

// CSV as in RFC 4180, with decimal points; the byte order mark tells Excel that it is UTF-8.
function csv(rows) {
  const field = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return "\ufeff" + rows.map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";
}

function download(name, text, type = "text/csv") {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Two buttons that export the rows of `give()`: to the clipboard and as a file.
function exportButtons(name, give) {
  const said = el("span", { class: "said", role: "status" });
  const say = (...both) => { said.replaceChildren(L(...both)); setTimeout(() => said.replaceChildren(), 4000); };
  return el("div", { class: "exports" },
    el("button", { type: "button", class: "plain-button", "data-export": "copy", on: { click: () => {
      const rows = give();
      copyRows(rows) ? say(`Nokopēts: ${countedLv(rows.length - 1, "rindu", "rinda", "rindas")}`, `Copied: ${countedEn(rows.length - 1, "row")}`)
        : say("Pārlūks neļauj kopēt; izmantojiet CSV.", "The browser does not allow copying; use CSV.");
    } } }, L("Kopēt programmai Excel", "Copy for Excel")),
    el("button", { type: "button", class: "plain-button", "data-export": "csv", on: { click: () => download(`${name()}.csv`, csv(give())) } }, "CSV"),
    said);
}

// Copied selections contain amounts without the spaces between groups of digits.
document.addEventListener("copy", (event) => {
  const text = String(getSelection());
  if (!/\d\u00a0\d/.test(text)) return;
  event.clipboardData.setData("text/plain", text.replace(/(\d)\u00a0(?=\d)/g, "$1"));
  event.preventDefault();
});

const held = new Map();
function data(name) {
  if (!held.has(name)) {
    const node = document.getElementById(`data-${name}`);
    held.set(name, node ? JSON.parse(node.textContent) : null);
  }
  return held.get(name);
}

// ── long lists ──────────────────────────────────────────────────────────────────────────────────
// Rows are created on demand: `make(item)` for the `first` of `items`, a screenful,
// then for the next `step` when scrolled to. Returns {through(n)}: creates all items up to n.

function inPortions(parent, items, make, { first = 10, step = 50, tail = "div" } = {}) {
  inPortions.open.get(parent)?.stop(); // a refilled list replaces the one before it
  let next = 0;
  const more = el(tail, { class: "more" });
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) portion(step);
  }, { rootMargin: "800px" });
  function portion(count) {
    const part = document.createDocumentFragment();
    for (const end = Math.min(items.length, next + count); next < end; next++) part.append(make(items[next], next));
    parent.append(part);
    more.remove();
    observer.disconnect();
    if (next < items.length) { parent.append(more); observer.observe(more); }
  }
  portion(first);
  const all = { parent, through: (n) => { if (n >= next) portion(n + 1 - next + step); } };
  inPortions.open.set(parent, all);
  all.everything = () => { if (next < items.length) portion(items.length - next); };
  all.stop = () => { observer.disconnect(); next = items.length; };
  return all;
}
inPortions.open = new Map();

const wait = (f, ms = 140) => { let timer; return (...args) => { clearTimeout(timer); timer = setTimeout(f, ms, ...args); }; };

// ── filters ─────────────────────────────────────────────────────────────────────────────────────

function choice(label, options, change, value = "") {
  const select = el("select", { on: { change: () => change(select.value) } },
    options.map(([name, lv, en]) => el("option", { value: name, selected: name === value, text: [lv, en] })));
  return el("label", { class: "field" }, el("span", { class: "field-name" }, L(...label)), select);
}

function searchBox(label, change, value = "") {
  const input = el("input", { type: "search", value, autocomplete: "off", spellcheck: "false",
    on: { input: wait(() => change(input.value)) } });
  return el("label", { class: "field grow" }, el("span", { class: "field-name" }, L(...label)), input);
}

// Filters are hidden in print; their settings are printed as text instead.
function printFilters() {
  for (const bar of $$(".filters")) {
    const said = [...bar.children].map(printedFilter).filter(Boolean);
    bar.parentElement.querySelector(":scope > .told-filters")?.remove();
    if (said.length) bar.after(el("p", { class: "told-filters" }, said.join("; ")));
  }
}

function printedFilter(field) {
  const all = $$("[aria-pressed]", field), pressed = all.filter((button) => button.ariaPressed === "true");
  if (all.length) return pressed.length === all.length ? "" : `${field.ariaLabel}: ${pressed.map((button) => textIn(button.querySelector(`[lang="${language()}"]`))).join(", ") || "–"}`;
  const input = $("select, input:not([type=checkbox])", field), picked = $("summary > b", field);
  const value = picked ? textIn(picked) : input?.tagName === "SELECT" ? input.value && input.selectedIndex > 0 && input.selectedOptions[0].text : input?.value;
  return value ? `${textIn($(`.field-name [lang="${language()}"]`, field))}: ${value}` : "";
}

const textIn = (node) => node?.textContent.trim() ?? "";

// Toggle buttons, any number of which may be pressed: [value, lv, en, count, class].
function toggles(label, options, pressed, change) {
  return el("div", { class: "toggles", role: "group", "aria-label": label },
    options.map(([value, lv, en, count, name]) => {
      const button = el("button", { type: "button", class: `toggle ${name || ""}`, "aria-pressed": String(pressed.has(value)),
        "data-value": value, on: { click: () => {
          pressed.has(value) ? pressed.delete(value) : pressed.add(value);
          button.setAttribute("aria-pressed", String(pressed.has(value)));
          change();
        } } }, el("i", { class: "swatch", "aria-hidden": "true" }), L(lv, en),
        count === null || count === undefined ? null : el("span", { class: "count" }, grouped(count)));
      return button;
    }));
}
