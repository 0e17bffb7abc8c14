// Brings the next booth into sight where the map is wider than the telephone.
document.querySelectorAll(".my-day-part").forEach((place) => {
  let left = null;
  const show = () => {
    const frame = place.querySelector(".my-way .scroll-x");
    const marks = [...place.querySelectorAll(".my-way .booth.mine")]
      .sort((one, other) => Number(one.querySelector(".visit").textContent) - Number(other.querySelector(".visit").textContent));
    if (!frame || !marks.length) return;
    if (left === null) {
      const booth = marks[marks.length - 1].getBoundingClientRect();
      const at = frame.getBoundingClientRect();
      left = frame.scrollLeft + booth.left - at.left - (at.width - booth.width) / 2;
    }
    frame.scrollLeft = left;
    frame.addEventListener("scroll", () => { left = frame.scrollLeft; }, { passive: true });
  };
  place.addEventListener("live:drawn", show);
  show();
});
