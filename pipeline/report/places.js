// What the plan's data mean to the report: rows by key, addresses, boxes of values, findings.

const plan = data("plan");
const tables = new Map(plan.tables.map((table) => [table.name, table]));
for (const table of [...tables.values(), plan.provenance]) {
  table.at = Object.fromEntries(table.columns.map((column, n) => [column.name, n]));
  table.column = Object.fromEntries(table.columns.map((column) => [column.name, column]));
}
const objects = (table) => table.rows.map((row) =>
  Object.fromEntries(table.columns.map((column, n) => [column.name, row[n]])));
const findings = objects(tables.get("findings"));
const repairs = objects(tables.get("repairs"));
repairs.forEach((repair, n) => { repair.latvian = plan.latvian[n]; });
const OWNERS = ["priorities", "principles", "directions", "actions", "activities"];
const READING = ["provenance", "repairs", "findings"];
const SEVERITY = { error: ["Kļūda", "Error"], warning: ["Brīdinājums", "Warning"], info: ["Piezīme", "Note"] };

// The key of a row as provenance and findings write it, and its place in a list (or null).
const keyOf = (table, row) =>
  table.key.filter((name) => name !== "position" || table.name === "paragraphs").map((name) => row[table.at[name]]).join("/") || null;
const positionOf = (table, row) =>
  table.key.includes("position") ? row[table.at.position] : null;

// ── addresses ───────────────────────────────────────────────────────────────────────────────────

const anchorOf = (key) => String(key).replaceAll(" ", "-").replaceAll("#", "~");
const valueAnchor = (table, key, position, column) =>
  `${anchorOf(key)}:${table}.${column}${position === null ? "" : `.${position}`}`;
const href = (anchor) => `#${encodeURI(anchor)}`;

const keys = new Map(); // address → key
const rowsOf = new Map(); // key → [[table, row], …]
for (const table of tables.values()) {
  if (READING.includes(table.name) || table.name === "paragraphs") continue;
  for (const row of table.rows) {
    const key = keyOf(table, row);
    if (!key) continue;
    keys.set(anchorOf(key), key);
    if (!rowsOf.has(key)) rowsOf.set(key, []);
    rowsOf.get(key).push([table, row]);
  }
}
for (const row of tables.get("paragraphs").rows) {
  const key = keyOf(tables.get("paragraphs"), row);
  keys.set(anchorOf(key), key);
}
const ownerOf = (key) => (rowsOf.get(key) || []).find(([table]) => OWNERS.includes(table.name)) || null;
const nameOf = (key) => { const own = ownerOf(key); return own ? own[1][own[0].at.name] : null; };

const findingAt = new Map(); // address → finding
const findingsOf = new Map(); // key → findings
const findingsOn = new Map(); // page → findings
findings.forEach((finding, n) => {
  const plain = `finding-${finding.rule}-${finding.key ? anchorOf(finding.key) : `p${finding.page ?? 0}`}`;
  let anchor = plain;
  for (let again = 2; findingAt.has(anchor); again++) anchor = `${plain}-${again}`;
  Object.assign(finding, { anchor, english: plan.english[n], title: (plan.rules[finding.rule] || { title: [finding.rule, finding.rule] }).title });
  findingAt.set(anchor, finding);
  const put = (map, key) => { if (key) map.set(key, [...(map.get(key) || []), finding]); };
  put(findingsOf, finding.key);
  put(findingsOn, finding.page);
});

// ── boxes ───────────────────────────────────────────────────────────────────────────────────────

const placeId = (table, key, position, column) => `${table}|${key}|${position ?? ""}|${column}`;
let indexed = null;
// {values: id → [line…], pages: page → [{table, key, position, column, box, text}…]}; a line is
// {page, box: [x0, top, x1, bottom], text}.
function places() {
  if (indexed) return indexed;
  const values = new Map(), pages = new Map();
  for (const [table, key, position, column, , page, x0, top, x1, bottom, text] of data("provenance").rows) {
    const id = placeId(table, key, position, column);
    const line = { page, box: [x0, top, x1, bottom], text };
    if (!values.has(id)) values.set(id, []);
    values.get(id).push(line);
    if (!pages.has(page)) pages.set(page, new Map());
    const on = pages.get(page);
    const value = on.get(id);
    if (value) { value.box = around(value.box, line.box); value.text += ` ${text}`; }
    else on.set(id, { table, key, position, column, box: line.box, text });
  }
  indexed = { values, pages: new Map([...pages].map(([page, on]) => [page, [...on.values()]])) };
  return indexed;
}

const around = (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];

// The printed lines of a value; those of the value that it was read from where it has none itself.
function linesOf(table, key, position, column) {
  const { values } = places();
  const own = values.get(placeId(table, key, position, column)) || values.get(placeId(table, key, null, column));
  if (own) return own;
  const [source, printed] = tables.get(table)?.column[column]?.from || [];
  return source ? values.get(placeId(source, key, position, printed)) || values.get(placeId(source, key, null, printed)) || [] : [];
}

// Boxes by page: one for all lines of a value on that page.
function boxesByPage(lines) {
  const pages = new Map();
  for (const { page, box } of lines) pages.set(page, pages.has(page) ? around(pages.get(page), box) : box);
  return pages;
}

const sizeOf = (page) => plan.sizes[page - 1] || [595.28, 841.89];
const findingBox = (finding) =>
  finding.page && finding.x0 !== null ? [finding.x0, finding.top, finding.x1, finding.bottom] : null;

let seamed = null;
// Rows cut by a page break: page → {foot: [{key, y}], head: [{key, y}]}.
function seams() {
  if (seamed) return seamed;
  seamed = new Map();
  const reach = new Map();
  for (const [page, values] of places().pages)
    for (const { table, key, position, box } of values) {
      const row = table === "horizontal_measures" ? `${key}|${position}` : key;
      if (["priorities", "directions", "principles"].includes(table)) continue;
      if (!reach.has(row)) reach.set(row, { key, table, pages: new Map() });
      const pages = reach.get(row).pages;
      pages.set(page, pages.has(page) ? around(pages.get(page), box) : box);
    }
  const at = (page) => { if (!seamed.has(page)) seamed.set(page, { foot: [], head: [] }); return seamed.get(page); };
  for (const { key, table, pages } of reach.values())
    for (const [page, box] of pages)
      if (pages.has(page + 1)) {
        at(page).foot.push({ key, table, y: box[3] });
        at(page + 1).head.push({ key, table, y: pages.get(page + 1)[1] });
      }
  return seamed;
}

const tableLabel = (name) => (tables.get(name) || (name === "provenance" ? plan.provenance : null))?.label || [name, name];
const columnLabel = (table, column) => tables.get(table)?.column[column]?.label || [column, column];
const pageLink = (page) => el("a", { href: `#p${page}` }, L(`${page}. lappuse`, `page ${page}`));

// A key as a link to its record; plain text where the plan has no such row.
function keyLink(key, attributes = {}) {
  const known = keys.has(anchorOf(key)) && rowsOf.has(key);
  return known ? el("a", { href: href(anchorOf(key)), ...attributes }, key) : el("span", attributes, key);
}
