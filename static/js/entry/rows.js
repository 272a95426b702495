/* The rows of the entry form: what stands in their fields, what the server holds, and the difference.

   The scripts of this folder are loaded in the order rows, paste, draft, answered, saving, grid and share
   the object `Entry`. They are no modules, because hashed file names leave nothing to import from. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const TEXTS = [
    "typed", "note", "cause", "measure", "nature", "numerator", "denominator", "break_note", "progress",
  ];
  const same = (one, other) => one.trim().replace(/\r\n/g, "\n") === other.trim().replace(/\r\n/g, "\n");
  const alike = (one, other) => Object.keys(one).every((name) => same(one[name], other[name] || ""));

  function shownFirst(field) {
    if (!field.options) return field.defaultValue;
    const chosen = [...field.options].find((option) => option.defaultSelected) || field.options[0];
    return chosen.value;
  }

  /* `base` are the texts that the server holds, `seal` is the field that says which save of the row its editor
     saw. `held` is "conflict", "final" (handed up by another) or "refused" while the row waits for its editor;
     `next` is the seal of what the other saved. `sent` are texts of whose arrival nothing is known. */
  class Row {
    constructor(id, fields, seal) {
      this.id = id;
      this.fields = fields;
      this.seal = seal;
      this.line = document.getElementById(`row-${id}`);
      this.name = this.line ? this.line.dataset.name || "" : "";
      this.base = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, shownFirst(field)]));
      this.held = "";
      this.next = "";
      this.sent = [];
      this.touched = false;
    }

    get texts() {
      return Object.fromEntries(Object.entries(this.fields).map(([name, field]) => [name, field.value]));
    }

    get changed() {
      return Object.keys(this.fields).filter((name) => !same(this.fields[name].value, this.base[name]));
    }

    get isDirty() {
      return this.changed.length > 0;
    }

    get hasArrived() {
      return this.sent.some((texts) => alike(this.base, texts));
    }

    set(texts) {
      for (const [name, text] of Object.entries(texts)) {
        if (this.fields[name]) this.fields[name].value = text;
      }
      this.show();
    }

    /* What the server has answered: its texts, and the seal under which it holds them. */
    settle(texts, seal) {
      this.base = { ...this.base, ...texts };
      this.seal.value = seal;
      this.held = "";
      this.sent = [];
      this.show();
    }

    show() {
      for (const [name, field] of Object.entries(this.fields)) {
        if (field.matches(".cell")) field.classList.toggle("is-changed", !same(field.value, this.base[name]));
      }
    }
  }

  function rowOf(seal) {
    const id = seal.name.slice("seen-".length);
    const fields = TEXTS.map((name) => [name, form.elements.namedItem(`${name}-${id}`)]);
    return new Row(id, Object.fromEntries(fields.filter(([, field]) => field)), seal);
  }

  function allRows() {
    const rows = [...form.querySelectorAll('input[name^="seen-"]')].map(rowOf);
    const responsible = form.elements.namedItem("responsible");
    const seal = form.elements.namedItem("responsible-seen");
    if (responsible && seal) rows.push(new Row("responsible", { responsible }, seal));
    return rows;
  }

  const rows = allRows();
  const byField = new Map(rows.flatMap((row) => Object.values(row.fields).map((field) => [field, row])));
  window.Entry = { form, rows, same, alike, rowOf: (field) => byField.get(field) };
})();
