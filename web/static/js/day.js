// The day's pages: every button is an act that is kept here first, shown at once, and sent when it can be.
(() => {
  const form = document.getElementById("acts");
  const box = document.getElementById("queue");
  if (!form || !box) return;
  const place = document.querySelector("[data-live]") ?? document.getElementById("main");
  const said = box.querySelector("[data-count]");
  const list = box.querySelector("[data-refused]");
  const lines = document.getElementById("offline");
  const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });

  const fieldsOf = (own, button) => {
    const act = {};
    const put = (name, value) => { act[name] = name in act ? [].concat(act[name], value) : value; };
    new FormData(own).forEach((value, name) => {
      if (typeof value === "string" && !["csrf_token", "key", "next", "do"].includes(name)) put(name, value);
    });
    if (button?.name === "do") new URLSearchParams(button.value).forEach((value, name) => put(name, value));
    else if (button?.name) put(button.name, button.value);
    return act;
  };

  const keep = async (own, button) => {
    const told = own.dataset.words ? own : button ?? own;
    const act = fieldsOf(own, button);
    if (own.dataset.act) act.kind = own.dataset.act;
    await dayQueue.add(act, {
      sending: own.dataset.sending ?? form.dataset.sending,
      subject: told.dataset.subject ?? own.dataset.subject ?? "",
      words: told.dataset.words ?? told.textContent.trim(),
    });
    dayQueue.send();
  };

  // A browser that keeps nothing sends the form as it is.
  const sendPlainly = (own, button) => {
    const done = document.createElement("input");
    Object.assign(done, { type: "hidden", name: button?.name ?? "", value: button?.value ?? "" });
    own.append(done);
    own.submit();
  };

  document.addEventListener("submit", (event) => {
    const own = event.target;
    if (own !== form && !own.dataset.act) return;
    if ([...own.elements].some((one) => one.type === "file" && one.files.length)) return;
    event.preventDefault();
    keep(own, event.submitter).catch(() => sendPlainly(own, event.submitter));
  });

  const row = (subject) => document.querySelector(`[data-row="${CSS.escape(subject)}"]`);

  const mark = (one) => {
    const where = row(one.subject);
    if (!where) return;
    const told = document.createElement("p");
    told.className = `pending ${one.state}`;
    const words = { waiting: box.dataset.waiting, sent: box.dataset.sent, refused: box.dataset.no }[one.state];
    told.textContent = `${one.state === "sent" ? "✓" : one.state === "refused" ? "⚠" : "⏳"} ${one.words} ${clock(one.at)} · ${words}`;
    if (one.state === "waiting") {
      const back = document.createElement("button");
      Object.assign(back, { type: "button", className: "button-quiet small-button", textContent: box.dataset.back });
      back.setAttribute("aria-label", `${box.dataset.back}: ${one.words}`);
      back.addEventListener("click", () => dayQueue.takeBack(one.key));
      told.append(" ", back);
    }
    where.append(told);
  };

  const refuse = (one) => {
    const item = document.createElement("li");
    const name = row(one.subject)?.querySelector("[data-name]")?.textContent.trim() ?? "";
    item.textContent = `${[name, one.words, clock(one.at)].filter(Boolean).join(" · ")}: ${one.told} `;
    const seen = document.createElement("button");
    Object.assign(seen, { type: "button", className: "button-quiet small-button", textContent: box.dataset.seen });
    seen.addEventListener("click", async () => { await dayQueue.drop(one.key); draw(); });
    item.append(seen);
    return item;
  };

  const draw = async () => {
    const found = await dayQueue.mine();
    const drawn = document.querySelector("[data-drawn]")?.dataset.drawn ?? "";
    const shown = found.filter((one) => one.state !== "sent" || Date.parse(one.sentAt) > Date.parse(drawn));
    await Promise.all(found.filter((one) => !shown.includes(one)).map((one) => dayQueue.drop(one.key)));
    document.querySelectorAll(".pending").forEach((one) => one.remove());
    shown.forEach(mark);
    const waiting = shown.filter((one) => one.state === "waiting").length;
    const refused = shown.filter((one) => one.state === "refused");
    const state = waiting && dayQueue.state() === "signed out" ? "out" : waiting ? "waiting" : "done";
    const words = { out: box.dataset.out, waiting: box.dataset.left, done: shown.length || box.dataset.any ? box.dataset.done : "" }[state];
    if (shown.length) box.dataset.any = "1";
    const text = words.replace("{n}", waiting);
    if (said.textContent !== text) said.textContent = text;
    box.dataset.state = state;
    box.hidden = !text && !refused.length;
    list.replaceChildren(...refused.map(refuse));
    list.hidden = !refused.length;
    box.querySelector("[data-sign-in]").hidden = state !== "out";
  };

  dayQueue.listen(draw);
  new MutationObserver(() => { draw(); keepPage(); }).observe(place, { childList: true });
  dayQueue.begin(form.dataset.owner, form.querySelector("[name=csrf_token]").value);
  draw();

  // Without a network the page says as of when it is, and what becomes of what is done on it.
  const line = () => { lines.hidden = navigator.onLine; };
  addEventListener("online", line);
  addEventListener("offline", line);
  line();

  // The service worker keeps this very page; whoever else signs in here does not find it.
  let keptAt = 0;
  const keepPage = async () => {
    if (!navigator.serviceWorker || !form.dataset.scope || performance.now() - keptAt < 15000) return;
    keptAt = performance.now();
    const { active } = await navigator.serviceWorker.ready;
    const assets = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => new URL(name).pathname.startsWith("/static/"));
    active?.postMessage({ keep: location.pathname + location.search, assets });
  };

  const register = async () => {
    if (!navigator.serviceWorker || !form.dataset.scope) return;
    const before = localStorage.getItem("fairmatch-day-owner");
    if (before && before !== form.dataset.owner) {
      await Promise.all((await caches.keys()).filter((name) => name.startsWith("fairmatch-day ")).map((name) => caches.delete(name)));
    }
    localStorage.setItem("fairmatch-day-owner", form.dataset.owner);
    navigator.serviceWorker.addEventListener("message", (event) => {
      if (event.data?.kept) { box.dataset.kept = "1"; document.getElementById("kept").hidden = false; }
    });
    await navigator.serviceWorker.register("/day/worker.js", { scope: form.dataset.scope });
    // A worker that is new here waits for its turn; the page is kept once it has it.
    await navigator.serviceWorker.ready;
    keptAt = -1e9;
    keepPage();
  };
  register().catch(() => {});
})();
