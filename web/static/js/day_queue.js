// Keeps what is done on a day of the fair until the server has said that it took it: each act once.
// An act is known by its key, so that it may be sent again when an answer did not come.
const dayQueue = (() => {
  const BATCH = 20;
  const [SOON, LATER] = [1000, 15000];
  let database = null;
  let owner = "";
  let csrf = "";
  let state = "idle";
  let timer = null;
  let wait = SOON;
  const told = new BroadcastChannel("fairmatch-day");
  const listeners = [];

  const changed = (own = true) => {
    listeners.forEach((listen) => listen());
    if (own) told.postMessage("changed");
  };
  told.addEventListener("message", () => changed(false));

  const open = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open("fairmatch-day", 1);
    asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore("acts", { keyPath: "key" }));
    asked.addEventListener("success", () => resolve(asked.result));
    asked.addEventListener("error", () => reject(asked.error));
  });

  const inStore = async (mode, work) => {
    database ??= open();
    const acts = await database;
    return new Promise((resolve, reject) => {
      const transaction = acts.transaction("acts", mode, { durability: "strict" });
      const asked = work(transaction.objectStore("acts"));
      transaction.addEventListener("complete", () => resolve(asked.result));
      transaction.addEventListener("abort", () => reject(transaction.error));
    });
  };

  const all = async () => {
    const found = await inStore("readonly", (acts) => acts.getAll());
    return found.sort((one, other) => one.order - other.order);
  };
  const mine = async () => (await all()).filter((one) => one.owner === owner);
  const drop = (key) => inStore("readwrite", (acts) => acts.delete(key));

  // Works without a secure context too, where there is no randomUUID.
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const add = async (act, { sending, subject, words }) => {
    const order = performance.timeOrigin + performance.now();
    const at = new Date().toISOString();
    await inStore("readwrite", (acts) => acts.add({ key: newKey(), owner, sending, act, subject, words, at, order, state: "waiting" }));
    changed();
  };

  // What was undone before it was sent is as if it had never been done.
  const takeBack = async (key) => {
    await alone(async () => {
      const found = (await mine()).find((one) => one.key === key);
      if (found && found.state !== "sent") await drop(key);
    });
    changed();
  };

  const alone = (work) => (navigator.locks ? navigator.locks.request("fairmatch-day", work) : work());

  const post = (sending, batch) => fetch(sending, {
    method: "POST",
    credentials: "same-origin",
    redirect: "manual",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({ acts: batch.map((one) => ({ ...one.act, key: one.key, at: one.at })) }),
  });

  // A page that was kept for hours holds a token of a session that may be another one now.
  const renewToken = async () => {
    const answer = await fetch("/day/token", { credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.status);
    const found = await answer.json();
    csrf = found.csrf;
    return !owner.startsWith("account-") || found.owner === owner;
  };

  const note = (batch, answered) => inStore("readwrite", (acts) => {
    const answers = new Map(answered.acts.map((one) => [one.key, one]));
    let last = acts.count();
    batch.forEach((one) => {
      const answer = answers.get(one.key);
      if (!answer) return;
      const refused = answer.answer === "refused";
      last = acts.put({ ...one, state: refused ? "refused" : "sent", told: answer.words, sentAt: answered.now });
    });
    return last;
  });

  const sendBatch = async () => {
    const waiting = (await mine()).filter((one) => one.state === "waiting");
    if (!waiting.length) return "idle";
    const batch = waiting.filter((one) => one.sending === waiting[0].sending).slice(0, BATCH);
    let answer = await post(batch[0].sending, batch);
    if (answer.type === "opaqueredirect" || answer.status === 400 || answer.status === 401) {
      if (!(await renewToken())) return "signed out";
      answer = await post(batch[0].sending, batch);
    }
    if (answer.status === 404 || answer.status === 410) {
      const words = document.getElementById("queue")?.dataset.closed ?? "";
      await note(batch, { now: new Date().toISOString(), acts: batch.map((one) => ({ key: one.key, answer: "refused", words })) });
      return "more";
    }
    if (!answer.ok) return "later";
    await note(batch, await answer.json());
    return "more";
  };

  const send = async () => {
    clearTimeout(timer);
    await alone(async () => {
      try {
        do {
          state = await sendBatch();
          if (state === "more") changed();
        } while (state === "more");
      } catch (_error) {
        state = "offline";
      }
    });
    changed(false);
    if (state !== "idle") timer = setTimeout(send, wait);
    wait = state === "idle" ? SOON : Math.min(2 * wait, LATER);
  };

  const sendSoon = () => { wait = SOON; send(); };

  const begin = (whose, token) => {
    owner = whose;
    csrf = token;
    addEventListener("online", sendSoon);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) sendSoon(); });
    send();
  };

  return { begin, add, mine, all, drop, takeBack, send, state: () => state, listen: (one) => listeners.push(one) };
})();
