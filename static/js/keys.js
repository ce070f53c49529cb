// Keys for those who like them: / to search, g h home, g r reviews, g a actions, j and k along the rows, ? for this list.
// Nothing is only to be had by a key, and none of them works while somebody types.
const help = document.getElementById("keys");
const places = { h: "home", r: "reviews", a: "actions" };
let before = "";

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable], dialog");
}

function along(step) {
  const rows = [...document.querySelectorAll("[data-rows] > * a:first-of-type, .lines > li a:first-of-type")];
  const at = rows.indexOf(document.activeElement);
  rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
}

function find() {
  const field = document.querySelector("input[data-find]");
  if (field) field.focus();
  else location.assign(help.dataset.find);
}

const keys = { "/": find, "?": () => help.showModal(), j: () => along(1), k: () => along(-1) };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  const go = before === "g" ? help.dataset[places[event.key]] : "";
  before = event.key;
  if (go) location.assign(go);
  else if (keys[event.key] && !(event.repeat && event.key === "?")) keys[event.key]();
  else return;
  event.preventDefault();
});

help.querySelector("button").addEventListener("click", () => help.close());
