// An @ and the beginning of a name offers the people it may mean. The arrow keys choose, Enter or Tab takes, Escape lets
// it be; without it the name is typed as before.

const PAUSE = 150; // milliseconds after the last key
const BEGINS = /(?:^|[^\w@.])@(\p{L}[\p{L}\w.'-]{0,40}(?: \p{L}[\p{L}\w'-]{0,40})?)$/u;
const offer = document.createElement("div");
let field = null;
let pause = null;
let asked = "";

const options = () => [...offer.querySelectorAll("[role=option]")];
const begun = (at) => BEGINS.exec(at.value.slice(Math.max(0, at.selectionStart - 90), at.selectionStart))?.[1] ?? "";

function close() {
  clearTimeout(pause);
  asked = "";
  offer.remove();
  field?.removeAttribute("aria-controls");
  field?.removeAttribute("aria-activedescendant");
  field = null;
}

async function ask(at, begins) {
  asked = begins;
  const answer = await fetch(`${document.body.dataset.names}?${new URLSearchParams({ q: begins })}`).catch(() => null);
  if (!answer?.ok || answer.redirected || asked !== begins || document.activeElement !== at) return;
  offer.innerHTML = await answer.text();
  if (asked !== begins) return;
  if (!options().length) return close();
  field = at;
  at.after(offer);
  at.setAttribute("aria-controls", "names");
  choose(0);
}

function choose(to) {
  const all = options();
  const at = (to + all.length) % all.length;
  for (const [place, option] of all.entries()) option.setAttribute("aria-selected", String(place === at));
  field.setAttribute("aria-activedescendant", all[at].id);
  all[at].scrollIntoView({ block: "nearest" });
}

function take(option) {
  const into = field;
  const name = `${option.dataset.name} `;
  into.setRangeText(name, into.selectionStart - begun(into).length, into.selectionStart, "end");
  close();
  into.dispatchEvent(new Event("input", { bubbles: true }));
  into.focus();
}

const steps = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  if (!field || event.target !== field || event.isComposing) return;
  const at = options().findIndex((option) => option.ariaSelected === "true");
  if (event.key in steps) choose(at + steps[event.key]);
  else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey && !event.shiftKey) take(options()[at]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("input", ({ target }) => {
  if (!target.matches("textarea, input[name=sentence], input[name=body]")) return;
  clearTimeout(pause);
  const begins = begun(target);
  if (!begins) return close();
  pause = setTimeout(ask, PAUSE, target, begins);
});

offer.addEventListener("mousedown", (event) => {
  event.preventDefault(); // the field keeps the focus
  const option = event.target.closest("[role=option]");
  if (option) take(option);
});
document.addEventListener("focusout", ({ target }) => target === field && close());
