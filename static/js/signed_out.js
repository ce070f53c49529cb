// The sign-in ended while somebody was writing: they sign in here, in the same page, and what waited goes out.

const dialog = document.getElementById("signed-out");
const form = dialog?.querySelector("form");
const PATIENCE = 5000; // milliseconds: a page that is stale again so soon will not get well by itself
let renewed = 0;

async function ask() {
  const response = await fetch(dialog.dataset.ask, { headers: { Accept: "application/json" } });
  return response.json();
}

function refresh(token) {
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
}

function tell(what) {
  document.dispatchEvent(new CustomEvent(`words:${what}`));
}

// Whether the person who wrote this page is signed in; then everything goes on.
async function goOn() {
  const { who, token } = await ask();
  if (who !== dialog.dataset.who) {
    dialog.querySelector("[data-somebody-else]").hidden = !who;
    return false;
  }
  refresh(token);
  dialog.close();
  tell("renewed");
  return true;
}

// Asked for again while it stands open, it goes on saying what it says.
function open() {
  if (dialog.open) return;
  for (const said of dialog.querySelectorAll("[role=alert]")) said.hidden = true;
  dialog.showModal();
}

async function stale() {
  if (Date.now() - renewed < PATIENCE) return tell("lost-way");
  renewed = Date.now();
  try {
    if (!(await goOn())) open();
  } catch {
    tell("gone");
  }
}

async function signIn(event) {
  event.preventDefault();
  const refused = dialog.querySelector("[data-refused-here]");
  refused.hidden = true;
  try {
    const { token } = await ask();
    await fetch(form.action, { method: "POST", headers: { "X-CSRFToken": token }, body: new FormData(form) });
    form.elements.password.value = "";
    if (await goOn()) return;
    refused.hidden = !dialog.querySelector("[data-somebody-else]").hidden;
    form.elements.password.focus();
  } catch {
    tell("gone");
  }
}

if (dialog) {
  form.addEventListener("submit", signIn);
  dialog.querySelector("[data-later]").addEventListener("click", () => dialog.close());
  document.querySelector("#connection [data-sign-in]")?.addEventListener("click", open);
  document.addEventListener("words:signed-out", ({ detail }) => detail?.isAsked && open());
  document.addEventListener("words:stale", stale);
  // signed in again in another tab
  addEventListener("focus", () => dialog.open && goOn().catch(() => {}));
}
