// Repairs made in reading, each described in a sentence.

const KINDS = {
  "row-stitched": ["Rinda salikta", "Row stitched"], "word-rejoined": ["Vārds savienots", "Word rejoined"],
  "hyphen-kept": ["Defise saglabāta", "Hyphen kept"], "soft-hyphen-dropped": ["Mīkstā pārnesumzīme izlaista", "Soft hyphen dropped"], "overprint-parted": ["Teksti nodalīti", "Texts told apart"], "cell-shared": ["Kopīga šūna", "Shared cell"], "header-matched": ["Galvene atpazīta aptuveni", "Header matched loosely"],
  "corrected": ["Izlabots ar roku", "Corrected by hand"], "row-checked": ["Rinda pārbaudīta", "Row checked"], "file-repaired": ["Fails salabots", "File repaired"], "ocr": ["Nolasīts ar OCR", "Read by OCR"], "ocr-mended": ["Nolasītais izlabots", "Reading put right"],
};
const kindLabel = (kind) => own(KINDS, kind) || [kind, kind];
const wantedRepairs = { kinds: null, query: "", order: "plan", key: "" };

// Descriptions of each kind, for readers who do not know the program.
const SENTENCES = {
  "row-stitched": (r) => [`Rinda ${r.key} turpinās ${r.page}. lappusē: tai pievienots „${r.before}”.`, `Row ${r.key} goes on on page ${r.page}: “${r.before}” was added to it.`],
  "word-rejoined": (r) => [`Rindas beigās pārrauts vārds: „${parts(r)[0]}” un „${parts(r)[1]}” kopā ir „${r.after}”.`, `Broken by a line's end, “${parts(r)[0]}” and “${parts(r)[1]}” are one word: “${r.after}”.`],
  "hyphen-kept": (r) => [`Defise rindas beigās pieder vārdam: „${r.after}”.`, `The hyphen at the line's end belongs to the word: “${r.after}”.`],
  "soft-hyphen-dropped": (r) => [`Pārnesumzīme rindas beigās izlaista: „${r.after}”.`, `The hyphenation mark at the line's end was left out: “${r.after}”.`],
  "header-matched": (r) => [`Kolonnas galvene „${r.before}” atpazīta kā „${r.after}”.`, `The header “${r.before}” was recognised as “${r.after}”.`],
  "corrected": (r) => [r.after === null ? `Izņemts: „${r.before ?? "–"}”.` : `Bija „${r.before ?? "–"}”, tagad „${r.after}”.`, r.after === null ? `Left out: “${r.before ?? "–"}”.` : `It was “${r.before ?? "–"}” and is “${r.after}” now.`],
  "cell-shared": (r) => [`Šūna ir kopīga vairākām rindām: tās saturs „${r.after ?? r.before}” attiecināts arī uz ${r.key ? `rindu ${r.key}` : "šo rindu"}.`, `A cell is shared by several rows: “${r.after ?? r.before}” was given to ${r.key ?? "this row"} as well.`],
};
const parts = (r) => { const [first, ...rest] = String(r.before ?? "").split("|"); return [first, rest.join("|")]; };
function repairSentence(r) {
  const tell = own(SENTENCES, r.kind);
  return tell ? L(...tell(r)) : L(...kindLabel(r.kind));
}

function buildRepairs() {
  const view = $("#view-repairs");
  const kinds = [...new Set(repairs.map((r) => r.kind))];
  wantedRepairs.kinds ??= new Set(kinds);
  $$("#view-repairs > :not(h1)").forEach((node) => node.remove());
  add(view, [
    el("p", { class: "lede" }, L("Kas nolasot salikts kopā: lappušu robežās pārdalītas rindas un rindu galos pārrauti vārdi. Katram precizējumam ir pamatojums un ticamība.", "What was put together in reading: rows across pages, words across lines. Each repair has its reason and its confidence.")),
    el("div", { class: "filters" },
      toggles(["Veids", "Kind"], kinds.map((kind) => [kind, ...kindLabel(kind), repairs.filter((r) => r.kind === kind).length]), wantedRepairs.kinds, fillRepairs),
      choice(["Secība", "Order"], [["plan", "kā plānā", "as in the plan"], ["doubt", "mazāk ticamie vispirms", "least certain first"]], (order) => { wantedRepairs.order = order; fillRepairs(); }, wantedRepairs.order),
      searchBox(["Meklēt precizējumos", "Search repairs"], (query) => { wantedRepairs.query = query; fillRepairs(); }, wantedRepairs.query)),
    wantedRepairs.key ? el("p", { class: "notice" }, L(`Tikai ${wantedRepairs.key}. `, `Only ${wantedRepairs.key}. `), el("button", { type: "button", class: "plain-button", on: { click: () => wantRepairs({}) } }, L("Rādīt visus", "Show all"))) : null,
    el("p", { class: "tally", role: "status" }),
    el("div", { class: "list" })]);
  fillRepairs();
}

