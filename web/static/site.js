"use strict";
// What a page can do beyond its forms, which work without it.
(() => {
  const drop = document.getElementById("draft-form");
  const file = document.getElementById("file");
  const text = document.getElementById("draft-text");
  if (drop && file && text) {
    for (const kind of ["dragenter", "dragover"]) {
      drop.addEventListener(kind, (event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        drop.classList.add("over");
      });
    }
    drop.addEventListener("dragleave", (event) => {
      if (!drop.contains(event.relatedTarget)) drop.classList.remove("over");
    });
    drop.addEventListener("drop", (event) => {
      drop.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      file.files = event.dataTransfer.files;
    });
    // A file that was chosen wins: a text beside it would be overlooked.
    drop.addEventListener("submit", (event) => {
      if (!file.files.length && !text.value.trim()) {
        event.preventDefault();
        text.focus();
      }
    });
  }
  // Back from what was refused to the page that asked for it.
  const back = document.querySelector("button[data-back]");
  if (back && history.length > 1) {
    back.hidden = false;
    back.addEventListener("click", () => history.back());
  }
  // What was found before is not left standing beside what could not be checked; where a draft is
  // waited for, its page is asked for anew: it says what became of it.
  const result = document.getElementById("result");
  function reason(answer) {
    const type = answer.getResponseHeader("Content-Type") || "";
    if (type.startsWith("application/problem+json")) return JSON.parse(answer.responseText).detail;
    const page = new DOMParser().parseFromString(answer.responseText, "text/html");
    return page.querySelector("main .lead")?.textContent;
  }
  for (const kind of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(kind, (event) => {
      const { target, xhr } = event.detail;
      if (result && target === result) result.textContent = reason(xhr) || result.dataset.failed;
      else if (document.getElementById("progress")) setTimeout(() => location.reload(), 2000);
    });
  }
})();
