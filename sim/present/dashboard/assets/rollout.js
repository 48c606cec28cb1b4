// What the page does by itself: a choice becomes the address at once, a text is copied, the window gets its name.
(() => {
  // A view that is made anew has other nodes: the control that was used keeps the focus by its name.
  let used = "";
  const again = () => {
    const control = used && document.activeElement === document.body && document.getElementById(used);
    if (control) control.focus();
  };
  new MutationObserver(again).observe(document, { childList: true, subtree: true });
  addEventListener("focusin", (event) => {
    if (event.target.id !== used) used = "";
  });
  const go = (form) => {
    used = document.activeElement.id;
    const query = new URLSearchParams(new FormData(form));
    history.pushState({}, "", `${form.getAttribute("action")}?${query}`);
    dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    dispatchEvent(new PopStateEvent("popstate"));
  };
  addEventListener("change", (event) => {
    const form = event.target.closest("form.choices");
    if (form) go(form);
  });
  addEventListener("submit", (event) => {
    if (!event.target.matches("form.choices")) return;
    event.preventDefault();
    go(event.target);
  });
  addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = document.getElementById(button.dataset.copy), told = button.parentElement.querySelector("[data-done]");
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text.textContent);
      told.textContent = told.dataset.done;
    } else { // a page that comes over the network without encryption may not
      getSelection().selectAllChildren(text);
      told.textContent = told.dataset.else;
    }
  });
  let last = null;
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    rollout: {
      named: (title) => {
        if (title) document.title = title;
        const here = location.pathname;
        if (last !== null && last !== here) document.getElementById("content").focus();
        last = here;
        return "en";
      },
    },
  });
})();
