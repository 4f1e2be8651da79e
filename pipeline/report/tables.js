// All tables: sortable, searchable, created on demand; copied and exported as shown.

// The value of a cell in a table or record: an id links to its record, other printed values
// to their place on the page.
function valueCell(table, row, column, match = null) {
  const value = row[table.at[column.name]];
  const key = keyOf(table, row), position = positionOf(table, row);
  if (value === null) return keyed(table, key, column) ? link(table, key, position, column, "–", L("tukšs", "empty")) : "–";
  if (column.name === "page") return pageLink(value);
  if (column.foreign !== null && rowsOf.has(value)) return el("a", { href: href(anchorOf(value)) }, marked(String(value), match));
  const shown = column.money ? money(value) : marked(String(value), match);
  if (table.reading) return column.name === "key" && rowsOf.has(value) ? keyLink(value) : shown;
  return keyed(table, key, column) ? link(table, key, position, column, shown) : shown;
}

const keyed = (table, key, column) => key !== null && (column.printed || column.from);
const link = (table, key, position, column, shown) =>
  el("a", { class: "val", href: href(valueAnchor(table.name, key, position, column.name)) }, shown);

// ── a sheet: rows under sortable headings ─────────────────────────────────────────────────
// `columns`: {label, about, number, kind, raw(row), show(row, match), marks(row)}; `anchor(row)` is
// the address of a row. Returns {fill(rows, match), sort, go(anchor)}; `changed()` after sorting.

function sheet(label, columns, { anchor, changed, order = "" }) {
  const body = el("tbody");
  const [name, down] = order.split(":");
  const self = { rows: [], list: null, sort: columns.some((column) => column.name === name) ? { column: columns.findIndex((column) => column.name === name), down: down === "down" } : null };
  const buttons = columns.map((column, n) => el("button", { type: "button", tabindex: "-1", on: { click: () => { sortBy(n); changed(); } } }, L(...column.label)));
  const heads = columns.map((column, n) => el("th", { scope: "col", title: column.about, "aria-sort": "none", class: n ? (column.number ? "n" : null) : "first" }, buttons[n],
    // browsers repeat a table header in print only where it contains no button
    el("span", { class: "printed-head", "aria-hidden": "true" }, L(...column.label))));
  self.node = el("div", { class: columns.length > 6 ? "sheet wide-sheet" : "sheet" },
    el("table", { class: "data", "aria-label": label, on: { keydown: move, focusin: rove } }, el("thead", {}, el("tr", {}, heads)), body));

  function sortBy(n) {
    self.sort = self.sort?.column === n ? { column: n, down: !self.sort.down } : { column: n, down: false };
  }
  self.order = () => (self.sort ? `${columns[self.sort.column].name}${self.sort.down ? ":down" : ""}` : "");

  self.fill = (rows, match) => {
    const { sort } = self;
    heads.forEach((th, n) => th.setAttribute("aria-sort", n !== sort?.column ? "none" : sort.down ? "descending" : "ascending"));
    if (sort) {
      const { raw, number } = columns[sort.column];
      const compare = (a, b) => (number ? Number(a) - Number(b) : collator.compare(a, b));
      rows = rows.map((row) => [raw(row), row]).sort(([x], [y]) => {
        if (x === null || y === null) return (x === null) - (y === null); // empty values last in both directions
        return sort.down ? compare(y, x) : compare(x, y);
      }).map(([, row]) => row);
    }
    self.rows = rows;
    body.replaceChildren();
    self.list = inPortions(body, rows, (row) => line(row, match), { first: columns.length > 6 ? 9 : 20, step: 30, tail: "tr" });
    const first = body.querySelector("a");
    (first || buttons[0]).tabIndex = 0;
    if (first) buttons[0].tabIndex = -1;
  };

  function line(row, match) {
    return el("tr", { "data-key": anchor(row) }, columns.map((column, n) => {
      const value = column.raw(row);
      const text = typeof value === "string" ? value.length : 0;
      const cell = el(n ? "td" : "th", { scope: n ? null : "row", class: [n ? "" : "first", column.number ? "n" : "", value === null ? "null" : "", column.kind === "id" ? "id" : text > 70 ? "long" : text > 14 ? "text" : ""].join(" ").trim() || null,
        lang: column.number ? null : "lv-LV" }, column.show(row, match), column.marks ? column.marks(row) : null);
      for (const target of cell.querySelectorAll("a")) target.tabIndex = -1; // reached by arrow keys
      return cell;
    }));
  }

  // One tab stop per table: the link that was focused last.
  function rove(event) {
    const target = event.target.closest("a, button");
    if (!target) return;
    for (const other of self.node.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    target.tabIndex = 0;
  }

  // Arrow keys move between values; Home and End to the ends of the row, with Ctrl
  // to those of the table.
  function move(event) {
    const cell = event.target.closest("td, th");
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -Infinity], End: [0, Infinity] }[event.key];
    if (!cell || !step) return;
    const ends = Math.abs(step[1]) === Infinity;
    if (ends && event.ctrlKey) self.list.everything();
    const all = [...self.node.querySelectorAll("tr")].filter((tr) => tr.cells.length);
    let r = all.indexOf(cell.parentElement), c = cell.cellIndex;
    if (ends) {
      if (event.ctrlKey) r = step[1] < 0 ? 1 : all.length - 1;
      c = step[1] < 0 ? 0 : columns.length - 1;
    } else { r += step[0]; c += step[1]; }
    for (let tries = 0; tries < 60 && all[r]?.cells[c]; tries++) {
      const target = all[r].cells[c].querySelector("a, button");
      if (target) { target.focus(); event.preventDefault(); return; }
      if (ends) c -= Math.sign(step[1]);
      else { r += step[0]; c += step[1]; }
    }
  }

  self.go = (wanted) => {
    const n = self.rows.findIndex((row) => anchor(row) === wanted);
    if (n < 0) return false;
    self.list.through(n);
    $$("tr.target", self.node).forEach((tr) => tr.classList.remove("target"));
    const lines = $$(`tr[data-key="${CSS.escape(wanted)}"]`, body);
    lines.forEach((tr) => tr.classList.add("target"));
    self.node.scrollTop += lines[0].getBoundingClientRect().top - self.node.getBoundingClientRect().top - 90;
    return true;
  };

  self.exported = () => [columns.map((column) => pick(column.label)), ...self.rows.map((row) => columns.map((column) => {
    const value = column.raw(row);
    return column.number && value !== null && value !== "" && !Number.isNaN(Number(value)) ? Number(value) : value;
  }))];
  return self;
}

