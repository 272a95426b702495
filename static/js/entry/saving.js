/* Saving what was changed while it is typed, one save at a time, and saying in words how that stands. */
(() => {
  "use strict";

  const Entry = window.Entry;
  if (!Entry) return;
  const { form, rows, draft, answered } = Entry;
  const PAUSE = 1200;
  const PATIENCE = 20000;
  const RETRIES = [2000, 5000, 15000, 30000, 60000];
  const KEEPALIVE = 60000; // what a browser sends on after the page is gone, in bytes
  const bar = form.querySelector("[data-state]");
  const login = form.querySelector("[data-login]");

  let running = null;
  let timer = 0;
  let failures = 0;
  let trouble = ""; // offline, server, expired, person, ended
  let told = ""; // the server's own sentence
  let savedAt = "";
  let isKept = true;

  const waiting = () => rows.filter((row) => row.isDirty && !row.held);
  const held = (kind) => rows.filter((row) => row.held === kind).length;

  function words() {
    const here = isKept ? "已存在本机" : "本机没有存下，请不要关闭页面";
    const troubles = {
      offline: `▲ 离线，${here}，恢复后自动保存`,
      server: `▲ 服务器暂时没有应答，${here}，稍后自动重试`,
      expired: `▲ 登录已过期，请重新登录（内容${here}）`,
      person: `▲ 本机现以另一账号登录，请换回原账号（内容${here}）`,
      ended: `▲ 本表已上报或结束，不能再保存。${told}`,
    };
    if (trouble) return troubles[trouble];
    if (running) return "正在保存…";
    if (held("conflict")) return `▲ 有 ${held("conflict")} 项被改过，请选择用哪一个`;
    if (held("final")) return `▲ 有 ${held("final")} 项已由他人上报，不能再保存`;
    if (held("refused")) return `▲ 有 ${held("refused")} 项没有保存。${told || "请看该项的说明。"}`;
    if (waiting().length) return "● 有改动未保存";
    return savedAt ? `✓ 已保存 ${savedAt}` : "";
  }

  /* Only trouble is read out; nobody wants to hear of every save. */
  function say() {
    const text = words();
    if (!text) return;
    bar.textContent = text;
    bar.classList.toggle("bad-ink", text.startsWith("▲"));
    bar.setAttribute("aria-live", text.startsWith("▲") ? "polite" : "off");
    login.hidden = trouble !== "expired";
  }

  function keep() {
    isKept = draft.keep();
  }

  /* Told of every change; the save follows when typing pauses. */
  function changed(row) {
    row.touched = true;
    if (row.held === "refused") row.held = "";
    row.show();
    keep();
    say();
    later(failures ? RETRIES[0] : PAUSE);
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(flush, pause);
  }

  /* Save until nothing is waiting or something stands in the way; who asks meanwhile gets the same promise. */
  function flush() {
    clearTimeout(timer);
    if (!running && !waiting().length) {
      if (isStuck()) trouble = "";
      say();
      return Promise.resolve();
    }
    running = running || saveAll().finally(() => {
      running = null;
      say();
    });
    say();
    return running;
  }

  async function saveAll() {
    await null; // `running` is set before the first answer
    let some = waiting();
    while (some.length && (await save(some))) some = waiting();
  }

  function bodyOf(some) {
    const body = new URLSearchParams({ person: form.dataset.person });
    for (const row of some) {
      body.append(row.seal.name, row.seal.value);
      for (const field of Object.values(row.fields)) body.append(field.name, field.value);
    }
    return body;
  }

  function ask(body) {
    const token = /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie);
    return fetch(form.dataset.autosave, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token ? token[1] : "" },
      redirect: "manual",
      keepalive: String(body).length < KEEPALIVE,
      signal: AbortSignal.timeout(PATIENCE),
    });
  }

  /* Whether what may follow can be sent too. */
  async function save(some) {
    const sent = new Map(some.map((row) => [row, row.texts]));
    const body = bodyOf(some);
    for (const row of some) {
      if (!row.sent.some((texts) => Entry.alike(texts, row.texts))) row.sent.push(row.texts);
    }
    keep();
    let found = null;
    try {
      const answer = await ask(body);
      trouble = await troubleOf(answer, some);
      found = answer.ok ? await answer.json() : null;
    } catch {
      trouble = "offline";
    }
    if (found) take(found, sent);
    keep();
    failures = trouble ? failures + 1 : 0;
    if (trouble === "offline" || trouble === "server") {
      later(RETRIES[Math.min(failures, RETRIES.length) - 1]);
    }
    return !trouble;
  }

  async function troubleOf(answer, some) {
    if (answer.ok) return "";
    if (answer.type === "opaqueredirect") return "expired";
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    const { code, sentence } = isJson ? await answer.json() : {};
    told = sentence || "";
    const responsible = some.find((row) => row.id === "responsible");
    if (code === "refused" && responsible) {
      responsible.held = "refused";
      return "";
    }
    return code || { 403: "expired", 404: "ended" }[answer.status] || "server";
  }

  function take(answer, sent) {
    savedAt = answer.at;
    told = "";
    answered.take(answer, sent);
  }

  /* The editor has chosen between theirs and mine. */
  function choose(row, whose) {
    answered.choose(row, whose);
    keep();
    return flush();
  }

  const isStuck = () => Boolean(trouble) && trouble !== "ended";
  window.addEventListener("online", flush);
  window.addEventListener("focus", () => isStuck() && flush());
  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" || isStuck()) flush();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isKept && rows.some((row) => row.isDirty)) event.preventDefault();
  });

  const isSaved = () => !trouble && !rows.some((row) => row.isDirty);
  Entry.saving = { changed, flush, choose, isSaved };
})();
