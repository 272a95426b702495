/* Small conveniences. Everything here also works without them.

   form[data-autosubmit]   sent when a select in it changes; its button is then hidden
   [data-confirm]          a button that asks first
   [data-print]            a button that prints
   details[data-menu]      closes on Escape and on a click elsewhere */
(() => {
  "use strict";

  function autosubmit(form) {
    form.querySelectorAll("button").forEach((button) => (button.hidden = true));
    form.addEventListener("change", () => form.requestSubmit());
  }

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  }

  function start() {
    document.querySelectorAll("form[data-autosubmit]").forEach(autosubmit);
    document.querySelectorAll("[data-print]").forEach((button) => (button.hidden = false));
    document.addEventListener("click", (event) => {
      closeMenus(event.target.closest("details[data-menu]"));
      if (event.target.closest("[data-print]")) window.print();
      const asking = event.target.closest("[data-confirm]");
      if (asking && !window.confirm(asking.dataset.confirm)) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const open = document.querySelector("details[data-menu][open]");
      if (!open) return;
      open.open = false;
      open.querySelector("summary").focus();
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
