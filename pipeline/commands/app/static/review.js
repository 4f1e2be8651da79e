// The review: item by item, the page with the item's box beside the values of its row.

const base = $("#title").dataset.base;
const state = { items: [], at: 0, version: "", sizes: [], row: null };
const whyBox = $("#why"), byBox = $("#by");
const remembered = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } };
byBox.value = remembered("ricplan-by") || "";
byBox.addEventListener("change", () => remember("ricplan-by", byBox.value));
const sayIt = (...both) => $("#said").replaceChildren(L(...both));
const sayFailed = (reply) => { const both = failed(reply); if ($("#said").textContent !== both.textContent) $("#said").replaceChildren(both); };
const item = () => state.items[state.at];
const drafts = new Map(); // unsaved input by row and column, so that no redraw loses it

// ── the queue ───────────────────────────────────────────────────────────────────────────────────

async function load(keep) {
  const reply = await ask(`${base}/queue`);
  if (!reply.ok) { state.broken = true; sayFailed(reply); return false; } // keep what is shown
  if (state.broken || state.first) sayIt("", "");
  state.broken = state.first = false;
  const shown = item(), place = state.at;
  const before = keep ?? item()?.id ?? remembered(`ricplan-at-${base}`);
  Object.assign(state, { items: reply.items, version: reply.version, sizes: reply.sizes });
  const found = state.items.findIndex((one) => one.id === before);
  if (found < 0 && shown && typing()) state.items.splice(place, 0, { ...shown, done: true, settled: true }); // keep the item that the user is typing in
  state.at = found >= 0 ? found : Math.min(place, Math.max(0, state.items.length - 1));
  $("#undo").disabled = !reply.undo;
  await show();
  return true;
}

function go(step) {
  if (!state.items.length) return;
  state.at = (state.at + step + state.items.length) % state.items.length;
  remember(`ricplan-at-${base}`, item().id);
  sayIt("", "");
  show();
}

// Whether the focus is in a field with unsaved input.
function typing() {
  const at = document.activeElement;
  return at.matches?.("#why, #by") || (at.dataset?.draft !== undefined && (at.dataset.draft !== state.saved || drafts.has(at.dataset.draft)));
}

// Go to the next open item.
function goOpen() {
  const count = state.items.length;
  for (let step = 1; step <= count; step++) {
    const n = (state.at + step) % count;
    if (!state.items[n].done) { state.at = n; remember(`ricplan-at-${base}`, item().id); return show(); }
  }
  return show();
}

// ── the current item ───────────────────────────────────────────────────────────────────────────────

async function show() {
  const one = item();
  const open = state.items.filter((each) => !each.done).length;
  $("#end").hidden = open > 0;
  $("#progress").replaceChildren(L(`Vēl jāapskata ${open} no ${state.items.length}`, `${open} of ${state.items.length} still to look at`));
  if (!one) { $("#h-case").replaceChildren(L("Nekā apšaubāma nav.", "Nothing is doubtful.")); return; }
  $("#h-case").replaceChildren(L(`${one.key ?? ""} ${one.title[0]}`.trim(), `${one.key ?? ""} ${one.title[1]}`.trim()));
  $("#h-case").dataset.at = state.at;
  $("#message").replaceChildren(L(...one.message));
  $("#about").replaceChildren(one.settled ? L("Nokārtots.", "Settled.") : one.done ? L(`Pieņemts: ${one.why}`, `Accepted: ${one.why}`) : L(...one.about));
  $(".case").classList.toggle("done-case", one.done);
  showPage(one);
  await showRow(one);
}

function showPage(one) {
  const picture = $("#picture"), box = $("#box");
  $("#page-number").textContent = one.page ?? "–";
  picture.hidden = !one.page;
  box.hidden = !one.page || !one.box;
  if (!one.page) return;
  const address = `${base}/page/${one.page}.png`;
  if (!picture.src.endsWith(address)) picture.src = address;
  const label = L(`${one.page}. lappuse`, `Page ${one.page}`);
  picture.alt = pick([label.firstChild.textContent, label.lastChild.textContent]);
  const [width, height] = state.sizes[one.page - 1] || [1, 1];
  if (one.box) {
    const [x0, top, x1, bottom] = one.box;
    const put = (name, share) => box.style.setProperty(name, `${share * 100}%`);
    put("left", (x0 - 3) / width); put("top", (top - 3) / height);
    put("width", (x1 - x0 + 6) / width); put("height", (bottom - top + 6) / height);
    const frame = $("#paper");
    const scroll = () => frame.scrollTo({ top: (top / height) * picture.clientHeight - frame.clientHeight / 3 });
    picture.complete ? scroll() : picture.addEventListener("load", scroll, { once: true });
  }
}

