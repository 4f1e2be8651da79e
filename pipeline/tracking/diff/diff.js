// Changes grouped by row and filtered, as cards with both places side by side or as one grid.

const changes = data("changes"), versions = data("versions");
const SIDES = ["old", "new"];
const SIDE = { old: ["Bija", "Before"], new: ["Ir", "After"] };
const wanted = { sort: new Set(), kind: new Set(Object.keys(changes.kinds)), table: "", priority: "", query: "", marks: "", as: "cards" };
for (const name of Object.keys(changes.sorts)) wanted.sort.add(name);
const items = changes.groups.flatMap((group) => group.items.map((item) => Object.assign(item, { group })));
const byAnchor = new Map(items.map((item) => [item.anchor, item]));
const slug = (key) => key.replaceAll(" ", "-").replaceAll("#", "~");
const counted = (test) => items.filter(test).length;
let list = null, found = [], isBuilt = false, isGoing = false;

// ── marks (seen, note), kept in this browser ────────────────────────────────────────────────────────

const MARKS = `ricplan-marks-${versions.old.id}-${versions.old.sha}-${versions.new.id}-${versions.new.sha}`;
let marks = new Map();
try { marks = new Map(Object.entries(JSON.parse(localStorage.getItem(MARKS) || "{}"))); } catch { /* private window: not kept */ }
const markOf = (item) => marks.get(item.anchor) || { seen: false, note: "" };

function setMark(item, changed) {
  const now = { ...markOf(item), ...changed };
  if (now.seen || now.note) marks.set(item.anchor, now);
  else marks.delete(item.anchor);
  try { localStorage.setItem(MARKS, JSON.stringify(Object.fromEntries(marks))); } catch { /* not kept */ }
  showMarkCounts();
}

function showMarkCounts() {
  const seen = counted((item) => markOf(item).seen), noted = counted((item) => markOf(item).note);
  $("#view-changes .marks-tally").replaceChildren(
    L(`Apskatīts: ${grouped(seen)} no ${grouped(items.length)}; piezīmes: ${grouped(noted)}`, `Seen ${grouped(seen)} of ${grouped(items.length)}; notes: ${grouped(noted)}`));
}

function markTools(item) {
  const mark = markOf(item);
  const note = el("textarea", { rows: "2", "aria-label": [`Piezīme: ${item.anchor}`, `Note: ${item.anchor}`], hidden: !mark.note,
    on: { input: wait(() => setMark(item, { note: note.value.trim() }), 250) } });
  note.value = mark.note;
  const seen = el("input", { type: "checkbox", checked: mark.seen, on: { change: () => setMark(item, { seen: seen.checked }) } });
  return el("div", { class: "marks" },
    el("label", {}, seen, " ", L("Apskatīts", "Seen")),
    el("button", { type: "button", class: "plain-button", on: { click: () => { note.hidden = false; note.focus(); } } }, L("Piezīme", "Note")),
    note);
}

// ── the view ────────────────────────────────────────────────────────────────────────────────────

