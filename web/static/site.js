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
  // Answers that are no success are shown as well: what went wrong is in them.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status >= 400) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:responseError", (event) => {
    const told = document.getElementById("result");
    if (told) told.textContent = document.body.dataset.failed || event.detail.xhr.statusText;
  });
})();
