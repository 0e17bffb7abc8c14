// An outcome in three taps on the day's list: kept on the device first, as every act of these pages.
(() => {
  const dialog = document.getElementById("outcome");
  if (!dialog) return;
  const form = dialog.querySelector("form");
  const wrong = dialog.querySelector("[data-wrong]");
  const kinds = [...form.querySelectorAll("[name=kinds]")];
  const held = () => form.elements.held.value;

  // What was not held came to nothing.
  const fold = () => {
    form.querySelectorAll("[data-held]").forEach((part) => { part.hidden = held() === "no"; });
    if (held() === "no") kinds.forEach((one) => { one.checked = false; });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-outcome]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    form.reset();
    form.elements.uid.value = link.dataset.outcome;
    form.elements.item.value = link.dataset.item;
    form.dataset.subject = `talk:${link.dataset.outcome}`;
    dialog.querySelector("[data-who]").textContent = link.closest("[data-row]").querySelector("[data-name]").textContent.replace(/\s+/g, " ").trim();
    dialog.querySelector("[data-all]").href = link.href;
    wrong.textContent = "";
    form.elements.held.value = "yes";
    fold();
    dialog.showModal();
  });
  form.addEventListener("change", fold);

  // Before the page's own listener keeps it: nothing incomplete is kept.
  form.addEventListener("submit", (event) => {
    if (held() === "yes" && !kinds.some((one) => one.checked)) {
      event.preventDefault();
      event.stopPropagation();
      wrong.textContent = wrong.dataset.wrong;
      kinds[0].focus();
      return;
    }
    if (held() === "no") ["amount_discussed", "amount_signed"].forEach((name) => { form.elements[name].value = ""; });
    const said = held() === "no"
      ? [form.querySelector("[name=held][value=no]")]
      : kinds.filter((one) => one.checked);
    const amounts = [form.elements.amount_discussed.value, form.elements.amount_signed.value].filter(Boolean);
    form.dataset.told ??= form.dataset.words;
    form.dataset.words = `${form.dataset.told}: ${[...said.map((one) => one.nextElementSibling.textContent), ...amounts].join(", ")}`;
    setTimeout(() => dialog.close());
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
})();
