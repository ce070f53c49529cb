// Says quietly that the server cannot be reached, keeps what was to be sent, and sends it when the way is open again.
// Sending twice is harmless: every form carries a key, and the server makes one row of it. Words that are only typed so
// far are kept by autosave.js, which is told here when to try again.

const notice = document.getElementById("connection");
const waiting = new Map(); // what is to be sent again: element -> how to send it
const EVERY = 5000; // milliseconds between two tries
let since = null;
let timer = null;

function say(...parts) {
  for (const part of notice.querySelectorAll("[data-say]")) part.hidden = !parts.includes(part.dataset.say);
  notice.querySelector("[data-try]").hidden = parts.includes("signed-out") || !isAnythingWaiting();
  notice.querySelector("[data-sign-in]").hidden = !parts.includes("signed-out");
  notice.hidden = parts.length === 0;
}

function isAnythingWaiting() {
  return waiting.size > 0 || document.querySelector("[data-unsent]") !== null;
}

function waitingWords() {
  const fields = new Set(document.querySelectorAll("[data-unsent]"));
  for (const element of waiting.keys()) {
    for (const field of element.querySelectorAll("textarea, input[type=text]")) fields.add(field);
  }
  return [...fields].flatMap((field) => field.value.match(/\S+/g) ?? []).length;
}

function gone() {
  since ??= new Date();
  const time = notice.querySelector("[data-since]");
  time.dateTime = since.toISOString();
  time.textContent = since.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const words = waitingWords();
  notice.querySelector("[data-count]").textContent = words;
  say("gone", words > 1 ? "words" : isAnythingWaiting() ? "waiting" : "safe");
  timer ??= setInterval(sendAgain, EVERY);
}

function rest() {
  clearInterval(timer);
  timer = null;
}

function back() {
  since = null;
  rest();
  say();
}

function sendAgain() {
  document.dispatchEvent(new CustomEvent("words:try"));
  for (const [element, send] of [...waiting]) {
    if (!element.isConnected) waiting.delete(element);
    else if (!element.classList.contains("htmx-request")) send();
  }
  if (!isAnythingWaiting() && navigator.onLine) back();
}

function keep({ elt, requestConfig }) {
  if (requestConfig.verb === "get") return;
  const { type = "click", submitter } = requestConfig.triggeringEvent ?? {};
  waiting.set(elt, () => {
    if (!elt.matches("form")) htmx.trigger(elt, type);
    else if (submitter) submitter.click(); // htmx knows which button it was by its click
    else elt.requestSubmit();
  });
}

function unreachable({ detail }) {
  keep(detail);
  gone();
}

function ended(detail, what) {
  keep(detail);
  rest();
  document.dispatchEvent(new CustomEvent(`words:${what}`, { detail: { isAsked: true } }));
}

function answered({ detail }) {
  const { status } = detail.xhr;
  if (!status) return;
  if (status === 401) return ended(detail, "signed-out");
  if (status === 403 && detail.xhr.getResponseHeader("Page-Is") === "stale") return ended(detail, "stale");
  if (status >= 500) {
    keep(detail);
    rest(); // a person decides when to try what the server could not do
    say("failed");
    return;
  }
  waiting.delete(detail.elt);
  for (const element of waiting.keys()) if (!element.isConnected) waiting.delete(element); // its answer took its place
  if (waiting.size) sendAgain();
  else back();
  if (status === 400 || status === 413) say("large");
  else if (status >= 400 && status !== 409 && status !== 422) say("closed");
}

function holdPlainForm(event) {
  const { target: form, submitter } = event;
  if (navigator.onLine || event.defaultPrevented || form.method !== "post") return;
  event.preventDefault();
  waiting.set(form, () => navigator.onLine && form.requestSubmit(submitter));
  gone();
}

if (notice) {
  document.addEventListener("htmx:sendError", unreachable);
  document.addEventListener("htmx:timeout", unreachable);
  document.addEventListener("htmx:afterRequest", answered);
  document.addEventListener("submit", holdPlainForm);
  document.addEventListener("words:gone", gone);
  document.addEventListener("words:arrived", () => since && (waiting.size ? sendAgain() : back()));
  document.addEventListener("words:signed-out", () => say("signed-out"));
  document.addEventListener("words:renewed", () => {
    back();
    sendAgain();
  });
  document.addEventListener("words:lost-way", () => say("failed"));
  addEventListener("offline", gone);
  addEventListener("online", () => (isAnythingWaiting() ? sendAgain() : back()));
  notice.querySelector("[data-try]").addEventListener("click", sendAgain);
}
