/* Draws every [data-chart] from the figure in its json_script, with Plotly.

   A figure is {data, layout, narrow}: `narrow` holds layout changes for containers under 520 px.
   Colours may be written as "var(--ok)": they are read from the style sheet, so charts follow the tokens.
   A pointer that is fine drags a box to zoom; a finger scrolls the page, and zooms by the buttons alone.
   Printed charts get a size of their own that fits A4. Without script the table stays open; when drawing
   fails the table is opened and the empty box removed. */
(() => {
  "use strict";

  const NARROW = 520;
  const WORDS = {
    Zoom: "框选放大",
    "Reset axes": "还原",
    "Download plot as a PNG": "下载图片",
    "Download plot": "下载图片",
    "Double-click to zoom back out": "双击还原",
  };
  const CONFIG = {
    showSendToCloud: false,
    displaylogo: false,
    locale: "zh-CN",
    locales: { "zh-CN": { dictionary: WORDS } },
    responsive: true,
    doubleClick: "reset",
    showAxisDragHandles: false,
    modeBarButtons: [["zoomIn2d", "zoomOut2d", "resetScale2d", "toImage"]],
  };
  const POINTS = window.matchMedia("(hover: hover) and (pointer: fine)").matches;
  const ON_PAPER = { autosize: false, width: 640 };
  const SHEET = 900; // px that an upright sheet of A4 has for the height of a chart
  const ON_SCREEN = { autosize: true, width: null, height: null };
  const TOKEN = /^var\((--[\w-]+)\)$/;
  const root = getComputedStyle(document.documentElement);
  const token = (name) => root.getPropertyValue(name).trim();

  /* Plotly sets a few style attributes as text (bold words, heat map images), which a strict style-src
     refuses. Through the style object the same declarations are allowed. */
  SVGElement.prototype.setAttribute = function (name, value) {
    if (name === "style") this.style.cssText = value;
    else Element.prototype.setAttribute.call(this, name, value);
  };

  function withTokens(value) {
    if (typeof value === "string") {
      const found = TOKEN.exec(value);
      return found ? token(found[1]) : value;
    }
    if (Array.isArray(value)) return value.map(withTokens);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withTokens(each)]));
    }
    return value;
  }

  function merged(base, over) {
    const result = { ...base };
    for (const [key, value] of Object.entries(over || {})) {
      const nested = value && typeof value === "object" && !Array.isArray(value);
      result[key] = nested ? merged(base[key] || {}, value) : value;
    }
    return result;
  }

  function house(narrow) {
    const size = parseFloat(root.fontSize) * 0.84;
    const axis = {
      automargin: true,
      gridcolor: token("--line-2"),
      linecolor: token("--line-strong"),
      zeroline: false,
      ticks: "",
      tickfont: { color: token("--ink-3") },
      title: { standoff: 8 },
    };
    return {
      font: { family: token("--font"), size, color: token("--ink-2") },
      paper_bgcolor: token("--surface"),
      plot_bgcolor: "rgba(0,0,0,0)",
      colorway: ["--accent", "--chart-2", "--chart-3", "--chart-4", "--chart-5"].map(token),
      margin: narrow ? { l: 40, r: 12, t: 12, b: 32 } : { l: 52, r: 20, t: 16, b: 36 },
      dragmode: POINTS ? "zoom" : false,
      hovermode: "x unified",
      hoverdistance: narrow ? 20 : 40,
      bargap: 0.45,
      hoverlabel: {
        bgcolor: token("--surface"),
        bordercolor: token("--line-strong"),
        font: { family: token("--font"), size, color: token("--ink") },
        namelength: -1,
      },
      legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", traceorder: "normal" },
      modebar: { bgcolor: "rgba(0,0,0,0)", color: token("--ink-3"), activecolor: token("--accent") },
      separators: ".,",
      xaxis: axis,
      yaxis: axis,
    };
  }

  function layoutOf(figure, box) {
    const narrow = box.clientWidth < NARROW;
    const own = merged(figure.layout || {}, narrow ? figure.narrow : {});
    return { ...withTokens(merged(house(narrow), own)), autosize: true, template: null };
  }

  function figureOf(box) {
    const source = document.getElementById(box.dataset.chart);
    return source ? JSON.parse(source.textContent) : null;
  }

  function fail(box, reason) {
    const chart = box.closest(".chart");
    if (chart) {
      chart.classList.add("is-failed");
      const table = chart.querySelector("details");
      if (table) table.open = true;
    }
    box.remove();
    console.warn("图未能绘出，改示数据表", reason);
  }

  function settle(box) {
    const chart = box.closest(".chart");
    if (!chart) return;
    chart.classList.add("is-drawn");
    const table = chart.querySelector("details[data-closes]");
    if (table) table.open = false;
  }

  /* A picture that is kept is called after its page and its caption. */
  function configOf(box) {
    const heading = document.querySelector("h1");
    const filename = [heading ? heading.textContent.trim() : "", box.dataset.filename].filter(Boolean).join(" ");
    return { ...CONFIG, toImageButtonOptions: { filename: filename || "图", scale: 2 } };
  }

  async function draw(box) {
    if (box.dataset.drawn) return;
    box.dataset.drawn = "yes";
    try {
      const figure = figureOf(box);
      if (!figure || !window.Plotly) throw new Error("no figure or no Plotly");
      box.narrow = box.clientWidth < NARROW;
      await window.Plotly.newPlot(box, withTokens(figure.data), layoutOf(figure, box), configOf(box));
      settle(box);
    } catch (reason) {
      fail(box, reason);
    }
  }

  const drawnBoxes = () => [...document.querySelectorAll(".chart.is-drawn [data-chart]")];
  const resize = (box, size) => window.Plotly.relayout(box, size);
  const toPaper = (box) => resize(box, { ...ON_PAPER, height: Math.min(box.clientHeight, SHEET) });

  /* Plotly's own `responsive` follows the size; crossing the narrow limit also needs the other layout. */
  function relayout() {
    for (const box of drawnBoxes()) {
      const narrow = box.clientWidth < NARROW;
      if (narrow === box.narrow || !box.clientWidth) continue;
      box.narrow = narrow;
      const figure = figureOf(box);
      if (figure) window.Plotly.react(box, withTokens(figure.data), layoutOf(figure, box), configOf(box));
    }
  }

  function drawAll(within) {
    within.querySelectorAll("[data-chart]").forEach(draw);
  }

  function start() {
    drawAll(document);
    let waiting;
    window.addEventListener("resize", () => {
      clearTimeout(waiting);
      waiting = setTimeout(relayout, 150);
    });
    window.addEventListener("beforeprint", () => drawnBoxes().forEach(toPaper));
    window.addEventListener("afterprint", () => drawnBoxes().forEach((box) => resize(box, ON_SCREEN)));
    document.body.addEventListener("htmx:afterSettle", (event) => drawAll(event.target));
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
