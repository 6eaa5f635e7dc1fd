// What can be written next. The names are those of the palette, which the server writes anew whenever template.yaml changes.
const FORMATS = ["short", "date", "time", "cap_first", "uncap_first", "upper_case", "lower_case", "size", "counter", "has_content"];
const DIRECTIVES = [
  { label: "<#if person.country == \"DE\">", detail: "words for some" },
  { label: "<#elseif person.country == \"AT\">", detail: "otherwise, if" },
  { label: "<#else>", detail: "for everybody else" },
  { label: "</#if>", detail: "ends it" },
  { label: "</#list>", detail: "ends a list" },
];
const BLOCKS = ["::: summary", "::: withdrawn", ":::"];
const TYPES = ["text", "long-text", "date", "date-time", "choice", "number", "link", "e-mail", "list", "yes-no"];
const KEYS = ["type", "label", "help", "required", "example", "translate", "maximum", "choices"];

function names(part) {
  return [...document.querySelectorAll("#palette [data-insert]")]
    .filter(one => !one.dataset.only || one.dataset.only === part)
    .map(one => ({ name: one.dataset.name, insert: one.dataset.insert, detail: one.dataset.detail, list: "list" in one.dataset }));
}

function plain(from, labels, validFor) {
  return { from, options: labels.map(label => (typeof label === "string" ? { label, type: "keyword" } : label)), validFor };
}

function inWords(context, part) {
  const block = context.matchBefore(/^:{1,3} ?[a-z]*/);
  if (block) return plain(block.from, BLOCKS, /^:{1,3} ?[a-z]*$/);
  const format = context.matchBefore(/(\$\{|<#(else)?if )[^}>\n]*\?[a-z_]*/);
  if (format) return plain(format.from + format.text.lastIndexOf("?") + 1, FORMATS, /^[a-z_]*$/);
  const known = names(part);
  const tested = context.matchBefore(/<#(else)?if [^>\n]*?[\w.]*/);
  const word = context.matchBefore(/[\p{L}\p{N}_.]*/u);
  if (tested && word) {
    return { from: word.from, options: known.map(one => ({ label: one.name, detail: one.detail })), validFor: /^[\p{L}\p{N}_.]*$/u };
  }
  const directive = context.matchBefore(/<\/?#?[a-z]*/);
  if (directive) {
    const lists = known.filter(one => one.list)
      .map(one => ({ label: `<#list ${one.name} as one>`, detail: "for each entry", apply: one.insert }));
    return plain(directive.from, [...DIRECTIVES, ...lists], /^<\/?#?[a-z]*$/);
  }
  const field = context.matchBefore(/\$\{?[\p{L}\p{N}_.]*/u);
  if (!field) return null;
  return {
    from: field.from,
    options: known.filter(one => !one.list).map(one => ({ label: "${" + one.name + "}", detail: one.detail, apply: closing(one.insert) })),
    validFor: /^\$\{?[\p{L}\p{N}_.]*$/u,
  };
}

/** Puts it in, and takes along the brace that was typed already. */
function closing(insert) {
  return (view, completion, from, to) => {
    const end = view.state.sliceDoc(to, to + 1) === "}" ? to + 1 : to;
    view.dispatch({ changes: { from, to: end, insert }, selection: { anchor: from + insert.length } });
  };
}

function inFields(context) {
  const type = context.matchBefore(/type: *[a-z-]*/);
  if (type) return plain(type.from + /type: */.exec(type.text)[0].length, TYPES, /^[a-z-]*$/);
  const key = context.matchBefore(/^ {4,}[a-z]*/);
  const word = context.matchBefore(/[a-z]+/);
  return key && word ? plain(word.from, KEYS.map(one => ({ label: `${one}: `, type: "property" })), /^[a-z]*$/) : null;
}

export function completion(file, part) {
  return context => (file === "template.yaml" ? inFields(context) : inWords(context, part));
}
