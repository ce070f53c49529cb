// Two versions of one text: what is picked stands in the field at once, as long as nobody wrote into it.

document.addEventListener("change", ({ target }) => {
  if (!target.matches(".piece input[type=radio]")) return;
  const { form } = target;
  if (form.elements.body.value !== form.elements.body.defaultValue) return;
  form.querySelector("[data-together]").click(); // htmx knows which button it was by its click
});
