// The outcome's form where scripts run: what goes with a signature is unfolded when one is chosen.
document.querySelectorAll("form[data-outcome]").forEach((form) => {
  const more = form.querySelector(".outcome-more");
  const kinds = [...form.querySelectorAll('input[name="kinds"]')];
  const signed = new Set(["pledge", "contract", "memorandum"]);
  const held = [...form.querySelectorAll('input[name="held"]')];

  kinds.forEach((one) => one.addEventListener("change", () => {
    if (one.checked && signed.has(one.value)) more.open = true;
    // Whoever chooses what came of it says that it was held.
    if (one.checked) held.forEach((radio) => { radio.checked = radio.value === "yes"; });
  }));

  let before = [];
  held.forEach((radio) => radio.addEventListener("change", () => {
    if (radio.value === "no") {
      before = kinds.filter((one) => one.checked);
      kinds.forEach((one) => { one.checked = false; });
    } else {
      before.forEach((one) => { one.checked = true; });
    }
  }));
});
