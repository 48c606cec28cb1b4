import { el, fill } from "../../app/dom.js";
import { digestOf } from "../../engine/digest.js";
import { keyOf } from "../../engine/twins.js";
import { folded } from "./folded.js";
import { copyBox } from "./save.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {{without: string, with: string}} Digests SHA-256 of what the runs say */

const SHOWN = 6; // digits of the fingerprint that name a folder

/** What the runs say as two numbers that Python prints too. @param {App} app */
export function makeCheck(app) {
  const { say, data } = app;
  const told = el("div");
  const box = copyBox(app, say("page.more.check.commands"));
  const body = el("div", {}, told, el("p", {}, say("page.more.check.same", { file: `${data.yours.name}.yaml` })), box.root);
  /** @type {Digests | null} */
  let digests = null;
  let isOffered = true;
  const part = folded("check", { title: say("page.more.check.title"), what: say("page.more.check.what") }, body, () => {
    box.show(commands(data, digests));
    fill(told, ...(isOffered ? rows(app, digests) : [el("p", {}, say("page.more.check.none"))]));
  });
  app.listen(async () => {
    const { policy, pairs } = app;
    if (pairs.length < app.nPairs) {
      digests = null;
      delete document.documentElement.dataset.sha256;
      return;
    }
    const [without, withIt] = await Promise.all([pairs.map((pair) => pair.baseline), pairs.map((pair) => pair.policy)].map(digestOf));
    if (keyOf(policy) !== keyOf(app.policy)) return;
    isOffered = withIt !== null;
    if (without === null || withIt === null) return part.update();
    digests = { without, with: withIt };
    document.documentElement.dataset.sha256 = withIt;
    part.update();
  });
  return part;
}

/** @param {App} app @param {Digests | null} digests */
function rows({ say, nPairs }, digests) {
  if (!digests) return [el("p", {}, say("page.more.waiting"))];
  return /** @type {const} */ (["without", "with"]).map((side) =>
    el("p", { class: "digest" }, say("page.more.check.side", { side: say(`page.more.rule.${side}`), n: nPairs }), " ", el("code", { "data-side": side }, digests[side])),
  );
}

/** The commands, with a folder for each rule: a folder tells of one. @param {import("../../main.js").Data} data @param {Digests | null} digests */
function commands({ yours }, digests) {
  const folder = digests ? `${yours.folder}-${digests.with.slice(0, SHOWN)}` : yours.folder;
  return yours.commands.map((command) => command.replaceAll("{folder}", folder)).join("\n");
}
