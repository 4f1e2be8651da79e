// The first page: a PDF dropped or chosen is sent, and its own page opens.

const drop = $("#drop"), said = $("#said");
const sayDropped = (...both) => said.replaceChildren(L(...both));

async function send(file) {
  if (!file) return;
  sayDropped(`Sūta ${file.name} …`, `Sending ${file.name} …`);
  const answer = await fetch(`/drop?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) location.href = told.address;
  else said.replaceChildren(failed({ ...told, status: answer.status }));
}

$("#file").addEventListener("change", (event) => send(event.target.files[0]));
for (const name of ["dragenter", "dragover"])
  document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  send(event.dataTransfer.files[0]);
});
