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
  // A change is tried before the server has seen it, where nothing speaks against it; the server then says the same.
  const tryNow = async (form) => {
    const place = document.getElementById("live"), world = place && worlds.get(place.dataset.from);
    if (!world || !form.querySelector("[data-lever]")) return;
    const made = await world, settings = settingsOf(form, made);
    if (settings.every(Boolean)) made.choose({ arm: form.elements.rule.value, settings });
  };
  const settingsOf = (form, { startMonth, nMonths }) => {
    const levers = [...form.querySelectorAll("[data-lever]")].sort((one, other) => one.dataset.order - other.dataset.order);
    const month = (field, usual) => {
      const [, year, number] = /^(\d{4})-(\d{2})$/.exec(field.value || field.placeholder) ?? [];
      return year ? 12 * year + Number(number) - 1 - startMonth : field.value ? NaN : usual;
    };
    return levers.flatMap(({ dataset }) => {
      const [field, first, last] = ["", "-from", "-to"].map((end) => form.elements[dataset.lever + end]);
      if (!field.value) return [];
      const value = dataset.words ? dataset.words.split(" ").indexOf(field.value) : Number(field.value);
      const [from, to] = [month(first, 0), month(last, nMonths - 1)];
      const isRight = value >= dataset.low && value <= dataset.high && from >= 0 && from <= to && to < nMonths;
      return [isRight ? { lever: dataset.lever, value, from, to } : null];
    });
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
    for (const { dataset } of form.querySelectorAll("details[data-key][open]")) filled.push([dataset.key, "open"]);
    goTo(`${form.getAttribute("action")}?${new URLSearchParams(filled)}`);
  };
  const goTo = (address) => {
    history.pushState({}, "", address);
    dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    dispatchEvent(new PopStateEvent("popstate"));
  };
  addEventListener("change", (event) => {
    const form = event.target.closest("form.choices");
    if (!form) return;
    if (event.target.name !== "scenario") tryNow(form);
    setTimeout(() => go(form)); // once the focus has gone on to where Tab leads
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
