// Indexes over the plan's data: rows by key, addresses, boxes of values, findings.

const plan = data("plan");
const tables = new Map(plan.tables.map((table) => [table.name, table]));
for (const table of [...tables.values(), plan.provenance]) {
  table.at = lookup(table.columns.map((column, n) => [column.name, n]));
  table.column = lookup(table.columns.map((column) => [column.name, column]));
}
const objects = (table) => table.rows.map((row) =>
  lookup(table.columns.map((column, n) => [column.name, row[n]])));
const findings = objects(tables.get("findings"));
const repairs = objects(tables.get("repairs"));
repairs.forEach((repair, n) => { [repair.latvian, repair.reason] = plan.reasons[n]; });
const ACTIVITIES = "activities"; // the table's name; its label has the plan's own word
const severityOf = (finding) => own(SEVERITY, finding.severity) || [finding.severity, finding.severity];
const ruleTitle = (rule) => own(plan.rules, rule)?.title || [rule, rule];
const SEVERITY = { error: ["Kļūda", "Error"], warning: ["Brīdinājums", "Warning"], info: ["Piezīme", "Note"] };
const SEVERITIES = { error: ["Kļūdas", "Errors"], warning: ["Brīdinājumi", "Warnings"], info: ["Piezīmes", "Notes"] };

// The key of a row as provenance and findings write it, and its place in a list (or null).
const keyOf = (table, row) =>
  table.key.filter((name) => name !== "position" || table.name === "paragraphs" || table.key.length === 1).map((name) => row[table.at[name]]).join("/") || null;
const positionOf = (table, row) =>
  table.key.includes("position") ? row[table.at.position] : null;

// ── addresses ───────────────────────────────────────────────────────────────────────────────────

const anchorOf = (key) => String(key).replaceAll(" ", "-").replaceAll("#", "~");
const valueAnchor = (table, key, position, column) =>
  `${anchorOf(key)}:${table}.${column}${position === null ? "" : `.${position}`}`;

