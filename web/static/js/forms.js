// What forms do where scripts run: hyphens, counted letters, files that are too large, drafts.
(() => {
  const grouped = {
    number: (digits) => [digits.slice(0, 3), digits.slice(3, 5), digits.slice(5, 10)],
    phone: (digits) => {
      const first = digits.startsWith("02") ? 2 : 3;
      const rest = digits.slice(first, 11);
      return [digits.slice(0, first), rest.slice(0, rest.length > 7 ? 4 : 3), rest.slice(rest.length > 7 ? 4 : 3)];
    },
  };
  document.querySelectorAll("[data-hyphens]").forEach((input) => {
    input.addEventListener("input", () => {
      const atEnd = input.selectionStart === input.value.length;
      const digits = input.value.normalize("NFKC").replace(/[\s-]/g, "");
      if (!atEnd || !/^\d+$/.test(digits)) return;
      if (input.dataset.hyphens === "phone" && !digits.startsWith("0")) return;
      input.value = grouped[input.dataset.hyphens](digits).filter(Boolean).join("-");
    });
  });

  document.querySelectorAll("[data-count]").forEach((input) => {
    const told = document.createElement("p");
    told.className = "counted";
    input.after(told);
    const count = () => {
      const used = input.value.length;
      told.textContent = input.dataset.count.replace("{used}", used);
      told.classList.toggle("near", used > 0.9 * input.maxLength);
    };
    input.addEventListener("input", count);
    count();
  });

  document.querySelectorAll("input[type=file][data-most]").forEach((input) => {
    const told = document.getElementById(input.dataset.large);
    const check = () => {
      const large = input.files.length > 0 && input.files[0].size > Number(input.dataset.most);
      told.hidden = !large;
      return large;
    };
    input.addEventListener("change", check);
    input.form.addEventListener("submit", (event) => {
      if (!check()) return;
      event.preventDefault();
      input.focus();
    });
  });

  // A draft lives in this tab only, and only until the section was saved: then its edition is
  // another one.
  const registered = document.querySelector("[data-registered]");
  if (registered) sessionStorage.removeItem(`draft ${registered.dataset.registered}/register`);
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const key = `draft ${form.dataset.draft}`;
    const fields = () => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
    const said = () => JSON.stringify(fields().map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]));
    const original = said();
    const note = document.querySelector("[data-restored]");
    const forget = () => sessionStorage.removeItem(key);
    const kept = JSON.parse(sessionStorage.getItem(key) || "null");
    const answered = document.querySelector(".problems, .note[role=alert]");
    if (kept && kept.edition === form.dataset.edition && kept.said !== original) {
      const values = new Map(JSON.parse(kept.said));
      fields().forEach((one) => {
        if (!values.has(one.name)) return;
        if (one.type === "checkbox") one.checked = values.get(one.name);
        else one.value = values.get(one.name);
        one.dispatchEvent(new Event("input"));
      });
      if (note && !answered) note.hidden = false;
    } else if (kept && kept.edition !== form.dataset.edition) {
      forget();
    }
    form.addEventListener("input", () => {
      sessionStorage.setItem(key, JSON.stringify({ edition: form.dataset.edition, said: said() }));
    });
    document.querySelectorAll("[data-forget]").forEach((button) => {
      button.addEventListener("click", () => { forget(); form.reset(); if (note) note.hidden = true; });
    });
  });
})();