function buildChanges() {
  const view = $("#view-changes");
  const sorts = Object.entries(changes.sorts).filter(([name]) => counted((item) => item.sort === name));
  const kinds = Object.entries(changes.kinds).filter(([name]) => counted((item) => item.kind === name));
  add(view, [
    el("p", { class: "lede" }, L("Izmaiņas pa rindām: katra grozītā vērtība vai saraksta ieraksts un tā vieta abu versiju lappusēs.", "Changes by row: each value or entry of a list that changed, with its place on the pages of both versions.")),
    el("div", { class: "filters" },
      toggles(["Izmaiņa", "Change"], sorts.map(([name, [lv, en]]) => [name, lv, en, counted((item) => item.sort === name), `t-${name.split("-")[1]}`]), wanted.sort, fill),
      kinds.length > 1 ? toggles(["Būtība", "Substance"], kinds.map(([name, [lv, en]]) => [name, lv, en, counted((item) => item.kind === name), ""]), wanted.kind, fill) : null,
      choice(["Tabula", "Table"], [["", "visas", "all"], ...Object.entries(changes.tables).map(([name, both]) => [name, ...both])], (value) => { wanted.table = value; fill(); }, wanted.table),
      choice(changes.priorities, [["", "visas", "all"], ...Object.entries(changes.names).map(([id, name]) => [id, `${id} ${name}`, `${id} ${name}`])], (value) => { wanted.priority = value; fill(); }, wanted.priority),
      choice(["Atzīmes", "Marks"], [["", "visas", "all"], ["unseen", "neapskatītās", "not seen"], ["seen", "apskatītās", "seen"], ["noted", "ar piezīmi", "with a note"]], (value) => { wanted.marks = value; fill(); }, wanted.marks),
      searchBox(["Meklēt", "Search"], (query) => { wanted.query = query; fill(); }, wanted.query)),
    el("div", { class: "list-tools" },
      el("div", { class: "toggles", role: "group", "aria-label": ["Skats", "View"] }, [["cards", "Kartītes", "Cards"], ["grid", "Tabula", "Grid"]].map(([name, lv, en]) =>
        el("button", { type: "button", class: "toggle", "data-as": name, "aria-pressed": String(wanted.as === name), on: { click: () => { wanted.as = name; pressed(); fill(); } } }, L(lv, en)))),
      exportButtons(() => `${versions.old.id}–${versions.new.id}`, exported),
      el("p", { class: "marks-tally quiet" })),
    el("p", { class: "tally", role: "status" }),
    el("div", { class: "list" })]);
  showMarkCounts();
  fill();
}

