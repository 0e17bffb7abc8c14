// Keeps a part of the page as it stands on the server: a doorbell rings, the part is asked for anew.
document.querySelectorAll("[data-live]").forEach((place) => {
  const lost = document.querySelector(".live-lost");
  const said = document.querySelector(".live-said");
  const AGAIN = 4000;
  let bell = null;
  let asking = false;
  let again = false;
  let later = false;
  let drawn = performance.now();

  // What is replaced takes the focus and what was unfolded along; both are given back.
  const replace = (text) => {
    const held = place.contains(document.activeElement) ? document.activeElement.id : "";
    const open = [...place.querySelectorAll("details[open][id]")].map((one) => one.id);
    place.innerHTML = text;
    drawn = performance.now();
    open.forEach((id) => { const one = document.getElementById(id); if (one) one.open = true; });
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
    const words = place.querySelector("[data-say]")?.textContent.replace(/\s+/g, " ").trim();
    if (said && words && said.textContent !== words) said.textContent = words;
  };

  const renew = async () => {
    if (asking) { again = true; return; }
    asking = true;
    again = false;
    try {
      const answer = await fetch(place.dataset.part, { credentials: "same-origin" });
      if (answer.redirected || answer.status === 404) { location.reload(); return; }
      if (!answer.ok) throw new Error(answer.status);
      replace(await answer.text());
      lost.hidden = true;
      if (place.querySelector("[data-over]")) bell.close();
    } catch (_error) {
      lost.hidden = false;
      setTimeout(renew, AGAIN);
    } finally {
      asking = false;
      if (again) renew();
    }
  };

  const listen = () => {
    bell = new EventSource(place.dataset.live);
    bell.addEventListener("changed", renew);
    bell.addEventListener("open", () => { lost.hidden = true; });
    // A full server answers once and says when to come again; the browser does so by itself.
    bell.addEventListener("later", () => { later = true; });
    bell.addEventListener("error", () => {
      if (later) { later = false; return; }
      lost.hidden = false;
      // A server that answered with an error is not asked again by the browser itself.
      if (bell.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN);
    });
  };

  listen();
  addEventListener("pagehide", () => bell.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted && !place.querySelector("[data-over]")) listen();
  });

  // Between two rings only the time goes on.
  setInterval(() => {
    const clock = place.querySelector("[data-ticks]");
    if (!clock) return;
    const ticks = Number(clock.dataset.ticks) + (performance.now() - drawn) / 1000;
    clock.textContent = `${Math.floor(ticks / 60)}:${String(Math.floor(ticks % 60)).padStart(2, "0")}`;
    const bar = place.querySelector("progress");
    if (bar) bar.value = Math.min(bar.max, ticks);
  }, 500);
});
