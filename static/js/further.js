// An address may name something that a list holds back until it is asked for: then the rest is fetched, and it is shown.
const named = location.hash.slice(1);
const holder = [...document.querySelectorAll("[data-holds]")].find(({ dataset }) => named.startsWith(dataset.holds));
if (holder && !document.getElementById(named)) {
  document.addEventListener("htmx:afterSettle", () => document.getElementById(named)?.scrollIntoView(), { once: true });
  holder.querySelector("a").click();
}
