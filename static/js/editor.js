/* 规划编辑: says beside the field what the catalogue knows of the indicator typed. The server says it too. */
(() => {
  "use strict";

  const field = document.querySelector("[data-entry]");
  const told = document.querySelector("[data-entry-facts]");
  if (!field || !told) return;
  const facts = new Map([...field.list.options].map((option) => [option.value, option.textContent]));
  const name = document.getElementById("id_name");

  function show() {
    const typed = (field.value || name.value).trim();
    const found = facts.get(typed);
    told.textContent = found ? `目录：${typed}（${found}）` : typed ? "目录中没有这个名称。" : "";
  }

  field.addEventListener("input", show);
  name.addEventListener("input", show);
})();
