// The sheet of slots: arrows move, Shift goes on ticking, dragging paints, and all can be undone.
document.querySelectorAll("[data-sheet]").forEach((form) => {
  const boxes = [...form.querySelectorAll("input[name=slot]:not(:disabled)")];
  if (!boxes.length) return;
  const tools = form.querySelector("[data-tools]");
  const undo = form.querySelector("[data-undo]");
  const told = form.querySelector("[data-count]");
  const paint = form.querySelector("[data-paint]");
  const history = [];
  const ticked = () => boxes.map((box) => box.checked);
  let before = ticked();

  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    told.textContent = told.dataset.words.replace("{count}", count).replace("{all}", boxes.length);
    undo.disabled = history.length === 0;
  };
  // One act, however many slots it ticked, is undone at once.
  const settle = () => {
    const now = ticked();
    if (now.every((one, place) => one === before[place])) return;
    history.push(before);
    before = now;
    tell();
  };

  tools.hidden = false;
  tell();
  undo.addEventListener("click", () => {
    before = history.pop();
    boxes.forEach((box, place) => { box.checked = before[place]; });
    tell();
  });
  form.querySelector("[data-all]").addEventListener("click", () => {
    boxes.forEach((box) => { box.checked = true; });
    settle();
  });
  paint.addEventListener("click", () => {
    const on = form.classList.toggle("painting");
    paint.setAttribute("aria-pressed", String(on));
  });
  form.querySelectorAll("[data-half]").forEach((button) => {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const named = new Set(button.dataset.half.split(" "));
      const own = boxes.filter((box) => named.has(box.value));
      const on = !own.every((box) => box.checked);
      own.forEach((box) => { box.checked = on; });
      settle();
    });
  });
  form.addEventListener("change", settle);

  const neighbour = (box, key) => {
    const cell = box.closest("td");
    const across = { ArrowLeft: -1, ArrowRight: 1 }[key] || 0;
    const down = { ArrowUp: -1, ArrowDown: 1 }[key] || 0;
    const rows = [...form.querySelectorAll("tr")];
    let row = rows.indexOf(cell.parentElement) + down;
    const column = cell.cellIndex + across;
    while (rows[row]) {
      const found = rows[row].cells[column]?.querySelector("input[name=slot]");
      if (found || !down) return found;
      row += down;
    }
    return null;
  };
  form.addEventListener("keydown", (event) => {
    if (event.target.name !== "slot" || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const next = neighbour(event.target, event.key);
    if (!next) return;
    if (event.shiftKey) {
      next.checked = event.target.checked;
      settle();
    }
    next.focus();
  });

  let stroke = null;
  const over = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".slot")?.querySelector("input");
  form.addEventListener("pointerdown", (event) => {
    const box = event.target.closest(".slot")?.querySelector("input:not(:disabled)");
    const finger = event.pointerType !== "mouse" && !form.classList.contains("painting");
    if (!box || event.button !== 0 || finger) return;
    stroke = { on: !box.checked, first: box, painted: false };
    event.target.releasePointerCapture?.(event.pointerId);
  });
  document.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    const box = over(event);
    if (!box || !form.contains(box) || (box === stroke.first && !stroke.painted)) return;
    stroke.painted = true;
    stroke.first.checked = stroke.on;
    box.checked = stroke.on;
  });
  document.addEventListener("pointerup", () => {
    if (stroke?.painted) {
      settle();
      // The click that ends a stroke on the slot where it began would turn it round again.
      const stop = (event) => { if (event.target.closest?.(".slot")) event.preventDefault(); };
      document.addEventListener("click", stop, { capture: true, once: true });
      setTimeout(() => document.removeEventListener("click", stop, { capture: true }), 0);
    }
    stroke = null;
  });
  document.addEventListener("pointercancel", () => { if (stroke?.painted) settle(); stroke = null; });
});