async function showRow(one) {
  const form = $("#values");
  if (!one.row || !one.row_table) { form.replaceChildren(); state.row = null; return; }
  const wanted = `${one.row_table}|${one.row}`;
  const same = state.row && `${state.row.table}|${state.row.key}` === wanted;
  const written = same && document.activeElement.dataset.draft !== undefined; // keep what is typed while the request runs
  if (!written) { form.replaceChildren(); state.row = null; } // else the previous row could be corrected by mistake
  const reply = await ask(`${base}/row?table=${encodeURIComponent(one.row_table)}&key=${encodeURIComponent(one.row)}`);
  if (`${item()?.row_table}|${item()?.row}` !== wanted) return; // another item is shown meanwhile
  if (!reply.ok) { if (!typing()) { form.replaceChildren(); state.row = null; } return; }
  state.row = reply;
  const at = document.activeElement, draft = at.dataset?.draft;
  const selected = draft === undefined ? [] : [at.selectionStart, at.selectionEnd, at.scrollTop];
  form.replaceChildren();
  const rows = [...reply.values.map((value) => valueRow(one, value)), ...reply.lists.map((list) => listRow(one, list))];
  rows.sort((a, b) => b.classList.contains("wanted") - a.classList.contains("wanted")); // the item's own column first
  add(form, [rows, rowTools(reply)]);
  const again = draft === undefined ? null : $$("[data-draft]").find((input) => input.dataset.draft === draft);
  if (again) { again.focus({ preventScroll: true }); again.setSelectionRange(selected[0], selected[1]); again.scrollTop = selected[2]; }
}

const isWanted = (one, table, column) => one.table === table && one.column === column;
let serial = 0;

// Buttons to split a row that was joined wrongly, or to join one that was cut wrongly.
function rowTools(row) {
  const button = (name, both) => el("button", { type: "button", on: { click: () => change({ do: name, table: row.table, key: row.key }) } }, L(...both));
  if (!row.part && !row.join) return null;
  return el("details", { class: "row-tools" }, el("summary", {}, L("Rinda salikta nepareizi?", "Is the row joined wrongly?")),
    row.part ? button("part", [`Dalīt: ${row.part}. lappusē sākas cita rinda`, `Split it: another row begins on page ${row.part}`]) : null,
    row.join ? button("join", ["Savienot ar iepriekšējo rindu", "Join it to the row before"]) : null);
}

function valueRow(one, value) {
  // Printed values stay as they are; an error of the plan is corrected in the parsed value.
  const wanted = isWanted(one, value.table, value.column) || (one.rule === "malformed-amount" && value.column === "amount_eur");
  const long = value.value.length > 60;
  const input = long ? el("textarea", { rows: 4 }, value.value) : el("input", { value: value.value });
  const hint = value.from ? el("span", { class: "hint" }, L(`Tabulu vērtība; nolasīta no „${value.from[0]}”.`, `The value of the tables; read from “${value.from[1]}”.`)) : null;
  return fieldRow(input, value, L(...value.label), value.value, wanted, hint, () => ({ value: input.value }));
}

// The items of a list, one a line.
function listRow(one, list) {
  const text = list.items.join("\n");
  const input = el("textarea", { rows: Math.min(8, list.items.length + 1), readonly: !list.text }, text);
  const label = [L(...list.label), " ", L("(katrs savā rindā; Ctrl+Enter saglabā)", "(one a line; Ctrl+Enter saves)")];
  const lines = () => input.value.split("\n").map((line) => line.trim()).filter(Boolean);
  return fieldRow(input, list, label, text, one.table === list.table, null, () => ({ value: lines() }), true);
}