const keys = new Map(); // address → key
const rowsOf = new Map(); // key → [[table, row], …]
for (const table of tables.values()) {
  if (table.reading || table.name === "paragraphs" || !(table.id || table.list)) continue;
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
const ownerOf = (key) => (rowsOf.get(key) || []).find(([table]) => table.id) || null;
const nameOf = (key) => { const found = ownerOf(key); return found ? found[1][found[0].at.name] ?? null : null; };

const findingAt = new Map(); // address → finding
const findingsOf = new Map(); // key → findings
const findingsOn = new Map(); // page → findings
findings.forEach((finding, n) => {
  const plain = `finding-${finding.rule}-${finding.key ? anchorOf(finding.key) : `p${finding.page ?? 0}`}`;
  let anchor = plain;
  for (let again = 2; findingAt.has(anchor); again++) anchor = `${plain}-${again}`;
  Object.assign(finding, { anchor, english: plan.english[n], title: ruleTitle(finding.rule) });
  findingAt.set(anchor, finding);
  const put = (map, key) => { if (key) map.set(key, [...(map.get(key) || []), finding]); };
  if (finding.accepted) return; // accepted findings are not marked
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

// The printed lines of a value; where it has none, those of the value that it was parsed from.
function linesOf(table, key, position, column) {
  const { values } = places();
  const own = values.get(placeId(table, key, position, column)) || values.get(placeId(table, key, null, column));
  if (own) return own;
  const [source, printed] = tables.get(table)?.column[column]?.from || [];
  return source ? values.get(placeId(source, key, position, printed)) || values.get(placeId(source, key, null, printed)) || [] : [];
}

// ── doubts: findings, repairs and confidence of a value and of its printed source ────────────

const doubts = new Map(plan.doubts.map(([table, key, position, column, value]) => [placeId(table, key, position, column), value]));
const doubtful = new Set(plan.doubts.filter((doubt) => doubt[4] < 0.9).map((doubt) => doubt[1]));
const CERTAIN_ENOUGH = 0.9; // values of lower confidence are marked
const repairsOf = new Map(); // key → repairs
for (const repair of repairs) if (repair.key) repairsOf.set(repair.key, [...(repairsOf.get(repair.key) || []), repair]);

// The places whose doubts apply to a value: its own, and the printed one that it was parsed from.
function sourcesOf(table, key, position, column) {
  const found = [[table, position, column]];
  const from = tables.get(table)?.column[column]?.from;
  if (from) found.push([from[0], from[0] === table ? position : null, from[1]]);
  return found;
}

const samePlace = (item, table, position, column) =>
  item.table === table && item.column === column && (item.position === null || item.position === undefined || position === null || item.position === position);

// {findings, repairs, confidence (1 where nothing is doubtful), derived: whether they are of its source only}
function doubtsOf(table, key, position, column) {
  const places = sourcesOf(table, key, position, column);
  const of = (items) => (items || []).filter((item) => places.some(([t, p, c]) => samePlace(item, t, p, c)));
  const found = of(findingsOf.get(key)), mended = of(repairsOf.get(key));
  const confidence = Math.min(...places.map(([t, p, c]) => doubts.get(placeId(t, key, p, c)) ?? 1), ...mended.map((repair) => repair.confidence));
  return { findings: found, repairs: mended, confidence, derived: found.some((f) => f.column !== column || f.table !== table) };
}

// The marks of a value: its most severe finding, and whether it was repaired or is doubtful.
function doubtMarks(table, key, position, column) {
  if (key === null) return null;
  if (!findingsOf.has(key) && !repairsOf.has(key) && !doubtful.has(key)) return null;
  const { findings: found, repairs: mended, confidence, derived } = doubtsOf(table, key, position, column);
  const marks = [];
  const finding = found.sort((a, b) => Object.keys(SEVERITY).indexOf(a.severity) - Object.keys(SEVERITY).indexOf(b.severity))[0];
  if (finding) {
    const from = derived ? [" (vērtībai, no kuras šī nolasīta)", " (of the value that this was read from)"] : ["", ""];
    marks.push(el("a", { class: `flag s-${finding.severity}`, href: href(finding.anchor), "aria-label": [`${severityOf(finding)[0]}: ${finding.message}${from[0]}`, `${severityOf(finding)[1]}: ${finding.english}${from[1]}`], title: [finding.message + from[0], finding.english + from[1]] }));
  }
  if (mended.length || confidence < CERTAIN_ENOUGH) {
    const share = Math.floor(confidence * 1000) / 10;
    const said = mended.some((repair) => repair.kind === "corrected") ? ["Izlabots ar roku", "Corrected by hand"] : [`Salikts nolasot; ticamība ${String(share).replace(".", ",")} %`, `Put together in reading; confidence ${share} %`];
    marks.push(el("a", { class: "flag repaired", href: href("repairs") + `?key=${encodeURIComponent(key)}`, "aria-label": said, title: said }));
  }
  return marks;
}

// Boxes by page: one for all lines of a value on that page.
function boxesByPage(lines) {
  const pages = new Map();
  for (const { page, box } of lines) pages.set(page, pages.has(page) ? around(pages.get(page), box) : box);
  return pages;
}

const sizeOf = (page) => plan.sizes[page - 1] || [595.28, 841.89];

// Boxes of a kind of layer on a page: [[x0, top, x1, bottom], …].
function layerBoxes(page, kind) {
  const flat = own(own(data("layers").pages, String(page)), kind) || [];
  const boxes = [];
  for (let n = 0; n < flat.length; n += 4) boxes.push(flat.slice(n, n + 4));
  return boxes;
}

const overlap = (a0, a1, b0, b1) => Math.max(0, Math.min(a1, b1) - Math.max(a0, b0));
const meets = (a, b) => overlap(a[0], a[2], b[0], b[2]) > 0 && overlap(a[1], a[3], b[1], b[3]) > 0;
const center = (box) => [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
const holds = (cell, [x, y]) => cell[0] <= x && x <= cell[2] && cell[1] <= y && y <= cell[3];

// The horizontal extent of a column on a page, from the values of all rows: [x0, x1] or null.
function columnSpan(page, table, column) {
  const values = (places().pages.get(page) || []).filter((value) => value.table === table && value.column === column);
  return values.length ? [Math.min(...values.map((v) => v.box[0])), Math.max(...values.map((v) => v.box[2]))] : null;
}

// The header cell above a column of a page, and its text's place.
function headerBox(page, table, column, above = Infinity) {
  const [t, c] = tables.get(table)?.column[column]?.from || [table, column];
  const span = columnSpan(page, t, c) || columnSpan(page, table, column);
  if (!span) return null;
  const over = layerBoxes(page, "header").filter((box) => box[3] <= above + 2 && overlap(box[0], box[2], ...span) > 0.5 * Math.min(box[2] - box[0], span[1] - span[0]));
  return over.sort((a, b) => b[3] - a[3])[0] || null;
}

const rowBoxes = (page, key) => (places().pages.get(page) || []).filter((value) => value.key === key).map((value) => value.box);

// The first printed value of a row on a page: its id, where it has one.
function rowBox(page, key) {
  const values = (places().pages.get(page) || []).filter((value) => value.key === key);
  const id = values.find((value) => value.column === "id_raw") || values.find((value) => value.column === tables.get(value.table)?.id);
  return (id || values[0])?.box || null;
}

// The box of a finding: its cell, even where that is empty.
function findingBox(finding) {
  if (!finding.page || finding.x0 === null) return null;
  const box = [finding.x0, finding.top, finding.x1, finding.bottom];
  const { table, key, column, page } = finding;
  if (!key || !column) return box;
  const printed = tables.get(table)?.column[column]?.from || [table, column];
  const lines = [...(finding.position === null ? (places().pages.get(page) || []).filter((v) => v.key === key && v.table === table && v.column === column).map((v) => v.box) : []),
    ...linesOf(table, key, finding.position, column).filter((line) => line.page === page).map((line) => line.box)];
  if (lines.length) return lines.some((line) => meets(line, box)) && finding.position !== null ? box : lines.reduce(around);
  const span = columnSpan(page, ...printed) || columnSpan(page, table, column), row = rowBox(page, key);
  if (!span || !row) return box;
  const middle = [(span[0] + span[1]) / 2, (row[1] + row[3]) / 2];
  const cell = layerBoxes(page, "cell").find((one) => holds(one, middle));
  if (cell) return cell;
  // an empty cell is under its column's header, at the height of its row
  const head = headerBox(page, ...printed, row[1]) || [span[0], 0, span[1], 0];
  const whole = rowBoxes(page, key).reduce(around);
  return [head[0] + 1, whole[1], head[2] - 1, whole[3]];
}

let seamed = null;
// Rows cut by a page break: page → {foot: [{key, y}], head: [{key, y}]}.
function seams() {
  if (seamed) return seamed;
  seamed = new Map();
  const reach = new Map();
  for (const [page, values] of places().pages)
    for (const { table, key, position, box } of values) {
      const row = table === "horizontal_measures" ? `${key}|${position}` : key;
      const declared = tables.get(table);
      if (declared?.id && !declared.column.id_raw) continue; // headings are not rows of a table
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
// A cut-out in which the row's id and the column's header stay visible.
function framed(page, boxes, key, table, column, options = {}) {
  return cutout(String(page), sizeOf(page), boxes, { ...options, header: table && column ? headerBox(page, table, column, Math.min(...boxes.map((box) => box[1]))) : null, row: key ? rowBox(page, key) : null });
}

const pageLink = (page) => el("a", { href: `#p${page}` }, L(`${page}. lappuse`, `page ${page}`));

// A key as a link to its record; plain text where the plan has no such row.
function keyLink(key, attributes = {}) {
  const known = keys.has(anchorOf(key)) && rowsOf.has(key);
  return known ? el("a", { href: href(anchorOf(key)), class: "key", ...attributes }, key) : el("span", { class: "key", ...attributes }, key);
}
