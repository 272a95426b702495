/* A block of cells copied from Excel or WPS, as text with tabs and newlines: lines of cells. */
(() => {
  "use strict";

  /* Cells are quoted where they hold a tab, a newline or a quote; a quote never closed is taken as it stands. */
  window.blockOf = (text) => {
    const lines = [[]];
    const cell = /(?:"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*))(\t|\n|$)/y;
    const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    while (cell.lastIndex <= source.length) {
      const [, quoted, bare, end] = cell.exec(source);
      lines.at(-1).push((quoted === undefined ? bare : quoted.replaceAll('""', '"')).trim());
      if (!end) break;
      if (end === "\n") lines.push([]);
    }
    return lines;
  };
})();
