// What moves on the desk beside htmx: keys, the origin map, texts that scroll together. Every page reads without it.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// --- the finding table: keys -----------------------------------------------------------------

function rows() {
  return $$("#matrix tbody tr").filter((row) => !row.hidden && $("a.open", row));
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const row = all[here < 0 ? 0 : Math.min(Math.max(here + by, 0), all.length - 1)];
  $("a.open", row).focus();
  row.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "/") {
    const field = $(".quick input");
    if (field) { event.preventDefault(); field.focus(); }
  } else if (!$("#matrix")) {
    return;
  } else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "o") $("td > a", document.activeElement.closest("tr") ?? document.body)?.click();
  else if (event.key === "Escape") select(null);
});

// A finding opens beside the table.
$("#matrix")?.addEventListener("click", (event) => {
  const link = event.target.closest("a.open");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  htmx.ajax("GET", link.getAttribute("href"), { target: "#open", source: link });
});

// What the head of a cell's column says, said in the cell too: for those who hear the page or see it narrow.
const heads = $$("#matrix thead th").map((head) => $("bdi", head)?.textContent ?? "");
for (const link of $$("#matrix td > a")) {
  const cell = link.parentElement;
  const [sign, report] = [$("#signs")?.dataset[cell.className || "s"], heads[cell.cellIndex]];
  if (!sign) continue;
  link.title = report;
  link.setAttribute("aria-label", `${report}: ${sign}`);
}

for (const cell of $$("#matrix td:nth-child(4)")) cell.dataset.head = $("#matrix thead th:nth-child(4)").textContent;

// The open finding's row is marked, and the panel comes into view where it lies below the table.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "open") return;
  $$("#matrix tr.chosen").forEach((row) => row.classList.remove("chosen"));
  event.detail.requestConfig?.elt?.closest("tr")?.classList.add("chosen");
  const panel = event.detail.target;
  if (panel.getBoundingClientRect().top > innerHeight - 120) panel.scrollIntoView({ block: "nearest" });
});

// --- the origin map: whoever is pointed at, with all that leans on it ---------------------------

const boxes = $$("#map [data-key]");
const lines = $$("#map [data-from]");
let selected = null;

// Origins have their ids for keys; reports and lanes a kind and a number.
function isOrigin(key) {
  return key !== null && !/^(report|lane) /.test(key);
}

// Everything from which a way leads to a box.
function leaning(key) {
  const found = new Set([key]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const line of lines) {
      if (found.has(line.dataset.to) && !found.has(line.dataset.from)) { found.add(line.dataset.from); grew = true; }
    }
  }
  return found;
}

function light(key) {
  const lit = key === null ? null : leaning(key);
  const report = key?.startsWith("report ");
  for (const box of boxes) box.classList.toggle("dim", lit !== null && !lit.has(box.dataset.key));
  for (const line of lines) {
    const own = report ? line.dataset.from === key : lit?.has(line.dataset.from) && lit?.has(line.dataset.to);
    line.classList.toggle("dim", lit !== null && !own);
  }
}

function select(key, name = "") {
  selected = key;
  light(key);
  const id = isOrigin(key) ? key : null;
  let left = 0;
  for (const row of $$("#matrix tbody tr")) {
    row.hidden = id !== null && !(row.dataset.o ?? "").split(" ").includes(id);
    left += !row.hidden;
  }
  const note = $("#selected");
  if (!note) return;
  note.textContent = "";
  if (id === null) return;
  const clear = document.createElement("button");
  clear.textContent = note.dataset.clear;
  clear.addEventListener("click", () => select(null));
  note.append(`${left} · ${note.dataset.leaning} ${name} `, clear);
}

for (const box of boxes) {
  const link = box.closest("a");
  const name = $(".name", box)?.textContent ?? "";
  box.addEventListener("pointerenter", () => light(box.dataset.key));
  box.addEventListener("pointerleave", () => light(selected));
  link?.addEventListener("focus", () => light(box.dataset.key));
  link?.addEventListener("blur", () => light(selected));
  if (isOrigin(box.dataset.key)) {
    link?.addEventListener("click", (event) => {
      event.preventDefault();
      select(selected === box.dataset.key ? null : box.dataset.key, name);
    });
  }
}

// --- the reading room: texts scroll together, from one shared claim to the next ------------------

const columns = $$("#room .column");
let leader = null;

function places(column) {
  const top = column.getBoundingClientRect().top - column.scrollTop;
  const found = new Map();
  for (const mark of $$("[data-finding]", column)) {
    found.set(mark.dataset.finding, mark.getBoundingClientRect().top - top);
  }
  return found;
}

function follow(column, other) {
  const mine = places(column);
  const theirs = places(other);
  const at = column.scrollTop + column.clientHeight / 3;
  const shared = [...mine].filter(([finding]) => theirs.has(finding)).sort((a, b) => a[1] - b[1]);
  const known = [[0, 0], ...shared.map(([finding, top]) => [top, theirs.get(finding)]), [column.scrollHeight, other.scrollHeight]];
  const after = known.findIndex(([top], place) => place > 0 && top >= at);
  const [low, high] = [known[Math.max(after - 1, 0)], known[after < 0 ? known.length - 1 : after]];
  const share = high[0] > low[0] ? (at - low[0]) / (high[0] - low[0]) : 0;
  other.scrollTop = low[1] + share * (high[1] - low[1]) - other.clientHeight / 3;
}

for (const column of columns) {
  for (const kind of ["pointerenter", "focus", "touchstart", "wheel"]) {
    column.addEventListener(kind, () => { leader = column; }, { passive: true });
  }
  column.addEventListener("scroll", () => {
    if (leader !== column) return;
    for (const other of columns) if (other !== column) follow(column, other);
  }, { passive: true });
}

// --- a report: whatever the address points at lights up whole ------------------------------------

function lightTarget() {
  const id = decodeURIComponent(location.hash.slice(1));
  for (const piece of $$(".read .lit")) piece.classList.remove("lit");
  if (!id) return;
  for (const piece of $$(".read [data-in]")) {
    if (piece.dataset.in.split(" ").includes(id)) piece.classList.add("lit");
  }
}

if ($(".read")) {
  addEventListener("hashchange", lightTarget);
  lightTarget();
}

// --- adding: files dropped anywhere on the form --------------------------------------------------

const drop = $("#drop");
if (drop) {
  const field = $("input[type=file]", drop);
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    field.files = event.dataTransfer.files;
  });
}
