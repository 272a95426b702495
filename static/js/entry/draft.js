/* What is typed and not yet saved is kept in this browser, by form and person, until the server has it. */
(() => {
  "use strict";

  const Entry = window.Entry;
  if (!Entry) return;
  const DAY = 24 * 3600 * 1000;
  const LONGEST = 14 * DAY;
  const PREFIX = "entry-";
  const place = PREFIX + Entry.form.dataset.entry;

  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(name)) || {};
    } catch {
      return {};
    }
  }

  /* Only rows that this window has touched are written or taken away: another window keeps its own.
     Answers whether everything unsaved is now safe. */
  function keep() {
    const kept = read(place).rows || {};
    for (const row of Entry.rows.filter((each) => each.touched)) {
      const texts = Object.fromEntries(row.changed.map((name) => [name, row.fields[name].value]));
      if (row.isDirty) kept[row.id] = { seen: row.seal.value, texts, sent: row.sent };
      else delete kept[row.id];
    }
    try {
      if (Object.keys(kept).length) localStorage.setItem(place, JSON.stringify({ at: Date.now(), rows: kept }));
      else localStorage.removeItem(place);
      return true;
    } catch {
      return !Entry.rows.some((row) => row.isDirty);
    }
  }

  /* A row that the server holds otherwise than when this was typed keeps its old seal, so that saving it is
     answered with a conflict. The same text by now, or a save whose answer got lost, is none. */
  function putBackRow(row, { seen, texts, sent }) {
    row.touched = true;
    row.sent = sent;
    const isNew = ([name, text]) => row.fields[name] && !Entry.same(text, row.base[name]);
    const wanted = Object.entries(texts).filter(isNew);
    const moved = seen !== row.seal.value && !row.hasArrived;
    if (!wanted.length || (moved && row.id === "responsible")) return false;
    row.set(Object.fromEntries(wanted));
    if (moved) row.seal.value = seen;
    return true;
  }

  /* How many rows were put back. */
  function putBack() {
    const kept = read(place).rows || {};
    const found = Entry.rows.filter((row) => kept[row.id]);
    return found.filter((row) => putBackRow(row, kept[row.id])).length;
  }

  function sweep() {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX) && !(Date.now() - read(name).at < LONGEST)) localStorage.removeItem(name);
    }
  }

  try {
    sweep();
  } catch {
    // A browser that keeps nothing: leaving the page then asks first.
  }
  Entry.draft = { keep, putBack };
})();
