// Corrections in the report, when the application shows it: forms in the panels of values and records.

const planBase = location.pathname.replace(/\/report$/, "");
const shownValue = showValue;
let reportVersion = "";
fetch(`${planBase}/state`).then((response) => response.json()).then((reply) => { reportVersion = reply.version; }).catch(() => {});

showValue = (table, key, position, column) => {
  shownValue(table, key, position, column);
  const declared = tables.get(table);
  if (!declared || declared.reading || !declared.at || !(column in declared.at)) return;
  const form = correctionForm(declared, table, key, position, column);
  $("#drawer h2").parentElement.insertBefore(form, $("#drawer .value").nextSibling);
};

function correctionForm(declared, table, key, position, column) {
  const whole = declared.list && declared.list.value === column;
  const items = whole ? declared.rows.filter((row) => keyOf(declared, row) === key).map((row) => row[declared.at[column]]) : null;
  const text = !declared.column[column].number;
  const asList = whole && text;
  const now = asList ? items.join("\n") : String(valueOf(table, key, position, column) ?? "");
  const input = el("textarea", { rows: asList ? Math.min(8, items.length + 1) : 3, lang: "lv-LV", "aria-label": ["Pareizā vērtība", "The right value"] }, now);
  const why = el("input", { type: "text", "aria-label": ["Pamatojums", "Reason"], placeholder: ["Pamatojums", "Reason"] });
  const said = el("p", { role: "status" });
  const save = () => {
    if (input.value === now) return;
    send({ do: "correct", table, key, column, why: why.value, position: asList ? null : position,
      value: asList ? input.value.split("\n").map((line) => line.trim()).filter(Boolean) : input.value }, said);
  };
  return el("details", { class: "numbers correct-here" }, el("summary", {}, L(asList ? "Labot sarakstu" : "Labot", asList ? "Correct the list" : "Correct")),
    asList ? el("p", { class: "quiet" }, L("Katrs savā rindā: rindu var dalīt, savienot vai izņemt.", "One item a line: split, join or remove lines.")) : null,
    input, why, el("button", { type: "button", class: "plain-button", on: { click: save } }, L("Saglabāt", "Save")), said);
}

// The panel of a record: its row can be split at a page break or joined to the row before.
const shownRecord = showRecord;
showRecord = (key) => {
  shownRecord(key);
  const found = ownerOf(key);
  if (found) rowForm(found[0].name, key, $("#drawer h2"));
};

async function rowForm(table, key, before) {
  const response = await fetch(`${planBase}/row?table=${encodeURIComponent(table)}&key=${encodeURIComponent(key)}`);
  const row = response.ok ? await response.json() : {};
  if (!before.isConnected || !(row.part || row.join)) return;
  const said = el("p", { role: "status" });
  const button = (name, both) => el("button", { type: "button", class: "plain-button", on: { click: () => send({ do: name, table, key }, said) } }, L(...both));
  before.after(el("details", { class: "numbers correct-here" }, el("summary", {}, L("Rinda salikta nepareizi?", "Is the row joined wrongly?")),
    row.part ? button("part", [`Dalīt: ${row.part}. lappusē sākas cita rinda`, `Split it: another row begins on page ${row.part}`]) : null,
    row.join ? button("join", ["Savienot ar iepriekšējo rindu", "Join it to the row before"]) : null, said));
}

const failed = ({ error }, status) => L(`Neizdevās: ${error?.[0] ?? status}`, `It failed: ${error?.[1] ?? status}`);

async function send(request, said) {
  const response = await fetch(`${planBase}/change`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ seen: reportVersion, ...request }) });
  const reply = await response.json().catch(() => ({}));
  if (response.ok) location.reload();
  else said.replaceChildren(reply.conflict ? L("Kāds cits to tikmēr mainīja; pārlādējiet lapu.", "Somebody else changed it meanwhile; reload the page.") : failed(reply, response.status));
}

$(".bar-in .brand").append(" ", el("a", { href: planBase }, L("← Plāns", "← Plan")), " ", el("a", { href: `${planBase}/review` }, L("Pārskatīt", "Review")));
