// The changes: filtered, each with its redline and its places in both versions side by side.

const changes = data("changes"), versions = data("versions");
const wanted = { change: new Set(Object.keys(changes.changes)), kind: new Set(Object.keys(changes.kinds)), table: "", query: "" };
let list = null, found = [];
const slug = (key) => key.replaceAll(" ", "-").replaceAll("#", "~");
const counted = (name, value) => changes.list.filter((c) => c[name] === value).length;
const href = (anchor) => `#${encodeURI(anchor)}`;

function buildChanges() {
  add($("#view-changes"), [
    el("p", { class: "lede" }, L("Katra atšķirība starp abām versijām un tās vieta lappusēs.", "Each difference between the two versions, with its place on the pages.")),
    el("div", { class: "filters" },
      toggles(["Izmaiņa", "Change"], Object.entries(changes.changes).filter(([name]) => counted("change", name))
        .map(([name, [lv, en]]) => [name, lv, en, counted("change", name), `t-${name}`]), wanted.change, fill),
      toggles(["Būtība", "Substance"], Object.entries(changes.kinds).filter(([name]) => counted("kind", name))
        .map(([name, [lv, en]]) => [name, lv, en, counted("kind", name), ""]), wanted.kind, fill),
      choice(["Tabula", "Table"], [["", "visas", "all"], ...Object.entries(changes.tables).map(([name, both]) => [name, ...both])],
        (table) => { wanted.table = table; fill(); }),
      searchBox(["Meklēt", "Search"], (query) => { wanted.query = query; fill(); })),
    el("p", { class: "tally", role: "status" }),
    el("div", { class: "list" })]);
  fill();
}

const words = (c) => fold([c.key, c.oldKey, c.newKey, c.name, ...(c.what || []), ...c.pieces.map((p) => p[1]), ...c.row.flatMap((r) => r[2])].join(" "));

function fill() {
  const query = fold(wanted.query.trim());
  found = changes.list.filter((c) => wanted.change.has(c.change) && wanted.kind.has(c.kind) &&
    (!wanted.table || c.table === wanted.table) && (!query || words(c).includes(query)));
  const parent = $("#view-changes .list");
  parent.replaceChildren();
  list = inPortions(parent, found, card, { step: 25 });
  const all = changes.list.length;
  $("#view-changes .tally").replaceChildren(found.length === all
    ? L(`Izmaiņas: ${grouped(all)}`, `Changes: ${grouped(all)}`)
    : L(`Rādītas ${grouped(found.length)} no ${grouped(all)}`, `Showing ${grouped(found.length)} of ${grouped(all)}`));
}

function card(c) {
  return el("article", { class: "change", id: c.anchor },
    el("div", { class: "change-head" },
      el("span", { class: `tag c-${c.change}` }, el("i", { class: "sev", "aria-hidden": "true" }), L(...changes.changes[c.change])),
      el("h3", {}, title(c)),
      c.kind === "typographic" ? el("span", { class: "tag quiet" }, L(...changes.kinds.typographic)) : null),
    c.name ? el("p", { class: "name", lang: "lv-LV" }, c.name) : null,
    c.what ? el("div", { class: "value-line" },
      el("p", {}, L(...c.what), c.position === null ? null : ` › ${c.position}`),
      el("p", {}, redline(c), difference(c))) : null,
    c.row.length ? content(c) : null,
    sides(c),
    el("p", { class: "meta" },
      el("span", {}, L(...changes.tables[c.table])),
      !c.similarity ? null : el("span", {}, L(`līdzība ${percent(c.similarity)}`, `similarity ${percent(c.similarity)}`)),
      el("a", { href: href(c.anchor), "aria-label": [`Saite uz šo izmaiņu: ${c.anchor}`, `Link to this change: ${c.anchor}`] }, "#")));
}

function title(c) {
  if (c.table === "paragraphs") return L(`Teksts, ${c.key}. nodaļa`, `Text, chapter ${c.key}`);
  return c.change === "renumbered" || c.change === "moved" ? `${c.oldKey} → ${c.newKey}` : c.key;
}

function redline(c) {
  const names = { "-": "del", "+": "ins" };
  const amount = (op) => c.amounts && c.amounts[op === "-" ? 0 : 1];
  return el("span", { class: "redline", lang: "lv-LV" }, c.pieces.map(([op, text]) => {
    const shown = amount(op) ? money(amount(op)) : text;
    return names[op] ? el(names[op], {}, shown) : shown;
  }));
}

