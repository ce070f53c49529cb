// A room's own small work: the clock that runs by itself, what a screen reader hears of it, keys, and words that wait.

/* --- the clock: the server says when a phase ends, this browser counts. Silent but for four moments -------------------- */

const says = document.getElementById("room-says");
const phaseOf = () => document.querySelector("[data-phase]")?.textContent.trim();
let phase = phaseOf();
let read = null; // the clock's place as it was last read: a new one brings the server's present with it
let ahead = 0; // milliseconds that the server's clock is ahead of this one
let before = null;

function face(seconds) {
  const late = seconds < 0 ? "+" : "";
  const whole = Math.abs(seconds);
  return `${late}${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}

function say(words) {
  if (says && words) says.textContent = words;
}

function tell(seconds) {
  const passed = (mark) => before !== null && before > mark && seconds <= mark;
  if (passed(120)) say(says.dataset.two);
  else if (passed(30)) say(says.dataset.half);
  else if (passed(0)) say(says.dataset.over);
  before = seconds;
}

function tick() {
  const clock = document.querySelector("[data-clock]");
  if (!clock) return;
  if (clock !== read) {
    read = clock;
    ahead = new Date(clock.dataset.now) - Date.now();
    before = null;
  }
  const { ends, left } = clock.dataset;
  if (!ends && left === undefined) return;
  const seconds = ends ? Math.round((new Date(ends) - Date.now() - ahead) / 1000) : Number(left);
  const shown = face(seconds);
  if (clock.textContent !== shown) clock.textContent = shown;
  clock.classList.toggle("over", seconds < 0);
  if (ends) tell(seconds);
}

setInterval(tick, 500);
tick();

document.addEventListener("htmx:oobAfterSwap", () => {
  tick();
  if (phaseOf() !== phase) say((phase = phaseOf()));
});

/* --- the clock of whoever reads, where it is another than the story's: also a guest has one ----------------------------- */

function yours() {
  for (const time of document.querySelectorAll("[data-yours] time[datetime]:not([data-told])")) {
    time.dataset.told = "";
    const here = new Date(time.dateTime).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    const known = [time.textContent.trim(), time.nextElementSibling?.dataset.utc];
    if (known.includes(here)) continue;
    const small = document.createElement("small");
    small.className = "muted num";
    small.textContent = time.closest("[data-yours]").dataset.yours.replace("%s", here);
    time.parentElement.append(small);
  }
}

yours();
document.addEventListener("htmx:oobAfterSwap", yours);

/* --- one's own cards: fetched again when something happened to cards, not by all phones in the same moment -------------- */

const SPREAD = 1500; // milliseconds

document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target?.id !== "room-stamp") return;
  setTimeout(() => {
    if (document.querySelector("#room-mine :focus")) return;
    htmx.ajax("GET", document.getElementById("room-stamp").dataset.mine, { target: "#room-mine", swap: "outerHTML" });
  }, Math.random() * SPREAD);
});

/* --- words stay in their box until the server has them ------------------------------------------------------------------ */

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const box = detail.elt.matches?.("#room-write, #capture") && detail.elt.querySelector("[name=words]");
  if (!box) return;
  detail.xhr.sentWords = box.value;
  box.select(); // what is typed next takes its place
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const kept = detail.successful && detail.elt.querySelector?.("[data-clears]");
  if (kept) kept.value = "";
  const box = detail.elt.matches?.("#room-write, #capture") && detail.elt.querySelector("[name=words]");
  if (!box || !detail.successful || !["card", "capture"].includes(detail.requestConfig.parameters.do)) return;
  if (box.value === detail.xhr.sentWords) box.value = "";
});

/* --- a hand, and that somebody is there: said again whenever the stream comes back, because it is only remembered ------- */

const hand = document.getElementById("room-hand");
const WRITES = 8000; // milliseconds between two words that somebody writes
const ALIVE = 60000; // milliseconds; a seat that is not heard for two and a half minutes is forgotten

function sayAgain(does) {
  const hello = document.getElementById("room-hello");
  if (!hello || document.hidden) return;
  hello.elements.do.value = does;
  htmx.trigger(hello, "again");
}

if (hand) {
  const up = hand.textContent;
  hand.closest("form").addEventListener("htmx:afterRequest", ({ detail }) => {
    const does = detail.requestConfig.parameters.do;
    if (!detail.successful || !["hand", "down"].includes(does)) return;
    hand.value = does === "hand" ? "down" : "hand";
    hand.textContent = does === "hand" ? hand.dataset.down : up;
  });
  let wrote = 0;
  document.getElementById("room-words").addEventListener("input", () => {
    if (Date.now() - wrote < WRITES) return;
    wrote = Date.now();
    sayAgain("writes");
  });
  const again = () => sayAgain(hand.value === "down" ? "hand" : "hello");
  document.addEventListener("live:heard", again);
  setInterval(again, ALIVE);
}

/* --- text size of a phone, remembered by this browser ------------------------------------------------------------------------ */

const sizes = document.querySelector(".text-size");

function size(step) {
  document.documentElement.dataset.text = step;
  for (const one of sizes.querySelectorAll("[data-text]")) one.setAttribute("aria-pressed", one.dataset.text === step);
}

if (sizes) {
  sizes.hidden = false;
  size(localStorage.getItem("room-text") ?? "1");
  sizes.addEventListener("click", ({ target }) => {
    const step = target.closest("[data-text]")?.dataset.text;
    if (!step) return;
    localStorage.setItem("room-text", step);
    size(step);
  });
}

/* --- keys of the cockpit: with Alt, so that the capture box can keep the focus -------------------------------------------- */

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const key = event.code.replace(/^(Key|Digit)/, "").toLowerCase();
  const kind = /^[1-8]$/.test(key) && document.querySelectorAll("#capture [name=kind]")[key - 1];
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!kind && !button) return;
  event.preventDefault();
  if (kind) kind.checked = true;
  else button.click();
});

const words = document.getElementById("capture-words");

/* --- the drawer: without scripts all its parts stand one below the other --------------------------------------------------- */

const tabs = [...document.querySelectorAll("[role=tab]")];

function open(tab) {
  for (const one of tabs) {
    one.setAttribute("aria-selected", one === tab);
    one.tabIndex = one === tab ? 0 : -1;
    document.getElementById(one.getAttribute("aria-controls")).hidden = one !== tab;
  }
}

for (const tab of tabs) {
  tab.addEventListener("click", () => open(tab));
  tab.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    open(next);
    next.focus();
  });
}
if (tabs.length) open(tabs[0]);
if (words && !document.querySelector("[data-refused]")) words.focus();
