// A section is open to be written, and somebody else saves it: that is said at once, before two texts have to be compared.

document.addEventListener("htmx:oobAfterSwap", () => {
  const notice = document.getElementById("meanwhile");
  const stands = notice?.querySelector("section[data-version]");
  if (!stands) return;
  const { base_version: read } = notice.closest("form").elements;
  notice.hidden = Number(stands.dataset.version) <= Number(read.value);
});
