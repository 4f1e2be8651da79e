// What every page needs: the language, and asking the server.

startLanguage();

async function ask(address, body) {
  const answer = await fetch(address, body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const told = (answer.headers.get("content-type") || "").includes("json") ? await answer.json() : {};
  return { ok: answer.ok, status: answer.status, ...told };
}

// Why an answer of the server is none, in both languages.
const failed = ({ error, status }) => L(`Neizdevās: ${error?.[0] ?? status}`, `It failed: ${error?.[1] ?? status}`);
