// Beneath a field that takes Markdown: how it will look, what it can point at, and pictures dropped or pasted into it.
// A line from templates/wording/writing.html says which field it belongs to.

const PAUSE = 400; // milliseconds after the last key
const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"];
const lineOf = (field) => document.querySelector(`[data-writes="${CSS.escape(field.id)}"]`);
const fieldOf = (inside) => document.getElementById(inside.closest("[data-writes]")?.dataset.writes ?? "");

/* --- how it will look ---------------------------------------------------------------------------------------------- */

let pause = null;
let call = null;

async function look(field) {
  const line = lineOf(field);
  const place = line?.querySelector(".preview");
  const button = line?.querySelector("[data-preview]");
  if (!place) return;
  call?.abort();
  call = new AbortController();
  try {
    const answer = await fetch(button.formAction, {
      method: "POST",
      headers: { "HX-Request": "true", "X-CSRFToken": token() },
      body: new URLSearchParams({ shows: "words", words: field.value }),
      signal: call.signal,
    });
    if (answer.ok) htmx.swap(place, await answer.text(), { swapStyle: "innerHTML" });
    place.hidden = false;
  } catch {
    // without a connection what was shown last stays
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-preview]");
  if (!button) return;
  event.preventDefault();
  event.stopPropagation();
  const place = button.closest("[data-writes]").querySelector(".preview");
  if (place.hidden) look(fieldOf(button));
  else place.hidden = true;
  button.setAttribute("aria-expanded", String(!button.ariaExpanded || button.ariaExpanded === "false"));
}, true);

document.addEventListener("input", ({ target }) => {
  const place = target.id && lineOf(target)?.querySelector(".preview");
  if (!place || place.hidden) return;
  clearTimeout(pause);
  pause = setTimeout(look, PAUSE, target);
});

/* --- what it can point at ------------------------------------------------------------------------------------------ */

function put(field, words, { from = field.selectionStart, to = field.selectionEnd } = {}) {
  field.setRangeText(words, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-insert]");
  const field = button && fieldOf(button);
  if (!field) return;
  const before = field.value.slice(0, field.selectionStart);
  put(field, (before && !/\s$/.test(before) ? " " : "") + button.dataset.insert);
  button.closest("details").open = false;
  field.focus();
});

document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest?.(".pointing[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", ({ target }) => {
  for (const open of document.querySelectorAll(".pointing[open]")) if (!open.contains(target)) open.open = false;
});

/* --- pictures ------------------------------------------------------------------------------------------------------ */

function say(line, name, why = "") {
  for (const part of ["sending", "not-sent"]) line.querySelector(`[data-${part}]`).hidden = part !== name;
  const told = line.querySelector("[data-not-sent]");
  told.dataset.said ??= told.textContent;
  told.textContent = `${told.dataset.said} ${why}`;
}

async function bring(field, file) {
  const line = lineOf(field);
  say(line, "sending");
  const body = new FormData();
  body.append("form_key", crypto.randomUUID?.() ?? keyOf(crypto.getRandomValues(new Uint8Array(16))));
  body.append("file", file, file.name);
  try {
    const answer = await fetch(line.dataset.files, {
      method: "POST",
      headers: { "HX-Request": "true", "X-CSRFToken": token() },
      body,
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const made = page.querySelector("li[data-insert]");
    if (!made) return say(line, "not-sent", page.querySelector(".error-summary li")?.textContent ?? "");
    say(line);
    insert(field, made.dataset.insert);
  } catch {
    say(line, "not-sent");
  }
}

// crypto.randomUUID is there over https and on this very machine only.
function keyOf(bytes) {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

// What the picture shows is asked where it is shown: the cursor stands between the brackets.
function insert(field, words) {
  const at = field.selectionStart;
  put(field, words);
  const gap = words.indexOf("[") + 1;
  if (document.activeElement === field) field.setSelectionRange(at + gap, at + words.indexOf("]"));
}

async function bringAll(field, files) {
  for (const file of files) await bring(field, file);
}

function takes(event, transfer) {
  const field = event.target.closest?.("textarea");
  const line = field && lineOf(field);
  return line?.dataset.files && transfer?.types.includes("Files") ? field : null;
}

document.addEventListener("dragover", (event) => {
  if (takes(event, event.dataTransfer)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const field = takes(event, event.dataTransfer);
  if (!field) return;
  event.preventDefault();
  bringAll(field, [...event.dataTransfer.files]);
});
document.addEventListener("paste", (event) => {
  const field = takes(event, event.clipboardData);
  // A table copied from a spreadsheet comes as text and as a picture: the text is meant.
  if (!field || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  bringAll(field, [...event.clipboardData.files]);
});

/* --- what others wrote just now refers to things too ------------------------------------------------------------------ */

const asked = new Set();

const named = ({ dataset }) => dataset.ref + ("picture" in dataset ? " picture" : "");

async function refer() {
  const open = [...document.querySelectorAll("a[data-ref]:not([href])")].filter((place) => !asked.has(named(place)));
  if (!open.length) return;
  for (const place of open) asked.add(named(place));
  const pictures = [...new Set(open.filter(({ dataset }) => "picture" in dataset).map(({ dataset }) => dataset.ref))];
  const refs = [...new Set(open.filter(({ dataset }) => !("picture" in dataset)).map(({ dataset }) => dataset.ref))];
  const of = new URLSearchParams({ of: refs.slice(0, 50).join(" "), pictures: pictures.slice(0, 50).join(" ") });
  const answer = await fetch(`${document.body.dataset.referred}?${of}`).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const item of page.querySelectorAll("li")) {
    const link = item.querySelector("a[href]");
    for (const place of link ? open : []) if (named(place) === item.dataset.of) show(place, link.cloneNode(true));
  }
}

// What the text itself says of a picture goes before what the picture says.
function show(place, link) {
  const picture = link.querySelector("img");
  if (picture && place.textContent) picture.alt = place.textContent;
  place.replaceWith(link);
}

for (const place of document.querySelectorAll("a[data-ref]:not([href])")) asked.add(named(place));
document.addEventListener("htmx:afterSettle", refer);
