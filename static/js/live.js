// Shows on this page what others change, as it happens, and never takes away what somebody is writing here.

/* --- rows of a list in their order -------------------------------------------------------------------------------------
   <ol hx-swap-oob="rows:#list"> brings rows by id: `data-order` says where they belong, `data-before` names the row they
   stand before, `data-gone` takes one away. The same row twice is the same as once. */

let fromOthers = false;

// From others nothing is taken away while a form is open in the row; what this page asked for itself replaces the menu
// it was asked from, but never words that wait in another form.
function mayLeave(row) {
  if (fromOthers) return !row.querySelector("form");
  const forms = [...row.querySelectorAll("form:not(.htmx-request)")];
  return forms.every((form) => [...form.elements].every((field) => field.value === (field.defaultValue ?? field.value)));
}

function isKnown(old, row) {
  return fromOthers && Number(old.dataset.version) >= Number(row.dataset.version);
}

function successor(list, row) {
  if (row.dataset.before) return list.querySelector(`#${CSS.escape(row.dataset.before)}`);
  let next = [...list.children].find((other) => other.dataset.order > row.dataset.order);
  if (!next) return undefined;
  while (next.previousElementSibling && !next.previousElementSibling.dataset.order) next = next.previousElementSibling;
  return next;
}

// An answer on its way to a row would find its place gone: what others changed in that row comes right after it.
const held = [];

function isAwaiting(row) {
  return fromOthers && row?.querySelector(".htmx-request");
}

document.addEventListener("htmx:afterRequest", () => {
  for (const [list, row] of held.splice(0)) {
    byOthers(() => {
      const placed = list.isConnected && put(list, row);
      if (placed) htmx.process(placed);
    });
  }
});

function byOthers(change) {
  fromOthers = true;
  try {
    change();
  } finally {
    fromOthers = false;
  }
}

function controlsOf(row) {
  return [...(row?.querySelectorAll("a, button, summary") ?? [])];
}

function put(list, row) {
  const old = list.querySelector(`#${CSS.escape(row.id)}`);
  if (isAwaiting(old)) {
    held.push([list, row]);
    return null;
  }
  if (old && (!mayLeave(old) || isKnown(old, row))) return null;
  const focused = fromOthers ? controlsOf(old).indexOf(document.activeElement) : -1;
  old?.remove();
  if ("gone" in row.dataset) return null;
  const next = successor(list, row);
  if (next === null || (!next && list.querySelector(":scope > .more"))) return null; // further down than what is shown
  if (fromOthers) row.classList.add("arrived");
  list.insertBefore(row, next ?? null);
  controlsOf(row)[focused]?.focus({ preventScroll: true }); // who goes by keyboard stays where they were
  return row;
}

htmx.defineExtension("rows", {
  handleSwap(style, list, fragment) {
    if (style !== "rows") return false;
    return [...fragment.children].map((row) => put(list, row)).filter(Boolean);
  },
});

// "Show the next 100" may bring a row that arrived by itself in the meantime: the newer one stays.
document.addEventListener("htmx:afterSettle", () => {
  for (const row of document.querySelectorAll("[hx-ext~=rows] > [id]")) {
    const twins = document.querySelectorAll(`#${CSS.escape(row.id)}`);
    if (twins.length > 1) twins[0].remove();
  }
});

/* --- the stream, and what was missed without it ------------------------------------------------------------------------ */

const line = document.getElementById("live");
const POLL = 5000; // milliseconds between two questions while there is no stream
const LONGEST = 50 * 60 * 1000; // the server forgets changes after an hour
const PATIENCE = 3; // failures in a row before the page asks by itself
let source = null;
let again = null;
let polling = null;
let failures = 0;
let seen = Date.now();
let asking = false;
let onceMore = false;
const waiting = [];

// A page shows parts of a review: what has no place on it is left out.
function hasPlace(fragment) {
  const where = fragment.getAttribute("hx-swap-oob") ?? "";
  return document.querySelector(where.includes(":") ? where.slice(where.indexOf(":") + 1) : `#${CSS.escape(fragment.id)}`);
}

function show(html) {
  const parts = document.createElement("template");
  parts.innerHTML = html;
  for (const part of [...parts.content.children]) if (!hasPlace(part)) part.remove();
  byOthers(() => htmx.swap(document.body, parts.innerHTML, { swapStyle: "none" }));
}

function tell(what, detail) {
  document.dispatchEvent(new CustomEvent(`live:${what}`, { detail }));
}

function close() {
  source?.close();
  source = null;
  clearTimeout(again);
  clearInterval(polling);
  polling = null;
}

function stop() {
  close();
  document.removeEventListener("visibilitychange", turn);
}

function stale() {
  stop();
  const isTyped = [...document.querySelectorAll("textarea, input")].some((field) => field.value !== field.defaultValue);
  if (isTyped) document.getElementById("live-stale").hidden = false;
  else location.reload();
}

async function ask() {
  const response = await fetch(line.dataset.since.replace(/0\/$/, `${line.dataset.version}/`), {
    headers: { "HX-Request": "true" },
  });
  if (response.status === 200) {
    show(await response.text());
    line.dataset.version = response.headers.get("Live-Version");
    seen = Date.now();
  } else if (response.status === 410) stale();
  else if (response.status < 500) stop(); // signed out, or not for this person any more
}

async function catchUp() {
  onceMore = asking;
  if (asking) return;
  if (Date.now() - seen > LONGEST) return stale();
  asking = true;
  try {
    await ask();
  } catch {
    // no connection: the stream or the next question tries again
  } finally {
    asking = false;
    for (const html of waiting.splice(0)) show(html);
  }
  if (onceMore) catchUp();
}

function open() {
  source = new EventSource(line.dataset.stream);
  source.addEventListener("resync", () => {
    catchUp();
    tell("heard");
  });
  source.addEventListener("present", ({ data }) => tell("present", data));
  source.addEventListener("change", ({ data }) => (asking ? waiting.push(data) : show(data)));
  source.onopen = () => {
    failures = 0;
    clearInterval(polling);
    polling = null;
  };
  source.onerror = failed;
}

function failed() {
  failures += 1;
  if (failures >= PATIENCE) polling ??= setInterval(catchUp, POLL);
  if (source?.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
  catchUp(); // is it the stream alone, or may this page not be seen any more?
  again = setTimeout(open, Math.min(1000 * 2 ** failures, 60000));
}

function turn() {
  if (document.hidden && !("stays" in line.dataset)) close(); // a big screen has no other window in front of it
  else if (!source) open();
}

if (line) {
  document.addEventListener("visibilitychange", turn);
  addEventListener("pagehide", close);
  addEventListener("pageshow", turn);
  turn();
}