// ── the view of all tables ──────────────────────────────────────────────────────────────────────

const shownTable = { name: null, sheet: null, query: "" };

function buildTables() {
  const all = [...tables.values(), plan.provenance];
  const list = el("nav", { class: "table-list", "aria-label": ["Tabulu saraksts", "List of tables"] },
    all.map((table) => el("a", { href: `#t-${table.name}`, "data-table": table.name, class: table.count || table.reading ? null : "none" }, L(...table.label), el("span", { class: "count" }, grouped(table.count)))));
  const pick = el("div", { class: "table-pick" }, choice(["Tabula", "Table"],
    all.map((table) => [table.name, ...table.label]), (name) => { location.hash = `#t-${name}`; }));
  const skip = el("a", { class: "skip", href: "#main", on: { click: (event) => { event.preventDefault(); $('.data [tabindex="0"]')?.focus(); } } }, L("Uz tabulas pirmo šūnu", "To the first cell of the table"));
  add($("#view-tables"), [pick, el("div", { class: "tables" }, skip, list, el("div", { class: "table-area" }))]);
}

function showTable(name, anchor, wanted = {}) {
  const table = name === "provenance" ? provenanceTable() : tables.get(name) || tables.get(ACTIVITIES);
  const again = wanted.q !== undefined || wanted.sort !== undefined;
  if (shownTable.name !== table.name || !$(".table-area").firstChild || again) makeTable(table, wanted);
  for (const item of $$(".table-list a")) item.setAttribute("aria-current", String(item.dataset.table === table.name));
  $(".table-pick select").value = table.name;
  if (!anchor) return;
  if (!shownTable.sheet.go(anchor) && shownTable.query) { makeTable(table, {}); shownTable.sheet.go(anchor); }
}

function makeTable(table, wanted) {
  const tally = el("p", { class: "tally", role: "status" });
  const made = sheet(table.label, columnsOf(table), {
    anchor: (row) => (table.reading ? null : anchorOf(keyOf(table, row))), changed: fill, order: wanted.sort || "" });
  Object.assign(shownTable, { name: table.name, sheet: made, query: wanted.q || "" });
  function fill() {
    const match = matcher(shownTable.query);
    const rows = table.rows.filter((row) => match.empty || match.test(rowWords(row)));
    made.fill(rows, match);
    tally.replaceChildren(rows.length === table.rows.length
      ? L(`Rindas: ${grouped(rows.length)}`, `Rows: ${grouped(rows.length)}`)
      : L(foundLv(rows.length, table.rows.length, "rindu", "rinda", "rindas"), `${grouped(rows.length)} of ${countedEn(table.rows.length, "row")} found`));
    if (!addressNow().includes("/")) remember("tables", { q: shownTable.query, sort: made.order() }, `t-${table.name}`);
  }
  $(".table-area").replaceChildren(
    el("div", { class: "table-head" }, el("h2", {}, L(...table.label)), String(table.about) === String(table.label) ? null : el("p", {}, L(...table.about)),
      searchBox(["Meklēt šajā tabulā", "Search this table"], (query) => { shownTable.query = query; fill(); }, shownTable.query)),
    exportButtons(() => `${plan.id}-${table.name}`, made.exported), tally, made.node);
  fill();
}

const words = new WeakMap();
function rowWords(row) {
  if (!words.has(row)) words.set(row, fold(row.filter((value) => value !== null).join(" ")));
  return words.get(row);
}

// Columns that are empty in all rows are left out.
const isFilled = (table, column) => !table.rows.length || table.rows.some((row) => row[table.at[column.name]] !== null);
function columnsOf(table) {
  return table.columns.map((column, n) => [column, n]).filter(([column]) => isFilled(table, column)).map(([column, n]) => ({
    name: column.name, label: column.label, about: column.about, number: column.number,
    kind: column.foreign !== null || /(^|_)id($|_)/.test(column.name) ? "id" : "",
    raw: (row) => row[n],
    show: (row, match) => valueCell(table, row, column, match),
    marks: (row) => (table.reading ? null : doubtMarks(table.name, keyOf(table, row), positionOf(table, row), column.name)),
  }));
}

function provenanceTable() {
  if (!plan.provenance.rows.length) plan.provenance.rows = data("provenance").rows;
  return plan.provenance;
}
