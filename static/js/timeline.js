// The story by keys, and what helps while telling it. Every key is also a control behind "More" of the row, and none of
// them works while somebody types, or where single keys are switched off.

const MARKS = { s: ["starred", "star", "unstar"], v: ["views", "two-views", "one-view"], x: ["noise", "hide", "show"] };

function rows() {
  return [...document.querySelectorAll("#timeline-events > li[data-kind]")];
}

function here() {
  return document.activeElement?.closest("#timeline-events > li[data-kind]");
}

function along(step) {
  const all = rows();
  const at = all.indexOf(here());
  const to = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  to?.querySelector(".edit")?.focus();
  to?.scrollIntoView({ block: "nearest" });
}

function address(row) {
  return row.querySelector(".edit").getAttribute("href").replace(/edit\/$/, "");
}

function post(row, what, values = {}) {
  htmx.ajax("POST", `${address(row)}${what}/`, { source: document.body, target: document.body, swap: "none", values });
}

// What stands behind "More" is fetched, then pressed: keys and controls go one way. Other answers may come before the
// menu does, and the row may be another by then.
let looking = null;

function behindMore(row, find) {
  const press = () => {
    const control = document.getElementById(row.id)?.querySelector(find);
    if (control) document.removeEventListener("htmx:afterSettle", press);
    control?.click();
    return Boolean(control);
  };
  document.removeEventListener("htmx:afterSettle", looking);
  if (press()) return;
  document.addEventListener("htmx:afterSettle", (looking = press));
  row.querySelector(".edit[href$='menu/']")?.click();
}

const keys = {
  e: (row) => row.querySelector(".edit").click(),
  c: (row) => behindMore(row, "[href$='split/']"),
  b: (row) => behindMore(row, "[data-below]"),
  n: (row) => behindMore(row, "[data-between]"),
  m: (row) => post(row, "merge"),
  ".": (row) => row.querySelector(".edit[href$='menu/']").click(),
};

function act(key, row) {
  const mark = MARKS[key];
  if (mark) post(row, "mark", { mark: mark[0] in row.dataset ? mark[2] : mark[1] });
  else keys[key](row);
}

function isPlain(event) {
  const typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
  return !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || typing);
}

document.addEventListener(
  "keydown",
  (event) => {
    if (document.documentElement.dataset.keys === "off" || !isPlain(event)) return;
    const row = here();
    const isAlone = !document.querySelector("[data-rows], .lines");
    if ((event.key === "j" || event.key === "k") && (row || isAlone) && rows().length) along(event.key === "j" ? 1 : -1);
    else if (event.key === "u" && document.querySelector("#timeline-undo button")) document.querySelector("#timeline-undo button").click();
    else if (row?.querySelector(".edit") && (event.key in MARKS || event.key in keys)) act(event.key, row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

/* --- split at the cursor ----------------------------------------------------------------------------------------------- */

function cut(button) {
  const form = button.form;
  const words = form.elements.body;
  const at = form.querySelector("input[name=at]") ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "at" }));
  at.value = [...words.value.slice(0, words.selectionStart)].length;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (!button?.form?.querySelector("[data-split]")) return;
  if (button.matches("[data-split]")) cut(button);
  else button.form.querySelector("input[name=at]")?.remove();
}, true);

document.addEventListener("keydown", (event) => {
  const button = event.altKey && event.key === "Enter" && event.target.closest("form")?.querySelector("[data-split]");
  if (button) {
    event.preventDefault();
    button.click();
  }
});

/* --- each kind brings its own question --------------------------------------------------------------------------------- */

document.addEventListener("change", ({ target }) => {
  const asks = target.closest("form")?.querySelector("[data-kind-asks]");
  const said = target.selectedOptions?.[0]?.dataset.asks;
  if (asks && said) asks.textContent = said;
});
