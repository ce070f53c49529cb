// Pictures and files: dropped on the section, pasted, or chosen; one after another, with how far each is.

const waiting = []; // files that were dropped or pasted together

const formIn = () => document.getElementById("attachments-form");
const section = () => document.getElementById("attachments");
const isTyping = ({ target }) => target.matches?.("textarea, input:not([type=file])") && !target.closest("#attachments");

function tell(form, name) {
  for (const line of form.querySelectorAll("[data-too-large], [data-not-sent]")) line.hidden = !(name && name in line.dataset);
}

/* --- what is chosen ------------------------------------------------------------------------------------------------ */

function fits(form) {
  const field = form.elements.file;
  const isFine = [...field.files].every((file) => file.size <= Number(field.dataset.limit));
  tell(form, isFine ? null : "tooLarge");
  return isFine;
}

function next() {
  const form = formIn();
  const file = form && waiting.shift();
  if (!file) return;
  const one = new DataTransfer();
  one.items.add(file);
  form.elements.file.files = one.files;
  if (fits(form)) form.requestSubmit();
  else next();
}

function take(files) {
  if (!files.length || !formIn()) return false;
  const isBusy = waiting.length > 0 || formIn().classList.contains("htmx-request");
  waiting.push(...files);
  section().querySelector("details.more")?.setAttribute("open", "");
  if (!isBusy) next();
  return true;
}

document.addEventListener("change", ({ target }) => {
  if (target.form?.id === "attachments-form" && target.name === "file") fits(target.form);
});

document.addEventListener("submit", (event) => {
  if (event.target.id === "attachments-form" && !fits(event.target)) {
    event.preventDefault();
    event.stopPropagation();
  }
}, true);

/* --- dropped and pasted -------------------------------------------------------------------------------------------- */

const hasFiles = (event) => event.dataTransfer?.types.includes("Files") && event.target.closest?.("#attachments");

document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  section().classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  if (event.target === section()) section().classList.remove("over");
});
document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  section().classList.remove("over");
  take([...event.dataTransfer.files]);
});
document.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length && !isTyping(event) && take(files)) event.preventDefault();
});

/* --- on its way ---------------------------------------------------------------------------------------------------- */

document.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
  const bar = target.closest?.("#attachments-form")?.querySelector("progress");
  if (!bar || !detail.lengthComputable) return;
  bar.hidden = false;
  bar.value = detail.loaded / detail.total;
});
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, ({ target }) => {
    if (target.id !== "attachments-form") return;
    waiting.length = 0;
    target.querySelector("progress").hidden = true;
    tell(target, "notSent");
  });
}
document.addEventListener("htmx:afterSettle", ({ target }) => {
  prepare();
  if (target.id === "attachments-form" && !target.querySelector("[data-refused]")) next();
});

function prepare() {
  for (const line of document.querySelectorAll("#attachments [data-with-script][hidden]")) line.hidden = false;
}
prepare();
