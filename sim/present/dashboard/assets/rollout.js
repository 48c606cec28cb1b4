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
  // A list is gone through, a choice at a time, until its end; each choice becomes the address.
  let playing = 0;
  const silence = () => {
    clearInterval(playing);
    playing = 0;
    for (const button of document.querySelectorAll("[data-list]")) button.textContent = button.dataset.play;
  };
  const step = (ident) => {
    const list = document.getElementById(ident);
    if (!list || list.selectedIndex + 1 >= list.options.length) return silence();
    list.selectedIndex += 1;
    go(list.form);
  };
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-list]");
    if (!button) return;
    if (playing) return silence();
    const list = document.getElementById(button.dataset.list);
    if (list.selectedIndex + 1 >= list.options.length) list.selectedIndex = -1; // from the beginning
    playing = setInterval(() => step(button.dataset.list), 1200);
    step(button.dataset.list);
  });
  new MutationObserver(() => {
    for (const button of document.querySelectorAll("[data-list]")) {
      const text = playing ? button.dataset.stop : button.dataset.play;
      if (button.textContent !== text) button.textContent = text;
    }
  }).observe(document, { childList: true, subtree: true });
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