const pressed = () => $$("[data-as]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.as === wanted.as)));
const words = (item) => (item.words ??= fold([item.group.key, item.group.oldKey, item.group.newKey, item.group.name, ...(item.what || []),
  ...item.pieces.map((piece) => piece[1]), ...item.row.flatMap((part) => part[2])].join(" ")));
const ofMarks = { unseen: (mark) => !mark.seen, seen: (mark) => mark.seen, noted: (mark) => Boolean(mark.note) };

function fill() {
  const match = matcher(wanted.query);
  const test = own(ofMarks, wanted.marks) || (() => true);
  found = items.filter((item) => wanted.sort.has(item.sort) && wanted.kind.has(item.kind) && (!wanted.table || item.group.table === wanted.table) &&
    (!wanted.priority || item.group.priority === wanted.priority) && test(markOf(item)) && match.test(words(item)));
  const parent = $("#view-changes .list");
  parent.replaceChildren();
  if (wanted.as === "grid") grid(parent);
  else {
    const groups = [...new Set(found.map((item) => item.group))];
    list = inPortions(parent, groups, (group) => card(group, found.filter((item) => item.group === group)), { first: 5, step: 20 });
    list.groups = groups;
  }
  const rows = new Set(found.map((item) => item.group)).size, all = items.length;
  $("#view-changes .tally").replaceChildren(found.length === all
    ? L(`${countedLv(all, "izmaiņu", "izmaiņa", "izmaiņas")}; ${countedLv(rows, "rindu", "rinda", "rindas")}`, `${countedEn(all, "change")} in ${countedEn(rows, "row")}`)
    : L(`${countedLv(found.length, "izmaiņu", "izmaiņa", "izmaiņas")} no ${grouped(all)}; ${countedLv(rows, "rindu", "rinda", "rindas")}`, `${grouped(found.length)} of ${countedEn(all, "change")} in ${countedEn(rows, "row")}`));
  remember();
}

function remember() {
  if (!isShown("changes") || isGoing) return; // the address of a single change is kept
  const some = (set, from) => (set.size === Object.keys(from).length ? "" : [...set].join(",") || "none");
  keepAddress("changes", { sort: some(wanted.sort, changes.sorts), kind: some(wanted.kind, changes.kinds), table: wanted.table, priority: wanted.priority, marks: wanted.marks, q: wanted.query, as: wanted.as === "cards" ? "" : wanted.as });
}

function title(group) {
  if (group.table === "paragraphs") return L(`Teksts, ${group.key}. nodaļa`, `Text, chapter ${group.key}`);
  return group.oldKey && group.newKey && group.oldKey !== group.newKey ? `${group.oldKey} → ${group.newKey}` : group.key;
}

const label = (item) => item.label || changes.sorts[item.sort];
const tag = (item) => el("span", { class: `tag c-${item.sort.split("-")[1]}` }, el("i", { class: "sev", "aria-hidden": "true" }), L(...label(item)));

function card(group, shown) {
  return el("article", { class: "change", "data-group": group.anchor },
    el("div", { class: "change-head" }, el("h2", {}, title(group)), el("span", { class: "quiet" }, L(...(own(changes.tables, group.table) || [group.table, group.table])))),
    group.name ? el("p", { class: "name", lang: "lv-LV" }, group.name) : null,
    shown.map(one));
}

function one(item) {
  return el("div", { class: "item", id: item.anchor },
    el("div", { class: "value-line" },
      el("p", {}, tag(item), item.what ? el("span", { class: "what" }, L(...item.what), item.position === null || item.sort === "value-changed" ? null : ` › ${item.position}`) : null,
        item.kind === "typographic" ? el("span", { class: "tag quiet" }, L(...changes.kinds.typographic)) : null),
      item.pieces.length ? el("p", {}, redline(item), difference(item)) : null),
    item.row.length ? content(item) : null,
    sides(item),
    el("div", { class: "item-foot" },
      el("p", { class: "meta" },
        item.similarity ? el("span", {}, L("līdzība", "similarity"), " ", percent(item.similarity)) : null,
        el("a", { href: href(item.anchor), "aria-label": [`Saite uz šo izmaiņu: ${item.anchor}`, `Link to this change: ${item.anchor}`] }, L("saite", "link"))),
      markTools(item)));
}

function redline(item) {
  const names = { "-": "del", "+": "ins" };
  const amount = (op) => item.amounts && item.amounts[op === "-" ? 0 : 1];
  return el("span", { class: "redline", lang: "lv-LV" }, item.pieces.map(([op, text]) => {
    const shown = amount(op) ? money(amount(op)) : text;
    return own(names, op) ? el(names[op], {}, shown) : shown;
  }));
}

function difference(item) {
  if (!item.difference) return null;
  const { euros, percent: share } = item.difference;
  const sign = Number(euros) < 0 ? "−" : "+";
  const rounded = share === null ? null : Math.abs(Math.round(share * 10) / 10);
  return el("span", { class: "by" }, sign, money(euros.replace("-", "")), "\u00a0€",
    rounded === null ? null : L(` (${sign}${String(rounded).replace(".", ",")}\u00a0%)`, ` (${sign}${rounded}%)`));
}

function content(item) {
  return el("dl", { class: "content" }, item.row.map(([lv, en, values]) => el("div", {}, el("dt", {}, L(lv, en)),
    el("dd", { lang: "lv-LV" }, values.length === 1 ? values[0] : el("ul", {}, values.map((value) => el("li", {}, value)))))));
}

const placesOf = (item, at) => item.places[at].filter(([page]) => versions[SIDES[at]].sizes[page - 1]);

function sides(item) {
  if (!SIDES.some((_, at) => placesOf(item, at).length)) return named(item);
  return el("div", { class: "sides" }, SIDES.map((side, at) => {
    const places = placesOf(item, at);
    if (!places.length)
      return el("figure", { class: "side" }, el("figcaption", {}, L(...SIDE[side])),
        el("div", { class: "none" }, item.places[at].length || !versions[side].sizes.length
          ? L("Lappušu attēlu nav.", "No page pictures.") : L("Šajā versijā nav.", "Not in this version.")));
    return el("div", { class: "side" }, places.map(([page, ...box]) => el("figure", {},
      el("figcaption", {}, L(`${SIDE[side][0]}, ${page}. lpp.`, `${SIDE[side][1]}, page ${page}`), reportLink(side, page)),
      el("button", { type: "button", class: "cut-button", "aria-label": [`Visas lappuses: ${item.anchor}`, `Whole pages: ${item.anchor}`], on: { click: () => showPages(item) } },
        cutout(`${side}-${page}`, versions[side].sizes[page - 1], [box], { span: 400, most: 320 })))));
  }));
}

// Without pictures, the page numbers as text.
function named(item) {
  const [before, after] = item.pages;
  if (before === null && after === null) return null;
  return el("p", { class: "meta" },
    before === null ? null : el("span", {}, L(`bija ${before}. lpp.`, `before: page ${before}`), reportLink("old", before)),
    after === null ? null : el("span", {}, L(`ir ${after}. lpp.`, `after: page ${after}`), reportLink("new", after)));
}

function reportLink(side, page) {
  const report = versions[side].report;
  return report ? [" · ", el("a", { href: `${report}#p${page}` }, L("pārskatā", "in the report"))] : null;
}

// ── whole pages of both versions ────────────────────────────────────────────────────────────────

function showPages(item) {
  const dialog = $("#pages");
  dialog.replaceChildren(
    el("div", { class: "drawer-head" }, el("h2", {}, title(item.group), " ", el("span", { class: "quiet" }, L(...label(item)))),
      el("button", { type: "button", class: "close", on: { click: () => dialog.close() } }, L("Aizvērt", "Close"))),
    el("div", { class: "sides whole" }, SIDES.map((side, at) => el("div", { class: "side" },
      placesOf(item, at).length ? placesOf(item, at).map(([page, ...box]) => el("figure", {},
        el("figcaption", {}, L(`${SIDE[side][0]}, ${page}. lpp.`, `${SIDE[side][1]}, page ${page}`), reportLink(side, page)),
        wholePage(side, page, box)))
        : el("figure", {}, el("figcaption", {}, L(...SIDE[side])), el("div", { class: "none" }, L("Šajā versijā nav.", "Not in this version.")))))));
  dialog.showModal();
}

function wholePage(side, page, box) {
  const size = versions[side].sizes[page - 1];
  const paper = el("div", { class: "paper", style: { "aspect-ratio": `${size[0]} / ${size[1]}` } }, mark(box, size));
  behind(paper, `${side}-${page}`)();
  return paper;
}

// ── the grid and the export ───────────────────────────────────────────────────────

const GRID = [["Rinda", "Row"], ["Nosaukums", "Name"], ["Izmaiņa", "Change"], ["Kas mainīts", "What"], ["Bija", "Before"], ["Ir", "After"], ["Starpība, EUR", "Difference, EUR"], ["Lappuses", "Pages"]];
const side = (item, op) => item.pieces.filter((piece) => piece[0] === "=" || piece[0] === op).map((piece) => piece[1]).join("");
const wholeRow = (item) => item.row.map(([lv, en, values]) => `${pick([lv, en])}: ${values.join("; ")}`).join("\n");
const before = (item) => (item.sort.endsWith("-removed") && item.row.length ? wholeRow(item) : side(item, "-"));
const after = (item) => (item.sort.endsWith("-added") && item.row.length ? wholeRow(item) : side(item, "+"));

function grid(parent) {
  const body = el("tbody");
  parent.append(el("div", { class: "sheet", tabindex: "0", role: "region", "aria-label": ["Izmaiņu tabula", "Grid of changes"] },
    el("table", { class: "data grid" }, el("thead", {}, el("tr", {}, GRID.map((both) => el("th", { scope: "col" }, el("span", { class: "head" }, L(...both)))))), body)));
  list = inPortions(body, found, (item) => el("tr", { id: item.anchor },
    el("th", { scope: "row" }, el("a", { href: `#changes?q=${encodeURIComponent(item.group.key)}` }, title(item.group))),
    el("td", { class: "long", lang: "lv-LV" }, item.group.name),
    el("td", {}, tag(item)),
    el("td", {}, item.what ? L(...item.what) : null, item.position === null || item.sort === "value-changed" ? null : ` › ${item.position}`),
    el("td", { class: "long", lang: "lv-LV" }, item.amounts && item.amounts[0] ? money(item.amounts[0]) : before(item)),
    el("td", { class: "long", lang: "lv-LV" }, item.amounts && item.amounts[1] ? money(item.amounts[1]) : after(item)),
    el("td", { class: "n" }, item.difference ? [Number(item.difference.euros) < 0 ? "−" : "+", money(item.difference.euros.replace("-", ""))] : ""),
    el("td", { class: "n" }, item.pages.map((page) => page ?? "–").join(" → "))), { first: 15, step: 60, tail: "tr" });
}

function exported() {
  const head = [["ID bija", "Id before"], ["ID ir", "Id after"], ["Nosaukums", "Name"], ["Izmaiņa", "Change"], ["Kas mainīts", "What"], ["Vieta", "Position"], ["Bija", "Before"], ["Ir", "After"],
    ["Starpība, EUR", "Difference, EUR"], ["Būtība", "Kind"], ["Lappuse bija", "Page before"], ["Lappuse ir", "Page after"], ["Apskatīts", "Seen"], ["Piezīme", "Note"]].map(pick);
  const amount = (item, at, text) => (item.amounts && item.amounts[at] ? Number(item.amounts[at]) : text);
  return [head, ...found.map((item) => [item.group.oldKey, item.group.newKey, item.group.name, pick(label(item)), item.what && pick(item.what), item.position,
    amount(item, 0, before(item)), amount(item, 1, after(item)), item.difference && Number(item.difference.euros), pick(changes.kinds[item.kind]), ...item.pages,
    markOf(item).seen ? pick(["jā", "yes"]) : "", markOf(item).note])];
}

// ── addresses: #overview, #changes?sort=…, #A-1.4, #change-… ────────────────────────────────────

const isShown = (name) => !$(`#view-${name}`).hidden;
function show(name) {
  for (const view of $$(".view")) view.hidden = view.id !== `view-${name}`;
  for (const tab of $$(".tabs a"))
    tab.getAttribute("href") === `#${name}` ? tab.setAttribute("aria-current", "page") : tab.removeAttribute("aria-current");
}

// Take the filters from an address and apply them.
function want(from = {}) {
  const chosen = (text, all) => new Set(!text ? Object.keys(all) : text.split(",").filter((name) => Object.hasOwn(all, name)));
  wanted.sort = refill(wanted.sort, chosen(from.sort, changes.sorts));
  wanted.kind = refill(wanted.kind, chosen(from.kind, changes.kinds));
  Object.assign(wanted, { table: from.table || "", priority: from.priority || "", query: from.q || "", marks: from.marks || "", as: from.as === "grid" ? "grid" : "cards" });
  show("changes");
  $$("#view-changes > :not(h1)").forEach((node) => node.remove());
  buildChanges();
  isBuilt = true;
}

function refill(set, values) {
  set.clear();
  for (const value of values) set.add(value);
  return set;
}

function route() {
  const { head, wanted: from } = addressParts();
  const address = head || "overview";
  if (address === "main") { $("#main").focus(); return; }
  const target = byAnchor.get(address) || items.find((item) => [item.group.key, item.group.newKey, item.group.oldKey].some((key) => key && slug(key) === address));
  if (target) return goTo(target);
  $(".unknown")?.remove();
  if (address === "changes") {
    if (!isBuilt || Object.keys(from).length || !isShown("changes")) want(from);
  } else {
    show("overview");
    if (address !== "overview") $("#main").prepend(el("p", { class: "notice unknown", role: "alert" }, L(`Adreses „${address}” šajā salīdzinājumā nav.`, `There is no “${address}” in this comparison.`)));
  }
  window.scrollTo(0, 0);
}

function goTo(item) {
  isGoing = true;
  if (!isBuilt || wanted.as === "grid" || !found.includes(item)) want();
  isGoing = false;
  show("changes");
  list.through(list.groups.indexOf(item.group));
  $$(".item.target").forEach((node) => node.classList.remove("target"));
  const node = document.getElementById(item.anchor);
  node.classList.add("target");
  node.scrollIntoView({ block: "center" });
}

window.addEventListener("beforeprint", showForPrint);
startLanguage();
window.addEventListener("hashchange", route);
route();
