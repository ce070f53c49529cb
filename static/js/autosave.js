// Keeps words while they are typed: on the server every few seconds, and in this tab until the server has them.
// A line from templates/wording/kept.html says which field is kept, and where. One with `data-private` is kept on the
// server alone (`data-to`): its words stand in no storage of the browser.

const PAUSE = 2000; // milliseconds after the last key
const AT_MOST = 5000; // nothing typed is ever older than this without having been sent
const KEEPALIVE = 60000; // a browser sends no more than this while a page goes away
const LONGEST = 200000;
const who = document.getElementById("signed-out")?.dataset.who ?? "";
const fields = new Map(); // field -> what is known about its words

/* --- the copy in this tab ------------------------------------------------------------------------------------------ */

const nameOf = (line) => `words ${who} ${line.dataset.place}`;

function copyOf(line) {
  return JSON.parse(sessionStorage.getItem(nameOf(line)) ?? "null");
}

function copy(field) {
  const { line, seen } = fields.get(field);
  if ("private" in line.dataset) return;
  try {
    sessionStorage.setItem(nameOf(line), JSON.stringify({ body: field.value, seen }));
  } catch {
    // the browser keeps no more; the words are still in the field
  }
}

function forgetCopy(line) {
  sessionStorage.removeItem(nameOf(line));
}

/* --- what the line says -------------------------------------------------------------------------------------------- */

function say(line, ...parts) {
  for (const part of ["brought", "from-here", "others", "put-away", "kept", "here", "elsewhere", "long"]) {
    const element = line.querySelector(`[data-${part}]`);
    if (element) element.hidden = !parts.includes(part);
  }
}

function sayKept(state, at) {
  state.line.querySelector("[data-kept] time").textContent = at;
  const others = ["brought", "from-here"].filter((part) => state.line.querySelector(`[data-${part}]:not([hidden])`));
  say(state.line, ...others, "kept");
}

function tell(what) {
  document.dispatchEvent(new CustomEvent(`words:${what}`));
}

/* --- to the server -------------------------------------------------------------------------------------------------- */

function rest(state) {
  clearTimeout(state.pause);
  clearTimeout(state.deadline);
  state.pause = state.deadline = null;
}

function soon(field) {
  const state = fields.get(field);
  clearTimeout(state.pause);
  state.pause = setTimeout(keep, PAUSE, field);
  state.deadline ??= setTimeout(keep, AT_MOST, field);
}

function request(field, state, body, isLast) {
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"];
  state.call = new AbortController();
  return fetch(state.line.dataset.to ?? "/drafts/", {
    method: "POST",
    headers: { "HX-Request": "true", "X-CSRFToken": token },
    body: new URLSearchParams({ place: state.line.dataset.place, base_version: state.base, seen: state.seen, body }),
    keepalive: isLast && body.length < KEEPALIVE,
    signal: state.call.signal,
  });
}

async function keep(field, { isLast = false, again = false } = {}) {
  const state = fields.get(field);
  if (!state) return;
  rest(state);
  if (!field.isConnected) return fields.delete(field);
  const body = field.value;
  if (state.isSent || body === state.kept || (state.isBusy && !isLast)) return;
  if (body.length > LONGEST) return say(state.line, "long");
  state.isBusy = true;
  let response;
  try {
    response = await request(field, state, body, isLast);
  } catch {
    if (!state.isSent) unsent(field, "gone");
    return;
  } finally {
    state.isBusy = false;
  }
  if (state.isSent) return;
  answered(field, state, body, response, again);
}

function answered(field, state, body, response, again) {
  const { status, headers } = response;
  if (status === 204) {
    tell("arrived");
    return kept(field, state, body, headers);
  }
  if (status === 409 && !headers.get("Kept-Words") && !again) {
    state.seen = headers.get("Kept-Until"); // this place was saved or put away elsewhere; what is typed here is new
    return keep(field, { again: true });
  }
  if (status === 401 || headers.get("Page-Is") === "stale") return unsent(field, status === 401 ? "signed-out" : "stale");
  if (status >= 500) return unsent(field, "failed");
  delete field.dataset.unsent;
  state.kept = body; // nothing more to try with these words
  say(state.line, status === 409 ? "elsewhere" : status === 413 ? "long" : "here");
}

function kept(field, state, body, headers) {
  state.kept = body;
  state.seen = headers.get("Kept-Until");
  delete field.dataset.unsent;
  if (field.value === body) forgetCopy(state.line);
  else soon(field);
  if (body) sayKept(state, headers.get("Kept-At"));
}

function unsent(field, why) {
  field.dataset.unsent = "";
  const { line } = fields.get(field);
  say(line, "here");
  tell(why);
  if (why === "failed") soon(field);
}

function tryAgain() {
  for (const field of fields.keys()) if ("unsent" in field.dataset) keep(field);
}

/* --- a field comes, is typed into, and goes -------------------------------------------------------------------------- */

