// The order of goals: dragged, or moved by its buttons; the fields' order is what is sent.
document.querySelectorAll("[data-goals]").forEach((list) => {
  const told = document.querySelector("[data-goals-told]");
  const goals = () => [...list.querySelectorAll(".goal")];

  const settle = (moved) => {
    const all = goals();
    all.forEach((goal, place) => {
      goal.removeAttribute("style");
      goal.querySelector(".goal-place").textContent = place + 1;
      const [up, down] = goal.querySelectorAll(".move");
      up.disabled = place === 0;
      down.disabled = place === all.length - 1;
    });
    told.textContent = list.dataset.moved
      .replace("{name}", moved.querySelector("strong").textContent)
      .replace("{place}", all.indexOf(moved) + 1)
      .replace("{all}", all.length);
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest(".move");
    if (!button) return;
    event.preventDefault();
    const goal = button.closest(".goal");
    const up = button.value.endsWith(":up");
    const other = up ? goal.previousElementSibling : goal.nextElementSibling;
    if (!other) return;
    if (up) other.before(goal);
    else other.after(goal);
    settle(goal);
    // At an end the button pressed is switched off; the keyboard goes on with the other one.
    (button.disabled ? goal.querySelector(".move:not(:disabled)") : button).focus();
  });

  if (!window.Sortable || !list.querySelector(".grip")) return;
  list.classList.add("ready");
  window.Sortable.create(list, {
    handle: ".grip",
    forceFallback: true,
    onEnd: (moved) => { if (moved.oldIndex !== moved.newIndex) settle(moved.item); },
  });
});
