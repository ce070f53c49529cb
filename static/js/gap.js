// An offered sentence stands in its field with a gap: select it, so that the next word typed fills it.

function toGap(root) {
  const field = root.querySelector("[data-gap]");
  if (!field) return;
  const at = field.value.indexOf(field.dataset.gap);
  field.focus();
  if (at >= 0) field.setSelectionRange(at, at + field.dataset.gap.length);
}

document.addEventListener("htmx:afterSettle", ({ detail }) => toGap(detail.elt));
toGap(document);
