// Turns the pages of the hall's screen, one after the other, and begins each day afresh.
(() => {
  const place = document.querySelector(".screen-main");
  const seconds = Number(place.dataset.pageSeconds);
  let shown = Number(place.dataset.page);
  let turned = performance.now();
  const began = performance.now();
  const pages = () => place.querySelectorAll("[data-hall-page]");

  const show = () => {
    const all = pages();
    if (!all.length) return;
    shown = ((shown - 1) % all.length) + 1;
    all.forEach((page) => { page.hidden = Number(page.dataset.hallPage) !== shown; });
    place.querySelectorAll("[data-dot]").forEach((dot) => { dot.classList.toggle("on", Number(dot.dataset.dot) === shown); });
  };

  place.addEventListener("live:drawn", () => {
    // A page that stayed open over night is fetched anew, so that nothing piles up over days.
    if (performance.now() - began > 20 * 3600 * 1000) { location.reload(); return; }
    show();
  });
  setInterval(() => {
    if (performance.now() - turned < 1000 * seconds) return;
    turned = performance.now();
    shown += 1;
    show();
  }, 500);
  show();
})();
