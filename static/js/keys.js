// Keys for those who like them: / to search, g h home, g r reviews, g a actions, g l library, j and k along the rows, ? for this list;
// Ctrl or ⌘ with Enter saves what is being typed, with K searches. Nothing is only to be had by a key. The keys of one
// letter do not work while somebody types, and can be switched off (WCAG 2.1.4); the browser remembers it.
const help = document.getElementById("keys");
const places = { h: "home", r: "reviews", a: "actions", l: "library" };
const off = help.querySelector("[data-keys-off]");
let before = "";

function isTyping(target) {
  return target.closest("input:not(.tick), textarea, select, [contenteditable], dialog");
}

function along(step) {
  const rows = [...document.querySelectorAll("[data-rows] > :not(.group), .lines > li")].filter((row) => row.querySelector("a"));
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const to = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[to]?.querySelector("a").focus();
}

function find() {
  const fields = [...document.querySelectorAll("main input[data-find], .rail input[data-find]")].reverse();
  const field = fields.find((one) => one.checkVisibility()); // the page's own before the one that is on every page
  if (field) field.focus();
  else location.assign(help.dataset.find);
}

const keys = { "/": find, "?": () => help.showModal(), j: () => along(1), k: () => along(-1) };

function held(event) {
  const form = event.key === "Enter" && event.target.closest("textarea, input, select") && event.target.form;
  if (form) form.requestSubmit();
  else if (event.key === "k" && !isTyping(event.target)) find(); // in a field it may cut a line
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.isComposing) return;
  if (event.ctrlKey !== event.metaKey) return held(event);
  if (event.ctrlKey || isTyping(event.target) || (off.checked && event.key !== "?")) return;
  const go = before === "g" ? help.dataset[places[event.key]] : "";
  before = event.key;
  if (go) location.assign(go);
  else if (keys[event.key] && !(event.repeat && event.key === "?")) keys[event.key]();
  else return;
  event.preventDefault();
});

help.querySelector("button").addEventListener("click", () => help.close());
off.checked = localStorage.getItem("keys") === "off";
off.addEventListener("change", () => localStorage.setItem("keys", off.checked ? "off" : "on"));
const tell = () => (document.documentElement.dataset.keys = off.checked ? "off" : "on"); // for the scripts of single pages
off.addEventListener("change", tell);
tell();
