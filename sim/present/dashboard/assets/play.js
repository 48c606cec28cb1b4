// A button goes through a list, a choice at a time, from where it stands to its end; each choice becomes the address.
(() => {
  const PAUSE_MS = 1200;
  let playing = 0;
  const buttons = () => [...document.querySelectorAll("[data-list]")];
  const name = () => {
    for (const button of buttons()) {
      const text = playing ? button.dataset.stop : button.dataset.play;
      if (button.textContent !== text) button.textContent = text;
    }
  };
  const silence = () => {
    clearInterval(playing);
    playing = 0;
    name();
  };
  const step = (ident) => {
    const list = document.getElementById(ident);
    if (!list || list.selectedIndex + 1 >= list.options.length) return silence();
    list.selectedIndex += 1;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-list]");
    if (!button) return;
    if (playing) return silence();
    const list = document.getElementById(button.dataset.list);
    if (list.selectedIndex + 1 >= list.options.length) list.selectedIndex = -1; // from the beginning
    playing = setInterval(step, PAUSE_MS, button.dataset.list);
    step(button.dataset.list);
  });
  new MutationObserver(name).observe(document, { childList: true, subtree: true }); // a view that is made anew
})();
