// A quiet word about what is being typed, one place at a time: asked for when the hand rests, put away for that sentence,
// never in the way of saving. Also "Start from this": it fills the field at once, and can be undone.

const PAUSE = 800; // milliseconds after the last key
const states = new WeakMap(); // field -> what is known about its words
const putAway = new Set(); // sentences that nobody wants to hear about again

function stateOf(field) {
  if (!states.has(field)) states.set(field, { asked: "", hints: [], timer: null, voice: null, panel: null, mirror: null, call: null });
  return states.get(field);
}

/* --- asking -------------------------------------------------------------------------------------------------------- */

document.addEventListener("input", ({ target }) => {
  if (!("hint" in (target.dataset ?? {}))) return;
  const state = stateOf(target);
  clearTimeout(state.timer);
  state.timer = setTimeout(ask, PAUSE, target);
  state.voice ??= voiceFor(target);
  draw(target);
});

async function ask(field) {
  const state = stateOf(field);
  if (!field.isConnected || field.value === state.asked) return;
  state.asked = field.value;
  state.call?.abort();
  state.call = new AbortController();
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"];
  try {
    const answer = await fetch(field.dataset.hint, {
      method: "POST",
      headers: { "HX-Request": "true", "X-CSRFToken": token },
      body: new URLSearchParams({ words: state.asked, slot: field.dataset.slot ?? "" }),
      signal: state.call.signal,
    });
    state.hints = answer.status === 200 ? (await answer.json()).hints : [];
  } catch {
    state.hints = []; // without a connection nobody is disturbed
  }
  if (field.isConnected && field.value === state.asked) show(field);
}

/* --- showing ------------------------------------------------------------------------------------------------------- */

// The same as `sentence_around` in postmortems/wording/refusal.py.
function sentenceAround(text, at) {
  let start = 0;
  for (const found of text.matchAll(/([.!?])(?:\s+|$)|\n+/g)) {
    if (found.index >= at) return [start, found.index + (found[1] ?? "").length];
    start = found.index + found[0].length;
  }
  return [start, text.length];
}

function sentenceAt(text, at) {
  return text.slice(...sentenceAround(text, at));
}

function wanted(field) {
  const { hints, asked } = stateOf(field);
  return hints.filter((hint) => !putAway.has(sentenceAt(asked, hint.start)));
}

function show(field) {
  const state = stateOf(field);
  const [first] = wanted(field);
  const refused = refusalOf(field);
  if (refused) refused.hidden = true; // it spoke about the words as they were
  state.panel ??= panelFor(field);
  state.panel.innerHTML = first ? first.panel : "";
  state.panel.hidden = !first;
  state.voice.textContent = first ? state.panel.querySelector(".ask").textContent : "";
  draw(field);
}

function refusalOf(field) {
  return field.form?.querySelector(`#${CSS.escape(field.id)}_why`);
}

// What a screen reader says when the hand rests: the question alone. It stands in the page before it has anything to say,
// as only a change in it is announced.
function voiceFor(field) {
  const voice = document.createElement("p");
  voice.className = "visually-hidden";
  voice.setAttribute("role", "status");
  (field.closest(".field") ?? field).before(voice);
  return voice;
}

function panelFor(field) {
  const panel = document.createElement("div");
  panel.className = "coaching hint";
  (field.closest(".field") ?? field).after(panel);
  return panel;
}

/* --- the words that tell, underlined in a mirror over the field ------------------------------------------------------ */

const LIKE = ["font", "letterSpacing", "padding", "borderWidth", "textAlign", "textIndent", "boxSizing", "direction"];

function mirrorOf(field) {
  const state = stateOf(field);
  if (state.mirror?.isConnected) return state.mirror;
  state.mirror = document.createElement("div");
  state.mirror.className = "mirror";
  state.mirror.setAttribute("aria-hidden", "true");
  field.before(state.mirror);
  field.addEventListener("scroll", () => place(field));
  new ResizeObserver(() => place(field)).observe(field);
  return state.mirror;
}

function place(field) {
  const mirror = stateOf(field).mirror;
  if (!mirror) return;
  const style = getComputedStyle(field);
  for (const name of LIKE) mirror.style[name] = style[name];
  for (const side of ["Left", "Top", "Width", "Height"]) mirror.style[side.toLowerCase()] = `${field[`offset${side}`]}px`;
  mirror.scrollTop = field.scrollTop;
}

function draw(field) {
  const state = stateOf(field);
  const marks = field.value === state.asked ? wanted(field) : [];
  if (!marks.length && !state.mirror) return;
  const mirror = mirrorOf(field);
  mirror.replaceChildren();
  let at = 0;
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    const mark = document.createElement("mark");
    mark.textContent = state.asked.slice(start, end);
    mirror.append(state.asked.slice(at, start), mark);
    at = end;
  }
  mirror.append(field.value.slice(at));
  place(field);
}

/* --- what people press --------------------------------------------------------------------------------------------- */

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".coaching button");
  const field = button && fieldOf(button);
  if (!field) return;
  if (button.name === "start") start(event, field, button);
  else if ("putAway" in button.dataset) hush(field);
}, true);

function fieldOf(button) {
  const panel = button.closest(".coaching");
  const owner = panel.id.replace(/_why$/, "");
  return (panel.id && document.getElementById(owner)) || panel.previousElementSibling?.querySelector("[data-hint]");
}

function hush(field) {
  const state = stateOf(field);
  const [first] = wanted(field);
  if (first) putAway.add(sentenceAt(state.asked, first.start));
  show(field);
  field.focus();
}

function start(event, field, button) {
  event.preventDefault();
  event.stopPropagation();
  const own = field.value;
  const panel = button.closest(".coaching");
  const [from, to] = sentenceAround(own, Number(button.dataset.at));
  fill(field, own.slice(0, from) + button.value + own.slice(to));
  stateOf(field).asked = field.value; // what we offered is not commented on before it is changed
  const undo = panel.querySelector("[data-undo]").cloneNode(true);
  const line = stateOf(field).panel ?? (stateOf(field).panel = panelFor(field));
  panel.hidden = true;
  line.replaceChildren(undo);
  line.hidden = undo.hidden = false;
  stateOf(field).voice.textContent = undo.firstChild.textContent.trim();
  undo.querySelector("button").addEventListener("click", () => {
    fill(field, own);
    line.hidden = true;
    panel.hidden = panel === line;
    field.focus();
  });
  toGap(field);
}

function fill(field, words) {
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function toGap(field) {
  const at = field.value.indexOf("___");
  field.focus();
  if (at >= 0) field.setSelectionRange(at, at + 3);
}
