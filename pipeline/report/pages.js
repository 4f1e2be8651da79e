// All pages as pictures, with layers that show how each part was classified.

const LAYERS = {
  cell: ["šūnas", "cells"], header: ["galvenes", "header rows"], heading: ["virsraksti", "headings"],
  paragraph: ["rindkopas", "paragraphs"], furniture: ["noformējums", "furniture"], unaccounted: ["neuzskaitītais", "unaccounted"],
  stitch: ["salaiduma vietas", "row stitches"], doubt: ["apšaubāmais", "doubtful"],
};
const shownLayers = new Set(["unaccounted", "stitch", "doubt"]); // layers to review are shown by default
const OF_VALUES = ["stitch", "doubt"]; // made from values, not from the layers of reading
const SVG = "http://www.w3.org/2000/svg";

// A page with its picture; every value on it is a link. `boxes` are marked.
function pageFigure(page, { current = null, boxes = null, layers = false } = {}) {
  const size = sizeOf(page);
  const paper = el("div", { class: "paper", style: { "aspect-ratio": `${size[0]} / ${size[1]}` } });
  if (boxes) paper.append(mark(boxes, size));
  const picture = behind(paper, String(page));
  return whenNear(paper, () => {
    picture();
    if (paper.dataset.drawn) return;
    paper.dataset.drawn = "1";
    if (layers) drawLayers(paper, page);
    paper.append(...headerBoxes(page), ...otherBoxes(page), ...valueBoxes(page, current));
    lightColumn(paper);
  }, () => {
    if (!layers) return;
    delete paper.dataset.drawn;
    paper.style.backgroundImage = "";
    if (!paper.contains(document.activeElement)) paper.replaceChildren();
  });
}

function valueBoxes(page, current) {
  const size = sizeOf(page);
  const here = (value) => current && value.key === current.key && value.table === current.table && value.column === current.column && value.position === current.position;
  return (places().pages.get(page) || []).map((value) => {
    const [x0, y0, x1, y1] = value.box;
    const where = (n) => `${tableLabel(value.table)[n]} › ${columnLabel(value.table, value.column)[n]} › ${value.key}${value.position === null ? "" : ` › ${value.position}`}`;
    const kind = value.table === "paragraphs" ? LAYERS.paragraph : tables.get(value.table)?.id && !tables.get(value.table).column.id_raw ? LAYERS.heading : LAYERS.cell;
    return el("a", { class: here(value) ? "box on" : "box", "data-column": `${value.table}.${value.column}`, title: [`${kind[0]} → ${where(0)}`, `${kind[1]} → ${where(1)}`], href: href(valueAnchor(value.table, value.key, value.position, value.column)),
      "aria-label": [`${value.key}, ${columnLabel(value.table, value.column)[0]}: ${value.text}`, `${value.key}, ${columnLabel(value.table, value.column)[1]}: ${value.text}`],
      style: { left: `${(100 * x0) / size[0]}%`, top: `${(100 * y0) / size[1]}%`, width: `${(100 * (x1 - x0)) / size[0]}%`, height: `${(100 * (y1 - y0)) / size[1]}%` } });
  });
}

// The header cells of a page, each a link that highlights its column's cells on the page.
function headerBoxes(page) {
  const size = sizeOf(page), found = new Map();
  for (const { table, column } of places().pages.get(page) || []) {
    if (!tables.get(table) || table === "paragraphs" || found.has(`${table}.${column}`)) continue;
    const box = headerBox(page, table, column);
    if (box) found.set(`${table}.${column}`, [box, table, column]);
  }
  const taken = new Set();
  return [...found].filter(([, [box]]) => !taken.has(String(box)) && taken.add(String(box))).map(([name, [box, table, column]]) => el("a", { class: "box header-box", "data-header": name, href: `#p${page}?column=${encodeURIComponent(name)}`,
    title: [`galvene → ${tableLabel(table)[0]} › ${columnLabel(table, column)[0]}`, `header → ${tableLabel(table)[1]} › ${columnLabel(table, column)[1]}`],
    "aria-label": [`Kolonnas galvene: ${columnLabel(table, column)[0]}`, `Header of the column: ${columnLabel(table, column)[1]}`], style: boxStyle(box, size) }));
}

// Neither values nor headers: furniture and unaccounted words.
function otherBoxes(page) {
  const size = sizeOf(page);
  return ["furniture", "unaccounted"].flatMap((kind) => layerBoxes(page, kind).map((box) => el("span", { class: "box hint", title: LAYERS[kind], style: boxStyle(box, size) })));
}

const boxStyle = ([x0, y0, x1, y1], [width, height]) => ({ left: `${(100 * x0) / width}%`, top: `${(100 * y0) / height}%`, width: `${(100 * (x1 - x0)) / width}%`, height: `${(100 * (y1 - y0)) / height}%` });

// Highlight the cells and the header of the column in the address.
let litColumn = null;
function lightColumn(root = $("#view-pages")) {
  for (const box of $$(".box[data-column], .box[data-header]", root)) box.classList.toggle("lit", litColumn !== null && (box.dataset.column ?? box.dataset.header) === litColumn);
}

// Boxes of values that are doubtful by a finding, a repair or low confidence.
function doubtBoxes(page) {
  const boxes = (findingsOn.get(page) || []).map(findingBox).filter(Boolean);
  for (const { table, key, position, column, box } of places().pages.get(page) || []) {
    const { repairs: mended, confidence } = doubtsOf(table, key, position, column);
    if (mended.length || confidence < CERTAIN_ENOUGH) boxes.push(box);
  }
  return boxes;
}

