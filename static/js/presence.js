// Tells the others who write this review in which section somebody is, and shows quietly where they are. It is said again
// while the page is used, and forgotten within a minute after it is not; nothing of it is stored.

const { to, person } = document.getElementById("present").dataset;
const page = crypto.randomUUID?.() ?? `${Date.now().toString(16)}-${Math.random().toString(16).slice(2, 10)}`;
const EVERY = 20000; // milliseconds; the server forgets a page after 45 seconds
const AWAKE = 120000; // after that long without a key or a pointer nobody is there
let section = "";
let field = null; // the line (templates/wording/kept.html) of the field that is written in
let moved = Date.now();
let others = [];
let isTaken = false; // whether it was taken over from somebody else
let isOver = false;

/* --- where I am ------------------------------------------------------------------------------------------------------ */

function lineOf(element) {
  return element.id ? document.querySelector(`[data-shared][data-keeps="${CSS.escape(element.id)}"]`) : null;
}

let told = Promise.resolve(); // one word after the other: an older place must not arrive after a newer one

function say({ takes = false, isLast = false } = {}) {
  if (!section || isOver) return;
  const body = new URLSearchParams({ page, section: isLast ? "" : section, field: isLast ? "" : (field?.dataset.place ?? "") });
  if (takes) body.set("takes", "1");
  if (isLast) tell(body, { keepalive: true });
  else told = told.then(() => tell(body));
}

async function tell(body, options) {
  const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers"));
  const headers = { "HX-Request": "true", "X-CSRFToken": token };
  const answer = await fetch(to, { method: "POST", headers, body, signal: AbortSignal.timeout(EVERY), ...options }).catch(() => null);
  if (answer?.status === 404) isOver = true; // not for this person any more
}

function came({ target }) {
  const place = target.closest?.("[data-section], section[id]");
  if (!place) return;
  const line = lineOf(target);
  const mine = line && !target.readOnly ? line : null;
  const name = place.dataset.section ?? place.id;
  if (name === section && mine === field) return;
  section = name;
  if (mine !== field) isTaken = false;
  field = mine;
  say();
}

function stillHere() {
  if (!document.hidden && Date.now() - moved < AWAKE) say();
}

function leaveField() {
  field = null;
  isTaken = false;
  say();
}

/* --- where the others are --------------------------------------------------------------------------------------------- */

function headOf(one) {
  const name = one.dataset.section;
  return document.querySelector(`[data-section="${name}"], section#${CSS.escape(name)}`)?.querySelector("h1, h2");
}

function drawHead(head, people) {
  const avatars = document.createElement("span");
  const said = document.createElement("span");
  avatars.className = "who-is-here";
  avatars.ariaHidden = "true";
  said.className = "who-is-here visually-hidden";
  for (const one of new Map(people.map((one) => [one.dataset.person, one])).values()) {
    avatars.append(one.querySelector(".avatar").cloneNode(true));
    said.append(one.querySelector("[data-is-here]").textContent, " ");
  }
  head.append(avatars);
  head.after(said);
}

function drawHeads() {
  for (const old of document.querySelectorAll(".who-is-here")) old.remove();
  for (const [head, people] of Map.groupBy(others, headOf)) if (head) drawHead(head, people);
}

function drawField(line) {
  const words = document.getElementById(line.dataset.keeps);
  const holder = others.find((one) => one.dataset.field === line.dataset.place && "holds" in one.dataset);
  const busy = line.querySelector("[data-busy]");
  busy.hidden = !holder;
  busy.firstElementChild.textContent = holder?.querySelector("[data-says]").textContent ?? "";
  // Nobody's typing is ever stopped: only a field in which nothing was begun waits for whoever writes there.
  const isBegun = words.value !== words.defaultValue || (line === field && isTaken);
  words.readOnly = Boolean(holder) && !isBegun;
  if (words.readOnly && line === field) leaveField();
}

function draw() {
  if (field && !field.isConnected) leaveField(); // it was saved
  drawHeads();
  for (const line of document.querySelectorAll("[data-shared]")) drawField(line);
}

function heard({ detail }) {
  const found = document.createElement("template");
  found.innerHTML = detail;
  others = [...found.content.querySelectorAll("[data-person]")].filter((one) => one.dataset.person !== person);
  draw();
}

function take({ target }) {
  const line = target.closest("[data-take]")?.closest("[data-shared]");
  if (!line) return;
  const words = document.getElementById(line.dataset.keeps);
  words.readOnly = false;
  isTaken = true;
  field = line;
  section = line.closest("[data-section]")?.dataset.section ?? line.closest("section[id]").id;
  words.focus();
  say({ takes: true });
}

document.addEventListener("live:present", heard);
document.addEventListener("live:heard", () => say());
document.addEventListener("focusin", came);
document.addEventListener("click", take);
document.addEventListener("htmx:afterSettle", draw);
for (const name of ["keydown", "pointerdown", "pointermove"]) {
  document.addEventListener(name, () => (moved = Date.now()), { passive: true });
}
setInterval(stillHere, EVERY);
addEventListener("pagehide", () => say({ isLast: true }));
if (document.activeElement) came({ target: document.activeElement });
