// Whoever stands there is found at once: by typing, by a handheld scanner, by the camera.
(() => {
  const form = document.querySelector(".day-find");
  if (!form) return;
  const field = form.querySelector("#q");
  const told = form.querySelector(".found-words");
  const atOnce = document.getElementById("at-once");
  const place = document.querySelector("[data-live]") ?? document.getElementById("main");
  const partyList = () => place.querySelector(".lines[data-list]");
  const rows = () => [...place.querySelectorAll("[data-exact]")];
  const plain = (text) => text.normalize("NFKC").replace(/[\s\-‐‑–]+/g, "").toLowerCase();
  let chosen = "";
  let opened = false;

  if (atOnce) {
    atOnce.parentElement.hidden = false;
    atOnce.checked = localStorage.getItem("fairmatch-day-at-once") === "1";
    atOnce.addEventListener("change", () => localStorage.setItem("fairmatch-day-at-once", atOnce.checked ? "1" : "0"));
  }

  // The code of a badge is an address that ends in whose it is.
  const subjectOf = (text) => {
    const parts = text.trim().match(/^https?:\/\/[^/]+\/badge\/[^/]+\/(firm|agency)\/([^/?#]+)$/i);
    if (!parts) return null;
    try { return `${parts[1].toLowerCase()}:${decodeURIComponent(parts[2])}`; } catch (_error) { return null; }
  };

  const exactly = (text) => {
    const wanted = plain(subjectOf(text) ?? text);
    return wanted ? rows().filter((row) => row.dataset.exact.split(" ").includes(wanted)) : [];
  };
  const like = (text) => {
    const words = text.split(/\s+/).map(plain).filter(Boolean);
    return words.length ? rows().filter((row) => words.every((word) => row.dataset.words.includes(word))) : [];
  };
  const say = (words) => { told.textContent = words; };

  // Of a long list only what is looked for is shown, and it folds itself up again afterwards.
  const show = () => {
    const list = partyList();
    const text = field.value.trim();
    const exact = exactly(text);
    const found = exact.length ? exact : like(text);
    list?.classList.toggle("searching", Boolean(text));
    if (list && text && !list.open) { list.open = true; opened = true; }
    if (list && !text && opened) { list.open = false; opened = false; }
    rows().forEach((row) => {
      row.classList.toggle("matches", found.includes(row));
      row.classList.toggle("found-one", chosen !== "" && row.dataset.row === chosen);
    });
    return found;
  };

  const choose = (row, scanned) => {
    chosen = row.dataset.row;
    show();
    const name = row.querySelector("[data-name]").textContent.replace(/\s+/g, " ").trim();
    say(told.dataset.one.replace("{name}", name));
    const button = row.querySelector(".check-in") ?? row.querySelector(".talk-acts .button");
    if (scanned && atOnce?.checked && row.querySelector(".check-in")) {
      button.click();
      return;
    }
    row.scrollIntoView({ block: "center" });
    (button ?? row).focus({ preventScroll: true });
  };

  const ask = async (text) => {
    if (!form.dataset.find) return [];
    const answer = await fetch(`${form.dataset.find}?q=${encodeURIComponent(text)}`, { credentials: "same-origin" });
    if (!answer.ok) return [];
    const { found } = await answer.json();
    return rows().filter((row) => found.includes(row.dataset.row));
  };

  // A code is taken for one that was scanned, whether this page understands it or only the server,
  // which knows private addresses and what a keyboard set to Korean makes of a code.
  const meant = async (text) => {
    let found = exactly(text);
    let code = found.length > 0;
    if (!code && !subjectOf(text)) found = like(text);
    if (!found.length) {
      found = await ask(text).catch(() => []);
      code = found.length === 1;
      if (code) field.value = found[0].dataset.exact.split(" ")[0];
    }
    if (!found.length) {
      say(/^https?:/.test(text) ? told.dataset.unknown : told.dataset.none);
      field.select();
    } else if (code || found.length === 1) {
      choose(found.find((row) => row.matches(".due, .under_way, .to_come")) ?? found[0], code);
    } else {
      say(told.dataset.some.replace("{n}", found.length));
    }
  };

  field.addEventListener("input", () => {
    chosen = "";
    const found = show();
    if (!field.value.trim()) say("");
    else say(found.length ? told.dataset.some.replace("{n}", found.length) : told.dataset.none);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text) meant(text);
  });
  new MutationObserver(show).observe(place, { childList: true });

  // Once one is checked in, the next code may come: it can be typed before this one is stored.
  document.addEventListener("submit", (event) => {
    if (!partyList() || !event.target.matches("#acts, [data-act]")) return;
    field.value = "";
    chosen = "";
    show();
    if (matchMedia("(pointer: fine)").matches) field.focus();
  });
  // A handheld scanner types wherever the focus is; its first letters find the field.
  document.addEventListener("keydown", (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey || event.key === " ") return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
    field.value = "";
    field.focus();
  });
  show();

  const dialog = document.getElementById("scanner");
  const video = dialog.querySelector("video");
  const words = dialog.querySelector("[data-told]");
  let stream = null;

  const library = () => new Promise((resolve, reject) => {
    if (globalThis.jsQR) { resolve(); return; }
    const script = document.createElement("script");
    script.src = dialog.dataset.decoder;
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  });

  // The browser's own reader where it has one, else the one that came with the page.
  const reader = async () => {
    if (globalThis.BarcodeDetector && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async () => (await detector.detect(video))[0]?.rawValue;
    }
    await library();
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    return async () => {
      const scale = Math.min(1, 640 / video.videoWidth);
      [canvas.width, canvas.height] = [video.videoWidth * scale, video.videoHeight * scale];
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const image = context.getImageData(0, 0, canvas.width, canvas.height);
      return jsQR(image.data, image.width, image.height, { inversionAttempts: "dontInvert" })?.data;
    };
  };

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
  };

  const look = async (read) => {
    if (!stream) return;
    const text = video.readyState >= 2 ? await read().catch(() => null) : null;
    if (!stream) return;
    if (text) {
      dialog.close();
      field.value = text;
      meant(text);
      return;
    }
    setTimeout(() => look(read), 120);
  };

  const start = async () => {
    words.textContent = dialog.dataset.looking;
    dialog.showModal();
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      await video.play();
      look(await reader());
    } catch (_error) {
      stop();
      words.textContent = dialog.dataset.denied;
    }
  };

  const scan = document.getElementById("scan");
  if (navigator.mediaDevices?.getUserMedia) {
    scan.hidden = false;
    scan.addEventListener("click", start);
  }
  dialog.addEventListener("close", stop);
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
})();
