// The panel beside the view: a record with its links, or a value and its place on the page.

const drawer = $("#drawer");
const narrow = window.matchMedia("(max-width: 68rem)"); // the panel covers the page there and is modal
let opener = null; // gets the focus when the panel closes
let under = "overview"; // address of the view under the panel

function openDrawer(title, crumbs, ...content) {
  if (drawer.hidden && document.activeElement !== document.body) opener = document.activeElement;
  drawer.replaceChildren(
    el("div", { class: "drawer-head" },
      el("p", { class: "crumbs" }, crumbs),
      el("button", { type: "button", class: "close", on: { click: closeDrawer } }, L("Aizvērt", "Close"))));
  add(drawer, content);
  setBoth(drawer, "aria-label", title);
  drawer.hidden = false;
  drawer.scrollTop = 0;
  modal();
  drawer.focus({ preventScroll: true });
}

function modal() {
  const on = !drawer.hidden && narrow.matches;
  drawer.setAttribute("role", on ? "dialog" : "complementary");
  on ? drawer.setAttribute("aria-modal", "true") : drawer.removeAttribute("aria-modal");
  for (const node of [$("#main"), $(".bar"), $(".skip")]) node.inert = on;
}
narrow.addEventListener("change", modal);

function closeDrawer() {
  location.hash = under;
}

function hideDrawer() {
  if (drawer.hidden) return;
  drawer.hidden = true;
  drawer.replaceChildren();
  modal();
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  opener = null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !drawer.hidden) closeDrawer();
});

const issue = (finding) => el("a", { class: `issue s-${finding.severity}`, href: href(finding.anchor) },
  el("b", {}, L(...severityOf(finding)), ": ", L(...finding.title)), el("span", {}, L(finding.message, finding.english)));
const mended = (repair) => el("a", { class: "issue s-info", href: href("repairs") + `?key=${encodeURIComponent(repair.key)}` },
  el("b", {}, L(...kindLabel(repair.kind)), " · ", percent(repair.confidence)), repairSentence(repair));

// ── a value ─────────────────────────────────────────────────────────────────────────────────────

function valueOf(table, key, position, column) {
  const declared = tables.get(table);
  const row = declared?.rows.find((r) => keyOf(declared, r) === key && (position === null || positionOf(declared, r) === position));
  return row ? row[declared.at[column]] ?? null : null;
}

function showValue(table, key, position, column) {
  const value = valueOf(table, key, position, column);
  const lines = linesOf(table, key, position, column);
  const { findings: about, repairs: of } = doubtsOf(table, key, position, column);
  const pages = boxesByPage(lines);
  const whole = [...pages].map(([page]) => pageFigure(page, { current: { table, key, position, column }, boxes: pages.get(page) }));
  const from = tables.get(table)?.column[column]?.from;
  openDrawer(columnLabel(table, column).map((name) => `${key} ${name}`),
    [L(...tableLabel(table)), " › ", keyLink(key), position === null ? null : ` › ${position}`],
    el("h2", {}, L(...columnLabel(table, column))),
    el("p", { class: "value", lang: "lv-LV" }, value === null ? el("span", { class: "quiet" }, L("(tukšs)", "(empty)")) : String(value)),
    from ? el("p", { class: "quiet" }, L("Nolasīts no: ", "Read from: "), L(...columnLabel(from[0], from[1]))) : null,
    about.map(issue), of.map(mended),
    [...pages].map(([page, box]) => [
      el("h3", {}, pageLink(page), " ", headerLink(page, table, column)),
      framed(page, linesBoxes(lines, page, box), key, table, column, { span: 380, label: `${key}: ${page}` })]),
    pages.size ? el("h3", {}, L("Visa lappuse; noklikšķiniet uz vērtības, lai to apskatītu", "The whole page; click a value to see it")) : el("p", { class: "quiet" }, L("Šai vērtībai nav savas vietas lappusē.", "This value has no place of its own on a page.")),
    whole,
    el("p", { class: "links" },
      rowsOf.has(key) ? el("a", { href: href(anchorOf(key)) }, L("Viss ieraksts", "The whole record")) : null,
      el("a", { href: href(`t-${table}/${anchorOf(key)}`) }, L("Rādīt tabulā", "Show in its table"))));
}

const headerLink = (page, table, column) => {
  const [t, c] = tables.get(table)?.column[column]?.from || [table, column];
  return headerBox(page, t, c) ? el("a", { class: "quiet", href: `#p${page}?column=${encodeURIComponent(`${t}.${c}`)}` }, L("kolonna un tās galvene", "the column and its header")) : null;
};

const linesBoxes = (lines, page, box) => {
  const mine = lines.filter((line) => line.page === page).map((line) => line.box);
  return mine.length > 12 ? [box] : mine;
};

// ── a record ────────────────────────────────────────────────────────────────────────────────────

