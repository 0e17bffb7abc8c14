// Shows of a list only what has the typed words in it; what is ticked stays in sight.
document.querySelectorAll("[data-filters]").forEach((field) => {
  const rows = [...document.querySelectorAll(field.dataset.filters)];
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  field.closest("[hidden]")?.removeAttribute("hidden");
  field.addEventListener("input", () => {
    const wanted = plain(field.value);
    rows.forEach((row) => {
      row.hidden = !plain(row.dataset.words).includes(wanted) && !row.querySelector(":checked");
    });
  });
  // Enter would send the form that the field stands in.
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
});
