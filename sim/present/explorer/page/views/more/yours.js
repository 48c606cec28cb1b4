import { el } from "../../app/dom.js";
import { chosenValue } from "../../app/values.js";
import { monthText } from "../../engine/months.js";
import { folded } from "./folded.js";
import { copyBox, saveButton } from "./save.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("../../engine/types.js").Setting} Setting */
/** @typedef {import("../../engine/types.js").Policy} Policy */
/** @typedef {import("../../main.js").Lever} Lever */

/** The reader's rule as a scenario file. @param {App} app */
export function makeYours(app) {
  const { say, data } = app;
  const save = saveButton(app, say("page.more.yours.save"), () => ({ name: `${data.yours.name}.yaml`, text: fileText(app) }));
  const box = copyBox(app, say("page.more.yours.title"), save);
  const beside = data.yours.beside ? say("page.more.yours.beside", { file: data.yours.beside }) : null;
  const body = el("div", {}, box.root, beside && el("p", {}, beside));
  const words = { title: say("page.more.yours.title"), what: say("page.more.yours.what") };
  return folded("yours", words, body, () => box.show(fileText(app)));
}

/** A file that extends the scenario, with an arm for each rule that the reader changed. @param {App} app */
function fileText(app) {
  const { yours, asked } = app.data;
  const rules = app.rules();
  const changed = rules.filter(({ policy }) => policy.settings.length);
  const labels = changed.map(({ name }) => `${name}: ${JSON.stringify(yours.labels[name])}`);
  return [
    yours.head,
    ...(asked ? [`question: {outcome: ${asked}, policy: ${rules[0].name}}\n`] : []),
    ...rules.filter((rule) => !changed.includes(rule)).map(({ name }) => unchangedText(app, name)),
    ...(changed.length ? [`labels: {${labels.join(", ")}}\n`, "arms:\n"] : []),
    ...changed.map(({ name, policy }) => armText(app, name, policy)),
  ].join("");
}

/** That a rule is the scenario's own, with its label where it has one. @param {App} app @param {string} name */
function unchangedText({ data, say }, name) {
  const rule = Object.hasOwn(data.labels, name) ? `${name} (${JSON.stringify(data.labels[name])})` : name;
  return `# ${say("page.more.yours.unchanged", { rule })}\n`;
}

/** @param {App} app @param {string} name @param {Policy} rule */
function armText({ data, world }, name, { arm, settings }) {
  const entries = settings.map((setting) => `    - ${entryText(setting, data.levers, world)}\n`);
  return `  ${name}:\n    - {use: ${arm}}\n${entries.join("")}`;
}

/** A dated setting of a lever. @param {Setting} setting @param {Lever[]} levers @param {import("../../engine/types.js").World} world */
function entryText({ lever, value, from, to }, levers, world) {
  const end = to < world.nMonths - 1 ? `, to: ${monthText(world, to)}` : "";
  return `{lever: ${lever}, value: ${chosenValue(levers, lever, value)}, from: ${monthText(world, from)}${end}}`;
}
