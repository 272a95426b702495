/* 大屏: shows one panel after the other.

   The bar under the head is the timer: its animation is held while the wall is paused, while the pointer moves
   over a panel or something in it has the focus, and at its end the next panel comes. Keys: space pauses, arrows
   go on and back, Home and End to the first and last, Escape leaves. The panel stands in the address and the
   pause in the session, so both outlast the reload that fetches new figures: every ten minutes, at the end of
   a round, or at once where the wall is paused and nobody is at it. Who asks for less motion starts paused. */
(() => {
  "use strict";

  const FRESH = 10 * 60 * 1000;
  const LYING = 20 * 1000; // a pointer that lies still no longer holds the wall
  const KEPT = "wall-paused";
  const wall = document.querySelector("[data-wall]");
  const panels = wall ? [...wall.querySelectorAll("[data-panel]")] : [];
  if (!panels.length) return;

  const places = [...document.querySelectorAll("[data-place]")];
  const toggle = document.querySelector("[data-toggle]");
  const state = document.querySelector("[data-state]");
  const clock = document.querySelector("[data-clock]");
  const seconds = Number(wall.dataset.seconds);
  const loaded = Date.now();
  const bar = document.querySelector("[data-progress]").animate(
    [{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }],
    { duration: seconds * 1000, fill: "both" },
  );
  let current = 0;
  let paused = remembered();
  let pointed = 0; // until when the pointer holds the wall

  function remembered() {
    const kept = sessionStorage.getItem(KEPT);
    return kept === null ? window.matchMedia("(prefers-reduced-motion: reduce)").matches : kept === "yes";
  }

  const isHeld = () => Date.now() < pointed || wall.querySelector(":focus-visible") !== null;
  const isOld = () => Date.now() - loaded > FRESH;

  function show(place) {
    current = (place + panels.length) % panels.length;
    panels.forEach((panel, each) => (panel.hidden = each !== current));
    places.forEach((link, each) => {
      if (each === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    history.replaceState(null, "", `#${panels[current].id}`);
    bar.currentTime = 0;
    tell();
  }

  /* Holds or runs the timer, and says so. */
  function tell() {
    const held = !paused && isHeld();
    const wanted = paused || held ? "paused" : "running";
    if (bar.playState !== wanted) bar[wanted === "paused" ? "pause" : "play"]();
    toggle.textContent = paused ? "继续" : "暂停";
    wall.setAttribute("aria-live", paused ? "polite" : "off");
    const said = paused ? "已暂停" : held ? "停留中" : `每屏 ${seconds} 秒`;
    const text = `${current + 1}/${panels.length} · ${said}`;
    if (state.textContent !== text) state.textContent = text;
  }

  function pause(yes) {
    paused = yes;
    sessionStorage.setItem(KEPT, yes ? "yes" : "no");
    tell();
  }

  /* After the last panel the round begins anew, with fresh figures when these are old. */
  function advance() {
    const last = current === panels.length - 1;
    show(current + 1);
    if (last && isOld()) location.reload();
  }

  function leave() {
    location.href = wall.dataset.exit;
  }

  const KEYS = {
    " ": () => pause(!paused),
    ArrowLeft: () => show(current - 1),
    ArrowRight: () => show(current + 1),
    Home: () => show(0),
    End: () => show(panels.length - 1),
    Escape: leave,
  };

  function press(event) {
    const act = KEYS[event.key];
    if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === " " && event.target.closest("a, button")) return; // its own key
    event.preventDefault();
    act();
  }

  function point(event) {
    if (!event.movementX && !event.movementY) return; // the page moved, not the pointer
    document.body.classList.remove("is-idle");
    pointed = event.target.closest("[data-wall]") ? Date.now() + LYING : 0;
    tell();
  }

  function tick() {
    clock.textContent = new Date().toLocaleString("zh-CN", {
      month: "long", day: "numeric", weekday: "long", hour: "2-digit", minute: "2-digit",
    });
    if (pointed && Date.now() >= pointed) {
      pointed = 0;
      document.body.classList.add("is-idle");
    }
    if (paused && isOld() && !isHeld() && !document.activeElement.closest("button, a")) location.reload();
    tell();
  }

  function start() {
    document.body.classList.add("is-wall");
    document.querySelectorAll("[data-keys], [data-state], [data-clock]").forEach((each) => (each.hidden = false));
    document.addEventListener("keydown", press);
    document.addEventListener("pointermove", point);
    document.addEventListener("focusin", tell);
    document.addEventListener("focusout", tell);
    document.documentElement.addEventListener("pointerleave", () => { pointed = 0; tell(); });
    toggle.addEventListener("click", () => pause(!paused));
    document.querySelector("[data-previous]").addEventListener("click", () => show(current - 1));
    document.querySelector("[data-next]").addEventListener("click", () => show(current + 1));
    places.forEach((link, place) => link.addEventListener("click", (event) => {
      event.preventDefault();
      show(place);
    }));
    bar.addEventListener("finish", advance);
    setInterval(tick, 1000);
    show(Math.max(0, panels.findIndex((panel) => `#${panel.id}` === location.hash)));
    tick();
  }

  start();
})();
