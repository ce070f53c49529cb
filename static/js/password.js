// A password that is chosen is typed once: a button beside it shows it, so that a slip is seen.

for (const field of document.querySelectorAll("[data-password]")) {
  const button = document.createElement("button");
  const say = field.dataset.show ?? "Show";
  const unsay = field.dataset.hide ?? "Hide";
  button.type = "button";
  button.className = "button small quiet";
  button.textContent = say;
  button.setAttribute("aria-controls", field.id);
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.textContent = shown ? say : unsay;
  });
  field.after(button);
}
