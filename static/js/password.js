// A password that is chosen is typed once: a button beside it shows it, so that a slip is seen.

for (const field of document.querySelectorAll("[data-password]")) {
  const button = document.createElement("button");
  const { show, hide } = field.dataset;
  button.type = "button";
  button.className = "button small quiet";
  button.textContent = show;
  button.setAttribute("aria-controls", field.id);
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.textContent = shown ? show : hide;
  });
  field.after(button);
}
