// How a file of words looks: Markdown, with what Belay's template language adds to it. It paints only; what is right and
// wrong is decided by the server.
import { StreamLanguage } from "@codemirror/language";
import { yaml } from "@codemirror/legacy-modes/mode/yaml";
import { tags as t } from "@lezer/highlight";

const FENCE = /^---\s*$/;

function template(stream) {
  if (stream.match(/^\$\{[^}\n]*\}?/)) return "field";
  if (stream.match(/^<\/?#[a-z]+[^>\n]*>?/)) return "directive";
  return null;
}

function lineStart(stream, state) {
  if (stream.match(FENCE)) {
    if (state.front !== "over" && (state.front === "inside" || state.first)) {
      state.front = state.front === "inside" ? "over" : "inside";
      return "front";
    }
    stream.skipToEnd();
    return "mark";
  }
  if (state.front === "inside") return null;
  if (stream.match(/^:::.*/)) return "block";
  if (stream.match(/^#{1,6}\s/)) {
    state.heading = true;
    return "mark";
  }
  if (stream.match(/^\s*([-*+]|\d+[.)])\s/) || stream.match(/^\s*>\s?/)) return "mark";
  return null;
}

function inline(stream) {
  if (stream.match(/^\\./)) return "text";
  if (stream.match(/^\*\*[^*\n]+\*\*/) || stream.match(/^__[^_\n]+__/)) return "strong";
  if (stream.match(/^\*[^*\s][^*\n]*\*/) || stream.match(/^_[^_\s][^_\n]*_/)) return "emphasis";
  if (stream.match(/^`[^`\n]+`/)) return "code";
  if (stream.match(/^!?\[[^\]\n]*\]\([^)\n]*\)/)) return "link";
  stream.next();
  stream.eatWhile(/[^$<\\*_`[!]/);
  return "text";
}

export const words = StreamLanguage.define({
  name: "words",
  startState: () => ({ first: true, front: "none", heading: false }),
  token(stream, state) {
    let found = null;
    if (stream.sol()) {
      state.heading = false;
      found = lineStart(stream, state);
      state.first = false;
      if (found) return found;
    }
    found = template(stream);
    if (found) return found;
    if (state.front === "inside") {
      stream.next();
      stream.eatWhile(/[^$<]/);
      return "front";
    }
    found = inline(stream);
    return found === "text" ? (state.heading ? "headline" : null) : found;
  },
  blankLine(state) {
    state.first = false;
  },
  tokenTable: {
    field: t.variableName,
    directive: t.keyword,
    block: t.keyword,
    front: t.meta,
    mark: t.processingInstruction,
    headline: t.heading,
    strong: t.strong,
    emphasis: t.emphasis,
    code: t.monospace,
    link: t.link,
  },
});

export const fields = StreamLanguage.define(yaml);
