import js from "@eslint/js";
import globals from "globals";

const HTML = "Hostile text would become HTML: make elements with el() of app/dom.js.";
const unsafe = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "srcdoc"];

export default [
  { ignores: ["build/", "results/", ".venv/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error", noInlineConfig: true },
    rules: {
      complexity: ["error", 12],
      eqeqeq: "error",
      "max-lines": ["error", 250],
      "max-lines-per-function": ["error", 45],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        ...unsafe.map((property) => ({ property, message: HTML })),
        { object: "document", property: "write", message: HTML },
        { object: "document", property: "writeln", message: HTML },
      ],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["sim/present/dashboard/assets/**"],
    languageOptions: { globals: { ...globals.browser } },
  },
  {
    files: ["sim/present/explorer/page/**"],
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      "no-restricted-globals": [
        "error",
        ...["fetch", "XMLHttpRequest", "WebSocket", "EventSource"].map((name) => ({
          name,
          message: "The page asks the network for nothing.",
        })),
      ],
    },
  },
  { files: ["benchmarks/page/**", "tests/**"], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
];
