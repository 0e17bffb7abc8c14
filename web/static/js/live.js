// Keeps a part of the page as it stands on the server: a doorbell rings, the part is asked for anew.
// A line that says nothing for long is taken for dead; whoever looks is told, and it is tried again.
document.querySelectorAll("[data-live]").forEach((place) => {
  const lost = document.querySelector(".live-lost");
  const said = document.querySelector(".live-said");
  const AGAIN = 3000;
  const PATIENCE = 10000;
  const SILENCE = 12000;
  let bell = null;
  let asking = false;
  let again = false;
  let retry = 0;
  let later = 0;
  let heard = performance.now();
  let drawn = performance.now();
  // The server's time when this page's own clock showed zero: a television's clock may be wrong.
  let zero = Number(place.dataset.now || Date.now()) - performance.now();
  const now = () => zero + performance.now();
  const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: place.dataset.zone || undefined });

  const show = (is) => {
    if (!lost || lost.hidden !== is) return;
    const since = lost.querySelector("[data-heard]");
    if (since && is) since.textContent = hour.format(zero + heard);
    lost.hidden = !is;
  };

  const seconds = (left) => {
    const [h, m, s] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    const two = (value) => String(value).padStart(2, "0");
    return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
  };

  // Between two rings only the time goes on.
  const tick = () => {
    const clock = place.querySelector("[data-ticks]");
    if (clock) {
      const ticks = Number(clock.dataset.ticks) + (performance.now() - drawn) / 1000;
      clock.textContent = seconds(Math.floor(ticks));
      const bar = place.querySelector("progress");
      if (bar) bar.value = Math.min(bar.max, ticks);
    }
    place.querySelectorAll("[data-clock]").forEach((one) => { one.textContent = hour.format(now()); });
    place.querySelectorAll("[data-until]").forEach((one) => {
      const left = Math.ceil((Number(one.dataset.until) - now()) / 1000);
      one.textContent = left > 0 && left < 36000 ? seconds(left) : "";
    });
  };

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
    tick();
    place.dispatchEvent(new CustomEvent("live:drawn"));
  };

  const renew = async () => {
    if (asking) { again = true; return; }
    asking = true;
    again = false;
    clearTimeout(retry);
    try {
      const answer = await fetch(place.dataset.part, { credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.redirected || answer.status === 404 || answer.status === 410) { location.reload(); return; }
      if (!answer.ok) throw new Error(answer.status);
      const text = await answer.text();
      const edition = answer.headers.get("FairMatch-Edition");
      if (edition && place.dataset.edition && edition !== place.dataset.edition) { location.reload(); return; }
      const time = answer.headers.get("FairMatch-Now");
      if (time) zero = Number(time) - performance.now();
      heard = performance.now();
      const since = answer.headers.get("FairMatch-Drawn");
      if (since) place.dataset.drawn = since;
      replace(text);
      show(false);
      if (place.querySelector("[data-over]")) { bell.close(); bell = null; }
    } catch (_error) {
      show(true);
      retry = setTimeout(renew, AGAIN);
    } finally {
      asking = false;
      if (again) renew();
    }
  };

  const listen = () => {
    bell = new EventSource(place.dataset.live);
    const line = bell;
    heard = performance.now();
    const hear = () => { heard = performance.now(); };
    line.addEventListener("changed", () => { hear(); renew(); });
    line.addEventListener("here", hear);
    line.addEventListener("open", hear);
    // A full server answers once and says when to come again; the browser does so by itself.
    line.addEventListener("later", (event) => { later = performance.now() + 1000 * Number(event.data); });
    line.addEventListener("error", () => {
      if (performance.now() < later) return;
      show(true);
      // A server that answered with an error is not asked again by the browser itself.
      if (line.readyState === EventSource.CLOSED && bell === line) setTimeout(() => { if (bell === line) listen(); }, AGAIN);
    });
  };

  tick();
  place.dispatchEvent(new CustomEvent("live:drawn"));
  listen();
  addEventListener("pagehide", () => { if (bell) bell.close(); bell = null; });
  addEventListener("pageshow", (event) => {
    if (event.persisted && !place.querySelector("[data-over]")) listen();
  });
  setInterval(() => {
    tick();
    if (bell && performance.now() - Math.max(heard, later) > SILENCE) {
      show(true);
      bell.close();
      listen();
    }
  }, 500);
});