function showRecord(key) {
  const found = ownerOf(key);
  const fields = [];
  if (found) {
    const [table, row] = found;
    for (const column of table.columns)
      if (!["name", table.id].includes(column.name) && (row[table.at[column.name]] !== null || (column.printed && isFilled(table, column)) || doubtsOf(table.name, key, null, column.name).findings.length))
        fields.push(field(column.label, valueCell(table, row, column), doubtMarks(table.name, key, null, column.name)));
  }
  const lists = new Map();
  for (const [table, row] of rowsOf.get(key) || [])
    if (table.list) lists.set(table, [...(lists.get(table) || []), row]);
  for (const [table, rows] of lists) fields.push(field(table.label, listOf(table, rows)));
  const listed = new Set([...lists].filter(([table]) => table.list.reference).flatMap(([table, rows]) => rows.map((row) => row[table.at[table.list.value]])));
  for (const [label, ids] of leadingTo(key).filter(([, all]) => !all.every((id) => listed.has(id)))) // not listed twice
    fields.push(field(label, el("ul", {}, ids.map((id) => el("li", {}, keyLink(id), " ", el("span", { class: "quiet", lang: "lv-LV" }, nameOf(id)))))));
  const table = found ? found[0].name : (rowsOf.get(key) || [])[0]?.[0].name;
  const pages = boxesByPage(valuesOf(key)); // also those of its lists: a row may continue on the next page
  const whole = (repairsOf.get(key) || []).filter((repair) => !repair.column);
  openDrawer([`${key} ${nameOf(key) ?? ""}`, `${key} ${nameOf(key) ?? ""}`],
    [L(...tableLabel(table)), " › ", key],
    el("h2", { lang: "lv-LV" }, found ? `${key} ${nameOf(key) ?? ""}` : key),
    pages.size ? el("p", { class: "quiet" }, [...pages.keys()].map((page, n) => [n ? ", " : null, pageLink(page)])) : null,
    (findingsOf.get(key) || []).map(issue), whole.map(mended),
    el("h3", {}, L("Ieraksts", "Record")),
    el("dl", { class: "fields" }, found && found[0].column.name ? field(found[0].column.name.label, valueCell(found[0], found[1], found[0].column.name), doubtMarks(found[0].name, key, null, "name")) : null, fields),
    [...pages].map(([page, box]) => [el("h3", {}, pageLink(page)), cutout(String(page), sizeOf(page), [box], { span: 700, most: 480, label: `${key}: ${page}` })]),
    el("p", { class: "links" }, el("a", { href: href(`t-${table}/${anchorOf(key)}`) }, L("Rādīt tabulā", "Show in its table"))));
}

const valuesOf = (key) => [...places().pages].flatMap(([page, values]) => values.filter((value) => value.key === key && tables.get(value.table) && value.table !== "paragraphs").map(({ box }) => ({ page, box })));
const field = (label, ...content) => el("div", {}, el("dt", {}, L(...label)), el("dd", {}, content));

function listOf(table, rows) {
  const { value, reference } = table.list;
  if (value) return el("ul", {}, rows.map((row) => {
    const name = reference ? nameOf(row[table.at[value]]) : null;
    return el("li", {}, valueCell(table, row, table.column[value]), doubtMarks(table.name, keyOf(table, row), positionOf(table, row), value), name ? [" ", el("span", { class: "quiet", lang: "lv-LV" }, name)] : null);
  }));
  // an item of several columns, such as money by source and year
  const columns = table.columns.filter((column) => !table.key.includes(column.name) && rows.some((row) => row[table.at[column.name]] !== null));
  return el("table", { class: "plain" }, el("thead", {}, el("tr", {}, columns.map((column) => el("th", { scope: "col", class: column.number && "n" }, L(...column.label))))),
    el("tbody", {}, rows.map((row) => el("tr", {}, columns.map((column) => el("td", { class: column.number && "n" }, valueCell(table, row, column)))))));
}

// Rows that refer to each row, by any column: "table|id" → Map of table → ids.
let leads = null;
function leadIndex() {
  if (leads) return leads;
  leads = new Map();
  const owners = [...tables.values()].filter((table) => table.id).map((table) => table.name);
  for (const table of tables.values()) {
    if (table.reading || !(table.id || table.list)) continue;
    for (const column of table.columns) {
      if (column.foreign === null || column.name === table.id) continue;
      if (table.list?.owners.some(([, name]) => name === column.name)) continue; // its own lists
      const [from, at] = [table.at[table.id || table.list.owners[0][1]], table.at[column.name]];
      for (const row of table.rows) {
        if (row[at] === null) continue;
        for (const target of column.foreign ? [column.foreign] : owners) {
          const place = `${target}|${row[at]}`;
          if (!leads.has(place)) leads.set(place, new Map());
          const of = leads.get(place);
          if (!of.has(table)) of.set(table, new Set());
          of.get(table).add(row[from]);
        }
      }
    }
  }
  return leads;
}

// [label, ids] of the rows that refer to this one, by table.
function leadingTo(key) {
  const [mine] = ownerOf(key) || [];
  return [...(mine && leadIndex().get(`${mine.name}|${key}`)) || []].map(([table, ids]) => [table.label, [...ids]]);
}
