// The start page: uploads a PDF and opens its page.

const drop = $("#drop"), said = $("#said");
const sayDropped = (...both) => said.replaceChildren(L(...both));

async function send(file) {
  if (!file) return;
  sayDropped(`Sūta ${file.name} …`, `Sending ${file.name} …`);
  const response = await fetch(`/drop?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
  const reply = await response.json().catch(() => ({}));
  if (response.ok) location.href = reply.address;
  else said.replaceChildren(failed({ ...reply, status: response.status }));
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
