// Addresses → views. #overview #findings #tables #pages #repairs, #t-activities, #p27, #A-1.4,
// #activities.name, #finding-…

const builders = { findings: buildFindings, tables: buildTables, pages: buildPages, repairs: buildRepairs };
const built = new Set(["overview"]);
const scrolled = new Map(); // view → where it was left

function showView(name) {
  const before = $(".view:not([hidden])")?.id.slice(5);
  if (before && before !== name) scrolled.set(before, window.scrollY);
  if (!built.has(name)) { built.add(name); builders[name](); }
  for (const view of $$(".view")) view.hidden = view.id !== `view-${name}`;
  for (const tab of $$(".tabs a"))
    if (tab.getAttribute("href") !== `#${name}`) tab.removeAttribute("aria-current");
    else {
      tab.setAttribute("aria-current", "page");
      tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 40;
    }
  if (before !== name) window.scrollTo(0, scrolled.get(name) || 0);
}

function addressNow() {
  const raw = location.hash.slice(1);
  try { return decodeURI(raw) || "overview"; } catch { return raw; } // a stray % is no address of ours
}

function route() {
  const address = addressNow();
  const colon = keys.has(address) ? -1 : address.lastIndexOf(":"); // strange ids may hold one too
  const [head, value] = colon < 0 ? [address] : [address.slice(0, colon), address.slice(colon + 1)];
  const key = keys.get(head);
  if (address === "main") { $("#main").focus(); return; }
  if (findingAt.has(address)) return onView("findings", address, () => goToFinding(address));
  if (/^p\d+$/.test(address)) return onView("pages", address, () => goToPage(Number(address.slice(1))));
  if (address.startsWith("t-")) {
    const [, name, anchor] = address.match(/^t-([^/]*)\/?(.*)$/);
    return onView("tables", address, () => showTable(name, anchor));
  }
  if (key !== undefined) return beside(key, value);
  const name = address in builders ? address : "overview";
  return onView(name, name, () => { if (name === "tables") showTable(shownTable.name || "activities"); });
}

function onView(name, address, then) {
  const closing = !drawer.hidden;
  const same = closing && under === address;
  under = address;
  hideDrawer();
  showView(name);
  if (!same) then();
}

// A record or a value opens beside the view that is shown; on a fresh page, beside its table.
function beside(key, value) {
  const [table, column, position] = (value || "").split(".");
  if (!route.started) {
    const name = table || ownerOf(key)?.[0].name || rowsOf.get(key)?.[0][0].name || "paragraphs";
    under = `t-${name}/${anchorOf(key)}`;
    showView("tables");
    showTable(name, anchorOf(key));
  }
  if (value) showValue(table, key, position === undefined ? null : Number(position), column);
  else showRecord(key);
}

// ── overview: the shortcuts and the network ─────────────────────────────────────────────────────

for (const link of $$("[data-severity], [data-rule]"))
  link.addEventListener("click", () => {
    showView("findings");
    resetFindings({ severity: link.dataset.severity || null, rule: link.dataset.rule || "" });
    window.scrollTo(0, 0);
  });

// The ids in the drawing of the network stand in aria-label: of a link as "R 1.1 → A 1.1".
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

// Printing shows all of the view that is open, not only what was scrolled to.
window.addEventListener("beforeprint", () => {
  for (const list of inPortions.open) if (list.parent.isConnected && list.parent.offsetParent) list.everything();
  showForPrint();
  for (const paper of $$("#view-pages .paper")) if (paper.offsetParent) drawLayers(paper, Number(paper.parentElement.dataset.page));
});

startLanguage();
lightNetwork();
window.addEventListener("hashchange", route);
route();
route.started = true;
