// Demo mode: fills the sign-in form with one of the people listed beside it.

for (const button of document.querySelectorAll("[data-email]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const form = document.getElementById("sign-in");
    form.elements.login.value = button.dataset.email;
    form.elements.password.value = button.dataset.password;
    form.requestSubmit();
  });
}
