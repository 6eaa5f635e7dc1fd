// The colours are Belay's own: custom properties of the page reach into the shadow root, light and dark.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags as t } from "@lezer/highlight";

export const highlight = HighlightStyle.define([
  { tag: t.variableName, color: "var(--accent)", backgroundColor: "var(--accent-wash)", borderRadius: "4px" },
  { tag: t.keyword, color: "var(--doubt)" },
  { tag: [t.meta, t.processingInstruction], color: "var(--ink-2)" },
  { tag: t.heading, fontWeight: "700" },
  { tag: t.strong, fontWeight: "700" },
  { tag: t.emphasis, fontStyle: "italic" },
  { tag: t.link, color: "var(--accent)", textDecoration: "underline" },
  { tag: t.monospace, color: "var(--ink-2)" },
  // template.yaml
  { tag: [t.atom, t.definition(t.variableName), t.propertyName], color: "var(--accent)", fontWeight: "600" },
  { tag: t.comment, color: "var(--ink-3)", fontStyle: "italic" },
  { tag: [t.number, t.bool], color: "var(--doubt)" },
]);

export const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--sheet)", border: "1px solid var(--edge)", borderRadius: "7px",
    fontSize: ".84375rem" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "0" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.75", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)" },
  ".cm-line": { padding: "0 .8rem" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--ink-3)", border: "0", borderRadius: "7px 0 0 7px" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "3rem", padding: "0 .9rem 0 0" },
  ".cm-activeLineGutter": { backgroundColor: "var(--sunk)", color: "var(--ink)", fontWeight: "600" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection": {
    backgroundColor: "light-dark(#cfe2f3, #24486a) !important" },
  ".wrong-line": { backgroundColor: "var(--bad-wash)" },
  ".wrong-word": { textDecoration: "underline wavy var(--bad-fill)", textUnderlineOffset: ".25em" },
  ".problem": { padding: ".5rem .8rem .75rem", backgroundColor: "var(--bad-wash)", borderBlockEnd: "1px solid var(--line)",
    fontFamily: "var(--sans)", fontSize: ".875rem", lineHeight: "1.45", whiteSpace: "normal", overflowWrap: "anywhere" },
  ".problem b": { color: "var(--bad)", fontWeight: "600" },
  ".problem p": { margin: "0" },
  ".problem button": { marginBlockStart: ".5rem", minHeight: "2.125rem", padding: ".2rem .75rem", border: "1px solid var(--edge)",
    borderRadius: "7px", backgroundColor: "var(--sheet)", color: "var(--ink)", font: "600 .875rem/1.25 var(--sans)", cursor: "pointer" },
  ".problem button:focus-visible": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-tooltip": { border: "1px solid var(--edge)", borderRadius: "7px", backgroundColor: "var(--sheet)", color: "var(--ink)",
    overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", fontSize: ".8125rem", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".25rem .75rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", color: "inherit", marginLeft: "1em" },
  ".cm-panels": { backgroundColor: "var(--sunk)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panels input, .cm-panels button": { font: "inherit" },
});
