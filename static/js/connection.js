// Says quietly that the server cannot be reached, keeps what was to be sent, and sends it when the way is open again.
// Sending twice is harmless: every form carries a key, and the server makes one row of it.

const notice = document.getElementById("connection");
const waiting = new Map(); // what is to be sent again: element -> how to send it
const EVERY = 5000; // milliseconds between two tries
let since = null;
let timer = null;

function say(...parts) {
  for (const part of notice.querySelectorAll("[data-say]")) part.hidden = !parts.includes(part.dataset.say);
  notice.querySelector("button").hidden = waiting.size === 0;
  notice.hidden = parts.length === 0;
}

function gone() {
  since ??= new Date();
  const time = notice.querySelector("[data-since]");
  time.dateTime = since.toISOString();
  time.textContent = since.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  say("gone", waiting.size ? "waiting" : "");
  if (waiting.size) timer ??= setInterval(sendAgain, EVERY);
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
  for (const [element, send] of [...waiting]) {
    if (element.isConnected) send();
    else waiting.delete(element);
  }
  if (!waiting.size) back();
}

function keep({ elt, requestConfig }) {
  if (requestConfig.verb === "get") return;
  const event = requestConfig.triggeringEvent?.type ?? "click";
  waiting.set(elt, () => (elt.matches("form") ? elt.requestSubmit() : htmx.trigger(elt, event)));
}

function unreachable({ detail }) {
  keep(detail);
  gone();
}

function answered({ detail }) {
  const { status } = detail.xhr;
  if (!status) return;
  if (status >= 500) {
    keep(detail);
    rest(); // a person decides when to try what the server could not do
    say("failed");
    return;
  }
  waiting.delete(detail.elt);
  if (waiting.size) sendAgain();
  else back();
  if (status >= 400 && status !== 409 && status !== 422) say("closed");
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
  addEventListener("offline", gone);
  addEventListener("online", () => (waiting.size ? sendAgain() : back()));
  notice.querySelector("button").addEventListener("click", sendAgain);
}
