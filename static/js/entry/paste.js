/* A block of cells from Excel or WPS, as text with tabs and newlines, laid over the rows of the form. */
(() => {
  "use strict";

  const { Entry, blockOf } = window;
  if (!Entry) return;
  const COLUMNS = ["typed", "note"];
  const HEADS = { typed: /本年|填报值|实际|完成值/, note: /^备注/ };
  const plain = (text) => text.normalize("NFKC").replace(/^[\s—-]*(其中:?)?|\s/g, "");

  /* Which column of the block holds what, where its first line is a heading. */
  function headed(line, year) {
    const found = {};
    line.forEach((text, at) => {
      if (found.typed === undefined && (HEADS.typed.test(text) || text.startsWith(year))) found.typed = at;
      if (HEADS.note.test(text)) found.note = at;
    });
    return found;
  }

  const isHeading = (line) => line.some((text) => HEADS.typed.test(text)) || /^(备注|指标)/.test(line[0]);

  /* Sheets print the unit behind the name, in brackets. */
  function finder(rows) {
    const named = new Map(rows.filter((row) => row.name).map((row) => [plain(row.name), row]));
    return (text = "") => named.get(plain(text)) || named.get(plain(text).replace(/\([^()]*\)$/, ""));
  }

  /* Where the block has a column of names, each line goes to its row, wherever that stands. */
  function byName(lines, rows, year) {
    const find = finder(rows);
    const at = [0, 1].find((column) => {
      const known = lines.filter((line) => line.length > column + 1 && find(line[column]));
      return known.length && known.length * 2 >= lines.length;
    });
    if (at === undefined) return null;
    const heading = find(lines[0][at]) ? {} : headed(lines[0], year);
    const columns = { typed: at + 1, note: at + 2, ...heading };
    const plan = { cells: [], left: 0 };
    lines.forEach((line, index) => {
      const row = find(line[at]);
      if (row) COLUMNS.forEach((name) => plan.cells.push([row, name, line[columns[name]] || ""]));
      else if (index || heading.typed === undefined) plan.left += line.slice(at + 1).some(Boolean) ? 1 : 0;
    });
    return plan;
  }

  /* From the focused field downwards and to the right; what reaches beyond the last row is only counted. */
  function byPlace(lines, rows, row, name) {
    const body = lines.length > 1 && isHeading(lines[0]) ? lines.slice(1) : lines;
    const from = rows.indexOf(row);
    const names = COLUMNS.slice(COLUMNS.indexOf(name));
    const plan = { cells: [], left: 0 };
    body.forEach((line, down) => {
      const target = rows[from + down];
      if (!target) plan.left += line.some(Boolean) ? 1 : 0;
      else names.forEach((each, right) => plan.cells.push([target, each, line[right] || ""]));
    });
    return plan;
  }

  /* {cells: [row, name, text][], left: lines without a row}, or null for a single value. An empty cell leaves
     its row as it is; a newline becomes a blank, because the fields hold one line. */
  function planOf(text, row, name, year) {
    const lines = blockOf(text);
    if (lines.length === 1 && lines[0].length === 1) return null;
    const rows = Entry.rows.filter((each) => each.fields.typed);
    const plan = byName(lines, rows, year) || byPlace(lines, rows, row, name);
    plan.cells = plan.cells
      .filter(([target, each, value]) => value && target.fields[each])
      .map(([target, each, value]) => [target, each, value.replace(/\n+/g, " ")]);
    return plan;
  }

  Entry.paste = { planOf };
})();
