// "Copy as": the entries are links to a page that shows the text in a field. Where the browser lets a page write to the
// clipboard, the text goes there at once instead, and a word says so.
const clipboard = window.isSecureContext && window.ClipboardItem ? navigator.clipboard : null;

async function textAt(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.getElementById("copy-text").value;
}

function put(text) {
  // The promise goes in whole: some browsers allow writing only while the press is fresh.
  const blob = Promise.resolve(text).then((words) => new Blob([words], { type: "text/plain" }));
  return clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

function say(place) {
  if (!place) return;
  place.textContent = "";
  requestAnimationFrame(() => (place.textContent = place.dataset.done));
  setTimeout(() => (place.textContent = ""), 4000);
}

async function copyLink(event, link, menu) {
  event.preventDefault();
  menu.querySelector("details").open = false;
  menu.querySelector("summary").focus();
  try {
    await put(textAt(link.href));
    say(menu.querySelector("[data-done]"));
  } catch {
    location.assign(link.href);
  }
}

document.addEventListener("click", (event) => {
  const open = document.querySelector(".menu > details[open]");
  if (open && !open.contains(event.target)) open.open = false;
  const link = event.target.closest("[data-copy] a");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  if (clipboard && link && plain) copyLink(event, link, link.closest("[data-copy]"));
  const button = event.target.closest("[data-copy-field]");
  if (button) put(document.getElementById(button.dataset.copyField).value).then(() => say(button.parentElement.querySelector("[data-done]")));
});

document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector(".menu > details[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

if (clipboard) for (const button of document.querySelectorAll("[data-copy-field]")) button.hidden = false;
