/* 规划录入: places of the document are brought into view inside their pane, without moving the page.

   Without this, the plain #anchors do the same, a little rougher. htmx sends the forms of rows. */
(() => {
  "use strict";

  const pane = document.getElementById("text");

  function show(target) {
    const place = target.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = pane.scrollTop + place.top - frame.top - frame.height / 3;
    pane.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  }

  /* Following a link to a place marks it as :target; the page itself stays where it is. */
  function follow(event) {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target || !pane.contains(target) || pane.contains(link)) return;
    if (window.matchMedia("(max-width: 1079px)").matches) return;
    event.preventDefault();
    const { scrollX, scrollY } = window;
    const before = pane.scrollTop;
    window.location.hash = link.hash;
    window.scrollTo(scrollX, scrollY);
    pane.scrollTop = before;
    show(target);
  }

  /* A click anywhere on a row follows its link. */
  function pick(event) {
    const line = event.target.closest(".intake-line");
    if (!line || event.target.closest("a, button, input, select, textarea, label")) return;
    line.querySelector("a[data-jump]")?.click();
  }

  document.addEventListener("click", follow);
  document.addEventListener("click", pick);
  document.addEventListener("htmx:afterSwap", (event) => {
    const field = event.target.querySelector?.('[aria-invalid="true"], .intake-form input:not([type="hidden"])');
    field?.focus({ preventScroll: true });
  });
})();
