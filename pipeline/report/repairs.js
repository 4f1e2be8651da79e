// Repairs: everything that was put together again in reading.

const KINDS = {
  "row-stitched": ["Rinda salikta", "Row stitched"], "word-rejoined": ["Vārds savienots", "Word rejoined"],
  "hyphen-kept": ["Defise paturēta", "Hyphen kept"], "soft-hyphen-dropped": ["Mīkstais pārnesums izlaists", "Soft hyphen dropped"], "overprint-parted": ["Teksti šķirti", "Texts told apart"], "cell-shared": ["Kopīga šūna", "Shared cell"], "header-matched": ["Galvene atpazīta brīvi", "Header matched loosely"],
  "file-repaired": ["Fails salabots", "File repaired"], "ocr": ["Nolasīts ar OCR", "Read by OCR"],
};
const kindLabel = (kind) => KINDS[kind] || [kind, kind];
const wantedRepairs = { kinds: new Set(), query: "", order: "plan" };

function buildRepairs() {
  const view = $("#view-repairs");
  const kinds = [...new Set(repairs.map((r) => r.kind))];
  kinds.forEach((kind) => wantedRepairs.kinds.add(kind));
  add(view, [
    el("p", { class: "lede" }, L("Kas lasot salikts kopā: rindas pāri lappušu robežām, vārdi pāri rindu galiem. Katram labojumam ir pamatojums un ticamība.", "What was put together in reading: rows across pages, words across lines. Each repair has its reason and its confidence.")),
    el("div", { class: "filters" },
      toggles(["Veids", "Kind"], kinds.map((kind) => [kind, ...kindLabel(kind), repairs.filter((r) => r.kind === kind).length]), wantedRepairs.kinds, fillRepairs),
      choice(["Secība", "Order"], [["plan", "kā plānā", "as in the plan"], ["doubt", "mazāk ticamie vispirms", "least certain first"]], (order) => { wantedRepairs.order = order; fillRepairs(); }),
      searchBox(["Meklēt", "Search"], (query) => { wantedRepairs.query = query; fillRepairs(); })),
    el("p", { class: "tally", role: "status" }),
    el("div", { class: "list" })]);
  fillRepairs();
}

function fillRepairs() {
  const query = fold(wantedRepairs.query.trim());
  const found = repairs.filter((r) => wantedRepairs.kinds.has(r.kind) && (!query || fold([r.key, r.before, r.after, r.reason, r.latvian].join(" ")).includes(query)));
  if (wantedRepairs.order === "doubt") found.sort((a, b) => a.confidence - b.confidence);
  const list = $("#view-repairs .list");
  list.replaceChildren();
  inPortions(list, found, repairItem, { step: 60 });
  $("#view-repairs .tally").replaceChildren(found.length === repairs.length
    ? L(`${grouped(found.length)} labojumi`, `${grouped(found.length)} repairs`)
    : L(`${grouped(found.length)} no ${grouped(repairs.length)} labojumiem`, `${grouped(found.length)} of ${grouped(repairs.length)} repairs`));
}

function repairItem(r) {
  const label = r.column ? L(...columnLabel(r.table, r.column)) : null;
  const lines = r.key && r.column ? linesOf(r.table, r.key, null, r.column) : [];
  const place = lines.length ? el("a", { href: href(valueAnchor(r.table, r.key, null, r.column)) }, label) : el("span", {}, label);
  return el("article", { class: "repair" },
    el("div", {}, el("p", { class: "kind" }, L(...kindLabel(r.kind))),
      el("p", { class: "meta" }, r.key ? keyLink(r.key) : null, place, r.page ? pageLink(r.page) : null)),
    el("div", {},
      el("dl", { class: "pair", lang: "lv-LV" },
        el("dt", {}, L("Pirms", "Before")), el("dd", {}, r.before ?? "–"),
        el("dt", {}, L("Pēc", "After")), el("dd", {}, r.after ?? "–")),
      el("p", { class: "why" }, L(r.latvian, r.reason))),
    el("div", { class: "sure" }, L("Ticamība", "Confidence"), " ", percent(r.confidence),
      el("meter", { min: "0", max: "1", low: "0.5", high: "0.8", optimum: "1", value: String(r.confidence), "aria-label": ["Ticamība", "Confidence"] })));
}
