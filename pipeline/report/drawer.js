// The panel beside the view: a record with its links, or a value and its place on the page.

const drawer = $("#drawer");
let opener = null; // where the focus goes when the panel closes
let under = "overview"; // address of the view under the panel

function openDrawer(crumbs, ...content) {
  if (drawer.hidden && document.activeElement !== document.body) opener = document.activeElement;
  drawer.replaceChildren(
    el("div", { class: "drawer-head" },
      el("p", { class: "crumbs" }, crumbs),
      el("button", { type: "button", class: "close", on: { click: closeDrawer } }, L("Aizvērt", "Close"))));
  add(drawer, content);
  drawer.hidden = false;
  drawer.scrollTop = 0;
  drawer.focus({ preventScroll: true });
}

function closeDrawer() {
  location.hash = href(under);
}

function hideDrawer() {
  if (drawer.hidden) return;
  drawer.hidden = true;
  drawer.replaceChildren();
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  opener = null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !drawer.hidden) closeDrawer();
});

const issue = (finding) => el("a", { class: `issue s-${finding.severity}`, href: href(finding.anchor) },
  el("b", {}, L(...SEVERITY[finding.severity]), ": ", L(...finding.title)), el("span", {}, L(finding.message, finding.english)));

// ── a value ─────────────────────────────────────────────────────────────────────────────────────

function valueOf(table, key, position, column) {
  const declared = tables.get(table);
  const row = declared?.rows.find((r) => keyOf(declared, r) === key && (position === null || positionOf(declared, r) === position));
  return row ? row[declared.at[column]] : null;
}

function showValue(table, key, position, column) {
  const value = valueOf(table, key, position, column);
  const lines = linesOf(table, key, position, column);
  const about = (findingsOf.get(key) || []).filter((f) =>
    f.column === column && f.table === table && (f.position === null || f.position === position));
  const pages = boxesByPage(lines);
  const whole = [...pages].map(([page]) => pageFigure(page, { current: { table, key, position, column }, boxes: pages.get(page) }));
  openDrawer(
    [L(...tableLabel(table)), " › ", keyLink(key), position === null ? null : ` › ${position}`],
    el("h2", {}, L(...columnLabel(table, column))),
    el("p", { class: "value", lang: "lv-LV" }, value === null ? L("(tukšs)", "(empty)") : String(value)),
    about.map(issue),
    [...pages].map(([page, box]) => [
      el("h3", {}, pageLink(page)),
      cutout(String(page), sizeOf(page), linesBoxes(lines, page, box), { span: 420, label: `${key}: ${page}` })]),
    pages.size ? el("h3", {}, L("Visa lappuse: klikšķis uz vērtības parāda to", "The whole page: a click on a value shows it")) : el("p", { class: "quiet" }, L("Šai vērtībai nav savas vietas lappusē.", "This value has no place of its own on a page.")),
    whole,
    el("p", { class: "links" },
      rowsOf.has(key) ? el("a", { href: href(anchorOf(key)) }, L("Viss ieraksts", "The whole record")) : null,
      el("a", { href: href(`t-${table}/${anchorOf(key)}`) }, L("Rādīt tabulā", "Show in its table"))));
}

const linesBoxes = (lines, page, box) => {
  const own = lines.filter((line) => line.page === page).map((line) => line.box);
  return own.length > 12 ? [box] : own;
};

// ── a record ────────────────────────────────────────────────────────────────────────────────────

const LISTS = { // list table → column shown
  action_participants: "participant", action_activities: "activity_id", activity_responsible: "organisation",
  activity_partners: "partner", activity_funding: "source", activity_priorities: "priority_id", indicators: "text",
  horizontal_measures: "text",
};

function showRecord(key) {
  const own = ownerOf(key);
  const fields = [];
  if (own) {
    const [table, row] = own;
    for (const column of table.columns) {
      if (["name", table.key[0]].includes(column.name)) continue;
      fields.push(field(column.label, valueCell(table, row, column)));
    }
  }
  const lists = new Map();
  for (const [table, row] of rowsOf.get(key) || [])
    if (LISTS[table.name]) lists.set(table, [...(lists.get(table) || []), row]);
  for (const [table, rows] of lists)
    fields.push(field(table.label, el("ul", {}, rows.map((row) => el("li", {}, valueCell(table, row, table.column[LISTS[table.name]]), besides(table, row))))));
  for (const [label, ids] of leadingTo(key))
    if (ids.length) fields.push(field(label, el("ul", {}, ids.map((id) => el("li", {}, keyLink(id), " ", el("span", { class: "quiet" }, nameOf(id)))))));
  const table = own ? own[0].name : (rowsOf.get(key) || [])[0]?.[0].name;
  const lines = own ? own[0].columns.flatMap((c) => linesOf(own[0].name, key, null, c.name)) : [];
  const pages = boxesByPage(lines);
  openDrawer(
    [L(...tableLabel(table)), " › ", key],
    el("h2", { lang: "lv-LV" }, own ? `${key} ${nameOf(key) ?? ""}` : key),
    pages.size ? el("p", { class: "quiet" }, [...pages.keys()].map((page, n) => [n ? ", " : null, pageLink(page)])) : null,
    (findingsOf.get(key) || []).map(issue),
    el("h3", {}, L("Ieraksts", "Record")),
    el("dl", { class: "fields" }, own ? field(own[0].column.name.label, valueCell(own[0], own[1], own[0].column.name)) : null, fields),
    [...pages].map(([page, box]) => [el("h3", {}, pageLink(page)), cutout(String(page), sizeOf(page), [box], { span: 700, most: 480, label: `${key}: ${page}` })]),
    el("p", { class: "links" }, el("a", { href: href(`t-${table}/${anchorOf(key)}`) }, L("Rādīt tabulā", "Show in its table"))));
}

const field = (label, ...content) => el("div", {}, el("dt", {}, L(...label)), el("dd", {}, content));

// What else a list row says: the name behind an id, the number of an indicator, the raw reference.
function besides(table, row) {
  if (table.name === "action_activities" || table.name === "activity_priorities") {
    const name = nameOf(row[table.at[LISTS[table.name]]]);
    return name ? [" ", el("span", { class: "quiet" }, name)] : null;
  }
  return null;
}

// Rows that lead to this one: [label, keys].
function leadingTo(key) {
  const rows = (name, column, give) => tables.get(name).rows
    .filter((row) => row[tables.get(name).at[column]] === key).map((row) => row[tables.get(name).at[give]]);
  return [
    [["Virzieni", "Directions"], rows("directions", "priority_id", "direction_id")],
    [["Rīcības", "Actions"], rows("actions", "direction_id", "action_id")],
    [["Uz to ved rīcības", "Actions that lead here"], [...new Set(rows("action_activities", "activity_id", "action_id"))]],
    [["Aktivitātes, kas to nosauc", "Activities that state it"], [...new Set(rows("activity_priorities", "priority_id", "activity_id"))]],
  ];
}