function fillRepairs() {
  const match = matcher(wantedRepairs.query);
  const found = repairs.filter((r) => wantedRepairs.kinds.has(r.kind) && (!wantedRepairs.key || r.key === wantedRepairs.key) && match.test(r.words ??= fold([r.key, r.before, r.after, r.reason, r.latvian].join(" "))));
  if (wantedRepairs.order === "doubt") found.sort((a, b) => a.confidence - b.confidence);
  const list = $("#view-repairs .list");
  list.replaceChildren();
  inPortions(list, found, repairItem, { first: 5, step: 20 });
  $("#view-repairs .tally").replaceChildren(found.length === repairs.length
    ? L(countedLv(found.length, "precizējumu", "precizējums", "precizējumi"), countedEn(found.length, "repair"))
    : L(foundLv(found.length, repairs.length, "precizējumu", "precizējums", "precizējumi"), `${grouped(found.length)} of ${countedEn(repairs.length, "repair")}`));
  remember("repairs", { key: wantedRepairs.key, q: wantedRepairs.query, order: wantedRepairs.order === "plan" ? "" : wantedRepairs.order });
}

// The places of a repair: both parts of a stitched row; the lines with the parts of a word.
function repairPlaces(r) {
  if (!r.key) return [];
  if (!r.column) {
    const values = (page) => (places().pages.get(page) || []).filter((v) => v.key === r.key && (!r.table || v.table === r.table || tables.get(v.table)?.list)).map((v) => v.box);
    return [[r.page - 1, values(r.page - 1)], [r.page, values(r.page)]].filter(([page, boxes]) => page > 0 && boxes.length).map(([page, boxes]) => [page, [boxes.reduce(around)]]);
  }
  const own = [...places().pages].flatMap(([page, values]) => values.filter((v) => v.key === r.key && v.table === r.table && v.column === r.column).flatMap((v) => linesOf(v.table, v.key, v.position, v.column)))
    .concat(linesOf(r.table, r.key, null, r.column));
  const [first, last] = parts(r);
  const at = own.findIndex((line, n) => line.text.trimEnd().endsWith(first.trim()) && own[n + 1]?.text.trimStart().startsWith(last.trim().slice(0, 12)));
  const lines = at >= 0 ? [own[at], own[at + 1]] : own.filter((line) => line.page === r.page).slice(0, 6);
  const pages = new Map();
  for (const { page, box } of lines) pages.set(page, [...(pages.get(page) || []), box]);
  return [...pages];
}

function repairItem(r) {
  const label = r.column ? L(...columnLabel(r.table, r.column)) : null;
  const shown = repairPlaces(r);
  const place = r.column && shown.length ? el("a", { href: href(valueAnchor(r.table, r.key, null, r.column)) }, label) : label && el("span", {}, label);
  return el("article", { class: "repair" },
    el("div", {}, el("h2", { class: "kind" }, r.key && r.table !== "paragraphs" ? [keyLink(r.key), " · "] : r.key ? [L(...tableLabel(r.table)), " · "] : null, L(...kindLabel(r.kind))),
      el("p", { class: "message" }, repairSentence(r)),
      el("p", { class: "why" }, L("Pamatojums: ", "Reason: "), L(r.latvian, r.reason)),
      el("p", { class: "meta" }, place, shown.length ? shown.map(([page]) => pageLink(page)) : r.page ? pageLink(r.page) : null,
        el("span", { class: "sure" }, L("ticamība", "confidence"), " ", percent(r.confidence)))),
    shown.length ? el("div", { class: "halves" }, shown.map(([page, boxes]) => el("figure", {}, el("figcaption", {}, pageLink(page)),
      framed(page, boxes, r.key, r.column && r.table, r.column, { span: r.column ? 300 : 520, most: 150, label: `${r.key}: ${page}` })))) : null);
}

function wantRepairs(from = {}) {
  wantedRepairs.kinds = new Set(repairs.map((r) => r.kind));
  Object.assign(wantedRepairs, { key: from.key || "", query: from.q || "", order: from.order === "doubt" ? "doubt" : "plan" });
  buildRepairs();
}
