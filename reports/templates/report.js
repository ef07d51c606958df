"use strict";
// Everything is in the page already; this only says what of it is seen. Without it the marks are
// links to the findings, which then all stand beside the text.
(() => {
  const root = document.documentElement;
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel");
  const help = byId("help");
  const findings = all(".finding");
  const filters = all(".filter");
  const marks = new Map(findings.map((each) => [each.dataset.finding, []]));
  for (const each of all(".quote")) marks.get(each.dataset.finding).push(each);
  const narrow = matchMedia("(max-width: 68rem)");
  let current = null;

  root.classList.add("js");
  for (const each of filters) each.disabled = each.dataset.count === "0";

  const isOff = (finding) => root.classList.contains(`off-${finding.dataset.kind}`);
  const isOpen = () => panel.classList.contains("opened");
  const find = (number) => findings.find((each) => each.dataset.finding === number);
  const row = (finding) => finding.querySelector(".row");

  // Some previews give a page no address of its own; then there is none to keep.
  function keep(address) {
    try {
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "SecurityError") throw error;
    }
  }

  function choose(finding) {
    for (const each of all(".current")) each.classList.remove("current");
    current = finding;
    if (!finding) return;
    finding.classList.add("current");
    for (const each of marks.get(finding.dataset.finding)) each.classList.add("current");
  }

  function reveal(finding) {
    const mark = marks.get(finding.dataset.finding)[0];
    if (mark) mark.scrollIntoView({ block: narrow.matches ? "start" : "nearest" });
  }

  function open(finding) {
    choose(finding);
    for (const each of findings) each.classList.toggle("open", each === finding);
    panel.classList.add("opened");
    root.classList.add("reading");
    panel.scrollTop = 0;
    reveal(finding);
    finding.querySelector("h3").focus({ preventScroll: true });
    keep(`#${finding.id}`);
  }

  function goTo(finding) {
    choose(finding);
    reveal(finding);
    (marks.get(finding.dataset.finding)[0] || row(finding)).focus({ preventScroll: true });
  }

  function close() {
    if (!isOpen()) return;
    panel.classList.remove("opened");
    root.classList.remove("reading");
    for (const each of findings) each.classList.remove("open");
    keep(location.pathname + location.search);
    if (current && !isOff(current)) goTo(current);
  }

  function step(by) {
    const seen = findings.filter((each) => !isOff(each));
    const at = seen.indexOf(current);
    const next = at < 0 ? seen[by > 0 ? 0 : seen.length - 1] : seen[at + by];
    if (!next) return;
    if (isOpen()) open(next);
    else goTo(next);
  }

  function toggle(filter) {
    const off = filter.getAttribute("aria-pressed") === "true";
    const kind = filter.dataset.kind;
    filter.setAttribute("aria-pressed", String(!off));
    root.classList.toggle(`off-${kind}`, off);
    // What is no longer marked is no stop of the Tab key either.
    for (const each of all(`.quote.${kind}[id]`)) {
      if (off) each.setAttribute("tabindex", "-1");
      else each.removeAttribute("tabindex");
    }
    if (current && isOff(current)) {
      close();
      choose(null);
      filter.focus();
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-finding]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const finding = find(link.dataset.finding);
    if (isOpen() && link.classList.contains("row")) goTo(finding);
    else if (!isOff(finding)) open(finding);
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target.closest("a[data-finding]");
    if (link && !isOpen()) choose(find(link.dataset.finding));
  });
  for (const each of filters) each.addEventListener("click", () => toggle(each));
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("close").addEventListener("click", close);
  byId("help-button").addEventListener("click", () => help.showModal());
  byId("help-close").addEventListener("click", () => help.close());

  const keys = {
    j: () => step(1),
    ArrowRight: () => step(1),
    k: () => step(-1),
    ArrowLeft: () => step(-1),
    Escape: close,
    f: () => filters.find((each) => !each.disabled)?.focus(),
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  const wanted = find(location.hash.replace(/^#[fq]/, ""));
  if (wanted) open(wanted);
})();
