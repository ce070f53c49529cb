// The browser knows which time zone it is in: put it into a form that asks for one, and offer it where it differs from
// the person's own. A browser that says UTC mostly hides where it is. What somebody declined is remembered in this browser; nothing is sent before they press.

const KEPT = "zone-kept";
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

function guess() {
  for (const field of document.querySelectorAll("[data-zone-guess]")) {
    if (here && !field.closest("form").querySelector("[data-refused]")) field.value = here;
  }
}

function isSame(one, other) {
  const now = new Date();
  const said = (zone) => now.toLocaleString("en-GB", { timeZone: zone });
  try { return said(one) === said(other); } catch { return true; }
}

function offer() {
  const form = document.getElementById("zone-offer");
  if (!form || !here || here === "UTC" || isSame(form.dataset.zone, here) || localStorage.getItem(KEPT) === here) return;
  form.elements.zone.value = here;
  form.querySelector("[data-place]").textContent = here.split("/").pop().replaceAll("_", " ");
  form.querySelector("[data-keep]").addEventListener("click", () => {
    localStorage.setItem(KEPT, here);
    form.hidden = true;
  });
  form.hidden = false;
}

guess();
offer();
