/* 年度目标: what the grid adds while somebody types. Saving, filling in and checking also work without it.

   Enter, arrow down   the cell below        Esc      the text as it is stored
   arrow up            the cell above        Ctrl+S   save */
(() => {
  "use strict";

  const form = document.querySelector("form[data-targets]");
  if (!form) return;
  const lines = [...form.querySelectorAll("[data-line]")];
  const cellsOf = (line) => [...line.querySelectorAll(".cell")];
  const lineOf = (field) => field.closest("[data-line]");
  const PLACES = 6;

  /* A number in millionths, exact; null for what is none. Signs of comparison do not count. */
  function millionths(text) {
    const plain = text.normalize("NFKC").replace(/[\s,≥≧⩾≤≦⩽<>=~≈%]/g, "").replace(/−/g, "-");
    const found = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(plain);
    if (!found) return null;
    const size = BigInt(found[2] + (found[3] || "").padEnd(PLACES, "0"));
    return found[1] ? -size : size;
  }

  function printed(size) {
    const sign = size < 0n ? "-" : "";
    const digits = String(size < 0n ? -size : size).padStart(PLACES + 1, "0");
    const fraction = digits.slice(-PLACES).replace(/0+$/, "");
    return sign + digits.slice(0, -PLACES) + (fraction && `.${fraction}`);
  }

  function summed(numbers, bound, isHigher, isComplete) {
    const total = numbers.reduce((sum, each) => sum + each, 0n);
    const missing = bound - total;
    const far = `比目标${missing > 0n ? "少" : "多"} ${printed(missing < 0n ? -missing : missing)}`;
    const isMet = isHigher ? missing <= 0n : missing >= 0n;
    return [`合计 ${printed(total)}`, missing ? far : "等于目标", isMet && isComplete];
  }

  /* The same words as the server's; nothing is said of what is no plain number, which saving will read. */
  function found(line) {
    const { how, sense } = line.dataset;
    const bound = millionths(line.dataset.bound);
    const cells = cellsOf(line);
    const filled = cells.filter((cell) => cell.value.trim());
    const numbers = filled.map((cell) => millionths(cell.value));
    if (!how || bound === null) return null;
    if (!filled.length) return ["—", "未设", false];
    if (numbers.includes(null)) return ["—", "保存时核对", false];
    const isHigher = sense === "higher";
    const meets = (size) => (isHigher ? size >= bound : size <= bound);
    if (how === "sum") return summed(numbers, bound, isHigher, filled.length === cells.length);
    if (how === "each") {
      const short = numbers.filter((size) => !meets(size)).length;
      return [`已设 ${filled.length} 年`, short ? `${short} 年未达到目标` : "各年达到目标", !short];
    }
    const last = cells.at(-1);
    if (!last.value.trim()) return ["—", `${last.dataset.year} 年未设`, false];
    const isMet = meets(millionths(last.value));
    return [`${last.dataset.year} 年 ${last.value.trim()}`, isMet ? "达到目标" : "未达到目标", isMet];
  }

  const isChanged = (cell) => cell.value.trim() !== cell.dataset.stored;

  function show(line) {
    for (const cell of cellsOf(line)) {
      cell.classList.toggle("is-changed", isChanged(cell));
      const notes = cell.parentElement.querySelectorAll("[data-was], [data-again]");
      notes.forEach((note) => (note.hidden = !isChanged(cell)));
    }
    const check = found(line);
    if (check) {
      const [value, told, isMet] = check;
      line.querySelector("[data-value]").textContent = value;
      line.querySelector("[data-told]").textContent = told;
      line.querySelector("[data-told]").classList.toggle("is-met", isMet);
    }
    form.querySelector("[data-unsaved-note]").hidden = !isDirty();
  }

  const isDirty = () => lines.some((line) => cellsOf(line).some(isChanged));
  const say = (text) => (form.querySelector("[data-said]").textContent = text);

  function fill(wanted) {
    let count = 0;
    for (const line of lines) {
      if (wanted !== "all" && wanted !== line.dataset.line) continue;
      for (const cell of cellsOf(line)) {
        const text = cell.dataset.lineText;
        if (!text || text === cell.value || (wanted === "all" && cell.value.trim())) continue;
        cell.value = text;
        count += 1;
      }
      show(line);
    }
    say(count ? `已按直线填入 ${count} 处` : "没有可以按直线填入的空格");
  }

  function move(cell, step) {
    const at = cellsOf(lineOf(cell)).indexOf(cell);
    const next = lines[lines.indexOf(lineOf(cell)) + step];
    if (!next) return;
    const goal = cellsOf(next)[at];
    goal.focus();
    goal.select();
  }

  /* A block of cells from Excel or WPS, from the focused cell downwards and to the right. */
  function lay(event) {
    if (!event.target.matches(".cell")) return;
    const block = window.blockOf(event.clipboardData.getData("text/plain"));
    if (block.length === 1 && block[0].length === 1) return;
    event.preventDefault();
    const top = lines.indexOf(lineOf(event.target));
    const left = cellsOf(lines[top]).indexOf(event.target);
    let count = 0;
    block.forEach((texts, down) => {
      const line = lines[top + down];
      if (!line) return;
      texts.forEach((text, right) => {
        const cell = cellsOf(line)[left + right];
        if (!cell || !text) return;
        cell.value = text;
        count += 1;
      });
      show(line);
    });
    say(`已粘贴 ${count} 格`);
  }

  form.addEventListener("input", (event) => event.target.matches(".cell") && show(lineOf(event.target)));
  form.addEventListener("paste", lay);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-propose]");
    if (!button) return;
    event.preventDefault();
    fill(button.dataset.propose);
  });
  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (event.isComposing || !cell.matches(".cell")) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      cell.value = cell.dataset.stored;
      show(lineOf(cell));
    } else if (step && !event.ctrlKey && !event.metaKey) {
      move(cell, step);
    } else {
      return;
    }
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
    event.preventDefault();
    form.querySelector('button.btn[name="action"][value="save"]').click();
  });

  let isSending = false;
  form.addEventListener("submit", () => (isSending = true));
  window.addEventListener("beforeunload", (event) => {
    if (!isSending && isDirty()) event.preventDefault();
  });

  const wrong = form.querySelector('.cell[aria-invalid="true"]');
  if (wrong) wrong.focus();
})();
