// Shared by report.html and diff.html: pictures of pages, cut-outs of them, and printing.

// ── pictures ────────────────────────────────────────────────────────────────────────────────────
// A picture is in the file once, as text; its first use makes a blob that all others share.

const urls = new Map();
const parsed = new Promise((done) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => done());
  else done();
});

function pictureUrl(id) {
  if (!urls.has(id)) urls.set(id, findPicture(id));
  return urls.get(id);
}

// For printing, which does not wait for blobs: the picture as a data URL, available at once.
function printedUrl(id) {
  const node = document.getElementById(`picture-${id}`);
  return node ? `data:image/png;base64,${node.textContent}` : null;
}

// Sets picture `id` as the background of `node` when it comes near the viewport, or at once in print.
function behind(node, id) {
  node.dataset.picture = id;
  return () => pictureUrl(id).then((url) => { if (url) node.style.backgroundImage = `url("${url}")`; });
}

function showForPrint() {
  for (const list of inPortions.open.values()) if (list.parent.isConnected && list.parent.offsetParent) list.everything();
  for (const node of $$("[data-picture]"))
    if (node.offsetParent && !node.style.backgroundImage) {
      const url = printedUrl(node.dataset.picture);
      if (url) node.style.backgroundImage = `url("${url}")`;
    }
}

async function findPicture(id) {
  // A following element shows that its text is complete; the file may still be loading.
  if (!document.getElementById(`picture-${id}`)?.nextSibling) await parsed;
  const node = document.getElementById(`picture-${id}`);
  if (!node) return null;
  const text = atob(node.textContent), bytes = new Uint8Array(text.length);
  for (let n = 0; n < text.length; n++) bytes[n] = text.charCodeAt(n); // ten times faster than from()
  return URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
}

// Calls `show(node)` when the node comes near the viewport, and `hide(node)` when it leaves.
function whenNear(node, show, hide, margin = "600px") {
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) { show(node); if (!hide) observer.disconnect(); }
      else if (hide) hide(node);
    }
  }, { rootMargin: margin });
  observer.observe(node);
  return node;
}

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

// A cut-out of a page around `boxes` ([x0, top, x1, bottom] in points), which are marked. `size` is
// [width, height] of the page in points; `span` the width of the cut-out in points. `header` and
// `row` are boxes that stay visible above it and to its left.
function cutout(id, size, boxes, { span = 380, pad = 26, most = 300, label = null, header = null, row = null } = {}) {
  const [width, height] = size;
  if (window.innerWidth < 700) span = Math.min(span, 250); // narrow screens show a smaller part, not a smaller scale
  const x0 = Math.min(...boxes.map((b) => b[0])), x1 = Math.max(...boxes.map((b) => b[2]));
  const y0 = Math.min(...boxes.map((b) => b[1])), y1 = Math.max(...boxes.map((b) => b[3]));
  const w = Math.min(width, Math.max(span, x1 - x0 + 2 * pad));
  const h = Math.min(height, clamp(y1 - y0 + 2 * pad, 84, most));
  const left = clamp((x0 + x1) / 2 - w / 2, 0, width - w);
  const top = clamp(y1 - y0 + 2 * pad > most ? y0 - pad : (y0 + y1) / 2 - h / 2, 0, height - h);
  const over = header && header[3] <= top + 8 ? [header[1] - 2, header[3] + 2] : null; // else the cut-out contains it
  const beside = row && row[2] <= left + 8 ? [Math.max(0, row[0] - 8), row[2] + 8] : null;
  const pane = (x, y, pw, ph, name = "") => {
    const sheet = el("span", { class: "cut-sheet", style: {
      width: `${(100 * width) / pw}%`, height: `${(100 * height) / ph}%`, left: `${(-100 * x) / pw}%`, top: `${(-100 * y) / ph}%` } });
    for (const box of boxes) sheet.append(mark(box, size));
    return whenNear(el("span", { class: `pane ${name}`, style: { "aspect-ratio": `${pw} / ${ph}` } }, sheet), behind(sheet, id));
  };
  const bw = beside ? beside[1] - beside[0] : 0, oh = over ? over[1] - over[0] : 0;
  const cut = el("span", { class: "cut", role: label && "img", "aria-label": label, "aria-hidden": !label && "true", style: {
    "grid-template-columns": beside ? `${bw}fr ${w}fr` : "1fr", "max-width": `${(w + bw) * 1.9}px` } },
    over && beside ? pane(beside[0], over[0], bw, oh, "over beside") : null,
    over ? pane(left, over[0], w, oh, "over") : null,
    beside ? pane(beside[0], top, bw, h, "beside") : null,
    pane(left, top, w, h));
  return cut;
}

function mark([x0, y0, x1, y1], [width, height], name = "mark") {
  return el("span", { class: name, style: {
    left: `${(100 * x0) / width}%`, top: `${(100 * y0) / height}%`,
    width: `${(100 * (x1 - x0)) / width}%`, height: `${(100 * (y1 - y0)) / height}%` } });
}
