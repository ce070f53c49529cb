// A file dropped anywhere on the form is the one that its file field holds. Without scripts the field itself takes it.
const form = document.querySelector("[data-drop]");
const field = form?.querySelector("input[type=file]");

form?.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  form.dataset.dropping = "";
});

form?.addEventListener("dragleave", (event) => {
  if (!form.contains(event.relatedTarget)) delete form.dataset.dropping;
});

form?.addEventListener("drop", (event) => {
  delete form.dataset.dropping;
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  field.files = event.dataTransfer.files;
  field.focus();
});