// A field with its label; while its text differs from the tables, also a save button.
function fieldRow(input, of, label, text, wanted, hint, request, many = false) {
  const id = `v${serial++}`, row = state.row, draft = [row.table, row.key, of.table, of.column].join("|");
  for (const [name, value] of Object.entries({ id, lang: "lv-LV", autocomplete: "off", "data-draft": draft })) input.setAttribute(name, value);
  if (drafts.has(draft)) input.value = drafts.get(draft);
  const save = () => { if (input.value !== text) change({ do: "correct", table: of.table, key: row.key, column: of.column, ...request() }, draft, input.value); };
  const unsaved = el("div", { class: "draft" }, el("button", { type: "button", on: { click: save } }, L("Saglabāt", "Save")),
    many ? L("Ctrl+Enter saglabā, Esc atmet.", "Ctrl+Enter saves, Esc drops it.") : L("Enter saglabā, Esc atmet.", "Enter saves, Esc drops it."),
    el("span", {}, L("Tabulās tagad: ", "In the tables now: "), text || L("(tukšs)", "(empty)")));
  const mark = () => {
    unsaved.hidden = input.value === text;
    unsaved.hidden ? drafts.delete(draft) : drafts.set(draft, input.value);
  };
  input.addEventListener("input", mark);
  onEnter(input, save, () => { input.value = text; mark(); }, many);
  mark();
  return el("div", { class: wanted ? "value-row wanted" : "value-row" }, el("label", { for: id }, label), input, hint, unsaved);
}

function onEnter(input, save, reset, many = false) {
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (!many || event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); }
    if (event.key === "Escape") { event.stopPropagation(); reset(); input.blur(); $("#h-case").focus(); }
  });
}

// ── changes ─────────────────────────────────────────────────────────────────────────────────────

// Changes are sent one after the other.
let busy = false, work = Promise.resolve();
const inTurn = (f) => { work = work.then(f, f); return work; };

const change = (request, draft, text) => inTurn(() => changed(request, draft, text));

async function changed(request, draft, text) {
  busy = true;
  try {
    const why = whyBox.value;
    const reply = await ask(`${base}/change`, { seen: state.version, why, by: byBox.value, ...request });
    if (reply.conflict) { await load(); return sayIt("Kāds cits to tikmēr mainīja. Skatiet, kā ir tagad.", "Somebody else changed it meanwhile. See what it is now."); }
    if (!reply.ok) return sayFailed(reply); // the input stays in its field
    if (drafts.get(draft) === text) drafts.delete(draft); // otherwise the input changed meanwhile
    if (whyBox.value === why) whyBox.value = "";
    const before = item()?.id;
    state.saved = draft;
    const loaded = await load();
    if (loaded && !typing() && (request.do !== "correct" || item()?.id !== before) && item()?.done) await goOpen();
    const accepted = ["accept", "check"].includes(request.do);
    if (loaded) sayIt(accepted ? "Pieņemts." : "Izlabots.", accepted ? "Accepted." : "Corrected.");
    if (!typing()) $("#h-case").focus();
  } finally { busy = false; }
}

function accept() {
  const one = item();
  if (!one || one.done || busy) return; // while busy, the next item may appear unseen
  if (one.rule === "row") change({ do: "check", table: one.table, key: one.key });
  else change({ do: "accept", rule: one.rule, key: one.key, table: one.table, position: one.position, column: one.column, value: one.value });
}

function correct() {
  const input = $(".value-row.wanted input, .value-row.wanted textarea") || $(".value-row input, .value-row textarea");
  const wanted = $$(".value-row.wanted input, .value-row.wanted textarea").at(-1) || input;
  if (wanted) { wanted.focus(); wanted.select?.(); wanted.scrollIntoView({ block: "nearest" }); }
}

async function undone() {
  busy = true;
  try {
    const reply = await ask(`${base}/undo`, {});
    if (!await load()) return;
    if (reply.conflict) sayIt("Kāds cits to tikmēr mainīja.", "Somebody else changed it meanwhile.");
    else if (reply.done) sayIt("Atsaukts.", "Undone.");
    else sayIt("Nav ko atsaukt.", "There is nothing to undo.");
  } finally { busy = false; }
}

$("#accept").addEventListener("click", accept);
$("#correct").addEventListener("click", correct);
$("#next").addEventListener("click", () => go(1));
$("#previous").addEventListener("click", () => go(-1));
const undo = () => inTurn(undone);
$("#undo").addEventListener("click", undo);
$("#values").addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const keys = { a: accept, c: correct, n: () => go(1), p: () => go(-1), u: undo };
  const does = keys[event.key.toLowerCase()];
  if (does) { event.preventDefault(); does(); }
});

// Changes by others, also in the file itself, are shown within two seconds.
setInterval(async () => {
  if (busy || document.hidden || /^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName)) return;
  const reply = await ask(`${base}/state`).catch(() => null);
  if (reply && (!reply.ok || reply.version !== state.version || state.broken)) await load();
}, 2000);

window.addEventListener("beforeunload", (event) => { if (drafts.size) event.preventDefault(); });

state.first = true;
sayIt("Sagatavo lappuses …", "Preparing the pages …");
load();
