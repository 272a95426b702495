/* What the server answered to a save: the parts of the page that follow, and for each row how it went. */
(() => {
  "use strict";

  const Entry = window.Entry;
  if (!Entry) return;
  const { rows } = Entry;
  const slotOf = (row) => document.getElementById(`conflict-${row.id}`);

  /* `sent`: by row the texts that were sent. A row of which nothing is said is not sent again by itself. */
  function take(answer, sent) {
    replaceParts(answer.html);
    for (const row of sent.keys()) row.held = "refused";
    for (const said of answer.rows) {
      const row = rows.find((each) => each.id === said.id);
      if (row) takeRow(row, said, sent.get(row));
    }
  }

  /* Of rows that were not sent, only what is about the very texts shown here is of use. */
  function takeRow(row, said, sent) {
    if (!sent && (row.isDirty || row.held || said.seen !== row.seal.value)) return;
    replaceParts(said.html);
    row.held = "";
    if (said.outcome === "saved") row.settle(sent, said.seen);
    if (said.outcome === "refused") row.held = Entry.alike(row.texts, sent) ? "refused" : "";
    if (["conflict", "final"].includes(said.outcome)) differ(row, said, sent);
    Entry.mark(row);
  }

  /* The other's texts are the new base; the seal stays the old one until the editor has chosen. Finding there
     what was sent before means that only the answer got lost. */
  function differ(row, said, sent) {
    row.base = { ...sent, ...theirsOf(row) };
    row.next = said.seen;
    if (row.hasArrived || !row.isDirty) {
      row.settle(row.base, said.seen);
      slotOf(row).replaceChildren();
    } else row.held = said.outcome;
    row.show();
  }

  function theirsOf(row) {
    const differing = slotOf(row).querySelectorAll("[data-theirs]");
    return Object.fromEntries([...differing].map((each) => [each.dataset.name, each.dataset.theirs]));
  }

  function choose(row, whose) {
    if (whose === "theirs") row.set(row.base);
    row.settle(row.base, row.next);
    slotOf(row).replaceChildren();
    Entry.mark(row);
  }

  /* A page sent without script already tells of a conflict: its cells show what is not stored. No save is known
     by -1, so that nothing goes over the other's texts before the choice. */
  function adopt(row) {
    const theirs = slotOf(row) ? theirsOf(row) : {};
    if (!Object.keys(theirs).length) return;
    row.touched = true;
    row.base = { ...row.base, ...theirs };
    row.next = row.seal.value;
    row.seal.value = "-1.";
    row.held = "conflict";
  }

  function replaceParts(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    for (const part of [...holder.content.children]) {
      const old = document.getElementById(part.id);
      if (old) old.replaceWith(part);
    }
  }

  rows.forEach(adopt);
  Entry.answered = { take, choose };
})();
