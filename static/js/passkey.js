// Asks the device for a passkey, or to make one, and sends its answer with the form around the pressed button.
// webauthn-json.js (of allauth) turns what the server says into what the browser wants, and back.

const said = document.getElementById("passkey-said");

async function question(form) {
  const data = document.getElementById("passkey-data");
  if (data) return JSON.parse(data.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw new Error("no question");
  return answer.json();
}

async function ask(form) {
  const { creation_options: made, request_options: wanted } = await question(form);
  if (wanted) return window.webauthnJSON.get(wanted);
  Object.assign(made.publicKey.authenticatorSelection, {
    residentKey: "required", requireResidentKey: true, userVerification: "required",
  });
  return window.webauthnJSON.create(made);
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) break;
  button.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    if (said) said.hidden = true;
    button.disabled = true;
    try {
      const answer = await ask(button.form);
      button.form.elements.credential.value = JSON.stringify(answer);
      button.form.submit();
    } catch {
      button.disabled = false;
      if (said) said.hidden = false;
    }
  });
}
