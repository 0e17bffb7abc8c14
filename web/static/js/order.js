// A firm's requests are put into order by dragging; the buttons do the same without it.
(() => {
  const prepare = () => {
    document.querySelectorAll("[data-sortable]:not(.ready)").forEach((list) => {
      if (!window.Sortable) return;
      list.classList.add("ready");
      window.Sortable.create(list, {
        handle: ".grip",
        animation: 120,
        onEnd: (moved) => {
          if (moved.oldIndex === moved.newIndex) return;
          const form = document.getElementById(list.dataset.sortable);
          form.elements.order.value = [...list.children].map((wish) => wish.dataset.code).join(",");
          form.requestSubmit();
        },
      });
    });
  };
  prepare();
  document.addEventListener("htmx:afterSettle", prepare);
})();
