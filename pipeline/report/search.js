// One search over all tables, findings and pages.

const MOST_HITS = 12; // per table, before "all" is pressed
const wantedSearch = { q: "" };

function buildSearch() {
  $$("#view-search > :not(h1)").forEach((node) => node.remove());
  add($("#view-search"), [el("p", { class: "tally", role: "status" }), el("div", { class: "list" })]);
  fillSearch();
}

function fillSearch() {
  const match = matcher(wantedSearch.q);
  const groups = match.empty ? [] : [...tables.values()].map((table) => hitsOf(table, match)).concat(pageHits(match)).filter((group) => group.hits.length);
  const total = groups.reduce((sum, group) => sum + group.hits.length, 0);
  $("#view-search .tally").replaceChildren(match.empty ? L("Ierakstiet meklējamo lauciņā lapas augšā.", "Type what to look for at the top of the page.")
    : L(`„${wantedSearch.q}”: ${countedLv(total, "atradumu", "atradums", "atradumi")}`, `“${wantedSearch.q}”: ${countedEn(total, "hit")}`));
  $("#view-search .list").replaceChildren(...groups.map((group) => el("section", { class: "hits" },
    el("h2", {}, L(...group.label), " ", el("span", { class: "count" }, grouped(group.hits.length))),
    el("ul", {}, group.hits.slice(0, MOST_HITS).map((hit) => el("li", {}, hit(match)))),
    group.hits.length > MOST_HITS && group.all ? el("p", {}, el("a", { href: group.all }, L("Visi tabulā", "All in the table"))) : null)));
  remember("search", { q: wantedSearch.q });
}

function hitsOf(table, match) {
  const rows = table.name === "repairs" ? [] : table.rows.filter((row) => match.test(rowWords(row)));
  const q = encodeURIComponent(wantedSearch.q);
  if (table.name === "findings") {
    const found = findings.filter((f) => match.test(findingWords(f)));
    return { label: table.label, all: `#findings?q=${q}`, hits: found.map((f) => () => [el("a", { href: href(f.anchor) }, f.key ? [f.key, " · "] : null, L(...f.title)), " ", el("span", {}, L(marked(f.message, match), marked(f.english, match)))]) };
  }
  return { label: table.label, all: `#t-${table.name}?q=${q}`, hits: rows.map((row) => () => rowHit(table, row, match)) };
}

function rowHit(table, row, match) {
  const key = keyOf(table, row), position = positionOf(table, row);
  const text = table.columns.filter((column) => typeof row[table.at[column.name]] === "string" && column.foreign === null && match.places(row[table.at[column.name]]).length);
  const column = text.find((c) => !/_raw$/.test(c.name)) || text[0];
  const value = column ? row[table.at[column.name]] : row.filter((v) => v !== null).join(" · ");
  const to = key === null ? `#t-${table.name}?q=${encodeURIComponent(wantedSearch.q)}` : column && keyed(table, key, column) ? href(valueAnchor(table.name, key, position, column.name)) : rowsOf.has(key) ? href(anchorOf(key)) : href(`t-${table.name}/${anchorOf(key)}`);
  return [el("a", { href: to }, key ?? L(...table.label)), " ", column && column.name !== "name" ? el("span", { class: "quiet" }, L(...column.label), ": ") : null,
    el("span", { lang: "lv-LV" }, marked(around1(String(value), match), match))];
}

// The text around the first hit.
function around1(text, match, most = 220) {
  if (text.length <= most) return text;
  const [start] = match.places(text)[0] || [0];
  const from = start < most / 2 ? 0 : text.indexOf(" ", start - most / 2) + 1;
  return (from ? "… " : "") + text.slice(from, from + most) + (from + most < text.length ? " …" : "");
}

// Pages with hits, and their numbers.
function pageHits(match) {
  const hits = [];
  for (const page of plan.sizes.map((_, n) => n + 1)) {
    const text = (places().pages.get(page) || []).map((value) => value.text).join(" ");
    if (match.test(fold(text))) hits.push(() => [pageLink(page), " ", el("span", { class: "quiet" }, L(countedLv(match.places(text).length, "vietu", "vieta", "vietas"), countedEn(match.places(text).length, "place")))]);
  }
  return { label: ["Lappuses", "Pages"], hits };
}

function wantSearch(from = {}) {
  wantedSearch.q = from.q || "";
  const input = $("#find");
  if (input && document.activeElement !== input) input.value = wantedSearch.q;
  buildSearch();
}

function startSearch() {
  const form = $(".find");
  if (!form) return;
  setBoth($("#find"), "placeholder", ["Meklēt visā plānā", "Search the whole plan"]);
  const go = () => {
    const q = $("#find").value.trim();
    if (q) location.hash = `#search?q=${encodeURIComponent(q)}`;
  };
  $("#find").addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
  $("#find").addEventListener("input", wait(() => { if ($("#find").value.trim().length > 1 || isOpen("search")) go(); }, 250));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) { event.preventDefault(); $("#find").focus(); }
  });
}
