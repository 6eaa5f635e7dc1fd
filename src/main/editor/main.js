// The template editor: each textarea of the page's form becomes a CodeMirror when it is first shown. The textarea stays in the form
// and keeps its text, so that saving, the preview and everything else work as they do without this script.
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { completion } from "./completion.js";
import { highlight, look } from "./look.js";
import { listed, problems, tell } from "./problems.js";
import { fields, words } from "./words.js";

const form = document.getElementById("editor");
const views = new Map();

function sectionOf(file) {
  return [...form.querySelectorAll("[data-source]")].find(one => one.dataset.source === file);
}

function currentSection() {
  const chosen = name => form.querySelector(`input[name="${name}"]:checked`)?.value;
  const part = chosen("part");
  return [...form.querySelectorAll("[data-source]")]
    .find(one => one.dataset.part === part && (part === "fields" || one.dataset.lang === chosen("lang")));
}

function open(section) {
  const textarea = section.querySelector("textarea");
  const file = section.dataset.source;
  const host = document.createElement("div");
  host.className = "code";
  textarea.before(host);
  // in a shadow root CodeMirror needs no inline style, which the page's policy forbids
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: textarea.value,
      extensions: [
        lineNumbers(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        bracketMatching(),
        highlightSelectionMatches(),
        EditorView.lineWrapping,
        EditorState.readOnly.of(textarea.readOnly),
        file === "template.yaml" ? fields : words,
        syntaxHighlighting(highlight),
        autocompletion({ override: [completion(file, section.dataset.part)], icons: false }),
        // Tab leaves the editor, as in every other field of a form
        keymap.of([{ key: "Mod-s", run: save }, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
        problems,
        look,
        EditorView.contentAttributes.of({ "aria-label": file, spellcheck: "true", lang: section.dataset.lang || "en" }),
        EditorView.updateListener.of(update => {
          if (!update.docChanged) return;
          textarea.value = update.state.doc.toString();
          textarea.dispatchEvent(new Event("input", { bubbles: true }));
        }),
      ],
    }),
  });
  textarea.hidden = true;
  views.set(file, view);
  tell(view, listed(file));
  return view;
}

function save() {
  form.requestSubmit(document.querySelector('button[form="editor"][value="save"]'));
  return true;
}

function viewOf(section) {
  return section ? (views.get(section.dataset.source) ?? open(section)) : null;
}

/** One file at a time, chosen by the two switches above. */
function showCurrent() {
  const current = currentSection();
  for (const section of form.querySelectorAll("[data-source]")) {
    section.hidden = section !== current;
    if (section === current) section.open = true;
  }
  form.querySelectorAll("[data-missing]").forEach(one => (one.hidden = Boolean(current)));
  const part = form.querySelector('input[name="part"]:checked')?.value;
  document.querySelectorAll("#palette [data-only]").forEach(one => (one.hidden = one.dataset.only !== part));
  const view = viewOf(current);
  if (view) view.requestMeasure();
}

/** To a problem, from the list above or from another tab. */
function goTo(problem) {
  const section = sectionOf(problem.file);
  if (!section) return;
  const choose = (name, value) => {
    const radio = form.querySelector(`input[name="${name}"][value="${value}"]`);
    if (radio) radio.checked = true;
  };
  choose("part", section.dataset.part);
  if (section.dataset.lang) choose("lang", section.dataset.lang);
  showCurrent();
  const view = viewOf(section);
  const line = view.state.doc.line(Math.min(Math.max(Number(problem.line), 1), view.state.doc.lines));
  view.dispatch({
    selection: { anchor: Math.min(line.from + Math.max(Number(problem.column) - 1, 0), line.to) },
    effects: EditorView.scrollIntoView(line.from, { y: "center" }),
  });
  view.focus();
}

if (form) {
  form.classList.add("scripted");
  form.addEventListener("change", event => {
    if (event.target.name === "part" || event.target.name === "lang") showCurrent();
  });
  document.addEventListener("click", event => {
    const insert = event.target.closest?.("#palette [data-insert]");
    const problem = event.target.closest?.("#problems a[data-file]");
    if (insert) {
      const view = viewOf(currentSection());
      view?.dispatch(view.state.replaceSelection(insert.dataset.insert));
      view?.focus();
    } else if (problem) {
      event.preventDefault();
      goTo(problem.dataset);
    }
  });
  // the server has written its list and the palette anew
  new MutationObserver(() => {
    views.forEach((view, file) => tell(view, listed(file)));
    showCurrent();
  }).observe(form, { childList: true, subtree: true });
  // leaving with words that nobody has kept yet is asked about by the browser
  let unsaved = false;
  form.addEventListener("input", event => (unsaved ||= event.target.matches?.("textarea")));
  form.addEventListener("submit", () => (unsaved = false));
  window.addEventListener("beforeunload", event => unsaved && event.preventDefault());
  showCurrent();
}
