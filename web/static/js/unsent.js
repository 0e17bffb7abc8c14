// Before somebody signs out: what was done on the day and is not sent yet would be lost.
(async () => {
  const note = document.getElementById("unsent");
  const there = await indexedDB.databases?.() ?? [];
  if (!note || !there.some((one) => one.name === "fairmatch-day")) return;
  const asked = indexedDB.open("fairmatch-day");
  asked.addEventListener("success", () => {
    const acts = asked.result.transaction("acts").objectStore("acts").getAll();
    acts.addEventListener("success", () => {
      const waiting = acts.result.filter((one) => one.state === "waiting").length;
      note.textContent = note.dataset.words.replace("{n}", waiting);
      note.hidden = !waiting;
      asked.result.close();
    });
  });
})();
