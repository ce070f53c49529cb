// Words that were not taken stay in their field; this brings the reader to what is said about them.

const PREFIX = document.documentElement.lang === "en" ? "Error: " : "";

function bringTo(held) {
  held.focus({ preventScroll: true });
  held.scrollIntoView({ block: "nearest" });
  if (!document.title.startsWith(PREFIX)) document.title = PREFIX + document.title;
}

function heldIn(element) {
  return element.matches("[data-refused]") ? element : element.querySelector("[data-refused]");
}

document.addEventListener("htmx:afterSettle", ({ target }) => {
  const held = heldIn(target);
  if (held) bringTo(held);
  else if (!document.querySelector("[data-refused]")) document.title = document.title.replace(PREFIX, "");
});

const held = heldIn(document.body);
if (held) bringTo(held);
