// Counts down what is kept for somebody, by the server's clock; what is drawn anew begins anew.
const drawn = new WeakMap();
setInterval(() => {
  document.querySelectorAll("[data-until]").forEach((place) => {
    if (!drawn.has(place)) drawn.set(place, performance.now());
    const span = Date.parse(place.dataset.until) - Date.parse(place.dataset.now);
    const left = Math.max(0, Math.ceil((span - (performance.now() - drawn.get(place))) / 1000));
    const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle("soon", left <= 60);
  });
}, 250);
