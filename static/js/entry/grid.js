/* Moving between the cells with the keyboard, pasting a block, choosing in a conflict, sending the form.

   Enter, arrow down   the cell below         Esc         the text as it was when the field was entered
   arrow up            the cell above         Ctrl+S      save now           Ctrl+Enter   hand up
   Alt + arrow down    the row's further fields; Esc there leads back */
(() => {
  "use strict";

  const Entry = window.Entry;
  if (!Entry) return;
  const { form, rows, saving, draft, paste } = Entry;
  const say = (name, text) => {
    const note = form.querySelector(`[data-${name}]`);
    note.hidden = !text;
    note.querySelector("span").textContent = text;
  };
  let entered = "";
  let pasted = [];
  let isJustPasted = false;

  /* Where a row is wrong its cell says so; its 备注 stands beside the warning that asks for it. */
  Entry.mark = (row) => {
    const findings = document.getElementById(`findings-${row.id}`);
    const conflict = document.getElementById(`conflict-${row.id}`);
    if (!findings || !row.line) return;
    const cell = row.line.querySelector(".cell");
    const isHeld = Boolean(conflict && conflict.children.length);
    const isWrong = isHeld || Boolean(findings.querySelector(".finding-error"));
    if (cell) {
      cell.classList.toggle("is-error", isWrong);
      if (isWrong) cell.setAttribute("aria-invalid", "true");
      else cell.removeAttribute("aria-invalid");
    }
    placeNote(row, findings);
  };

  function placeNote(row, findings) {
    const { note } = row.fields;
    const asked = Boolean(findings.querySelector(".finding-warning"));
    const place = form.querySelector(`[data-note-${asked ? "slot" : "home"}="${row.id}"]`);
    if (!note || !place || note.parentElement === place || note === document.activeElement) return;
    place.append(note);
  }

  function move(from, step) {
    const column = [...form.querySelectorAll(from.matches(".cell") ? ".cell" : ".note-input")];
    const next = column[column.indexOf(from) + step];
    if (!next) return;
    next.focus();
    if (next.select) next.select();
  }

  function restore(field) {
    const row = Entry.rowOf(field);
    const name = Object.keys(row.fields).find((each) => row.fields[each] === field);
    const text = field.value === entered ? row.base[name] : entered;
    if (text === field.value) return;
    field.value = text;
    if (field.select) field.select();
    saving.changed(row);
  }

  function more(field, isOpen) {
    const line = field.closest("[data-row]");
    const menu = line && form.querySelector(`details[data-more="${line.dataset.row}"]`);
    if (!menu) return false;
    menu.open = isOpen;
    const inside = isOpen ? `#more-${menu.dataset.more} :is(input, select, textarea)` : `#row-${menu.dataset.more} .cell`;
    const next = form.querySelector(inside);
    if (next) next.focus();
    return true;
  }

  function pressed(event) {
    const field = event.target;
    const isCell = field.matches("input.cell, input.note-input");
    if (event.key === "Escape") {
      if (field.closest('[id^="more-"]')) return more(field, false);
      restore(field);
      return true;
    }
    if (event.key === "ArrowDown" && event.altKey) return more(field, true);
    if (event.key === "Enter" && !event.ctrlKey && field.matches("input, select.cell")) {
      if (isCell || field.matches("select")) move(field, event.shiftKey ? -1 : 1);
      return true;
    }
    if (!isCell || !["ArrowDown", "ArrowUp"].includes(event.key)) return false;
    move(field, event.key === "ArrowDown" ? 1 : -1);
    return true;
  }

  function shortcut(event) {
    if (!event.ctrlKey && !event.metaKey) return false;
    const submit = form.querySelector('button[name="action"][value="submit"]');
    if (event.key === "s") saving.flush();
    else if (event.key === "Enter" && submit) submit.click();
    else if (event.key === "z" && isJustPasted) takeBack();
    else return false;
    return true;
  }

  function lay(event) {
    const row = Entry.rowOf(event.target);
    if (!row || !event.target.matches("input.cell, input.note-input")) return;
    const name = event.target === row.fields.typed ? "typed" : "note";
    const plan = paste.planOf(event.clipboardData.getData("text/plain"), row, name, form.dataset.year);
    if (!plan) return;
    event.preventDefault();
    isJustPasted = true;
    pasted = plan.cells.map(([target, each, text]) => [target, each, target.fields[each].value, text]);
    plan.cells.forEach(([target, each, text]) => target.set({ [each]: text }));
    const touched = new Set(plan.cells.map(([target]) => target));
    touched.forEach(saving.changed);
    const left = plan.left ? `，另有 ${plan.left} 行没有对应的指标，未填入` : "";
    say("pasted", `已粘贴 ${touched.size} 项${left}`);
    form.querySelector("[data-undo]").hidden = !pasted.length;
    saving.flush();
  }

  /* What was typed over a pasted text stays. */
  function takeBack() {
    for (const [row, name, before, text] of pasted) {
      if (row.fields[name].value === text) row.set({ [name]: before });
      saving.changed(row);
    }
    pasted = [];
    isJustPasted = false;
    form.querySelector("[data-undo]").hidden = true;
    say("pasted", "已撤销粘贴");
    saving.flush();
  }

  function clicked(event) {
    if (event.target.closest("[data-undo]")) return takeBack();
    const button = event.target.closest("[data-take]");
    if (!button) return;
    event.preventDefault();
    const row = rows.find((each) => each.id === button.value);
    saving.choose(row, button.dataset.take);
    const cell = row.line.querySelector(".cell");
    if (cell) cell.focus();
  }

  /* Whatever the form is sent for, what was typed is saved first; saving needs no more than that. Of several
     buttons pressed meanwhile the last one counts. */
  let isReady = false;
  let isSaving = false;
  let button = null;
  async function sent(event) {
    if (isReady) return;
    event.preventDefault();
    button = event.submitter;
    if (isSaving) return;
    isSaving = true;
    await saving.flush();
    await new Promise((done) => setTimeout(done)); // a form cannot be sent while it tells that it is being sent
    isSaving = false;
    if (button && button.name === "action" && button.value === "save") return;
    if (!saving.isSaved()) return lead();
    isReady = true;
    form.requestSubmit(button);
  }

  function lead() {
    const waiting = form.querySelector("[data-take]");
    if (waiting) waiting.focus();
    say("pasted", "还没有全部保存，因此没有发出。");
  }

  const typed = (field) => {
    const row = Entry.rowOf(field);
    if (!row) return;
    isJustPasted = false;
    saving.changed(row);
  };

  form.addEventListener("focusin", (event) => (entered = event.target.value));
  form.addEventListener("focusout", (event) => {
    const row = Entry.rowOf(event.target);
    if (row) setTimeout(Entry.mark, 0, row);
  });
  form.addEventListener("input", (event) => event.isComposing || typed(event.target));
  form.addEventListener("compositionend", (event) => typed(event.target));
  form.addEventListener("change", (event) => Entry.rowOf(event.target) && saving.flush());
  form.addEventListener("paste", lay);
  form.addEventListener("click", clicked);
  form.addEventListener("submit", sent);
  form.addEventListener("keydown", (event) => {
    if (event.isComposing || !Entry.rowOf(event.target)) return;
    if (pressed(event)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!event.isComposing && shortcut(event)) event.preventDefault();
  });

  /* A field prints only as much of a long note as fits into it. */
  window.addEventListener("beforeprint", () => {
    for (const place of form.querySelectorAll("[data-note-print]")) {
      const note = form.elements.namedItem(`note-${place.dataset.notePrint}`);
      if (note) place.textContent = note.value;
    }
  });

  form.querySelectorAll("summary[data-more-toggle]").forEach((each) => (each.tabIndex = -1));
  const count = draft.putBack();
  if (count) say("restored", `上次没有保存的 ${count} 项已放回表中`);
  rows.forEach(Entry.mark);
  saving.flush();
})();
