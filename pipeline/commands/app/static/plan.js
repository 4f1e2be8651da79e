// The page of a plan: follows the progress of its reading.

const title = $("#title"), base = title.dataset.base;
const STAGES = {
  ingest: ["atver datni", "opening the file"], pages: ["lasa lappuses", "reading pages"], cells: ["meklē tabulas", "finding tables"],
  profile: ["nosaka, kā plāns veidots", "finding out how the plan is built"], rows: ["saliek rindas", "putting rows together"],
  records: ["saprot vērtības", "understanding values"], correct: ["veic labojumus", "making corrections"],
  validate: ["pārbauda", "checking"], export: ["raksta tabulas", "writing tables"],
};

async function follow() {
  const reply = await ask(`${base}/state`);
  if (!reply.ok) { $("#failed").hidden = false; $("#failed").replaceChildren(failed(reply)); return setTimeout(follow, 2000); }
  const notice = $("#failed"), begin = $("#begin");
  $("#reading").hidden = false;
  begin.hidden = reply.state === "reading" || reply.state === "done";
  notice.hidden = reply.state !== "failed";
  if (reply.state === "failed") notice.replaceChildren(L(...reply.error));
  if (reply.state === "done") return location.reload();
  if (reply.state !== "reading") return $("#bar").hidden = true;
  $("#bar").hidden = false;
  if (reply.pages) { $("#bar").max = reply.pages; $("#bar").value = reply.page; }
  const stage = STAGES[reply.stage] || [reply.stage, reply.stage];
  const pages = reply.pages ? [` (${reply.page}. lpp. no ${reply.pages})`, ` (page ${reply.page} of ${reply.pages})`] : ["", ""];
  $("#told").replaceChildren(L(stage[0] + pages[0], stage[1] + pages[1]));
  setTimeout(follow, 300);
}
if (title.dataset.read === "no") follow();
