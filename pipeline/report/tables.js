// Every table: sortable, searchable, made as far as it is read.

const shownTable = { name: null, list: null, rows: [], query: "", sort: null };

// The value of a cell as it stands in a table or record: an id leads to its record, anything
// printed to its place on the page.
function valueCell(table, row, column) {
  const value = row[table.at[column.name]];
  const key = keyOf(table, row), position = positionOf(table, row);
  if (value === null) {
    return keyed(table, key, column) ? link(table, key, position, column, "–", L("tukšs", "empty")) : "–";
  }
  if (column.name === "page") return pageLink(value);
  if (column.foreign && rowsOf.has(value)) return el("a", { href: href(anchorOf(value)) }, value);
  const shown = column.name === "amount_eur" ? money(value) : String(value);
  if (table.name === "provenance" || READING.includes(table.name)) {
    return column.name === "key" && rowsOf.has(value) ? keyLink(value) : shown;
  }
  return keyed(table, key, column) ? link(table, key, position, column, shown) : shown;
}

const keyed = (table, key, column) => key !== null && (column.printed || column.from);
const link = (table, key, position, column, shown) =>
  el("a", { class: "val", href: href(valueAnchor(table.name, key, position, column.name)) }, shown);

function buildTables() {
  const view = $("#view-tables");
  const all = [...tables.values(), plan.provenance];
  const list = el("nav", { class: "table-list", "aria-label": ["Tabulu saraksts", "List of tables"] },
    all.map((table) => el("a", { href: `#t-${table.name}`, "data-table": table.name }, L(...table.label), el("span", { class: "count" }, grouped(table.count)))));
  const pick = el("div", { class: "table-pick" }, choice(["Tabula", "Table"],
    all.map((table) => [table.name, ...table.label]), (name) => { location.hash = `#t-${name}`; }));
  add(view, [pick, el("div", { class: "tables" }, list, el("div", { class: "table-area" }))]);
}

function showTable(name, anchor) {
  const table = name === "provenance" ? provenanceTable() : tables.get(name) || tables.get("activities");
  const area = $(".table-area");
  if (shownTable.name !== table.name || !area.firstChild) {
    Object.assign(shownTable, { name: table.name, query: "", sort: null });
    const body = el("tbody");
    const tally = el("p", { class: "tally", role: "status" });
    const head = el("thead", {}, el("tr", {}, table.columns.map((column, n) =>
      el("th", { scope: "col", title: column.about, "aria-sort": "none" },
        el("button", { type: "button", on: { click: () => sortBy(table, n) } }, L(...column.label))))));
    const sheet = el("div", { class: "sheet", tabindex: "0", role: "region", "aria-label": table.label },
      el("table", { class: "data", on: { keydown: moveInTable } }, el("caption", { hidden: true }, L(...table.label)), head, body));
    area.replaceChildren(
      el("div", { class: "table-head" }, el("h2", {}, L(...table.label)), el("p", {}, L(...table.about)), searchBox(["Meklēt šajā tabulā", "Search this table"], (query) => { shownTable.query = query; fillTable(table); })),
      tally, sheet);
    fillTable(table);
  }
  for (const item of $$(".table-list a")) item.setAttribute("aria-current", String(item.dataset.table === table.name));
  $(".table-pick select").value = table.name;
  if (anchor) goToRow(table, anchor);
}

function provenanceTable() {
  if (!plan.provenance.rows.length) plan.provenance.rows = data("provenance").rows;
  return plan.provenance;
}

function sortBy(table, column) {
  const { sort } = shownTable;
  shownTable.sort = sort && sort.column === column ? { column, down: !sort.down } : { column, down: false };
  $$(".data thead th").forEach((th, n) => th.setAttribute("aria-sort", n !== column ? "none" : shownTable.sort.down ? "descending" : "ascending"));
  fillTable(table);
}

function fillTable(table) {
  const wanted = fold(shownTable.query.trim());
  let rows = table.rows.filter((row) => !wanted || row.some((value) => value !== null && fold(value).includes(wanted)));
  if (shownTable.sort) {
    const { column, down } = shownTable.sort;
    const number = table.columns[column].number;
    const compare = (a, b) => (number ? Number(a) - Number(b) : collator.compare(a, b));
    rows = [...rows].sort((a, b) => {
      const [x, y] = [a[column], b[column]];
      if (x === null || y === null) return (x === null) - (y === null); // empty ones last, both ways
      return down ? compare(y, x) : compare(x, y);
    });
  }
  shownTable.rows = rows;
  const body = $(".data tbody");
  body.replaceChildren();
  shownTable.list = inPortions(body, rows, (row) => tableRow(table, row), { step: 60, tail: "tr" });
  $("#view-tables .tally").replaceChildren(rows.length === table.rows.length
    ? L(`Rindas: ${grouped(rows.length)}`, `Rows: ${grouped(rows.length)}`)
    : L(`Atrastas ${grouped(rows.length)} no ${grouped(table.rows.length)} rindām`, `${grouped(rows.length)} of ${grouped(table.rows.length)} rows found`));
}

function tableRow(table, row) {
  const key = READING.includes(table.name) ? null : keyOf(table, row);
  const position = positionOf(table, row);
  const about = (key && findingsOf.get(key) || []).filter((f) => f.table === table.name && (f.position === null || f.position === position));
  return el("tr", { "data-key": key ? anchorOf(key) : null, "data-position": position },
    table.columns.map((column, n) => {
      const value = row[n];
      const marked = about.filter((f) => f.column === column.name || (!f.column && n === 0));
      const text = typeof value === "string" ? value.length : 0;
      return el("td", { class: [column.number ? "n" : "", value === null ? "null" : "", column.foreign || /(^|_)id/.test(column.name) ? "id" : text > 70 ? "long" : text > 14 ? "text" : ""].join(" ").trim() || null,
        lang: column.number ? null : "lv-LV" },
        valueCell(table, row, column),
        marked.slice(0, 1).map((f) => el("a", { class: `flag s-${f.severity}`, href: href(f.anchor), "aria-label": [`${SEVERITY[f.severity][0]}: ${f.message}`, `${SEVERITY[f.severity][1]}: ${f.english}`], title: [f.message, f.english] })));
    }));
}

function goToRow(table, anchor) {
  let n = shownTable.rows.findIndex((row) => anchorOf(keyOf(table, row)) === anchor);
  if (n < 0 && shownTable.query) { shownTable.query = ""; $("#view-tables input[type=search]").value = ""; fillTable(table); n = shownTable.rows.findIndex((row) => anchorOf(keyOf(table, row)) === anchor); }
  if (n < 0) return;
  shownTable.list.through(n);
  $$(".data tr.target").forEach((tr) => tr.classList.remove("target"));
  const rows = $$(`.data tbody tr[data-key="${CSS.escape(anchor)}"]`);
  rows.forEach((tr) => tr.classList.add("target"));
  const sheet = $(".sheet");
  sheet.scrollTop += rows[0].getBoundingClientRect().top - sheet.getBoundingClientRect().top - 90;
}

// Arrow keys go from value to value, as in a sheet.
function moveInTable(event) {
  const cell = event.target.closest("td");
  const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  if (!cell || !step) return;
  let [row, column] = [cell.parentElement, cell.cellIndex];
  for (let tries = 0; tries < 40 && row; tries++) {
    row = step[0] > 0 ? row.nextElementSibling : step[0] < 0 ? row.previousElementSibling : row;
    column += step[1];
    const target = row?.cells?.[column]?.querySelector("a");
    if (target) { target.focus(); event.preventDefault(); return; }
    if (!row?.cells?.[column]) return;
  }
}
