// A draft changed by hand: lift a consultation, see where it may go, put it down. What is possible
// is asked of the server, which judges again when it is put down.
(() => {
  const root = document.querySelector("[data-hand]");
  if (!root) return;
  const words = root.dataset;
  const base = words.hand;
  const mayWrite = "write" in words;
  const table = root.querySelector(".hand-grid");
  const frame = root.querySelector(".hand-frame");
  const said = document.getElementById("hand-said");
  const panel = document.getElementById("hand-panel");
  const times = [...table.querySelectorAll("thead time")].map((time) => time.dateTime);
  const clocks = [...table.querySelectorAll("thead time")].map((time) => time.textContent);
  let edition = Number(words.edition);
  let lifted = null;
  let here = null;
  let drag = null;

  const say = (text) => { said.textContent = text; };

  // Seats and their places. A row has one or two heads before its seats.
  const rows = () => [...table.tBodies].flatMap((booth) => [...booth.rows]);
  const seatsOf = (row) => [...row.cells].slice(row.cells.length - times.length);
  const placeOf = (seat) => ({
    booth: seat.closest("tbody").dataset.booth,
    table: seat.parentElement.sectionRowIndex + 1,
    column: seatsOf(seat.parentElement).indexOf(seat),
  });
  const seatAt = ({ booth, table: number, column }) => {
    const row = document.getElementById(`b-${booth}`)?.rows[number - 1];
    return row && column >= 0 ? seatsOf(row)[column] : null;
  };
  const seatOfTarget = (one) => seatAt({ ...one, column: times.indexOf(one.at) });
  const targetAt = (seat) => {
    const { booth, table: number, column } = placeOf(seat);
    return lifted?.targets.get(`${booth} ${times[column]} ${number}`);
  };
  const linkIn = (seat) => seat?.querySelector("a");
  const links = new Map();
  const seatOf = (href) => {
    const link = links.get(href);
    return link?.isConnected ? link.closest("td") : undefined;
  };

  const describe = (seat) => {
    const { booth, table: number, column } = placeOf(seat);
    const who = linkIn(seat)?.textContent.trim() || (seat.classList.contains("x") ? words.closed : words.free);
    const target = targetAt(seat);
    const verdict = target ? `, ${verdictOf(target)}` : "";
    return `${booth} ${number}, ${clocks[column]}, ${who}${verdict}`;
  };
  const verdictOf = (target) => {
    const what = target.legal ? `✓ ${words.legal}` : `✕ ${words.forbidden}`;
    const swap = target.legal && target.other ? `${words.swap} ${target.other}` : "";
    return [what, swap, target.told].filter(Boolean).join(" · ");
  };
  const stand = (seat, scroll = true) => {
    if (!seat) return;
    if (here?.isConnected) here.tabIndex = -1;
    here = seat;
    here.tabIndex = 0;
    here.setAttribute("aria-label", describe(here));
    here.focus({ preventScroll: true });
    if (scroll) here.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  // Lifting and giving up. Only the rows that have to do with it look different: to draw all of a
  // large grid anew takes longer than to ask the server.
  const marked = new Set();
  const mark = (element, ...how) => {
    if (!element) return;
    element.classList.add(...how);
    marked.add(element);
  };
  const wipe = () => {
    marked.forEach((one) => one.classList.remove("legal", "swap", "forbidden", "origin", "over", "lifting"));
    marked.clear();
  };
  const markOrigin = (href) => {
    const seat = seatOf(href);
    mark(seat, "origin");
    mark(seat?.closest("tbody"), "lifting");
  };
  const giveUp = (quietly) => {
    if (!lifted) return;
    const seat = seatOf(lifted.href);
    lifted = null;
    wipe();
    if (!quietly) say(words.givenUp);
    if (here?.isConnected) here.setAttribute("aria-label", describe(here));
    return seat;
  };
  const paint = () => {
    lifted.targets.forEach((one) => {
      const seat = seatOfTarget(one);
      if (!seat) return;
      mark(seat, ...(one.legal ? ["legal"] : ["forbidden"]), ...(one.legal && linkIn(seat) ? ["swap"] : []));
      mark(seat.closest("tbody"), "lifting");
    });
  };
  const lift = (href, label) => {
    giveUp(true);
    const mine = { href, label, targets: new Map() };
    lifted = mine;
    markOrigin(href);
    say(words.asking);
    mine.ready = (async () => {
      const answer = await ask(href);
      if (lifted !== mine || !answer) return;
      answer.targets.forEach((one) => mine.targets.set(`${one.booth} ${one.at} ${one.table}`, one));
      panel.innerHTML = answer.panel;
      paint();
      if (here?.isConnected) here.setAttribute("aria-label", describe(here));
      say(words.lifted.replace("{what}", label));
      if (answer.edition > edition) await renew();
    })();
    return mine.ready;
  };
  const put = async (seat) => {
    const mine = lifted;
    const place = placeOf(seat);
    await mine.ready;
    if (lifted !== mine) return;
    if (seatOf(mine.href) === seat) { giveUp(); return; }
    const target = targetAt(seatAt(place));
    if (!target) { say(words.noSeat); return; }
    if (!target.legal) { say(verdictOf(target)); return; }
    giveUp(true);
    if (await send(`${mine.href}/put`, { to: target.agency, at: target.at, table: target.table })) {
      stand(seatAt(place), false);
    }
  };

  // Talking to the server.
  const ask = async (address, options) => {
    try {
      const answer = await fetch(address, {
        credentials: "same-origin", headers: { Accept: "application/json" }, ...options,
      });
      if (answer.redirected || answer.status === 400 || answer.status === 404) { location.reload(); return null; }
      const values = await answer.json();
      if (answer.status === 410) { root.classList.add("over-now"); bell.close(); }
      return { ...values, done: answer.ok };
    } catch (_error) {
      say(words.failed);
      return null;
    }
  };
  const send = async (address, fields) => {
    const token = document.getElementById("hand-token").value;
    const body = new URLSearchParams({ ...fields, edition: String(edition), csrf_token: token });
    root.classList.add("sending");
    const answer = await ask(address, { method: "POST", body });
    root.classList.remove("sending");
    if (!answer) { renew(); return false; }
    take(answer, true);
    say(answer.told);
    return answer.done;
  };
  const take = (news, mine) => {
    if (news.edition === undefined || news.edition < edition) return;
    const changed = news.edition > edition;
    edition = news.edition;
    const place = here?.isConnected && table.contains(document.activeElement) ? placeOf(here) : null;
    const renewed = [];
    Object.entries(news.rows).forEach(([booth, html]) => {
      const old = document.getElementById(`b-${booth}`);
      if (!old) return;
      old.querySelectorAll("a").forEach((link) => links.delete(link.pathname));
      old.outerHTML = html;
      renewed.push(booth);
    });
    renewed.forEach((booth) => settle(document.getElementById(`b-${booth}`)));
    document.getElementById("hand-tools").outerHTML = news.tools;
    standSomewhere();
    if (place) stand(seatAt(place), false);
    if (news.others.length && !mine) say(`${words.others} ${news.others.join(" / ")}`);
    if (!changed) return;
    renewWishes();
    if (lifted) lift(lifted.href, lifted.label);
    else if (mine) panel.replaceChildren();
  };
  let asking = false;
  let again = false;
  const renew = async () => {
    if (asking) { again = true; return; }
    asking = true;
    again = false;
    const news = await ask(`${base}/changes?since=${edition}`);
    asking = false;
    if (news?.told) say(news.told);
    else if (news) take(news, false);
    if (again) renew();
  };
  const renewWishes = async () => {
    const text = document.getElementById("hand-q").value;
    try {
      const answer = await fetch(`${base}/wishes?q=${encodeURIComponent(text)}`, { credentials: "same-origin" });
      if (answer.ok) document.getElementById("hand-wishes").outerHTML = await answer.text();
    } catch (_error) {
      say(words.failed);
    }
  };

  // Mouse and finger. A mouse lifts by moving, a finger by resting, so that it can scroll.
  const RESTS = 350;
  const draggable = (event) => event.target.closest?.(".hand-grid tbody a, .hand-wishes a");
  const begin = () => {
    drag.moving = true;
    lift(drag.link.pathname, drag.link.textContent.trim());
    drag.ghost = document.createElement("div");
    drag.ghost.className = "hand-ghost";
    drag.ghost.textContent = drag.link.textContent.trim();
    drag.ghost.setAttribute("aria-hidden", "true");
    root.append(drag.ghost);
    root.classList.add("dragging");
    follow();
  };
  const over = () => document.elementFromPoint(drag.x, drag.y)?.closest(".hand-grid td");
  const follow = () => {
    if (!drag?.moving) return;
    drag.ghost.style.transform = `translate(${drag.x + 12}px, ${drag.y + 12}px)`;
    const seat = over();
    if (seat !== drag.seat) {
      drag.seat?.classList.remove("over");
      drag.seat = seat;
      seat?.classList.add("over");
    }
    const target = seat ? targetAt(seat) : null;
    if (target && target !== drag.told) say(verdictOf(target));
    if (seat && !target && lifted?.targets.size && seat !== drag.none) say(seatOf(lifted.href) === seat ? "" : words.noSeat);
    drag.told = target;
    drag.none = target ? null : seat;
    const edge = frame.getBoundingClientRect();
    const pull = (at, low, high) => (at < low + 48 ? -14 : at > high - 48 ? 14 : 0);
    if (drag.x > edge.left && drag.x < edge.right && drag.y > edge.top && drag.y < edge.bottom) {
      frame.scrollBy(pull(drag.x, edge.left + 180, edge.right), pull(drag.y, edge.top + 40, edge.bottom));
    }
    requestAnimationFrame(follow);
  };
  const end = () => {
    clearTimeout(drag?.timer);
    drag?.ghost?.remove();
    drag?.seat?.classList.remove("over");
    root.classList.remove("dragging");
    drag = null;
  };
  const takeHold = () => {
    root.addEventListener("pointerdown", (event) => {
      const link = draggable(event);
      if (!link || event.button !== 0 || !event.isPrimary) return;
      end();
      drag = { link, x: event.clientX, y: event.clientY, fromX: event.clientX, fromY: event.clientY, moving: false };
      drag.finger = event.pointerType !== "mouse";
      if (drag.finger) drag.timer = setTimeout(begin, RESTS);
    });
    document.addEventListener("pointermove", (event) => {
      if (!drag || !event.isPrimary) return;
      drag.x = event.clientX;
      drag.y = event.clientY;
      const far = Math.hypot(drag.x - drag.fromX, drag.y - drag.fromY) > 5;
      if (drag.moving || !far) return;
      if (drag.finger) end(); else begin();
    });
    document.addEventListener("touchmove", (event) => { if (drag?.moving) event.preventDefault(); }, { passive: false });
    document.addEventListener("contextmenu", (event) => { if (drag?.finger) event.preventDefault(); });
    document.addEventListener("pointercancel", () => { if (drag?.moving) giveUp(); end(); });
    document.addEventListener("pointerup", () => {
      if (!drag?.moving) { end(); return; }
      const seat = over();
      end();
      // The click that ends a drag is no click of its own.
      const stop = (event) => { event.preventDefault(); event.stopPropagation(); };
      document.addEventListener("click", stop, { capture: true, once: true });
      setTimeout(() => document.removeEventListener("click", stop, { capture: true }), 0);
      if (seat) { put(seat); } else { giveUp(); }
    });
    root.addEventListener("dragstart", (event) => event.preventDefault());
    root.addEventListener("click", (event) => {
      const seat = event.target.closest(".hand-grid td");
      const link = draggable(event);
      if (link) event.preventDefault();
      if (seat) stand(seat, false);
      if (lifted && seat) { put(seat); return; }
      if (!link) return;
      const byKey = event.detail === 0 && !seat;
      lift(link.pathname, link.textContent.trim()).then(() => {
        const first = byKey && lifted && [...lifted.targets.values()].find((one) => one.legal);
        if (first) stand(seatOfTarget(first));
      });
    });
    root.addEventListener("submit", (event) => {
      if (!("act" in event.target.dataset)) return;
      event.preventDefault();
      const fields = Object.fromEntries(new FormData(event.target));
      giveUp(true);
      send(new URL(event.target.action).pathname, fields);
    });
  };

  // Keys.
  const neighbour = (key) => {
    const [down, across] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
    const every = rows();
    const row = every[every.indexOf(here.parentElement) + down];
    return row && seatsOf(row)[placeOf(here).column + across];
  };
  const press = (event) => {
    const onSeat = event.target.closest?.(".hand-grid td");
    const command = event.ctrlKey || event.metaKey;
    if (command && mayWrite && !event.target.closest?.("input, select, textarea")) {
      const back = event.code === "KeyZ" && !event.shiftKey;
      const forth = event.code === "KeyY" || (event.code === "KeyZ" && event.shiftKey);
      if (back || forth) {
        event.preventDefault();
        giveUp(true);
        send(`${base}/${back ? "undo" : "redo"}`, {});
      }
      return;
    }
    if (event.key === "Escape" && lifted) { end(); stand(giveUp() || here); return; }
    if (!onSeat || command || event.altKey) return;
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      here = onSeat;
      const next = neighbour(event.key);
      if (next) { stand(next); const target = targetAt(next); if (target) say(verdictOf(target)); }
      return;
    }
    const link = linkIn(onSeat);
    const href = link?.pathname;
    if (!mayWrite) {
      if (event.key === "Enter") link?.click();
      return;
    }
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (lifted) put(onSeat);
      else if (link) lift(href, link.textContent.trim());
    } else if (event.code === "KeyP" && link) {
      event.preventDefault();
      giveUp(true);
      send(`${href}/pin`, { fixed: link.querySelector(".fixed") ? "no" : "yes" });
    } else if (event.key === "Delete" && link) {
      event.preventDefault();
      giveUp(true);
      send(`${href}/drop`, {});
    }
  };

  // One stop for the tab key in the whole grid; the arrows do the rest.
  const settle = (part) => {
    part.querySelectorAll("a").forEach((link) => {
      link.tabIndex = -1;
      link.draggable = false;
      links.set(link.pathname, link);
    });
  };
  const standSomewhere = () => {
    if (here?.isConnected) return;
    here = table.querySelector("tbody td");
    if (here) { here.tabIndex = 0; here.setAttribute("aria-label", describe(here)); }
  };

  table.setAttribute("role", "grid");
  frame.removeAttribute("tabindex");
  settle(table);
  standSomewhere();
  document.addEventListener("keydown", press);
  table.addEventListener("focusin", (event) => {
    const seat = event.target.closest("td");
    if (seat && seat !== here) stand(seat, false);
  });
  if (mayWrite) takeHold();
  const search = root.querySelector(".hand-search");
  search.addEventListener("submit", (event) => { event.preventDefault(); renewWishes(); });
  let typing = 0;
  document.getElementById("hand-q").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(renewWishes, 250);
  });
  const bell = new EventSource(`${base}/events`);
  bell.addEventListener("changed", renew);
  bell.addEventListener("open", () => { root.classList.remove("offline"); if (said.textContent === words.lost) say(""); });
  // A full server answers once and says when to come again; the browser does so by itself.
  let later = false;
  bell.addEventListener("later", () => { later = true; });
  bell.addEventListener("error", () => {
    if (later) { later = false; return; }
    root.classList.add("offline"); say(words.lost);
  });
  addEventListener("pagehide", () => bell.close());
})();
