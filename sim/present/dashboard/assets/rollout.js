// What the page does by itself: a choice becomes the address at once, a text is copied, the window gets its name.
(() => {
  // A view that is made anew has other nodes: the control that was used keeps the focus by its name.
  let used = "";
  const again = () => {
    const control = used && document.activeElement === document.body && document.getElementById(used);
    if (control) control.focus();
    live();
  };
  // The difference of a small world: its script and the model come when a view has a place for it, and stay.
  const worlds = new Map();
  const live = async () => {
    const place = document.getElementById("live");
    if (!place || place.dataset.shown === place.dataset.rule) return;
    const { rule, from } = place.dataset;
    place.dataset.shown = rule;
    if (!worlds.has(from)) worlds.set(from, begin(from, JSON.parse(rule)));
    try {
      const made = await worlds.get(from);
      place.replaceChildren(made.root);
      made.choose(JSON.parse(rule));
    } catch (error) {
      worlds.delete(from);
      place.textContent = error.message;
    }
  };
  const begin = async (from, rule) => {
    const got = async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(await answer.text());
      return answer;
    };
    const [data, module, worker] = await Promise.all([
      got(from).then((answer) => answer.json()),
      WebAssembly.compileStreaming(got("/live-parts/model.wasm")),
      got("/live-parts/worker.js").then((answer) => answer.text()),
      window.makeLive || added("/live-parts/live.js"),
    ]);
    return window.makeLive({ data, module, worker }, rule);
  };
  const added = (address) => new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: address, onload: done });
    script.onerror = () => failed(new Error(address));
    document.head.append(script);
  });
  new MutationObserver(again).observe(document, { childList: true, subtree: true });
  addEventListener("focusin", (event) => (used = event.target.id));
  addEventListener("pointerdown", (event) => {
    if (!event.target.closest("a, button, input, select, summary, [tabindex]")) used = "";
  });
  const go = (form) => {
    const filled = [...new FormData(form)].filter(([, value]) => value); // an empty field says nothing
    goTo(`${form.getAttribute("action")}?${new URLSearchParams(filled)}`);
  };
  const goTo = (address) => {
    history.pushState({}, "", address);
    dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    dispatchEvent(new PopStateEvent("popstate"));
  };
  addEventListener("change", (event) => {
    const form = event.target.closest("form.choices");
    if (form) setTimeout(() => go(form)); // once the focus has gone on to where Tab leads
  });
  // A form that does something is answered with an address to go to, or with a sentence.
  const act = async (form) => {
    const told = form.querySelector(".answered"), button = form.querySelector("button");
    button.setAttribute("aria-disabled", "true");
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form)) });
      const { go: address, told: text = "" } = answer.ok ? await answer.json() : { told: answer.statusText };
      told.textContent = text;
      if (address && address !== location.pathname) goTo(address);
    } catch (error) {
      told.textContent = error.message; // the dashboard has ended
    }
    button.removeAttribute("aria-disabled");
  };
  addEventListener("submit", (event) => {
    if (event.target.matches("form.act")) {
      event.preventDefault();
      if (!event.target.querySelector("[aria-disabled]")) act(event.target);
    }
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
