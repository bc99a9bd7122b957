"use strict";
// Filters and orders the matrix.  Without this script everything is shown, in the order of the themes.
(() => {
  const form = document.getElementById("filter");
  const table = document.getElementById("cells");
  const heads = [...table.tHead.rows[0].cells].slice(1);
  const codes = heads.map((head) => head.dataset.code);
  const rows = [...table.querySelectorAll("tr[id]")];
  const homes = new Map(rows.map((row) => [row, row.parentElement]));
  const texts = new Map(rows.map((row) => [row, `${row.cells[0].textContent} ${row.id.slice(2)}`.toLowerCase()]));
  const severities = ["critical", "high", "medium", "low"];
  const words = ["severity", "level", "right", "people"];
  const flat = table.createTBody();
  let shown = codes.map(() => true);
  let order = "";

  function boxes() {
    return [...form.querySelectorAll("[name=state]")];
  }

  function makeBoxes() {
    for (const head of heads) {
      const label = document.createElement("label");
      const box = document.createElement("input");
      Object.assign(box, { type: "checkbox", name: "state", value: head.dataset.code, defaultChecked: true });
      label.append(box, ` ${head.querySelector("a").textContent}`);
      document.getElementById("states").append(label);
    }
  }

  function fromAddress() {
    const asked = new URLSearchParams(location.search);
    for (const field of form.querySelectorAll("input[name]:not([name=state]), select")) {
      field.value = asked.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    }
    const states = asked.get("states")?.split(",");
    for (const box of boxes()) box.checked = !states || states.includes(box.value);
  }

  function toAddress(wanted) {
    const kept = new URLSearchParams();
    for (const [name, value] of Object.entries(wanted)) if (value) kept.set(name, value);
    const chosen = boxes().filter((box) => box.checked).map((box) => box.value);
    if (chosen.length < codes.length) kept.set("states", chosen.join(","));
    const query = kept.toString().replaceAll("%2C", ",");
    history.replaceState(null, "", `${location.pathname}${query && "?"}${query}${location.hash}`);
  }

  function showColumns() {
    const checked = boxes().map((box) => box.checked);
    const changed = checked.flatMap((on, index) => (on === shown[index] ? [] : [index]));
    shown = checked;
    for (const index of changed) document.getElementById(`j-${codes[index]}`).hidden = !checked[index];
    if (!changed.length) return;
    for (const row of table.rows) {
      if (row.className === "theme") continue;
      for (const index of changed) row.cells[index + 1].hidden = !checked[index];
    }
  }

  function wants(row, wanted) {
    if (wanted.q && !texts.get(row).includes(wanted.q.toLowerCase())) return false;
    if (wanted.theme && homes.get(row).dataset.theme !== wanted.theme) return false;
    if (words.some((name) => wanted[name] && !row.dataset[name].split(" ").includes(wanted[name]))) return false;
    return !wanted.verdict || shown.some((on, index) => on && row.cells[index + 1].className === wanted.verdict);
  }

  function sortRows(by) {
    if (by === order) return;
    order = by;
    const title = (row) => texts.get(row);
    const rank = (row) => severities.indexOf(row.dataset.severity);
    const sorted = [...rows];
    if (by === "title") sorted.sort((a, b) => title(a).localeCompare(title(b)));
    if (by === "severity") sorted.sort((a, b) => rank(a) - rank(b));
    for (const row of sorted) (by ? flat : homes.get(row)).append(row);
  }

  function apply() {
    const wanted = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "state"));
    showColumns();
    sortRows(wanted.order);
    let count = 0;
    for (const row of rows) {
      row.hidden = !wants(row, wanted);
      count += !row.hidden;
    }
    for (const body of table.tBodies) {
      body.hidden = body !== flat && !body.querySelector("tr[id]:not([hidden])");
    }
    const { order: _, ...filters } = wanted;
    table.classList.toggle("found", Object.values(filters).some(Boolean));
    const states = shown.filter(Boolean).length;
    document.getElementById("chosen").textContent = states === codes.length ? "all" : `${states} of ${codes.length}`;
    document.getElementById("status").textContent =
      `${count} of ${rows.length} safeguards, ${states} of ${codes.length} States shown`;
    toAddress(wanted);
  }

  makeBoxes();
  fromAddress();
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  addEventListener("popstate", () => { fromAddress(); apply(); });
  form.hidden = false;
  apply();
})();
