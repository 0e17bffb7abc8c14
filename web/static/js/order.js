// A firm's requests are put into order by dragging; the buttons do the same without it.
(() => {
  const prepare = () => {
    document.querySelectorAll("[data-sortable]:not(.ready)").forEach((list) => {
      if (!window.Sortable) return;
      list.classList.add("ready");
      window.Sortable.create(list, {
        handle: ".grip",
        // The same for mouse and finger, and no ghost of the browser's own.
        forceFallback: true,
        onEnd: (moved) => {
          // What the drag left of its own style would be carried over to the new list.
          [...list.children].forEach((wish) => wish.removeAttribute("style"));
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
