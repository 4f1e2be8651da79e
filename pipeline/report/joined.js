// Activities joined with their lists in one table: filtered by column, summed, exported.

const SHORT_LIST = 14; // values that fit a list without a search box
let joined = null; // {rows, lists, columns}
const wantedRows = { priority: "", from: "", to: "", year: "", q: "", sort: "", lists: {} };

// Each activity as {key, row, priority, amount, lists: table → values}.
function joinedRows() {
  if (joined) return joined;
  const table = tables.get(ACTIVITIES);
  const lists = [...tables.values()].filter((t) => t.list?.value && t.list.owners[0][0] === ACTIVITIES && t.list.reference === null && t.rows.length && !t.column[t.list.value].printed);
  const amounts = tables.get("activity_amounts");
  const rows = table.rows.map((row) => {
    const key = keyOf(table, row);
    const own = (t) => (rowsOf.get(key) || []).filter(([other]) => other === t).map(([, r]) => r[t.at[t.list.value]]);
    const held = lookup(lists.map((t) => [t.name, own(t)]));
    const leads = leadingTo(key).filter(([label]) => label !== tables.get("activity_priorities")?.label);
    return { key, row, priority: own0(plan.priorities, key), amount: own0(plan.amounts, key), lists: held, above: [...new Set(leads.flatMap(([, ids]) => ids))],
      years: amounts ? (rowsOf.get(key) || []).filter(([t]) => t === amounts).map(([, r]) => r[amounts.at.year]) : [] };
  });
  joined = { table, rows, lists };
  return joined;
}
const own0 = (object, name) => own(object, name) ?? null;

const yearOf = (item) => { const { table } = joinedRows(); return item.row[table.at.deadline_year] ?? null; };

function joinedColumns() {
  const { table, lists } = joinedRows();
  const id = table.column[table.id];
  const column = (name, label, raw, more = {}) => ({ name, label, about: label, number: false, kind: "", raw, show: (item, match) => marked(raw(item) === null ? "–" : String(raw(item)), match), ...more });
  const ofTable = (c, more = {}) => ({ name: c.name, label: c.label, about: c.about, number: c.number, kind: "", raw: (item) => item.row[table.at[c.name]],
    show: (item, match) => valueCell(table, item.row, c, match), marks: (item) => doubtMarks(table.name, item.key, null, c.name), ...more });
  const plain = table.columns.filter((c) => c.printed && !/_raw$/.test(c.name) && c.name !== "name" && c.name !== table.id && table.rows.some((row) => row[table.at[c.name]] !== null));
  const priority = column("priority", plan.levels.priority, (item) => item.priority, { kind: "id", show: (item) => (item.priority && rowsOf.has(item.priority) ? keyLink(item.priority) : item.priority ?? "–") });
  const year = table.column.deadline_year;
  return [
    ofTable(id, { kind: "id" }), ofTable(table.column.name),
    ...(tables.get("priorities")?.rows.length ? [priority] : []),
    ...plain.map((c) => ofTable(c)),
    ...lists.map((t) => column(t.name, t.label, (item) => item.lists[t.name].join("; ") || null, {
      show: (item, match) => (item.lists[t.name].length ? link(t.list.source ? table : t, item.key, null, t.list.source ? table.column[t.list.source] : t.column[t.list.value], marked(item.lists[t.name].join("; "), match)) : "–"),
      marks: (item) => (t.list.source ? doubtMarks(table.name, item.key, null, t.list.source) : null) })),
    column("amount", table.column.amount_eur.label, (item) => item.amount, { number: true,
      show: (item) => link(table, item.key, null, table.column.amount_eur, item.amount === null ? "–" : money(item.amount)),
      marks: (item) => doubtMarks(table.name, item.key, null, "amount_eur") }),
    ofTable(year),
    ...(joinedRows().rows.some((item) => item.above.length) ? [column("above", ["Saistītās rindas", "Linked rows"], (item) => item.above.join(", ") || null, {
      show: (item) => (item.above.length ? item.above.map((key, n) => [n ? ", " : null, keyLink(key)]) : "–") })] : []),
  ];
}