function difference(c) {
  if (!c.difference) return null;
  const { euros, percent: share } = c.difference;
  const sign = Number(euros) < 0 ? "−" : "+";
  const rounded = share === null ? null : Math.abs(Math.round(share * 10) / 10);
  return el("span", { class: "by" }, sign, money(euros.replace("-", "")), "\u00a0€",
    rounded === null ? null : L(` (${sign}${String(rounded).replace(".", ",")}\u00a0%)`, ` (${sign}${rounded}%)`));
}

function content(c) {
  return el("dl", { class: "content" }, c.row.map(([lv, en, values]) => el("div", {}, el("dt", {}, L(lv, en)),
    el("dd", { lang: "lv-LV" }, values.length === 1 ? values[0] : el("ul", {}, values.map((value) => el("li", {}, value)))))));
}

function sides(c) {
  const shown = ["old", "new"].map((side, at) => c.places[at].filter(([page]) => versions[side].sizes[page - 1]));
  if (!shown.some((places) => places.length)) {
    const [before, after] = c.pages;
    if (before === null && after === null) return null;
    return el("p", { class: "meta" },
      before === null ? null : el("span", {}, L(`bija ${before}. lpp.`, `before: page ${before}`)),
      after === null ? null : el("span", {}, L(`ir ${after}. lpp.`, `after: page ${after}`)));
  }
  return el("div", { class: "sides" }, ["old", "new"].map((side, at) => {
    const [lv, en] = at ? ["Ir", "After"] : ["Bija", "Before"];
    if (!shown[at].length)
      return el("figure", { class: "side" }, el("figcaption", {}, L(lv, en)),
        el("div", { class: "none" }, c.places[at].length || !versions[side].sizes.length
          ? L("Lappušu attēlu nav.", "No page pictures.") : L("Šajā versijā nav.", "Not in this version.")));
    return el("div", { class: "side" }, shown[at].map(([page, ...box]) => el("figure", {},
      el("figcaption", {}, L(`${lv}, ${page}. lpp.`, `${en}, page ${page}`)),
      cutout(`${side}-${page}`, versions[side].sizes[page - 1], [box], { span: 400, most: 320,
        label: [`Izgriezums: ${versions[side].id}, ${page}. lpp.`, `Cut-out: ${versions[side].id}, page ${page}`] }))));
  }));
}

// ── addresses: #overview, #changes, #A-1.4, #change-… ───────────────────────────────────────────

let isBuilt = false;
function show(name) {
  if (name === "changes" && !isBuilt) { isBuilt = true; buildChanges(); }
  for (const view of $$(".view")) view.hidden = view.id !== `view-${name}`;
  for (const tab of $$(".tabs a"))
    tab.getAttribute("href") === `#${name}` ? tab.setAttribute("aria-current", "page") : tab.removeAttribute("aria-current");
}

function reset(only = {}) {
  show("changes");
  for (const name of ["change", "kind"]) {
    wanted[name].clear();
    for (const value of only[name] ? [only[name]] : Object.keys(name === "change" ? changes.changes : changes.kinds)) wanted[name].add(value);
  }
  if (only.change) { wanted.kind.clear(); wanted.kind.add("substantive"); }
  Object.assign(wanted, { table: only.table || "", query: "" });
  const [sorts, kinds] = $$("#view-changes .toggles");
  for (const [group, name] of [[sorts, "change"], [kinds, "kind"]])
    for (const button of $$(".toggle", group)) button.setAttribute("aria-pressed", String(wanted[name].has(button.dataset.value)));
  $("#view-changes select").value = wanted.table;
  $("#view-changes input[type=search]").value = "";
  fill();
}

function route() {
  const address = decodeURI(location.hash.slice(1)) || "overview";
  if (address === "main") { $("#main").focus(); return; }
  const target = changes.list.find((c) => c.anchor === address) ||
    changes.list.find((c) => [c.key, c.newKey, c.oldKey].some((key) => key && slug(key) === address));
  if (target) return goTo(target);
  show(address === "changes" ? "changes" : "overview");
  window.scrollTo(0, 0);
}

function goTo(change) {
  show("changes");
  if (!found.includes(change)) reset();
  list.through(found.indexOf(change));
  $$(".change.target").forEach((node) => node.classList.remove("target"));
  const node = document.getElementById(change.anchor);
  node.classList.add("target");
  node.scrollIntoView({ block: "center" });
}

for (const link of $$("a[data-change], a[data-kind], a[data-table]"))
  link.addEventListener("click", () => reset({ change: link.dataset.change, kind: link.dataset.kind, table: link.dataset.table }));

window.addEventListener("beforeprint", () => {
  for (const open of inPortions.open) if (open.parent.isConnected && open.parent.offsetParent) open.everything();
});

startLanguage();
window.addEventListener("hashchange", route);
route();
