/* Moving between the cells of the entry table, and keeping its counts. Everything also works without it.

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

  form.addEventListener("keydown", (event) => {
    if (!event.target.matches("input.cell, input.note-input") || event.isComposing) return;
    if (event.key === "Enter") event.preventDefault();
    if (!event.target.matches("input.cell")) return;
    if (event.key === "Enter" || event.key === "ArrowDown") move(event.target, 1);
    if (event.key === "ArrowUp") move(event.target, -1);
    if (["ArrowDown", "ArrowUp"].includes(event.key)) event.preventDefault();
  });
  form.addEventListener("input", count);
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.target.id && event.target.id.startsWith("findings-")) mark(event.target);
    count();
  });
})();