function buildRows() {
  const { rows, lists } = joinedRows();
  const view = $("#view-rows");
  $$("#view-rows > :not(h1)").forEach((node) => node.remove());
  const made = sheet(tables.get(ACTIVITIES).label, joinedColumns(), { anchor: (item) => anchorOf(item.key), changed: fill, order: wantedRows.sort });
  const tally = el("p", { class: "tally", role: "status" });
  const set = (name) => (value) => { wantedRows[name] = value; fill(); };
  const priorities = [...new Set(rows.map((item) => item.priority).filter(Boolean))];
  const years = [...new Set(rows.flatMap((item) => [yearOf(item), ...item.years]).filter(Boolean))].sort();
  const number = (label, name) => el("label", { class: "field narrow" }, el("span", { class: "field-name" }, L(...label)),
    el("input", { type: "text", inputmode: "decimal", value: wantedRows[name], on: { input: wait((event) => set(name)(event.target.value), 200) } }));
  add(view, [
    el("p", { class: "lede" }, L("Visas rindas ar visu, kas tām pieder, vienā tabulā: tās var atlasīt, summēt un kopēt.", "All rows with all that belongs to them in one table: to filter, to sum and to copy.")),
    el("div", { class: "filters" },
      priorities.length ? choice(plan.levels.priority, [["", "visas", "all"], ...priorities.map((id) => [id, `${id} ${nameOf(id) ?? ""}`, `${id} ${nameOf(id) ?? ""}`])], set("priority"), wantedRows.priority) : null,
      lists.map((t) => listFilter(t, rows, fill)),
      number(["Summa no, EUR", "Amount from, EUR"], "from"), number(["Summa līdz, EUR", "Amount to, EUR"], "to"),
      years.length ? choice(["Gads", "Year"], [["", "visi", "all"], ...years.map((year) => [String(year), String(year), String(year)])], set("year"), wantedRows.year) : null,
      searchBox(["Meklēt šajās rindās", "Search these rows"], set("q"), wantedRows.q)),
    el("div", { class: "list-tools" }, exportButtons(() => `${plan.id}-${ACTIVITIES}`, made.exported),
      el("button", { type: "button", class: "plain-button", on: { click: () => { wantRows({}); } } }, L("Notīrīt atlasi", "Clear filters"))),
    tally, made.node]);

  function fill() {
    const match = matcher(wantedRows.q);
    const [from, to] = [amountOf(wantedRows.from), amountOf(wantedRows.to)];
    const chosen = lists.map((t) => [t.name, wantedRows.lists[t.name]]).filter(([, values]) => values?.size);
    const found = rows.filter((item) => (!wantedRows.priority || item.priority === wantedRows.priority) &&
      chosen.every(([name, values]) => item.lists[name].some((value) => values.has(fold(value)))) &&
      (from === null || (item.amount !== null && Number(item.amount) >= from)) && (to === null || (item.amount !== null && Number(item.amount) <= to)) &&
      (!wantedRows.year || String(yearOf(item)) === wantedRows.year || item.years.map(String).includes(wantedRows.year)) &&
      (match.empty || match.test(itemWords(item))));
    made.fill(found, match);
    const sum = found.reduce((cents, item) => cents + (item.amount === null ? 0 : Math.round(Number(item.amount) * 100)), 0);
    const unread = found.filter((item) => item.amount === null).length;
    tally.replaceChildren(L(`${countedLv(found.length, "rindu", "rinda", "rindas")} no ${grouped(rows.length)}; kopā `, `${grouped(found.length)} of ${countedEn(rows.length, "row")}; `),
      el("b", {}, money((sum / 100).toFixed(2)), "\u00a0€"), unread ? L(` (bez summas: ${unread})`, ` in all (without an amount: ${unread})`) : L("", " in all"));
    wantedRows.sort = made.order();
    remember("rows", { priority: wantedRows.priority, ...Object.fromEntries(chosen.map(([name, values]) => [listName(name), [...values].join("|")])),
      from: wantedRows.from, to: wantedRows.to, year: wantedRows.year, q: wantedRows.q, sort: wantedRows.sort });
  }
  fill();
}

const listName = (name) => (name === "activity_funding" ? "source" : name);
const amountOf = (text) => { const value = String(text).replace(/[\s\u202f\u00a0€]/g, "").replace(",", "."); return value && !Number.isNaN(Number(value)) ? Number(value) : null; };
function itemWords(item) {
  return (item.words ??= fold([rowWords(item.row), ...Object.values(item.lists).flat(), ...(rowsOf.get(item.key) || []).filter(([t]) => t.list).map(([, row]) => row.join(" "))].join(" ")));
}

// A filter on any number of values of a list, most frequent first.
function listFilter(table, rows, fill) {
  const spelled = new Map(), count = new Map();
  for (const item of rows)
    for (const value of new Set(item.lists[table.name])) {
      if (!spelled.has(fold(value))) spelled.set(fold(value), value);
      count.set(fold(value), (count.get(fold(value)) || 0) + 1);
    }
  const chosen = (wantedRows.lists[table.name] ??= new Set());
  const summary = el("summary", {});
  const say = () => summary.replaceChildren(chosen.size ? el("b", {}, [...chosen].map((value) => spelled.get(value) ?? value).join(", ")) : L("visi", "all"));
  say();
  const values = [...count].sort((a, b) => b[1] - a[1] || collator.compare(a[0], b[0]));
  const box = el("div", { class: "pick-values", role: "group", "aria-label": table.label });
  const line = ([value, number]) =>
    el("label", {}, el("input", { type: "checkbox", checked: chosen.has(value), on: { change: (event) => { event.target.checked ? chosen.add(value) : chosen.delete(value); say(); fill(); } } }),
      el("span", { lang: "lv-LV" }, spelled.get(value)), el("span", { class: "count" }, number));
  const offer = () => {
    if (box.firstChild) return;
    const lines = values.map((item) => [item[0], line(item)]);
    const look = (query) => { const match = matcher(query); for (const [value, node] of lines) node.hidden = !match.test(value); };
    add(box, [count.size > SHORT_LIST ? el("input", { type: "search", autocomplete: "off", spellcheck: "false", "aria-label": ["Meklēt šajā sarakstā", "Search this list"], placeholder: ["Meklēt", "Search"], on: { input: (event) => look(event.target.value) } }) : null, lines.map(([, node]) => node)]);
  };
  return el("div", { class: "field pick-list" }, el("span", { class: "field-name" }, L(...table.label)),
    el("details", { on: { toggle: offer } }, summary, box)); // built when it is opened
}

function wantRows(from = {}) {
  const { lists } = joinedRows();
  Object.assign(wantedRows, { priority: from.priority || "", from: from.from || "", to: from.to || "", year: from.year || "", q: from.q || "", sort: from.sort || "" });
  wantedRows.lists = lookup(lists.map((t) => [t.name, new Set((from[listName(t.name)] || "").split("|").filter(Boolean).map(fold))]));
  buildRows();
}
