// The page of a plan: how far its reading is.

const title = $("#title"), base = title.dataset.base;
const STAGES = {
  ingest: ["atver datni", "opening the file"], pages: ["lasa lappuses", "reading pages"], cells: ["meklē tabulas", "finding tables"],
  profile: ["nosaka, kā plāns veidots", "finding out how the plan is built"], rows: ["saliek rindas", "putting rows together"],
  records: ["saprot vērtības", "understanding values"], correct: ["veic labojumus", "making corrections"],
  validate: ["pārbauda", "checking"], export: ["raksta tabulas", "writing tables"],
};

async function follow() {
  const told = await ask(`${base}/state`);
  if (!told.ok) { $("#failed").hidden = false; $("#failed").replaceChildren(failed(told)); return setTimeout(follow, 2000); }
  const notice = $("#failed"), begin = $("#begin");
  $("#reading").hidden = false;
  begin.hidden = told.state === "reading" || told.state === "done";
  notice.hidden = told.state !== "failed";
  if (told.state === "failed") notice.replaceChildren(L(...told.error));
  if (told.state === "done") return location.reload();
  if (told.state !== "reading") return $("#bar").hidden = true;
  $("#bar").hidden = false;
  if (told.pages) { $("#bar").max = told.pages; $("#bar").value = told.page; }
  const stage = STAGES[told.stage] || [told.stage, told.stage];
  const pages = told.pages ? [` (${told.page}. lpp. no ${told.pages})`, ` (page ${told.page} of ${told.pages})`] : ["", ""];
  $("#told").replaceChildren(L(stage[0] + pages[0], stage[1] + pages[1]));
  setTimeout(follow, 300);
}
if (title.dataset.read === "no") follow();
