// Findings: filtered, each with its explanation and the place on the page.

const wantedFindings = { severity: new Set(["error", "warning", "info"]), rule: "", table: "", query: "" };
let findingList = null, foundFindings = [];

function buildFindings() {
  const view = $("#view-findings");
  const count = (severity) => findings.filter((f) => f.severity === severity && !f.accepted).length;
  const rules = [...new Set(findings.map((f) => f.rule))];
  const inTables = [...new Set(findings.map((f) => f.table).filter(Boolean))];
  $$("#view-findings > :not(h1)").forEach((node) => node.remove());
  add(view, [
    el("p", { class: "lede" }, L("Viss, kas pašā plānā vai tā nolasījumā ir apšaubāms, un tā vieta lappusē.", "Everything doubtful in the plan itself or in its reading, with its place on the page.")),
    el("div", { class: "filters" },
      toggles(["Smagums", "Severity"], Object.entries(SEVERITIES).map(([name, [lv, en]]) => [name, lv, en, count(name), `t-${name}`]), wantedFindings.severity, fillFindings),
      choice(["Pārbaude", "Rule"], [["", "visas", "all"], ...rules.map((rule) => [rule, ...ruleTitle(rule)])], (rule) => { wantedFindings.rule = rule; fillFindings(); }, wantedFindings.rule),
      choice(["Tabula", "Table"], [["", "visas", "all"], ...inTables.map((name) => [name, ...tableLabel(name)])], (name) => { wantedFindings.table = name; fillFindings(); }, wantedFindings.table),
      searchBox(["Meklēt konstatējumos", "Search findings"], (query) => { wantedFindings.query = query; fillFindings(); }, wantedFindings.query)),
    exportButtons(() => `${plan.id}-findings`, findingRows),
    el("p", { class: "tally", role: "status" }),
    el("div", { class: "list" })]);
  fillFindings();
}

const findingWords = (f) => (f.words ??= fold([f.key, f.value, f.message, f.english, f.rule, ...f.title].join(" ")));

function fillFindings() {
  const { severity, rule, table } = wantedFindings;
  const match = matcher(wantedFindings.query);
  const order = Object.keys(SEVERITY);
  foundFindings = findings.filter((f) => (severity.has(f.severity) || !own(SEVERITY, f.severity)) && (!rule || f.rule === rule) && (!table || f.table === table) && match.test(findingWords(f)));
  foundFindings.sort((a, b) => Boolean(a.accepted) - Boolean(b.accepted) || order.indexOf(a.severity) - order.indexOf(b.severity));
  const list = $("#view-findings .list");
  list.replaceChildren();
  findingList = inPortions(list, foundFindings, (f) => findingCard(f, match), { first: 5, step: 20 });
  const all = findings.length, shown = foundFindings.length;
  $("#view-findings .tally").replaceChildren(shown === all
    ? L(countedLv(all, "konstatējumu", "konstatējums", "konstatējumi"), countedEn(all, "finding"))
    : L(foundLv(shown, all, "konstatējumu", "konstatējums", "konstatējumi"), `${grouped(shown)} of ${countedEn(all, "finding")}`));
  const some = severity.size === order.length ? "" : [...severity].join(",") || "none";
  remember("findings", { severity: some, rule, table, q: wantedFindings.query });
}

function findingRows() {
  const head = [["Smagums", "Severity"], ["Pārbaude", "Rule"], ["ID", "Id"], ["Tabula", "Table"], ["Kolonna", "Column"], ["Vērtība", "Value"], ["Paskaidrojums", "Message"], ["Lappuse", "Page"]].map(pick);
  return [head, ...foundFindings.map((f) => [pick(severityOf(f)), pick(f.title), f.key, f.table && pick(tableLabel(f.table)), f.column && pick(columnLabel(f.table, f.column)), f.value, pick([f.message, f.english]), f.page])];
}

// The faulty value; doubled spaces, which HTML collapses, are made visible.
function quoted(f, match) {
  const value = f.rule === "amount-format" ? printedText(f) : f.value;
  if (value === null) return null;
  const parts = value.split(/(\s{2,})/);
  return el("span", { class: "quote", lang: "lv-LV" }, parts.map((part, n) => (n % 2
    ? el("span", { class: "blank", title: ["dubulta atstarpe", "doubled blank"] }, "␣".repeat(part.length)) : marked(part, match))));
}

// The printed text, where the value no longer has its doubled spaces.
function printedText(f) {
  const printed = linesOf(f.table, f.key, f.position, f.column).map((line) => line.text).join(" ");
  return printed && fold(printed).replaceAll(/\s/g, "") === fold(f.value ?? "").replaceAll(/\s/g, "") ? printed : f.value;
}

function findingCard(f, match) {
  const box = findingBox(f);
  const rule = own(plan.rules, f.rule);
  const value = f.column && f.key && keyed(tables.get(f.table) || plan.provenance, f.key, tables.get(f.table)?.column[f.column] || {});
  const to = value ? href(valueAnchor(f.table, f.key, f.position, f.column)) : f.page ? `#p${f.page}` : null;
  return el("article", { class: f.accepted ? "finding accepted" : "finding", id: f.anchor },
    el("div", {},
      f.accepted ? el("p", { class: "notice" }, L("Pieņemts, netiek skaitīts: ", "Accepted, does not count: "), el("span", { lang: "lv-LV" }, f.accepted_why)) : null,
      el("div", { class: "finding-head" },
        el("span", { class: `tag s-${f.severity}` }, el("i", { class: "sev", "aria-hidden": "true" }), L(...severityOf(f))),
        el("h2", {}, f.key ? [keyLink(f.key, { class: "key" }), " · "] : null, L(...f.title))),
      el("p", { class: "message" }, L(f.message, f.english)),
      rule ? el("p", { class: "why" }, L(...rule.explanation)) : null,
      f.value !== null ? el("p", { class: "message" }, quoted(f, match)) : null,
      el("p", { class: "meta" },
        f.table ? el("span", {}, L(...tableLabel(f.table)), f.column ? [" › ", L(...columnLabel(f.table, f.column))] : null, f.position === null ? null : ` › ${f.position}`) : null,
        f.page ? pageLink(f.page) : null,
        el("a", { href: href(f.anchor), "aria-label": [`Saite uz šo konstatējumu: ${f.anchor}`, `Link to this finding: ${f.anchor}`] }, L("saite", "link")),
        el("code", {}, f.rule))),
    box ? el("a", { class: "cut-link", href: to, "aria-label": [`Izgriezums no ${f.page}. lappuses`, `Cut-out of page ${f.page}`] },
      framed(f.page, [box], f.key, f.table, f.column, { span: 360 })) : null);
}

function goToFinding(anchor) {
  const wanted = findingAt.get(anchor);
  if (!foundFindings.includes(wanted)) wantFindings({}, true);
  findingList.through(foundFindings.indexOf(wanted));
  $$(".finding.target").forEach((card) => card.classList.remove("target"));
  const card = document.getElementById(anchor);
  card.classList.add("target");
  card.scrollIntoView({ block: "center" });
}

// Take the filters from an address.
function wantFindings(from = {}) {
  wantedFindings.severity.clear();
  for (const name of from.severity ? from.severity.split(",") : Object.keys(SEVERITY)) if (Object.hasOwn(SEVERITY, name)) wantedFindings.severity.add(name);
  Object.assign(wantedFindings, { rule: from.rule || "", table: from.table || "", query: from.q || "" });
  buildFindings();
}
