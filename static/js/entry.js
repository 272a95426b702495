/* Moving between the cells of the entry table, keeping its counts, and holding on to what was sent but did not
   arrive (a session that had run out, a server that was away). Everything also works without it.

   Enter, arrow down    the next cell of this year's column          arrow up   the one before
   Enter never sends the form from a cell; the buttons do. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const cells = () => [...form.querySelectorAll("input.cell")];

  function move(from, step) {
    const all = cells();
    const next = all[all.indexOf(from) + step];
    if (!next) return;
    next.focus();
    next.select();
  }

  function count() {
    const blank = cells().filter((cell) => !cell.value.trim()).length;
    const bar = form.querySelector("[data-filled-bar]");
    const filled = bar.max - blank - form.querySelectorAll(".figure-value[data-blank]").length;
    form.querySelector("[data-filled]").textContent = filled;
    bar.value = filled;
    bar.setAttribute("aria-label", `已填 ${filled} 项，共 ${bar.max} 项`);
    const errors = form.querySelectorAll('[id^="findings-"] .finding-error').length;
    form.querySelector("[data-errors]").hidden = !errors;
    form.querySelector("[data-errors-count]").textContent = errors;
  }

  function mark(result) {
    const id = result.id.replace("findings-", "");
    const cell = document.getElementById(`typed-${id}`);
    if (!cell) return;
    const wrong = Boolean(result.querySelector(".finding-error"));
    cell.classList.toggle("is-error", wrong);
    if (wrong) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
  }

  const place = `entry-${form.dataset.entry}`;
  const fields = () => [...form.querySelectorAll("input.cell, input.note-input, textarea")];
  const say = (name) => (form.querySelector(`[data-${name}]`).hidden = false);

  /* What is sent is kept in this tab until the form is seen again; then whatever the page does not hold is put
     back. Rows for which the other's value was chosen are not kept. */
  function keep() {
    const theirs = new Set([...form.querySelectorAll("[name=theirs]:checked")].map((box) => box.value));
    const changed = fields().filter((field) => field.value !== field.defaultValue);
    const mine = changed.filter((field) => !theirs.has(field.name.split("-")[1]));
    sessionStorage.setItem(place, JSON.stringify(mine.map((field) => [field.name, field.value])));
  }

  function putBack() {
    const kept = JSON.parse(sessionStorage.getItem(place) || "[]");
    sessionStorage.removeItem(place);
    kept.forEach(([name, value]) => {
      const field = form.elements.namedItem(name);
      if (!field || field.value.trim() === value.trim()) return;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      say("restored");
    });
  }

  form.addEventListener("keydown", (event) => {
    if (!event.target.matches("input.cell, input.note-input") || event.isComposing) return;
    if (event.key === "Enter") event.preventDefault();
    if (!event.target.matches("input.cell")) return;
    if (event.key === "Enter" || event.key === "ArrowDown") move(event.target, 1);
    if (event.key === "ArrowUp") move(event.target, -1);
    if (["ArrowDown", "ArrowUp"].includes(event.key)) event.preventDefault();
  });
  form.addEventListener("input", count);
  form.addEventListener("submit", keep);
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { status, responseURL } = event.detail.xhr;
    if (status === 200 && new URL(responseURL).pathname.endsWith("/preview/")) return;
    event.detail.shouldSwap = false;
    say("no-preview");
  });
  document.body.addEventListener("htmx:sendError", () => say("no-preview"));
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.target.id && event.target.id.startsWith("findings-")) mark(event.target);
    count();
  });
  window.addEventListener("load", putBack);
})();
