// A line that takes a name is completed while it is typed. What is offered are names; whom a name means the server says.
const PAUSE = 150; // milliseconds after the last key
let pause = null;

document.addEventListener("input", ({ target }) => {
  const address = target.dataset?.people;
  if (!address) return;
  clearTimeout(pause);
  pause = setTimeout(() => complete(target, address), PAUSE);
});

async function complete(line, address) {
  const begun = line.value.split(",").at(-1).trim();
  if (!begun) return line.list.replaceChildren();
  const answer = await fetch(`${address}?${new URLSearchParams({ q: begun, as: "options" })}`).catch(() => null);
  if (!answer?.ok || answer.redirected || line.value.split(",").at(-1).trim() !== begun) return;
  line.list.innerHTML = await answer.text();
}
