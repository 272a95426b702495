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

  /* The row that is looked at now, with its place in the document. */
  function mark(row) {
    for (const each of document.querySelectorAll(".is-current")) each.classList.remove("is-current");
    const place = document.getElementById(row.querySelector("a[data-jump]")?.hash.slice(1) ?? "");
    row.classList.add("is-current");
    let shown = place;
    while (shown && !shown.matches("mark")) shown = shown.nextElementSibling;
    shown?.classList.add("is-current");
    return place;
  }

  function attend(row) {
    const place = mark(row);
    if (place && window.matchMedia("(min-width: 1080px)").matches) show(place);
  }

  /* After a decision the next open row is at hand: Enter takes it, Tab goes on. */
  function goOn(row) {
    const button = (each) => each.querySelector(".intake-take");
    let next = row;
    while (next && !button(next)) next = next.nextElementSibling;
    const focused = next ? button(next) : row.querySelector("a, button");
    focused?.focus({ preventScroll: true });
    if (!next) return;
    const { top, bottom } = next.getBoundingClientRect();
    if (top < 110 || bottom > window.innerHeight) next.scrollIntoView({ block: "center" });
    attend(next);
  }

  /* A click anywhere on a row follows its link. */
  function pick(event) {
    const line = event.target.closest(".intake-line");
    if (!line) return;
    mark(line.closest(".intake-row"));
    if (event.target.closest("a, button, input, select, textarea, label, summary")) return;
    line.querySelector("a[data-jump]")?.click();
  }

  /* The document opens where the first row was read, not at its letterhead. */
  const first = pane.querySelector(".mark-row, .mark-conflict");
  if (first && !window.location.hash) pane.scrollTop = first.offsetTop - pane.clientHeight / 3;

  document.addEventListener("click", follow);
  document.addEventListener("click", pick);
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.target.matches?.(".intake-row")) return;
    const field = event.target.querySelector('[aria-invalid="true"], .intake-form input:not([type="hidden"])');
    if (field) field.focus({ preventScroll: true });
    else goOn(event.target);
  });
})();
