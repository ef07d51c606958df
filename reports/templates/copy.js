"use strict";
// Buttons that copy what they hold, and say beside them that they did.
(() => {
  document.documentElement.classList.add("copying");

  // Browsers give the clipboard to safe addresses alone; the old way works on others too.
  async function copied(text, beside) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement("textarea");
      field.className = "unseen";
      field.value = text;
      beside.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const status = button.parentElement.querySelector("[role=status]");
    status.textContent = "";
    const done = await copied(button.dataset.copy, button.parentElement);
    button.focus({ preventScroll: true });
    status.textContent = done ? status.dataset.done : status.dataset.failed;
  });
})();
