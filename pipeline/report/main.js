// Addresses → views. #overview #search?q=… #rows?… #findings?… #tables #pages #repairs?…,
// #t-activities?q=…&sort=…, #p27, #p27?column=…, #A-1.4, #A-1.4:activities.name, #finding-…

const builders = lookup([["search", wantSearch], ["rows", wantRows], ["findings", wantFindings], ["tables", buildTables], ["pages", buildPages], ["repairs", wantRepairs]]);
const built = new Set(["overview"]);
const scrolled = new Map(); // view → scroll position
const kept = new Map(); // view → its address when last shown

const isOpen = (name) => !$(`#view-${name}`).hidden;

// Write the filters of a view into the address, unless a panel over it has its own address.
function remember(view, wanted, head = view) {
  if (!isOpen(view) || !drawer.hidden || remember.off) return;
  keepAddress(head, wanted);
  kept.set(view, location.hash.slice(1));
  under = location.hash.slice(1);
}

function showView(name, wanted = {}) {
  const before = $(".view:not([hidden])")?.id.slice(5);
  if (before && before !== name) scrolled.set(before, window.scrollY);
  for (const view of $$(".view")) view.hidden = view.id !== `view-${name}`;
  if (name !== "overview" && !built.has(name)) { built.add(name); builders[name](wanted); }
  else if (Object.keys(wanted).length && name in builders && name !== "tables" && name !== "pages") builders[name](wanted);
  for (const tab of $$(".tabs a"))
    if (tab.getAttribute("href") !== `#${name}`) tab.removeAttribute("aria-current");
    else {
      tab.setAttribute("aria-current", "page");
      tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 40;
    }
  if (before !== name) window.scrollTo(0, scrolled.get(name) || 0);
}

const addressNow = () => addressParts().head || "overview";

function route() {
  const { wanted } = addressParts();
  const address = addressNow();
  $(".unknown")?.remove();
  const colon = keys.has(address) ? -1 : address.lastIndexOf(":"); // ids may contain colons too
  const [head, value] = colon < 0 ? [address] : [address.slice(0, colon), address.slice(colon + 1)];
  const key = keys.get(head);
  if (address === "main") { $("#main").focus(); return; }
  if (findingAt.has(address)) return onView("findings", () => quietly(() => goToFinding(address)));
  const page = /^p(\d+)$/.exec(address);
  if (page && plan.sizes[page[1] - 1]) return onView("pages", () => goToPage(Number(page[1]), wanted.column));
  const table = /^t-([^/]*)\/?(.*)$/.exec(address);
  if (table && (tables.has(table[1]) || table[1] === "provenance")) return onView("tables", () => showTable(table[1], table[2], wanted));
  if (key !== undefined) return beside(key, value);
  const name = address in builders ? address : "overview";
  onView(name, () => { if (name === "tables") showTable(shownTable.name || ACTIVITIES); }, wanted);
  if (address !== name) $("#main").prepend(el("p", { class: "notice unknown", role: "alert" }, L(`Adreses „${address}” šajā plānā nav.`, `There is no “${address}” in this plan.`)));
}

function quietly(f) {
  remember.off = true;
  try { f(); } finally { remember.off = false; }
}

function onView(name, then, wanted = {}) {
  const address = location.hash.slice(1) || "overview";
  const same = !drawer.hidden && under === address;
  under = address;
  hideDrawer();
  if (same) return showView(name);
  const fresh = !built.has(name);
  // a tab without filters restores the view's last state
  if (!Object.keys(wanted).length && address === name && !fresh && kept.get(name)) { showView(name); history.replaceState(null, "", `#${kept.get(name)}`); under = kept.get(name); }
  else if (findingAt.has(decoded(address))) quietly(() => showView(name));
  else showView(name, wanted);
  then();
}

const decoded = (address) => { try { return decodeURIComponent(address); } catch { return address; } };

// A record or value opens beside the current view; on a fresh page, beside its table.
function beside(key, value) {
  const [table, column, position] = (value || "").split(".");
  if (!route.started) {
    const name = table || ownerOf(key)?.[0].name || rowsOf.get(key)?.[0][0].name || "paragraphs";
    under = href(`t-${name}/${anchorOf(key)}`).slice(1);
    quietly(() => { showView("tables"); showTable(name, anchorOf(key)); });
  }
  if (value) showValue(table, key, position === undefined ? null : Number(position), column);
  else showRecord(key);
}

// ── overview: the network ─────────────────────────────────────────────────────

// The ids in the drawing of the network are in aria-label; a link's is "R 1.1 → A 1.1".
function lightNetwork() {
  const network = $("#network");
  if (!network) return;
  const marks = $$("[aria-label]", $("svg", network));
  const ends = (mark) => mark.getAttribute("aria-label").split(" → ");
  const light = (id) => {
    const touched = new Set([id]);
    for (const mark of marks) if (ends(mark).length === 2 && ends(mark).includes(id)) ends(mark).forEach((end) => touched.add(end));
    for (const mark of marks) mark.classList.toggle("on", ends(mark).length === 2 ? ends(mark).includes(id) : touched.has(id));
    network.classList.add("lit");
  };
  network.addEventListener("pointerover", (event) => {
    const mark = event.target.closest("[aria-label]");
    if (mark && mark !== network) light(ends(mark)[0]);
    else network.classList.remove("lit");
  });
  network.addEventListener("pointerleave", () => network.classList.remove("lit"));
  network.addEventListener("click", (event) => {
    const mark = event.target.closest("svg [aria-label]");
    if (mark && keys.has(anchorOf(ends(mark).at(-1)))) location.hash = href(anchorOf(ends(mark).at(-1)));
  });
}

// Printing includes the whole open view, not only the rows created so far; of an open record, the
// record only.
window.addEventListener("beforeprint", () => {
  document.documentElement.classList.toggle("prints-drawer", !drawer.hidden);
  showForPrint();
  printFilters();
  for (const paper of $$("#view-pages .paper")) if (paper.offsetParent) drawLayers(paper, Number(paper.parentElement.dataset.page));
});

const made = new Date(document.lastModified); // date of the file: two runs give the same bytes, so no date is written into it
if ($("#made") && !Number.isNaN(made.getTime())) $("#made").replaceChildren(L(...["lv", "en-GB"].map((code) => new Intl.DateTimeFormat(code, { dateStyle: code === "lv" ? "short" : "medium" }).format(made))));

// Links from the bars of a chart to their rows: marks are in the order of the bars; for keyboards
// and screen readers the table under the chart has the same links.
function linkBars() {
  for (const figure of $$("figure[data-links]")) {
    const links = JSON.parse(figure.dataset.links);
    const marks = (kind) => $$(`svg .mark-${kind}`, figure).map((group) => [...group.children]);
    for (const group of [...marks("rect"), ...marks("text")])
      group.forEach((mark, n) => {
        if (group.length > links.length || !links[n]) return;
        mark.classList.add("to-rows");
        mark.addEventListener("click", () => { location.hash = `#${links[n]}`; });
      });
  }
}

startLanguage();
lightNetwork();
linkBars();
startSearch();
window.addEventListener("hashchange", route);
route();
route.started = true;
// Data that most views need is prepared while the browser is idle, a part at a time.
const idle = window.requestIdleCallback || ((f) => setTimeout(f, 100));
(function warmUp([first, ...rest]) {
  if (first) idle(() => { first(); warmUp(rest); });
})([places, leadIndex, joinedRows]);
