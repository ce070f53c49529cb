// An address may name something that a list holds back until it is asked for: then the rest is fetched, and it is shown.
const named = location.hash.slice(1);
const holder = [...document.querySelectorAll("[data-holds]")].find(({ dataset }) => named.startsWith(dataset.holds));
if (holder && !document.getElementById(named)) document.addEventListener("DOMContentLoaded", fetchIt); // before, htmx would not hear the press

function fetchIt() {
  document.addEventListener("htmx:afterSettle", show);
  holder.querySelector("a").click();
}

function show() {
  const found = document.getElementById(named);
  if (!found) return; // something else on the page settled first
  document.removeEventListener("htmx:afterSettle", show);
  found.scrollIntoView();
}
