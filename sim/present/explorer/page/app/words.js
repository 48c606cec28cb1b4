/**
 * Fill a template of the language.
 *
 * @typedef {(key: string, slots?: Record<string, string | number>) => string} Say
 */

/**
 * Return what fills templates; where one has plural forms, slot `n` chooses.
 *
 * @param {Record<string, any>} templates
 * @param {string} language
 * @returns {Say}
 */
export function sayer(templates, language) {
  const plurals = new Intl.PluralRules(language);
  return (key, slots = {}) => {
    const found = key.split(".").reduce((inner, name) => inner?.[name], templates);
    const form = typeof found === "string" ? found : (found?.[plurals.select(Number(slots.n))] ?? found?.other);
    if (form === undefined) throw new Error(`no words for ${key}`);
    return form.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) => String(slots[name]));
  };
}
