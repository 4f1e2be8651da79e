// Findings: filtered, each with its explanation and the place on the page.

const wantedFindings = { severity: new Set(["error", "warning", "info"]), rule: "", table: "", query: "" };
let findingList = null, foundFindings = [];

function buildFindings() {
  const view = $("#view-findings");
  const count = (severity) => findings.filter((f) => f.severity === severity).length;
  const rules = [...new Set(findings.map((f) => f.rule))];
  const inTables = [...new Set(findings.map((f) => f.table).filter(Boolean))];
  add(view, [
    el("p", { class: "lede" }, L("Viss, kas plānā pašā vai tā nolasījumā ir apšaubāms, ar vietu lappusē.", "Everything doubtful in the plan itself or in its reading, with its place on the page.")),
    el("div", { class: "filters" },
      toggles(["Smagums", "Severity"], Object.entries(SEVERITY).map(([name, [lv, en]]) => [name, lv, en, count(name), `t-${name}`]), wantedFindings.severity, fillFindings),
      choice(["Likums", "Rule"], [["", "visi", "all"], ...rules.map((rule) => [rule, ...findings.find((f) => f.rule === rule).title])], (rule) => { wantedFindings.rule = rule; fillFindings(); }),
      choice(["Tabula", "Table"], [["", "visas", "all"], ...inTables.map((name) => [name, ...tableLabel(name)])], (name) => { wantedFindings.table = name; fillFindings(); }),
      searchBox(["Meklēt", "Search"], (query) => { wantedFindings.query = query; fillFindings(); })),
    el("p", { class: "tally", role: "status" }),
    el("div", { class: "list" })]);
  fillFindings();
}

function fillFindings() {
  const { severity, rule, table } = wantedFindings;
  const query = fold(wantedFindings.query.trim());
  const order = Object.keys(SEVERITY);
  foundFindings = findings.filter((f) => severity.has(f.severity) && (!rule || f.rule === rule) && (!table || f.table === table) &&
    (!query || fold([f.key, f.value, f.message, f.english, f.rule, ...f.title].join(" ")).includes(query)));
  foundFindings.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const list = $("#view-findings .list");
  list.replaceChildren();
  findingList = inPortions(list, foundFindings, findingCard, { step: 25 });
  $("#view-findings .tally").replaceChildren(foundFindings.length === findings.length
    ? L(`${grouped(findings.length)} konstatējumi`, `${grouped(findings.length)} findings`)
    : L(`${grouped(foundFindings.length)} no ${grouped(findings.length)} konstatējumiem`, `${grouped(foundFindings.length)} of ${grouped(findings.length)} findings`));
}

function findingCard(f) {
  const box = findingBox(f);
  const rule = plan.rules[f.rule];
  const value = f.column && f.key && keyed(tables.get(f.table) || plan.provenance, f.key, tables.get(f.table)?.column[f.column] || {});
  const to = value ? href(valueAnchor(f.table, f.key, f.position, f.column)) : f.page ? `#p${f.page}` : null;
  return el("article", { class: "finding", id: f.anchor },
    el("div", {},
      el("div", { class: "finding-head" },
        el("span", { class: `tag s-${f.severity}` }, el("i", { class: "sev", "aria-hidden": "true" }), L(...SEVERITY[f.severity])),
        el("h3", {}, f.key ? [keyLink(f.key, { class: "key" }), " · "] : null, L(...f.title))),
      el("p", { class: "message" }, L(f.message, f.english)),
      rule ? el("p", { class: "why" }, L(...rule.explanation)) : null,
      f.value !== null ? el("p", { class: "message" }, el("span", { class: "quote", lang: "lv-LV" }, f.value)) : null,
      el("p", { class: "meta" },
        f.table ? el("span", {}, L(...tableLabel(f.table)), f.column ? [" › ", L(...columnLabel(f.table, f.column))] : null, f.position === null ? null : ` › ${f.position}`) : null,
        f.page ? pageLink(f.page) : null,
        el("a", { href: href(f.anchor), "aria-label": [`Saite uz šo konstatējumu: ${f.anchor}`, `Link to this finding: ${f.anchor}`] }, "#"),
        el("code", {}, f.rule))),
    box ? el("a", { class: "cut-link", href: to, "aria-label": [`Izgriezums no ${f.page}. lappuses`, `Cut-out of page ${f.page}`] },
      cutout(String(f.page), sizeOf(f.page), [box], { span: 400 })) : null);
}

function goToFinding(anchor) {
  const wanted = findingAt.get(anchor);
  if (!foundFindings.includes(wanted)) resetFindings();
  findingList.through(foundFindings.indexOf(wanted));
  $$(".finding.target").forEach((card) => card.classList.remove("target"));
  const card = document.getElementById(anchor);
  card.classList.add("target");
  card.scrollIntoView({ block: "center" });
}

function resetFindings({ severity = null, rule = "" } = {}) {
  wantedFindings.severity.clear();
  for (const name of severity ? [severity] : Object.keys(SEVERITY)) wantedFindings.severity.add(name);
  Object.assign(wantedFindings, { rule, table: "", query: "" });
  for (const button of $$("#view-findings .toggle")) button.setAttribute("aria-pressed", String(wantedFindings.severity.has(button.dataset.value)));
  const [rules, inTables] = $$("#view-findings select");
  rules.value = rule;
  inTables.value = "";
  $("#view-findings input[type=search]").value = "";
  fillFindings();
}
