// A long list of buttons, shortened to those whose words hold what is typed.
document.querySelectorAll("[data-filter]").forEach((field) => {
  const items = [...document.querySelectorAll(`#${field.dataset.filter} > li`)];
  const words = items.map((item) => item.textContent.toLowerCase());
  const show = () => {
    const asked = field.value.trim().toLowerCase();
    items.forEach((item, index) => { item.hidden = !words[index].includes(asked); });
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    // Enter would take the first firm of the whole list.
    if (event.key !== "Enter") return;
    event.preventDefault();
    const left = items.filter((item) => !item.hidden);
    if (left.length) left[0].querySelector("button").focus();
  });
});
