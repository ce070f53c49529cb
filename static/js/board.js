// The board by keys: what a key says is an answer that stands in the row, or the form of it on the item's own page. None of
// them works while somebody types, or where single keys are switched off; the list of all keys is behind "?".
const ANSWERS = {
  a: ["accept"],
  t: ["talk_first"],
  d: ["done", "outcome"],
  n: ["new_date"],
  b: ["blocked", "unblocked"],
  h: ["hand_over"],
  r: ["make_room"],
  z: ["snooze"],
  w: ["decline"],
};
let before = "";

function say(row, names) {
  const find = names.map((name) => `[name=answer][value=${name}], a[href*="?as=${name}"]`).join(", ");
  const there = row.querySelector(find);
  if (there) there.click();
  else location.assign(`${address(row)}?as=${names[0]}#asked`);
}

function address(row) {
  return row.querySelector("a.plain").pathname;
}

function act(key, row) {
  const tick = row.querySelector("input.tick");
  if (key in ANSWERS) say(row, ANSWERS[key]);
  else if (key === "x") tick?.click();
  else if (key === "e") location.assign(tick ? `${address(row)}edit/` : address(row));
  else if (key >= "1" && key <= "4") row.querySelectorAll("[name=effect]")[key - 1]?.click();
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  const isAfterG = before === "g"; // "g a" and the like are other keys' (keys.js)
  before = event.key;
  if (document.documentElement.dataset.keys === "off" || isAfterG || event.repeat || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const row = event.target.closest("[id^='board-action-']");
  if (!row || event.target.closest("textarea, select, input:not(.tick), dialog") || !act(event.key, row)) return;
  event.preventDefault();
});
