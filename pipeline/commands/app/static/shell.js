// Shared by all pages: the language, and requests to the server.

startLanguage();

async function ask(address, body) {
  const response = await fetch(address, body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const reply = (response.headers.get("content-type") || "").includes("json") ? await response.json() : {};
  return { ok: response.ok, status: response.status, ...reply };
}

// The error message of a failed request, in both languages.
const failed = ({ error, status }) => L(`Neizdevās: ${error?.[0] ?? status}`, `It failed: ${error?.[1] ?? status}`);
