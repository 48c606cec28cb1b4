import { el, fill } from "../../app/dom.js";
import { digestOf } from "../../engine/digest.js";
import { folded } from "./folded.js";
import { copyBox } from "./save.js";

/** @typedef {import("../../app/app.js").App} App */
/** SHA-256 of what the runs say; null where the browser makes none. @typedef {Record<string, string | null>} Digests by side */

const SHOWN = 6; // digits of a fingerprint that name a folder

/** What the runs say as numbers that Python prints too. @param {App} app */
export function makeCheck(app) {
  const { say, data } = app;
  const told = el("div");
  const box = copyBox(app, say("page.more.check.commands"));
  const body = el("div", {}, told, el("p", {}, say("page.more.check.same", { file: `${data.yours.name}.yaml` })), box.root);
  /** @type {Digests} */
  let digests = {};
  let key = "";
  const part = folded("check", { title: say("page.more.check.title"), what: say("page.more.check.what") }, body, () => {
    app.beside.run();
    box.show(commands(app, digests));
    fill(told, ...(Object.values(digests).includes(null) ? [el("p", {}, say("page.more.check.none"))] : rows(app, digests)));
  });
  const change = (/** @type {Digests} */ found) => {
    digests = found;
    const { dataset } = document.documentElement;
    if (found.with) dataset.sha256 = found.with;
    else delete dataset.sha256;
    part.update();
  };
  app.listen(async () => {
    const whole = wholeRaces(app);
    const now = JSON.stringify(whole.map(({ side, policy }) => [side, policy]));
    if (now === key) return;
    key = now;
    if (!whole.length) return change({});
    const found = await Promise.all(whole.map(async ({ side, runs }) => [side, await digestOf(runs)]));
    if (now === key) change(Object.fromEntries(found));
  });
  return part;
}

/** The runs of each rule, and without one, as soon as all of the first have come. @param {App} app */
function wholeRaces({ nPairs, policy, pairs, beside }) {
  if (pairs.length < nPairs) return [];
  return [
    { side: "without", policy, runs: pairs.map((pair) => pair.baseline) },
    { side: "with", policy, runs: pairs.map((pair) => pair.policy) },
    ...beside
      .raced()
      .filter((second) => second.pairs.length === nPairs)
      .map((second) => ({ side: "second", policy: second.policy, runs: second.pairs.map((pair) => pair.policy) })),
  ];
}

/** @param {App} app @param {Digests} digests */
function rows({ say, nPairs, state }, digests) {
  const sides = ["without", "with", ...(state.beside ? ["second"] : [])];
  return sides.map((side) => {
    const title = say("page.more.check.side", { side: say(`page.more.rule.${side}`), n: nPairs });
    return el("p", { class: "digest" }, title, " ", digests[side] ? el("code", { "data-side": side }, digests[side]) : say("page.more.waiting"));
  });
}

/** The commands, with a folder for each choice of rules: a folder tells of one. @param {App} app @param {Digests} digests */
function commands(app, digests) {
  const { folder, commands: all } = app.data.yours;
  const names = new Set(app.rules().map(({ name }) => name));
  const made = [digests.with, digests.second].flatMap((digest) => digest?.slice(0, SHOWN) ?? []);
  const slots = /** @type {Record<string, string>} */ ({ folder: [folder, ...made].join("-"), arms: [...names].join(",") });
  return all.map((command) => command.replace(/\{(folder|arms)\}/g, (_, slot) => slots[slot])).join("\n");
}