function begin(line) {
  const field = document.getElementById(line.dataset.keeps);
  if (!field || fields.get(field)?.line === line) return;
  const { seen, base, drafted } = line.dataset;
  const isTyped = "typed" in line.dataset; // it came back from a form that was sent
  fields.set(field, { line, seen, base, kept: isTyped ? null : field.value });
  if (isTyped) soon(field);
  const since = typedSince.get(nameOf(line));
  typedSince.delete(nameOf(line));
  if (since) {
    field.value = since;
    copy(field);
    return soon(field);
  }
  const found = copyOf(line);
  if (!found) return;
  if (found.body === field.value) forgetCopy(line);
  else if (!drafted || found.seen >= drafted) bring(field, found.body, "from-here");
  else line.querySelector("[data-others]").hidden = false;
}

function bring(field, body, part) {
  const state = fields.get(field);
  state.before = field.value;
  field.value = body;
  say(state.line, part);
  soon(field);
}

function beginAll(root) {
  if (root.matches?.("[data-keeps]")) begin(root);
  for (const line of root.querySelectorAll("[data-keeps]")) begin(line);
}

function typed({ target }) {
  const state = fields.get(target);
  if (!state) return;
  state.isSent = false;
  copy(target);
  soon(target);
}

function inForm(form) {
  return [...fields.keys()].filter((field) => field.form === form);
}

/* --- the form itself goes out: nothing that was on its way may come after it ------------------------------------------ */

const sent = new WeakMap(); // request -> its form, which may have left the page when the answer comes
const typedSince = new Map(); // place -> what was typed there while the answer was on its way

function leaving({ target, detail }) {
  sent.set(detail.xhr, target);
  for (const field of inForm(target)) {
    const state = fields.get(field);
    rest(state);
    copy(field);
    state.isSent = true;
    state.call?.abort();
  }
}

function came({ detail }) {
  const form = sent.get(detail.xhr);
  if (!sent.delete(detail.xhr)) return;
  const { status } = detail.xhr;
  const isTaken = status >= 200 && status < 500 && status !== 401 && status !== 403;
  for (const field of inForm(form)) {
    const state = fields.get(field);
    delete field.dataset.unsent;
    if (isTaken) {
      if (!state.isSent) typedSince.set(nameOf(state.line), field.value);
      forgetCopy(state.line);
    } else {
      state.isSent = false;
      field.dataset.unsent = "";
    }
  }
}

function goingAway() {
  for (const [field, state] of fields) {
    if (state.isSent || field.value === state.kept) continue;
    copy(field);
    keep(field, { isLast: true });
  }
}

function warn(event) {
  if ([...fields].some(([field, state]) => "unsent" in field.dataset && !state.isSent)) event.preventDefault();
}

/* --- putting away, and thinking again ---------------------------------------------------------------------------------- */

function putAway(field) {
  const state = fields.get(field);
  state.away = field.value;
  field.value = state.line.dataset.stands ?? state.before ?? "";
  forgetCopy(state.line);
  state.kept = field.value;
  state.goes = send(field, "").catch(() => {});
  say(state.line, "put-away");
  state.line.querySelector("[data-undo]").focus();
}

async function send(field, body) {
  const state = fields.get(field);
  rest(state);
  const response = await request(field, state, body, false);
  if (response.status === 204) state.seen = response.headers.get("Kept-Until");
}

function undo(field) {
  const state = fields.get(field);
  field.value = state.away;
  state.kept = null;
  say(state.line);
  field.focus();
  state.goes.then(() => keep(field)); // not before the putting away: it would take these words along
}

function pressed(event) {
  const button = event.target.closest("[data-keeps] button");
  const line = button?.closest("[data-keeps]");
  const field = line && document.getElementById(line.dataset.keeps);
  if (!field || !fields.has(field)) return;
  event.preventDefault();
  if ("away" in button.dataset) putAway(field);
  else if ("undo" in button.dataset) undo(field);
  else if ("show" in button.dataset) bring(field, copyOf(line).body, "from-here");
}

if (document.body.hasAttribute("hx-headers")) {
  document.addEventListener("input", typed);
  document.addEventListener("focusout", ({ target }) => fields.has(target) && keep(target));
  document.addEventListener("click", pressed);
  document.addEventListener("htmx:load", ({ detail }) => beginAll(detail.elt));
  document.addEventListener("htmx:beforeRequest", leaving);
  document.addEventListener("htmx:beforeOnLoad", came); // before the answer brings fields of its own
  document.addEventListener("htmx:afterRequest", came); // where no answer came, or the form had left the page
  document.addEventListener("words:try", tryAgain);
  document.addEventListener("submit", ({ target }) => target.action?.endsWith("/logout/") && sessionStorage.clear());
  document.addEventListener("visibilitychange", () => document.hidden && goingAway());
  addEventListener("pagehide", goingAway);
  addEventListener("beforeunload", warn);
  beginAll(document);
}
