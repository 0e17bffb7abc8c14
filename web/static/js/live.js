// Keeps a part of the page as it stands on the server: a doorbell rings, the part is asked for anew.
document.querySelectorAll("[data-live]").forEach((place) => {
  const lost = document.querySelector(".live-lost");
  const bell = new EventSource(place.dataset.live);
  let asking = false;
  let again = false;

  const renew = async () => {
    if (asking) { again = true; return; }
    asking = true;
    again = false;
    try {
      const answer = await fetch(place.dataset.part, { credentials: "same-origin" });
      if (answer.redirected || !answer.ok) { location.reload(); return; }
      place.innerHTML = await answer.text();
      if (place.querySelector("[data-over]")) bell.close();
    } catch (_error) {
      lost.hidden = false;
    } finally {
      asking = false;
      if (again) renew();
    }
  };

  bell.addEventListener("changed", renew);
  bell.addEventListener("open", () => { lost.hidden = true; });
  bell.addEventListener("error", () => { lost.hidden = false; });
  addEventListener("pagehide", () => bell.close());

  // Between two rings only the time goes on.
  setInterval(() => {
    const clock = place.querySelector("[data-ticks]");
    if (!clock) return;
    clock.dataset.ticks = (Number(clock.dataset.ticks) + 1).toFixed(1);
    clock.textContent = Math.round(Number(clock.dataset.ticks));
    const bar = place.querySelector("progress");
    if (bar) bar.value = Math.min(bar.max, Number(clock.dataset.ticks));
  }, 1000);
});