function drawLayers(paper, page) {
  const [width, height] = sizeOf(page);
  const boxes = data("layers").pages[page] || {};
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("aria-hidden", "true");
  for (const kind of Object.keys(LAYERS)) {
    if (!shownLayers.has(kind) || kind === "stitch") continue;
    const flat = kind === "doubt" ? doubtBoxes(page).flat() : own(boxes, kind) || [];
    for (let n = 0; n < flat.length; n += 4) {
      const rect = document.createElementNS(SVG, "rect");
      const [x0, y0, x1, y1] = flat.slice(n, n + 4);
      Object.entries({ x: x0, y: y0, width: Math.max(0.5, x1 - x0), height: Math.max(0.5, y1 - y0), class: `l-${kind}` }).forEach(([k, v]) => rect.setAttribute(k, v));
      svg.append(rect);
    }
  }
  paper.querySelector("svg")?.remove();
  $$(".seam, .seam-note", paper).forEach((seam) => seam.remove());
  paper.prepend(svg);
  if (shownLayers.has("stitch")) paper.append(...seamMarks(page));
}

function seamMarks(page) {
  const here = seams().get(page);
  if (!here) return [];
  const height = sizeOf(page)[1];
  const keysAt = (items) => [...new Set(items.map((item) => item.key))];
  const line = (side, y) => el("div", { class: `seam ${side}`, style: { top: `${(100 * clamp(y, 0, height)) / height}%` } });
  const note = (items, other, lv, en) => {
    const names = items[0].table === "paragraphs" ? "" : `${keysAt(items).join(", ")} `;
    return el("a", { href: `#p${other}` }, L(names + lv, names + en));
  };
  const marks = [];
  if (here.foot.length) {
    const foot = line("foot", Math.max(...here.foot.map((item) => item.y)) + 3);
    foot.append(note(here.foot, page + 1, `turpinās ${page + 1}. lappusē ↓`, `goes on on page ${page + 1} ↓`));
    marks.push(foot);
  }
  if (here.head.length) // the note is in the margin, where it covers nothing
    marks.push(line("head", Math.min(...here.head.map((item) => item.y)) - 3),
      el("div", { class: "seam-note" }, note(here.head, page - 1, `turpinājums no ${page - 1}. lappuses ↑`, `comes from page ${page - 1} ↑`)));
  return marks;
}

function buildPages() {
  const view = $("#view-pages");
  const info = data("layers");
  const total = (kind) => kind === "doubt" ? null : kind === "stitch" ? [...seams().values()].reduce((sum, { foot }) => sum + new Set(foot.map((f) => f.key)).size, 0)
    : Object.values(info.pages).reduce((sum, boxes) => sum + (boxes[kind] || []).length / 4, 0);
  const kinds = Object.keys(LAYERS).filter((kind) => OF_VALUES.includes(kind) || kind === "unaccounted" || info.kinds.includes(kind));
  const worst = (page) => { const all = (findingsOn.get(page) || []).map((f) => f.severity); return Object.keys(SEVERITY).find((s) => all.includes(s)); };
  const numbers = plan.sizes.map((_, n) => n + 1);
  const jump = el("input", { type: "number", min: "1", max: String(numbers.length), on: { change: () => { location.hash = `#p${jump.value}`; } } });
  add(view, [
    el("p", { class: "lede" }, L("Kas par ko nolasīts: slāņi iekrāso, par ko uzskatīta katra lappuses vieta. Noklikšķinot uz vērtības, redzams, kur tā nonākusi.", "What was read as what: the layers colour what each place of a page was taken for. Click a value to see where it went."),
      plan.pictures ? null : [" ", L("Lappušu attēlu nav, jo PDF nebija pieejams; redzami tikai rāmji.", "There are no page pictures: the PDF was not at hand, so only the boxes are shown.")]),
    el("nav", { class: "strip", "aria-label": ["Lappuses", "Pages"] }, numbers.map((page) => el("a", { href: `#p${page}`, "data-page": page, class: worst(page) ? `s-${worst(page)}` : null }, page))),
    el("div", { class: "page-tools" },
      toggles(["Slāņi", "Layers"], kinds.map((kind) => [kind, ...LAYERS[kind], total(kind), `t-${kind}`]), shownLayers, redrawPages),
      el("label", { class: "field" }, el("span", { class: "field-name" }, L("Lappuse", "Page")), jump)),
    numbers.map((page) => el("section", { class: sizeOf(page)[1] > sizeOf(page)[0] ? "page upright" : "page", "data-page": page, "aria-labelledby": `page-${page}` },
      el("div", { class: "page-name" }, el("h2", { id: `page-${page}` }, L(`${page}. lappuse`, `Page ${page}`)),
        (findingsOn.get(page) || []).length ? el("a", { href: href(findingsOn.get(page)[0].anchor) }, L(`Konstatējumi: ${findingsOn.get(page).length}`, `Findings: ${findingsOn.get(page).length}`)) : null),
      pageFigure(page, { layers: true })))]);
}

function redrawPages() {
  for (const paper of $$("#view-pages .paper")) if (paper.dataset.drawn) drawLayers(paper, Number(paper.parentElement.dataset.page));
}

function goToPage(page, column = null) {
  litColumn = column ?? null;
  lightColumn();
  const section = $(`#view-pages .page[data-page="${page}"]`);
  for (const link of $$(".strip a")) link.toggleAttribute("aria-current", false);
  $(`.strip a[data-page="${page}"]`)?.setAttribute("aria-current", "true");
  if (section) section.scrollIntoView({ block: "start" });
}
